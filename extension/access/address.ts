import { hostPattern, type Protocol } from "../../shared/access-values.ts";

/** What stands in an address that somebody copied whole from a hosting page or a file program. */
export interface ReadAddress {
  host: string;
  protocol?: Protocol;
  port?: string;
  user?: string;
  password?: string;
  folder?: string;
}

const schemes: Readonly<Record<string, Protocol>> = {
  "sftp:": "sftp",
  "ssh:": "sftp",
  "ftps:": "ftps-explicit",
  "ftpes:": "ftps-explicit",
  "ftp:": "ftp",
};

/** Takes an address apart, so that no password stays in the field for the host. A host alone is given back as it is. */
export function readAddress(typed: string): ReadAddress {
  const text = typed.trim();
  const [, scheme, rest] = /^([a-z]+:)\/\/(.*)$/i.exec(text) ?? [];
  const protocol = schemes[scheme?.toLowerCase() ?? ""];
  const url = URL.parse(`http://${rest ?? text}`);
  if (!url?.hostname || (scheme !== undefined && !protocol)) return { host: text };
  const [, portTyped] = /^[^/]*?:(\d{1,5})(?:\/|$)/.exec((rest ?? text).replace(/^[^/]*@/, "")) ?? [];
  return {
    host: url.hostname,
    ...(protocol && { protocol }),
    ...(portTyped && { port: portTyped }),
    ...(url.username && { user: decode(url.username) }),
    ...(url.password && { password: decode(url.password) }),
    ...(url.pathname !== "/" && { folder: decode(url.pathname) }),
  };
}

export function isHost(text: string): boolean {
  return text.length <= 253 && hostPattern.test(text) && !/\p{Cc}/u.test(text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
