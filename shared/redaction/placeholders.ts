/**
 * What stands where something was removed: its kind, a number that is the same for the same value, and of a license key
 * its last four characters: `[email#1]`, `[license#2 …9F3K]`. Global.
 */
export const placeholderPattern = /\[[a-z][a-z0-9-]{0,30}#\d{1,7}(?: …[A-Za-z0-9]{4})?\]/g;

/** Stands for each character of a placeholder while a text is searched, so that no rule looks into one. */
export const removed = "\ue000";

export function withoutPlaceholders(text: string): string {
  return text.includes("#") ? text.replace(placeholderPattern, (found) => removed.repeat(found.length)) : text;
}

export const onlyRemoved = /^["'\s]*\ue000[\ue000\s.,;:)}"'\]]*$/;

/** Whether a text is made of nothing but placeholders and the marks between them. */
export function isPlaceholder(text: string): boolean {
  return onlyRemoved.test(withoutPlaceholders(text));
}
