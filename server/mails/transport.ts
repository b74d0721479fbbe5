import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Config, ConfigError } from "../config.ts";
import type { ReadyMail } from "./compose.ts";
import { filesTransport } from "./files.ts";
import { smtpTransport } from "./smtp.ts";

/** Where mails go. One mail at a time. */
export interface MailTransport {
  /** Whether the same mail handed over again is still one mail. */
  isRepeatable: boolean;
  /**
   * Resolves once the mail was taken, throws a `MailFault` otherwise. `beforeLast` runs when all but the last line has
   * gone, and `atLast` right before the last line goes, without anything in between; where one of them throws, the last
   * line does not go, and the mail was not taken.
   */
  send: (mail: ReadyMail, beforeLast: () => Promise<void>, atLast: () => void) => Promise<void>;
  /** Ends what is open. It opens again with the next mail. */
  close: () => void;
}

/**
 * Why a mail was not taken. `later`: it was not handed over, and may be tried again. `refused`: the mail server will not
 * have it. `unknown`: it was handed over, and no answer came.
 */
export class MailFault extends Error {
  readonly kind: "later" | "refused" | "unknown";

  constructor(kind: MailFault["kind"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Throws a `ConfigError` where a file that was named cannot be read. */
export function openTransport({ dataFolder, mail }: Pick<Config, "dataFolder" | "mail">): MailTransport {
  const { smtp } = mail;
  if (smtp === null) return filesTransport(join(dataFolder, "mail"));
  const { user, password, passwordFile, caFile, ...server } = smtp;
  const secret = passwordFile === null ? password : readSetting("DESKBELL_SMTP_PASSWORD_FILE", passwordFile).trim();
  return smtpTransport({
    ...server,
    login: user === null || secret === null ? null : { user, pass: secret },
    ca: caFile === null ? null : readSetting("DESKBELL_SMTP_CA_FILE", caFile),
  });
}

function readSetting(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError(`${name} names ${path}, which cannot be read.`, { cause: error });
  }
}
