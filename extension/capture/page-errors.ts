/**
 * Runs in the page's own world, where alone its script errors are told: nothing of this file's surroundings exists
 * there, so the function holds all it needs. What it says goes as text through an event of a name that nobody else was
 * told; a page that finds it out can only add claims of its own.
 */
export function hookPageErrors(channel: string): void {
  const [most, longest] = [50, 500];
  let count = 0;
  const tell = (message: unknown, source: unknown) => {
    if (count >= most) return;
    count += 1;
    const text = (value: unknown) => (typeof value === "string" ? value.slice(0, longest) : null);
    const detail = JSON.stringify({ message: text(message) ?? "an error without words", source: text(source) });
    document.dispatchEvent(new CustomEvent(channel, { detail }));
  };
  const wordsOf = (reason: unknown) => {
    if (reason instanceof Error) return `${reason.name}: ${reason.message}`;
    return typeof reason === "string" ? reason : "a promise was rejected";
  };
  addEventListener("error", (event) => {
    if (!(event instanceof ErrorEvent)) return;
    const place = event.filename ? `${event.filename.replace(/[?#].*$/s, "")}:${event.lineno}` : null;
    tell(event.message, place);
  });
  addEventListener("unhandledrejection", (event) => tell(wordsOf(event.reason), null));
}
