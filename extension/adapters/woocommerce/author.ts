/**
 * Takes the word for "by" off an author's name, in whatever language: the word that all of a list's authors begin with,
 * unless it is written like a name.
 */
export function authorIn(said: readonly string[]): (text: string) => string | null {
  const words = new Set(said.filter(Boolean).map((text) => text.trim().split(" ")[0] ?? ""));
  const [by = ""] = words;
  const isBy = words.size === 1 && by !== "" && by === by.toLowerCase();
  return (text) => (isBy ? text.trim().slice(by.length) : text).trim() || null;
}
