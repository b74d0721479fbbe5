import type { accessProblems } from "./access-problems.ts";
import type { deskProblems } from "./desk-problems.ts";
import type { ownerProblems } from "./owner-problems.ts";

/**
 * Every refusal: code, HTTP status, and the sentence a person reads. This file, `access-problems.ts`, `owner-problems.ts`
 * and `desk-problems.ts` are the only places with refusals' words: here is what a store's person can meet in the panel,
 * there what is said in the access tab, to an owner whom nobody looks after, and at the desk and on the command line.
 * Codes are `topic.reason` and never change meaning. Slots in braces are filled from the refusal's values.
 */
const problems = {
  "request.invalid": {
    status: 400,
    text: "Part of this request could not be read: {where}. Nothing was changed.",
  },
  "request.too-large": {
    status: 413,
    text: "This is larger than the {limit} that fit. Leave something out and send again.",
  },
  "request.too-many": { status: 429, text: "Too many tries. Wait {seconds} seconds, then try again." },
  "request.not-json": { status: 415, text: "Only JSON is taken here." },
  "request.cross-origin": { status: 403, text: "This request came from another site and was not carried out." },
  "request.not-found": { status: 404, text: "There is nothing at this address." },
  "session.missing": { status: 401, text: "Sign in to go on." },
  "device.missing": { status: 401, text: "This browser is not connected to support. Connect it in the popup." },
  "device.revoked": { status: 401, text: "This browser was disconnected. Connect it again in the popup." },
  "device.key-only": {
    status: 403,
    text: "With the license key alone this browser sees only what it sent itself. Connect it with a one-time code to see the rest.",
  },
  "device.client": { status: 403, text: "Whoever looks after your store settles this. There is nothing to see here." },
  "enrolment.text-invalid": {
    status: 400,
    text: "This is not a connection link. It looks like https://support.example/#code.fingerprint; copy the whole of it.",
  },
  "enrolment.not-https": { status: 400, text: "The support server must be reached by https." },
  "enrolment.code-unknown": {
    status: 403,
    text: "This code is not known, was used already, or has expired. Ask for a new one.",
  },
  "enrolment.fingerprint-differs": {
    status: 409,
    text: "The server shows another key than the link promised. Expected {expected}, got {actual}. Nothing was sent; ask whoever gave you the link.",
  },
  "enrolment.server-not-allowed": {
    status: 403,
    text: "Your browser has not allowed reaching {server} yet. Press Connect and allow it.",
  },
  "enrolment.key-unknown": { status: 403, text: "This license key is not known here. Check it and try again." },
  "ticket.absent": { status: 404, text: "This ticket does not exist, or you may not see it." },
  "ticket.id-taken": {
    status: 409,
    text: "This request was sent before with other contents. What you have now is kept as a draft under a new number.",
  },
  "ticket.bytes-changed": {
    status: 422,
    text: "What arrived is not what you saw: the checksums differ. Nothing was stored; send it again.",
  },
  "ticket.closed": { status: 409, text: "This ticket is closed. Open a new request instead." },
  "ticket.move-not-allowed": { status: 409, text: "A ticket that is {from} cannot become {to}." },
  "ticket.escalated-otherwise": {
    status: 409,
    text: "What you looked at is not what would go to the vendor now. Look at it again, then send.",
  },
  "ticket.not-under-relay": { status: 409, text: "Only what the vendor answered can be passed on." },
  "message.empty": { status: 400, text: "Write something first." },
  "message.id-taken": { status: 409, text: "This message was sent before with other contents." },
  "report.secret-found": {
    status: 422,
    text: "The report still holds something secret ({kind}). Nothing was stored. Leave that fact out and send again.",
  },
  "report.unreadable": { status: 422, text: "The report could not be read: {where}. Nothing was stored." },
  "file.too-large": { status: 413, text: "{name} is larger than {limit}." },
  "file.type-not-taken": {
    status: 415,
    text: "Pictures (PNG, JPEG, WebP), plain text and PDF can be added; {name} is none of these.",
  },
  "file.empty": { status: 400, text: "{name} is empty. Choose another file." },
  "file.too-many-pixels": {
    status: 422,
    text: "{name} has more than {limit} megapixels. Make the picture smaller and add it again.",
  },
  "file.has-metadata": {
    status: 422,
    text: "{name} carries hidden data. Nothing was stored. Remove it and add the picture again.",
  },
  "file.damaged": { status: 422, text: "{name} could not be opened as a picture. Choose another file." },
  "picture.unreadable": {
    status: 422,
    text: "No picture was taken: nothing on this page could be covered. Reload the page and try again.",
  },
  "picture.not-in-front": {
    status: 409,
    text: "No picture was taken: the store’s page was not in front. Go back to it and try again.",
  },
  "picture.absent": { status: 404, text: "This picture is no longer here. Take it again from your request." },
  "file.too-many": { status: 400, text: "{most} files fit in one request. Remove one, then add {name}." },
  "file.no-room": {
    status: 409,
    text: "Files that wait to be sent take up the {limit} there are for them. Send or discard a request that has files; after a day there is room again.",
  },
  "file.cut-off": { status: 400, text: "{name} did not arrive whole. Nothing was stored; send it again." },
  "file.id-taken": { status: 409, text: "{name} was sent before with other contents. Remove it and add it again." },
  "file.absent": { status: 404, text: "This file does not exist, or you may not see it." },
  "license.not-active": { status: 403, text: "This license is {state}. No request can be sent under it." },
  "device.absent": { status: 404, text: "This browser does not exist, or you may not see it." },
  "draft.absent": { status: 404, text: "This draft is not here any more: it was sent or discarded." },
  "draft.changed": {
    status: 409,
    text: "What you looked at is not what would be sent now. Look at it again, then send.",
  },
  "draft.subject-missing": { status: 400, text: "Say in a few words what this is about; then it can be sent." },
  "extension.not-allowed": { status: 403, text: "This page may not ask for that. Nothing was done." },
  "extension.fault": {
    status: 500,
    text: "Something went wrong in this browser. What you wrote is kept; close the panel and open it again.",
  },
  "request.topic-missing": {
    status: 400,
    text: "Say what the request is about first: the price and the answer time follow from it.",
  },
  "verdict.changed": {
    status: 409,
    text: "Since you looked, the rules give another answer for this request. Look at it once more, then send. Your text is kept.",
  },
  "verdict.not-filed": { status: 403, text: "{why} Your text is kept." },
  "offer.absent": { status: 404, text: "This offer does not exist, or it is not yours to decide." },
  "offer.closed": { status: 409, text: "This offer is {state} already." },
  "credits.insufficient": {
    status: 402,
    text: "This needs {needed} credits; you have {available}. Your text is kept while you get more.",
  },
  "server.busy": { status: 503, text: "The server is busy. Your text is kept; it is sent again by itself." },
  "server.fault": { status: 500, text: "Something went wrong on our side. Nothing was changed. Quote {id}." },
  "server.unreachable": {
    status: 503,
    text: "The support server cannot be reached. Your text is kept; it is sent by itself later.",
  },
  "server.no-answer": { status: 503, text: "The server did not answer. What you wrote is kept here; try again." },
  "client.outdated": { status: 426, text: "This version is too old for the server. Update it; your text is kept." },
} as const satisfies Record<string, Problem>;

interface Problem {
  status: number;
  text: string;
}

/** Their texts are known to the compiler, so that no refusal can be without a value of its sentence. */
type AllProblems = typeof problems & typeof accessProblems & typeof deskProblems & typeof ownerProblems;

export type ProblemCode = keyof AllProblems;

const known = new Map<string, Problem>(Object.entries(problems));

/** Adds sentences that the small pages in a store do without. */
export function knowProblems(more: Readonly<Record<string, Problem>>): void {
  for (const [code, problem] of Object.entries(more)) known.set(code, problem);
}

type SlotsOf<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}` ? Slot | SlotsOf<Rest> : never;

/** The values a refusal must carry: one for each slot of its sentence. */
export type ProblemValues<Code extends ProblemCode> = {
  [Slot in SlotsOf<AllProblems[Code]["text"]>]: string | number;
};

/** A refusal as it travels: on the wire, through messages, in stored state. */
export interface Refusal<Code extends ProblemCode = ProblemCode> {
  code: Code;
  values: Record<string, string | number>;
}

export type Decision<Value, Code extends ProblemCode = ProblemCode> =
  | { ok: true; value: Value }
  | { ok: false; refusal: Refusal<Code> };

type RefusalArguments<Code extends ProblemCode> = keyof ProblemValues<Code> extends never
  ? [code: Code]
  : [code: Code, values: ProblemValues<Code>];

export function refusal<Code extends ProblemCode>(...[code, values]: RefusalArguments<Code>): Refusal<Code> {
  return { code, values: values ?? {} };
}

export function refuse<Code extends ProblemCode>(
  ...args: RefusalArguments<Code>
): { ok: false; refusal: Refusal<Code> } {
  return { ok: false, refusal: refusal(...args) };
}

/** The error a verb throws for something the person can act on. */
export class AppError extends Error {
  readonly refusal: Refusal;
  constructor(why: Refusal, options?: ErrorOptions) {
    super(why.code, options);
    this.name = "AppError";
    this.refusal = why;
  }
}

export function orThrow<Value>(decision: Decision<Value>): Value {
  if (!decision.ok) throw new AppError(decision.refusal);
  return decision.value;
}

export function statusOf(code: ProblemCode): number {
  return known.get(code)?.status ?? 400;
}

export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === "string" && known.has(code);
}

/** The sentence a person reads. */
export function sentence({ code, values }: Refusal): string {
  const text = known.get(code)?.text ?? "This could not be done.";
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => String(values[slot] ?? ""));
}
