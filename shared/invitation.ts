import { type Decision, refuse } from "./problems.ts";

/**
 * The one text that connects a browser to a server: `https://<server>/#<code>.<fingerprint>`. The part behind `#` never
 * reaches the server when the text is opened as a link.
 */
export interface Invitation {
  /** The server's origin. */
  server: string;
  /** One-time code, 16 characters of Crockford base32 (80 bits), without dashes. */
  code: string;
  /** SHA-256 of the server's sealing key, 64 lower-case hex digits. */
  fingerprint: string;
}

export function formatInvitation({ server, code, fingerprint }: Invitation): string {
  return `${server}/#${code}.${fingerprint}`;
}

export function parseInvitation(text: string): Decision<Invitation, "enrolment.text-invalid" | "enrolment.not-https"> {
  const url = URL.parse(text.trim());
  const [, code, fingerprint] = /^#([0-9A-HJKMNP-TV-Z-]{16,19})\.([0-9a-f]{64})$/i.exec(url?.hash ?? "") ?? [];
  if (!url || !code || !fingerprint || url.search || url.username || url.password)
    return refuse("enrolment.text-invalid");
  if (!isServerAddress(url)) return refuse("enrolment.not-https");
  return {
    ok: true,
    value: {
      server: url.origin,
      code: code.replaceAll("-", "").toUpperCase(),
      fingerprint: fingerprint.toLowerCase(),
    },
  };
}

/** The origin of a support server typed by hand, or why it is none. */
export function parseServer(text: string): Decision<string, "enrolment.text-invalid" | "enrolment.not-https"> {
  const typed = text.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (!url?.hostname || url.username || url.password) return refuse("enrolment.text-invalid");
  return isServerAddress(url) ? { ok: true, value: url.origin } : refuse("enrolment.not-https");
}

/** Servers are reached by https; by http only on this machine. */
function isServerAddress(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

/** A fingerprint as people compare it: groups of eight. */
export function groupFingerprint(fingerprint: string): string {
  return fingerprint.match(/.{1,8}/g)?.join(" ") ?? "";
}
