import { join, resolve } from "node:path";
import { z } from "zod";
import { isLoopback } from "../shared/invitation.ts";
import { type AddressRange, parseRange } from "./credentials/checker/vet.ts";

/** What the operator chose, read once from the environment. Nothing else reads the environment. */
export interface Config {
  /** Absolute path of the data folder: database, files, secrets. */
  dataFolder: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** The origin that people and browsers use; null until the port is known. */
  publicUrl: string | null;
  /** PostgreSQL, or null for the embedded database. */
  databaseUrl: string | null;
  /** What people read as the name of this support server. */
  serverName: string;
  logLevel: "silent" | "fatal" | "error" | "warn" | "info" | "debug";
  /** Whether the last address in X-Forwarded-For is believed; only behind a proxy that sets it. */
  behindProxy: boolean;
  /** Folder of the built desk. */
  deskFolder: string;
  tries: Tries;
  /** Whether engineers and operators must have a second factor; only a demo goes without. */
  secondFactor: SecondFactor;
  mail: MailSettings;
  checks: CheckSettings;
}

/** Where handed-over logins may be tried besides the public internet. */
export interface CheckSettings {
  /** Addresses that are reached although they are private, this machine's own among them. */
  allow: readonly AddressRange[];
  /** Ports of file servers besides 21, 22, 990 and 2222. */
  ports: readonly number[];
  /** What this server's checks come from, as people read it so that their host can let it in. */
  address: string | null;
}

/** How mails leave this server. */
export interface MailSettings {
  /** The sender's address; its name is the brand's. */
  from: string;
  /** The server that takes them; null writes each to a file under `data/mail`. */
  smtp: SmtpSettings | null;
  /** How long one server may keep a mail before another one takes it over. */
  claimMs: number;
}

export interface SmtpSettings {
  host: string;
  port: number;
  /** From the first byte, by STARTTLS or not at all, or, on this machine alone, by STARTTLS where it is offered. */
  tls: "at-once" | "required" | "offered";
  user: string | null;
  /** Null where it is in a file, or where there is no user. */
  password: string | null;
  passwordFile: string | null;
  /** A certificate authority of one's own, besides the known ones. */
  caFile: string | null;
}

export type SecondFactor = "required" | "optional";

/** How many failed tries one address has before it must wait. */
export interface Tries {
  /** Of logins that are tried at a store's servers, however they end. */
  checksPerMinute: number;
  enrolmentsPerMinute: number;
  setUpsPerMinute: number;
  signInsPerMinute: number;
}

/** A setting that cannot be used; the message is a sentence for the operator. */
export class ConfigError extends Error {}

const environment = z.object({
  DESKBELL_DATA: z.string().min(1).default("./data"),
  DESKBELL_HOST: z.string().min(1).default("127.0.0.1"),
  DESKBELL_PORT: z.coerce.number().int().min(0).max(65_535).default(8420),
  DESKBELL_URL: z.string().min(1).optional(),
  DESKBELL_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  DESKBELL_NAME: z.string().trim().min(1).max(100).default("Support"),
  DESKBELL_LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug"]).default("info"),
  DESKBELL_BEHIND_PROXY: z.enum(["0", "1"]).default("0"),
  DESKBELL_SMTP_URL: z.string().min(1).optional(),
  DESKBELL_SMTP_PASSWORD_FILE: z.string().min(1).optional(),
  DESKBELL_SMTP_CA_FILE: z.string().min(1).optional(),
  DESKBELL_MAIL_FROM: z.email().max(254).optional(),
  DESKBELL_CHECK_ALLOW: z.string().default(""),
  DESKBELL_CHECK_PORTS: z.string().default(""),
  DESKBELL_CHECK_ADDRESS: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}*$/u)
    .optional(),
});

export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
    throw new ConfigError(`${names.join(" and ")} cannot be used as set; see "deskbell help".`);
  }
  const settings = parsed.data;
  return {
    dataFolder: resolve(settings.DESKBELL_DATA),
    host: settings.DESKBELL_HOST,
    port: settings.DESKBELL_PORT,
    publicUrl: settings.DESKBELL_URL === undefined ? null : publicOrigin(settings.DESKBELL_URL),
    databaseUrl: settings.DESKBELL_DATABASE_URL ?? null,
    serverName: settings.DESKBELL_NAME,
    logLevel: settings.DESKBELL_LOG_LEVEL,
    behindProxy: settings.DESKBELL_BEHIND_PROXY === "1",
    deskFolder: join(import.meta.dirname, "../.output/desk"),
    tries: { checksPerMinute: 10, enrolmentsPerMinute: 5, setUpsPerMinute: 5, signInsPerMinute: 5 },
    secondFactor: "required",
    mail: mailOf(settings),
    checks: {
      allow: listOf(settings.DESKBELL_CHECK_ALLOW).map(rangeOf),
      ports: listOf(settings.DESKBELL_CHECK_PORTS).map(portOf),
      address: settings.DESKBELL_CHECK_ADDRESS ?? null,
    },
  };
}

/** What stands between commas; nothing for nothing. */
function listOf(text: string): string[] {
  return text.trim() === "" ? [] : text.split(",").map((part) => part.trim());
}

function rangeOf(text: string): AddressRange {
  const range = parseRange(text);
  if (range) return range;
  throw new ConfigError(
    `DESKBELL_CHECK_ALLOW must be addresses and ranges such as 10.1.0.0/16, with commas between them; "${text}" is none.`,
  );
}

function portOf(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new ConfigError(
    `DESKBELL_CHECK_PORTS must be ports such as 2121, with commas between them; "${text}" is none.`,
  );
}

/** The origin people reach this server by: https, or http on this machine alone. */
function publicOrigin(text: string): string {
  const url = URL.parse(text);
  if (!url || !["http:", "https:"].includes(url.protocol) || url.pathname !== "/" || url.search || url.hash) {
    throw new ConfigError("DESKBELL_URL must be an address such as https://support.example, without a path.");
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new ConfigError(
      "DESKBELL_URL must begin with https:// for anything but this machine: people's passwords and reports travel to it.",
    );
  }
  return url.origin;
}

/** Time for a whole conversation with a slow mail server. */
const claimMs = 3 * 60_000;

function mailOf(settings: z.infer<typeof environment>): MailSettings {
  const { DESKBELL_MAIL_FROM: from, DESKBELL_SMTP_URL: url } = settings;
  if (url === undefined) return { from: from ?? "support@localhost.invalid", smtp: null, claimMs };
  if (from === undefined) throw new ConfigError("DESKBELL_MAIL_FROM must be set: the address that mails come from.");
  return { from, smtp: smtpOf(url, settings), claimMs };
}

/** Passwords and what mails say travel encrypted, except to this machine itself. */
function smtpOf(text: string, settings: z.infer<typeof environment>): SmtpSettings {
  const url = URL.parse(text);
  const isWhole = url && ["smtp:", "smtps:"].includes(url.protocol) && url.hostname !== "" && url.pathname.length <= 1;
  if (!isWhole || url.search || url.hash) {
    throw new ConfigError("DESKBELL_SMTP_URL must be an address such as smtps://user@mail.example:465.");
  }
  const passwordFile = settings.DESKBELL_SMTP_PASSWORD_FILE ?? null;
  const password = url.password === "" ? null : decodeURIComponent(url.password);
  const user = url.username === "" ? null : decodeURIComponent(url.username);
  if (
    (password !== null || passwordFile !== null) !== (user !== null) ||
    (password !== null && passwordFile !== null)
  ) {
    throw new ConfigError(
      "DESKBELL_SMTP_URL needs a user and a password together: in the address, or the password in the file that DESKBELL_SMTP_PASSWORD_FILE names.",
    );
  }
  const isAtOnce = url.protocol === "smtps:";
  const unlessHere = isLoopback(url.hostname) ? "offered" : "required";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (isAtOnce ? 465 : 587) : Number(url.port),
    tls: isAtOnce ? "at-once" : unlessHere,
    user,
    password,
    passwordFile,
    caFile: settings.DESKBELL_SMTP_CA_FILE ?? null,
  };
}
