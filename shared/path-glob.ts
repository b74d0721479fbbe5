/**
 * A pattern of addresses within one site: every character means itself, `*` any run of characters. Matched without
 * regular expressions, in time that grows with both lengths alone.
 */
export function fitsGlob(glob: string, text: string): boolean {
  const parts = glob.split("*");
  const first = parts.shift() ?? "";
  const last = parts.pop();
  if (last === undefined) return text === glob;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** The folder that all addresses of this pattern lie in, with a slash at its end. */
export function folderOf(glob: string): string {
  const fixed = glob.split("*")[0] ?? "";
  return fixed.slice(0, fixed.lastIndexOf("/") + 1);
}

/**
 * Whether an address fits a pattern of a store profile: one without a leading slash is meant within `folder`, one
 * without a question mark fits whatever the query is. Case and escapes do not count, so that neither evades a pattern.
 */
export function isAddressIn(url: URL, pattern: string, folder: string): boolean {
  const glob = (pattern.startsWith("/") ? pattern : folder + pattern).toLowerCase();
  const [path, query] = [plain(url.pathname), plain(url.search)];
  return fitsGlob(glob, glob.includes("?") ? path + query : path);
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase();
  } catch {
    return text.toLowerCase();
  }
}
