import type { ProfilePick, ProfileStatus } from "../../../shared/store-profile.ts";
import type { Page } from "../page.ts";

/** What a profile can ask for in a text; anything else of a text it takes as it stands. */
const kinds = {
  text: /^.+$/s,
  version: /\d{1,5}(?:\.\d{1,5}){1,5}(?:[ ._-]?(?:alpha|beta|rc|sp|p)\.?\d{0,3})?/i,
  integer: /\d{1,15}/,
  date: /\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}/,
} as const;

/** The value of one place, at most 300 characters; null where it is not there. `within` is the row it is looked for in. */
export function pickText(page: Page, { selector, attribute, take, cut }: ProfilePick, within?: Element): string | null {
  const element = selector === undefined ? (within ?? null) : page.one(selector, within);
  if (!element) return null;
  const found = attribute ? page.attribute(element, attribute) : page.text(element);
  const text = found === null ? null : cutText(found.slice(0, 2_000), cut);
  return text === null ? null : (kinds[take].exec(text)?.[0].slice(0, 300) ?? null);
}

/** Null where a text that was to be cut at is not there: then this is not what the profile speaks of. */
function cutText(text: string, cut: ProfilePick["cut"]): string | null {
  let left = text;
  if (cut?.after !== undefined) {
    const at = left.indexOf(cut.after);
    if (at < 0) return null;
    left = left.slice(at + cut.after.length);
  }
  if (cut?.before !== undefined) {
    const at = left.indexOf(cut.before);
    if (at < 0) return null;
    left = left.slice(0, at);
  }
  return left.replace(/\s+/g, " ").trim() || null;
}

interface State {
  installed: boolean | null;
  enabled: boolean | null;
  /** Why it is not known. */
  why: string | null;
}

export function pickState(page: Page, status: ProfileStatus | undefined, row: Element): State {
  if (!status) return { installed: null, enabled: null, why: "the store profile does not say where it is shown" };
  const text = pickText(page, status, row);
  const words = status.attribute === "class" ? (text ?? "").split(" ") : [text ?? ""];
  const known = Object.entries(status.map).find(([word]) =>
    words.some((one) => one.toLowerCase() === word.toLowerCase()),
  );
  if (known) return { installed: known[1] !== "not-installed", enabled: known[1] === "on", why: null };
  const why = text === null ? "the list shows none" : `the list says “${text.slice(0, 60)}”, which is not explained`;
  return { installed: null, enabled: null, why };
}
