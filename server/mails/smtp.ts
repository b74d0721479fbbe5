import { once } from "node:events";
import { isIP } from "node:net";
import { Readable } from "node:stream";
import { rootCertificates } from "node:tls";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SmtpSettings } from "../config.ts";
import type { ReadyMail } from "./compose.ts";
import { MailFault, type MailTransport } from "./transport.ts";

export type SmtpServer = Pick<SmtpSettings, "host" | "port" | "tls"> & {
  login: { user: string; pass: string } | null;
  /** In PEM; besides the known authorities. */
  ca: string | null;
};

const setUpMs = 20_000;
/** As long as RFC 5321 (4.5.3.2) lets a mail server take for most answers. */
const answerMs = 5 * 60_000;

/** Mails by SMTP, over one connection as long as mails come one after another. Certificates are always verified. */
export function smtpTransport(server: SmtpServer): MailTransport {
  let open: Open | null = null;
  const opened = async () => {
    const fresh = await connect(server);
    open = fresh;
    fresh.ended.catch(() => {
      if (open === fresh) open = null;
    });
    return fresh;
  };
  return {
    isRepeatable: false,
    send: async (mail, beforeLast, atLast) => {
      const current = open ?? (await opened());
      try {
        await hand(current, mail, beforeLast, atLast);
      } catch (error) {
        // Whatever state the conversation is in, nothing more is said in it: a message without its last line is no mail.
        current.connection.close();
        throw error;
      }
    },
    close: () => open?.connection.close(),
  };
}

interface Open {
  connection: SMTPConnection;
  /** Rejects when it is over: a connection that is closed in the middle of a mail calls nobody back. */
  ended: Promise<never>;
}

async function connect(server: SmtpServer): Promise<Open> {
  const connection = new SMTPConnection(optionsFor(server));
  const ended = once(connection, "end").then(() => Promise.reject(new Error("The connection was closed")));
  ended.catch(() => {});
  const broken = once(connection, "error").then(([error]) => Promise.reject(error));
  // Said once more when the connection breaks later, where nobody waits for it here.
  broken.catch(() => {});
  connection.on("error", () => {});
  try {
    await Promise.race([broken, ended, settled((done) => connection.connect(done))]);
    const { login } = server;
    const logIn = (credentials: NonNullable<typeof login>) =>
      settled((done) => connection.login({ credentials }, done));
    if (login !== null) await Promise.race([broken, ended, logIn(login)]);
  } catch (error) {
    connection.close();
    throw new MailFault("later", sayingOf(error), { cause: error });
  }
  return { connection, ended };
}

function optionsFor({ host, port, tls, ca }: SmtpServer): ConstructorParameters<typeof SMTPConnection>[0] {
  return {
    host,
    port,
    secure: tls === "at-once",
    requireTLS: tls === "required",
    connectionTimeout: setUpMs,
    greetingTimeout: setUpMs,
    dnsTimeout: setUpMs,
    socketTimeout: answerMs,
    socketCloseTimeout: 0,
    tls: {
      minVersion: "TLSv1.2",
      rejectUnauthorized: true,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
    },
  };
}

function settled(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}

async function hand(
  { connection, ended }: Open,
  { from, to, bytes }: ReadyMail,
  beforeLast: () => Promise<void>,
  atLast: () => void,
): Promise<void> {
  let isLastGoing = false;
  const message = Readable.from(
    (async function* () {
      yield bytes;
      await beforeLast();
      atLast();
      // The stream ends here, and its end is what makes the connection write the line with the dot.
      isLastGoing = true;
    })(),
    { objectMode: false },
  );
  try {
    const sent = settled((done) => connection.send({ from, to: [to], size: bytes.length }, message, done));
    await Promise.race([sent, ended]);
  } catch (error) {
    throw new MailFault(faultKind(error, isLastGoing), sayingOf(error), { cause: error });
  }
}

/** An answer of the mail server is one, before and after the last line; without an answer, after it nobody knows. */
function faultKind(error: unknown, isLastGoing: boolean): MailFault["kind"] {
  const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const isAboutMail =
    error instanceof Error && "code" in error && ["EENVELOPE", "EMESSAGE"].includes(String(error.code));
  if (code >= 500 && isAboutMail) return "refused";
  if (code >= 400) return "later";
  return isLastGoing ? "unknown" : "later";
}

/** For operators: the mail server's own words, on one line. */
function sayingOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ").slice(0, 300);
}
