import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

/** A real mail server of a test's own, with TLS and a login. */
export interface MailServer {
  port: number;
  /** The authority that its certificate is of, in PEM, and where that is. */
  ca: string;
  caFile: string;
  login: { user: string; pass: string };
  /** Every mail that came whole, in order. */
  received: ReceivedMail[];
  /** What came of mails whose last line never did. */
  cut: string[];
  /** How often it was asked to take one, whether or not it did. */
  asked: number;
  connections: number;
  /** How often it was shown a password. */
  logins: number;
  stop: () => Promise<void>;
}

export interface ReceivedMail {
  messageId: string;
  from: string;
  to: string[];
  raw: string;
  isEncrypted: boolean;
  user: string;
}

interface Behaviour {
  /** TLS from the first byte; else it offers STARTTLS. */
  atOnce?: boolean;
  /** Offers no encryption at all. */
  plain?: boolean;
  /** Listens on every address of this machine. */
  anywhere?: boolean;
  /** What it says to a recipient: nothing, or a refusal. */
  onRecipient?: (address: string) => { code: number; text: string } | null;
  /** How long it looks at a whole mail before it answers. */
  answerAfterMs?: number;
  /** What it says once it has the whole mail; `hang-up` ends the connection without a word. */
  onMail?: (mail: ReceivedMail) => { code: number; text: string } | "hang-up" | null;
}

const login = { user: "desk", pass: "an SMTP password" };

export async function startMailServer(behaviour: Behaviour = {}): Promise<MailServer> {
  const { key, cert, ca, caFile } = certificate();
  const server: MailServer = {
    port: 0,
    ca,
    caFile,
    login,
    received: [],
    cut: [],
    asked: 0,
    connections: 0,
    logins: 0,
    stop: async () => {},
  };
  const options: SMTPServerOptions = {
    key,
    cert,
    secure: behaviour.atOnce === true,
    disabledCommands: behaviour.plain ? ["STARTTLS"] : [],
    allowInsecureAuth: behaviour.plain === true,
    authOptional: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_session, done) => {
      server.connections += 1;
      done();
    },
    onAuth: ({ username, password }, _session, done) => {
      server.logins += 1;
      const isRight = username === login.user && password === login.pass;
      if (isRight) done(null, { user: username });
      else done(new Error("Not the login"));
    },
    onRcptTo: ({ address }, _session, done) => done(refusal(behaviour.onRecipient?.(address) ?? null)),
    onData: async (stream, session, done) => {
      server.asked += 1;
      const { raw, isWhole } = await textOf(stream);
      if (!isWhole) server.cut.push(raw);
      if (!isWhole) return;
      const mail = {
        messageId: /^Message-ID: (<.+>)\r$/im.exec(raw)?.[1] ?? "",
        from: session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map(({ address }) => address),
        raw,
        isEncrypted: session.secure,
        user: String(session.user ?? ""),
      };
      const answer = behaviour.onMail?.(mail) ?? null;
      if (answer === null || answer === "hang-up") server.received.push(mail);
      if (behaviour.answerAfterMs !== undefined) await wait(behaviour.answerAfterMs);
      if (answer === "hang-up") hangUp(smtp, session.id);
      else done(refusal(answer));
    },
  };
  const smtp = new SMTPServer(options);
  // A client that was killed, or that would not go on without encryption.
  smtp.on("error", () => {});
  smtp.listen(0, behaviour.anywhere ? "0.0.0.0" : "127.0.0.1");
  await once(smtp.server, "listening");
  server.port = (smtp.server.address() as AddressInfo).port;
  let isOpen = true;
  server.stop = async () => {
    if (!isOpen) return;
    isOpen = false;
    await new Promise<void>((resolve) => {
      smtp.close(() => resolve());
    });
  };
  onTestFinished(server.stop);
  return server;
}

/** Not whole where the connection ended before the last line: then it is no mail. */
async function textOf(stream: Readable): Promise<{ raw: string; isWhole: boolean }> {
  let raw = "";
  try {
    for await (const part of stream) raw += part;
    return { raw, isWhole: true };
  } catch {
    return { raw, isWhole: false };
  }
}

function hangUp(smtp: SMTPServer, id: string): void {
  // The library's types leave its open connections out.
  const { connections } = smtp as unknown as { connections: Set<{ id: string; _socket: { destroy: () => void } }> };
  for (const connection of connections) if (connection.id === id) connection._socket.destroy();
}

function refusal(answer: { code: number; text: string } | null): Error | null {
  return answer === null ? null : Object.assign(new Error(answer.text), { responseCode: answer.code });
}

let made: { key: string; cert: string; ca: string } | null = null;

/** An authority and a certificate of it for this machine, made once a test file. */
function certificate(): { key: string; cert: string; ca: string; caFile: string } {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-mail-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const elliptic = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  if (made === null) {
    openssl("req", "-x509", ...elliptic, "-keyout", "ca.key", "-out", "made.pem", "-days", "2", "-subj", "/CN=Test CA");
    openssl(
      "req",
      ...elliptic,
      "-keyout",
      "key.pem",
      "-out",
      "request.pem",
      "-subj",
      "/CN=localhost",
      "-addext",
      names,
    );
    const signed = ["-CA", "made.pem", "-CAkey", "ca.key", "-days", "2", "-copy_extensions", "copy"];
    openssl("x509", "-req", "-in", "request.pem", ...signed, "-out", "cert.pem");
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    made = { key: read("key.pem"), cert: read("cert.pem"), ca: read("made.pem") };
  }
  const caFile = join(folder, "ca.pem");
  writeFileSync(caFile, made.ca);
  return { ...made, caFile };
}

const names = "subjectAltName=DNS:localhost,IP:127.0.0.1";
