/**
 * Takes the word for "by" off an author's name, in whatever language: the word that all of a list's authors begin with,
 * where it is not written like a name or several names follow it.
 */
export function authorIn(said: readonly string[]): (text: string) => string | null {
  const texts = new Set(said.map((text) => text.trim()).filter(Boolean));
  const words = new Set([...texts].map((text) => text.split(" ")[0] ?? ""));
  const [by = ""] = words;
  const isBy = words.size === 1 && (by === by.toLowerCase() || texts.size > 1);
  return (text) => (isBy && text.trim().startsWith(`${by} `) ? text.trim().slice(by.length) : text).trim() || null;
}
