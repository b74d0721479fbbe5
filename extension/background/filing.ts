import canonicalize from "canonicalize";
import type { Ask } from "../../shared/ask.ts";
import { withoutFacts } from "../../shared/facts.ts";
import { withMasks } from "../../shared/masking.ts";
import { AppError, type Refusal, refusal } from "../../shared/problems.ts";
import { canonicalText, type Submission, submission, submissionLimit } from "../../shared/submission.ts";
import { isFiled } from "../../shared/verdict.ts";
import { verdictWords } from "../../shared/words.ts";
import { CallError } from "../api.ts";
import { sha256 } from "../hash.ts";
import type { Draft, Prepared, SendState } from "../messages.ts";
import { type Delivery, itemOf, type OutboxEntry } from "../outbox.ts";
import type { OwnCaller, PanelCaller } from "../sender.ts";
import { dropFilesOf, withFiles, withNewFileIds } from "./files.ts";
import { refreshLaunchers } from "./launchers.ts";
import { draftOf } from "./own-store.ts";
import type { Services } from "./services.ts";

/** Composes the exact bytes and keeps them: what is shown is what is sent. */
export async function prepare(services: Services, caller: PanelCaller | OwnCaller, draftId: string): Promise<Prepared> {
  const draft = await draftOf(services, caller, draftId);
  const text = canonicalText(submissionOf(draft, await shownFor(services, draft), services.client));
  const size = new TextEncoder().encode(text).length;
  if (size > submissionLimit) {
    throw new AppError(refusal("request.too-large", { limit: `${submissionLimit / 1_000} kB` }));
  }
  const prepared = { text, sha256: await sha256(text), size };
  await services.shelves.prepared.put({ draftId, ...prepared });
  return prepared;
}

/** What is asked for, and the verdict that the person was shown for just that. */
async function shownFor(services: Services, { draftId, storeOrigin, ask }: Draft): Promise<Asked> {
  if (!(await services.enrolments.find(storeOrigin))) return { ask, expects: null };
  const standing = await services.standings.read(storeOrigin);
  // Rules that could not be read are the server's to apply.
  if (standing.ok && standing.value === null) return { ask: null, expects: null };
  if (ask === null) {
    if (standing.ok) throw new AppError(refusal("request.topic-missing"));
    return { ask, expects: null };
  }
  const shown = await services.shelves.shown.get(draftId);
  if (!shown || !isSame(shown.ask, ask)) throw new AppError(refusal("verdict.changed"));
  const { expects } = shown;
  if (!isFiled(expects.verdict))
    throw new AppError(refusal("verdict.not-filed", { why: `${verdictWords[expects.verdict]}.` }));
  return { ask, expects };
}

type Asked = Pick<Submission, "ask" | "expects">;

function isSame(one: Ask, other: Ask): boolean {
  return canonicalize(one) === canonicalize(other);
}

function submissionOf(draft: Draft, asked: Asked, client: Services["client"]) {
  const { draftId, storeOrigin, report, leftOut, masks, files } = draft;
  const { subject, message } = withMasks({ subject: draft.subject, message: draft.message }, masks);
  if (subject.trim() === "") throw new AppError(refusal("draft.subject-missing"));
  const composed = submission.safeParse({
    schema: 1,
    ticketId: draftId,
    storeOrigin,
    subject,
    message,
    report: report && withMasks(withoutFacts(report, leftOut), masks),
    leftOut,
    ...asked,
    files,
    client,
  });
  if (composed.success) return composed.data;
  const where = composed.error.issues[0]?.path.join(".") || "the request";
  throw new AppError(refusal("request.invalid", { where }), { cause: composed.error });
}

/** Sends what was prepared, if it is what the person saw. It is kept before anything leaves this browser. */
export async function sendTicket(
  services: Services,
  caller: PanelCaller | OwnCaller,
  { draftId, sha256: seen }: { draftId: string; sha256: string },
): Promise<SendState> {
  if (caller.kind === "panel" && !services.canConsentInFrame) throw new AppError(refusal("extension.not-allowed"));
  const already = await services.outbox.find(draftId);
  const mayAsk = caller.kind === "own" || already?.storeOrigin === caller.origin;
  if (already?.state === "sent" && already.sha256 === seen && already.receipt && mayAsk) {
    return { state: "sent", receipt: already.receipt };
  }
  const draft = await draftOf(services, caller, draftId);
  const prepared = await services.shelves.prepared.get(draftId);
  if (prepared?.sha256 !== seen) throw new AppError(refusal("draft.changed"));
  const { storeOrigin, subject } = draft;
  if (!(await services.enrolments.find(storeOrigin))) throw new AppError(refusal("device.missing"));
  return services.outbox.send({ draftId, storeOrigin, subject: subject.trim(), text: prepared.text, sha256: seen });
}

/** One try to bring a request to the server that its store is connected to. */
export async function deliver(
  { enrolments, openServer, shelves }: Pick<Services, "enrolments" | "openServer" | "shelves">,
  { storeOrigin, text, sha256: hash }: OutboxEntry,
): Promise<Delivery> {
  const enrolment = await enrolments.find(storeOrigin);
  if (!enrolment) return { ok: false, refusal: refusal("device.missing"), retryAfterMs: null };
  try {
    const server = openServer(enrolment.server, enrolment.token);
    const file = () => server.file({ text, sha256: hash });
    return { ok: true, receipt: await withFiles({ files: shelves.files, server, enrolment, text }, file) };
  } catch (error) {
    if (error instanceof CallError) return { ok: false, refusal: error.refusal, retryAfterMs: error.retryAfterMs };
    throw error;
  }
}

/** What follows once a request began to be sent, waits again, was sent or was refused. */
export async function afterChange(services: Services, entry: OutboxEntry, isSending: boolean): Promise<void> {
  const { draftId, storeOrigin } = entry;
  if (!isSending && entry.state === "sent") {
    await services.shelves.drafts.drop(draftId);
    await services.shelves.prepared.drop(draftId);
    await dropFilesOf(services.shelves.files, draftId);
  }
  if (!isSending && entry.refusal?.code === "ticket.id-taken") await renumber(services, draftId);
  // What was filed, or refused by rules that changed meanwhile, stands in the next verdict.
  if (!isSending && (entry.state === "sent" || restsOnStanding(entry.refusal))) {
    await services.shelves.shown.drop(draftId);
    // Not waited for: the receipt is not to be late.
    void services.standings.refresh(storeOrigin);
  }
  await services.tell({ kind: "outbox.changed", storeOrigin, item: itemOf(entry, isSending) });
  if (isSending) return;
  if (entry.state === "sent") await services.tell({ kind: "tickets.changed", storeOrigin });
  await refreshLaunchers(services, storeOrigin);
}

function restsOnStanding(why: Refusal | null): boolean {
  return why !== null && ["verdict.changed", "verdict.not-filed", "credits.insufficient"].includes(why.code);
}

/** The number belongs to other bytes: the text goes on under a new one. */
async function renumber(services: Services, draftId: string): Promise<void> {
  const { drafts, prepared } = services.shelves;
  const old = await drafts.get(draftId);
  if (!old) return;
  const draft = await withNewFileIds(services, { ...old, draftId: services.newId() });
  await drafts.put(draft);
  await drafts.drop(draftId);
  await prepared.drop(draftId);
  await services.tell({ kind: "draft.changed", storeOrigin: draft.storeOrigin, draft });
}
