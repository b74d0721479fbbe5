import { maskUser, type Protocol, usualPorts } from "../../shared/access-values.ts";
import type { SealedSecret } from "../../shared/credentials.ts";
import { isHost } from "./address.ts";

/** What a person types for the store's admin. User name and password stay in the page's memory, and nowhere else. */
export interface AdminFields {
  loginUrl: string;
  user: string;
  password: string;
  note: string;
}

/** What a person types for the store's files. */
export interface FilesFields {
  protocol: Protocol;
  host: string;
  port: string;
  user: string;
  by: "password" | "key";
  password: string;
  key: string;
  passphrase: string;
  folder: string;
  note: string;
  /** The person's yes to a password that travels unencrypted. */
  sendsUnencrypted: boolean;
}

export type Faults<Fields> = Partial<Record<keyof Fields, string>>;

export function emptyAdmin(loginUrl: string): AdminFields {
  return { loginUrl, user: "", password: "", note: "" };
}

export function emptyFiles(protocol: Protocol = "sftp"): FilesFields {
  const port = String(usualPorts[protocol]);
  const secrets = { user: "", by: "password", password: "", key: "", passphrase: "" } as const;
  return { protocol, host: "", port, ...secrets, folder: "", note: "", sendsUnencrypted: false };
}

/** Another protocol: the port follows as long as it was the usual one, and a yes counts for FTP alone. */
export function withProtocol(fields: FilesFields, protocol: Protocol): FilesFields {
  const isUsual = fields.port === "" || fields.port === String(usualPorts[fields.protocol]);
  const port = isUsual ? String(usualPorts[protocol]) : fields.port;
  const by = protocol === "sftp" ? fields.by : "password";
  return { ...fields, protocol, port, by, sendsUnencrypted: false };
}

export function isAdminBegun({ user, password, note }: AdminFields): boolean {
  return [user, password, note].some((text) => text !== "");
}

export function isFilesBegun({ user, password, key, passphrase, folder, note }: FilesFields): boolean {
  return [user, password, key, passphrase, folder, note].some((text) => text !== "");
}

const control = /\p{Cc}/u;

function faultOfLine(text: string, most: number): string | undefined {
  if (control.test(text)) return "A character in it cannot be typed on a keyboard. Type it by hand.";
  return text.length > most ? `${most} characters fit.` : undefined;
}

export function faultsOfAdmin(fields: AdminFields): Faults<AdminFields> {
  return clean({
    loginUrl: faultOfLogin(fields.loginUrl),
    user: fields.user === "" ? "Type the user name." : faultOfLine(fields.user, 200),
    password: fields.password === "" ? "Type the password." : faultOfLine(fields.password, 500),
    note: fields.note.length > 2_000 ? "2,000 characters fit." : undefined,
  });
}

function faultOfLogin(text: string): string | undefined {
  const url = URL.parse(text.trim());
  if (!url || !/^https?:$/.test(url.protocol))
    return "Type the whole address of the login page, with https:// before it.";
  if (url.username || url.password) return "Type user name and password in their own fields.";
  return faultOfLine(text, 2_000);
}

export function faultsOfFiles(fields: FilesFields): Faults<FilesFields> {
  const { by, password, key } = fields;
  return clean({
    host: isHost(fields.host.trim()) ? undefined : "Type the server’s name alone, such as sftp.shop.example.",
    port: isPort(fields.port) ? undefined : "A port is a number from 1 to 65535.",
    user: fields.user === "" ? "Type the user name." : faultOfLine(fields.user, 200),
    password: by === "key" ? undefined : password === "" ? "Type the password." : faultOfLine(password, 500),
    key: by === "key" ? faultOfKey(key) : undefined,
    passphrase: faultOfLine(fields.passphrase, 500),
    folder: faultOfLine(fields.folder, 500),
    note: fields.note.length > 2_000 ? "2,000 characters fit." : undefined,
  });
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535;
}

function faultOfKey(key: string): string | undefined {
  if (key.trim() === "") return "Choose the key file, or paste what stands in it.";
  if (/^-----BEGIN [A-Z0-9 ]*PUBLIC KEY-----|^ssh-(rsa|ed25519|dss) /.test(key.trim())) {
    return "This is the public half. The private one has no .pub at its end.";
  }
  return key.length > 16_000 ? "This is too long for a key file." : undefined;
}

/** Whose the secret is, and until when. */
export interface Bound {
  credentialId: string;
  ticketId: string;
  storeOrigin: string;
  createdAt: string;
  expiresAt: string;
}

export function adminSecret(bound: Bound, { loginUrl, user, password, note }: AdminFields): SealedSecret {
  const url = new URL(loginUrl.trim());
  return {
    v: 1,
    ...bound,
    kind: "store-admin",
    protocol: null,
    host: url.hostname,
    port: null,
    loginUrl: url.href,
    user,
    secret: { by: "password", password },
    folder: null,
    note,
  };
}

export function filesSecret(bound: Bound, fields: FilesFields): SealedSecret {
  const { protocol, host, port, user, by, password, key, passphrase, folder, note } = fields;
  return {
    v: 1,
    ...bound,
    kind: "ftp",
    protocol,
    host: host.trim(),
    port: Number(port),
    loginUrl: null,
    user,
    secret: by === "key" ? { by, key, passphrase: passphrase === "" ? null : passphrase } : { by, password },
    folder: folder.trim() === "" ? null : folder.trim(),
    note,
  };
}

/** All that the server is told beside what is sealed. */
export function hintsOf({ kind, protocol, host, port, user }: SealedSecret) {
  return { kind, protocol, host, port, userHint: maskUser(user) };
}

function clean<Fields>(faults: { [Name in keyof Fields]?: string | undefined }): Faults<Fields> {
  return Object.fromEntries(Object.entries(faults).filter(([, why]) => why !== undefined)) as Faults<Fields>; // Its keys are the fields'.
}
