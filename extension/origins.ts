/** Scheme, host and port; also for extension pages, whose `URL.origin` some browsers call `null`. */
export function originOf(url: URL | null): string | null {
  return url?.host ? `${url.protocol}//${url.host}` : null;
}

/**
 * What the browser is asked for: scheme and host. Firefox takes no port in a pattern, so a permission reaches every
 * port of its host; the port is compared in code, where a site is looked up by its origin.
 */
export function patternOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/** An address that a site can be enabled on, or null: other schemes are closed to every extension. */
export function siteOf(url: string | null | undefined): string | null {
  const parsed = URL.parse(url ?? "");
  return parsed && /^https?:$/.test(parsed.protocol) ? originOf(parsed) : null;
}
