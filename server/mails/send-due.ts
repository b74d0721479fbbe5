import { invariant } from "../../shared/invariant.ts";
import type { Ctx } from "../context.ts";
import type { MailRow } from "../db/schema.ts";
import { errorForLog, type Logger } from "../log.ts";
import { compose, type ReadyMail } from "./compose.ts";
import { isMailKind, mailKinds, mailLanguage } from "./kinds.ts";
import { bodyOf } from "./queue.ts";
import { renderMail } from "./render.ts";
import { nextTry } from "./retries.ts";
import { abandonedMails, type Change, type ClaimedMail, claimMail, mailOfClaim, moveMail } from "./store.ts";
import type { Traces } from "./traces.ts";
import { MailFault, type MailTransport } from "./transport.ts";
import { mailWords } from "./words/all.ts";

export interface Postman {
  ctx: Pick<Ctx, "db" | "keys" | "now" | "newId">;
  transport: MailTransport;
  traces: Traces;
  log: Logger;
  from: string;
  claimMs: number;
}

/**
 * Sends what is due, one mail after another, until nothing is or `isStopping`. Says how many were taken.
 *
 * Each mail is sent once, by one of any number of servers, whenever they are killed:
 *
 * 1. It is claimed by one server, for a time (`sending`). All but its last line goes to the mail server, which makes no
 *    mail of it without that line (RFC 5321, 4.1.1.4). Who is killed here has handed nothing over: once the time is over,
 *    any server sends it.
 * 2. In the database it becomes `handing-over`, if this claim still has it; a server that was too slow stops here.
 * 3. A file is renamed (`traces.ts`) and, with nothing in between, the last line goes.
 * 4. On the mail server's yes the file is renamed again, and the mail is `sent`.
 *
 * Of who is killed after 2, the file tells: before 3 the mail is sent again, after 4 it is marked as sent. SMTP has no
 * way to ask whether a mail arrived, so one that was killed between 3 and 4 is not decided here: it is `unsure`, is not
 * sent again by itself, and an operator sees it (`deskbell mails`). The same holds where the file is on another machine
 * or older than the machine's last start. Almost always such a mail has arrived, because the last line was with the
 * system already; sent again it has the same Message-ID. So no mail is sent twice, and none is lost without being told of.
 */
export async function sendDue(postman: Postman, isStopping: () => boolean = () => false): Promise<number> {
  await takeOverAbandoned(postman);
  let taken = 0;
  while (!isStopping()) {
    const mail = await claim(postman);
    if (mail === null) break;
    if (await deliver(postman, mail)) taken += 1;
  }
  postman.transport.close();
  return taken;
}

function claim({ ctx, claimMs }: Postman): Promise<ClaimedMail | null> {
  const now = ctx.now();
  return claimMail(ctx.db, {
    claim: ctx.newId(),
    now: now.toISOString(),
    until: new Date(now.getTime() + claimMs).toISOString(),
  });
}

async function deliver(postman: Postman, mail: ClaimedMail): Promise<boolean> {
  const { ctx, transport, traces } = postman;
  try {
    const ready = await read(postman, mail);
    await transport.send(
      ready,
      () => beforeLast(postman, mail),
      () => traces.atLast(mail.claimedBy),
    );
  } catch (error) {
    await putBack(postman, mail, error);
    return false;
  }
  traces.taken(mail.claimedBy);
  const sentAt = ctx.now().toISOString();
  await moveMail(ctx.db, mail, { from: ["sending", "handing-over", "unsure"], to: "sent", sentAt });
  traces.end(mail.claimedBy);
  return true;
}

async function read(postman: Postman, mail: ClaimedMail): Promise<ReadyMail> {
  try {
    return await written(postman, mail);
  } catch (error) {
    throw new MailFault("refused", "This mail could not be written; the log says why.", { cause: error });
  }
}

async function written({ ctx, from }: Postman, mail: ClaimedMail): Promise<ReadyMail> {
  const { id, createdAt, recipient, kind } = mail;
  const { brand, values } = bodyOf(ctx.keys, mail);
  const language = mailLanguage(mail.language);
  invariant(isMailKind(kind), "a mail's kind is known");
  const rendered = renderMail({ kind, language, brand, values: mailKinds[kind].parse(values) }, mailWords[language]);
  return compose({ id, createdAt, from, to: recipient, language, brand, rendered });
}

/** A claim that another server took over ends here, with nothing handed over. */
async function beforeLast({ ctx, traces, claimMs }: Postman, mail: ClaimedMail): Promise<void> {
  traces.begin(mail.claimedBy);
  const until = new Date(ctx.now().getTime() + 2 * claimMs).toISOString();
  const isOurs = await moveMail(ctx.db, mail, { from: ["sending"], to: "handing-over", nextTryAt: until });
  if (!isOurs) throw new MailFault("later", "Another server has taken this mail over.");
}

async function putBack({ ctx, traces, log }: Postman, mail: ClaimedMail, error: unknown): Promise<void> {
  log.warn({ mail: mail.id, kind: mail.kind, ...errorForLog(error) }, "a mail was not sent");
  const fault = error instanceof MailFault ? error : new MailFault("later", "This server could not send it.");
  await moveMail(ctx.db, mail, { from: ["sending", "handing-over"], ...afterFault(fault, mail, ctx.now()) });
  traces.end(mail.claimedBy);
}

function afterFault({ kind, message }: MailFault, { tries, createdAt }: ClaimedMail, now: Date): Omit<Change, "from"> {
  if (kind === "unknown") return { to: "unsure", problem: `It may have arrived: ${message}` };
  const next = kind === "later" ? nextTry({ tries, createdAt: new Date(createdAt), now }) : null;
  return next === null
    ? { to: "failed", problem: message }
    : { to: "waiting", nextTryAt: next.toISOString(), problem: message };
}

/** Decides of every mail whose server has not been heard of in time. */
async function takeOverAbandoned(postman: Postman): Promise<void> {
  const { ctx } = postman;
  const now = ctx.now().toISOString();
  for (const mail of await abandonedMails(ctx.db, now)) {
    if (mail.state === "sending") await moveMail(ctx.db, mail, { from: ["sending"], to: "waiting", nextTryAt: now });
    else await settle(postman, mail);
  }
}

const traceKeptMs = 3_600_000;

/**
 * At a server's start: decides of the mails that became `unsure` on another machine while this one, which has the trace
 * of them, was away, and removes traces that nothing needs.
 */
export async function settleTraces(postman: Postman): Promise<void> {
  const { ctx, traces } = postman;
  for (const { claim, ageMs } of await traces.all()) {
    const mail = await mailOfClaim(ctx.db, claim);
    if (mail?.state === "unsure") await settle(postman, mail);
    else if (mail?.state !== "handing-over" && ageMs > traceKeptMs) traces.end(claim);
  }
}

/** Of a mail that was being handed over: what the trace of its claim tells. */
async function settle({ ctx, transport, traces, log }: Postman, mail: MailRow): Promise<void> {
  const { claimedBy } = mail;
  invariant(claimedBy !== null, "a mail that is handed over was claimed");
  const now = ctx.now().toISOString();
  const from = ["handing-over", "unsure"] as const;
  const stage = transport.isRepeatable ? "untouched" : traces.findOut(claimedBy);
  if (stage === "untouched") {
    await moveMail(ctx.db, mail, { from, to: "waiting", nextTryAt: now });
  } else if (stage === "taken") {
    await moveMail(ctx.db, mail, { from, to: "sent", sentAt: now });
  } else {
    log.warn({ mail: mail.id, kind: mail.kind }, "a server ended while it handed a mail over");
    await moveMail(ctx.db, mail, { from, to: "unsure", problem: "It may have arrived: the server ended meanwhile." });
  }
  traces.end(claimedBy);
}
