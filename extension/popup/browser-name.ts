/** "Firefox on Linux": enough to tell one's own devices apart. */
export function browserName(userAgent: string): string {
  const name = /Firefox|Edg|OPR|Chrome/.exec(userAgent)?.[0] ?? "Browser";
  const spoken = userAgent.includes("Edg/") ? "Edge" : userAgent.includes("OPR/") ? "Opera" : name;
  const system = /Windows|Mac OS X|Android|CrOS|Linux/.exec(userAgent)?.[0];
  return system ? `${spoken} on ${system === "Mac OS X" ? "macOS" : system === "CrOS" ? "ChromeOS" : system}` : spoken;
}
