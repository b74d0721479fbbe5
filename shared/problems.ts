/**
 * Every refusal: code, HTTP status, and the sentence a person reads. This is the only place with refusals' words.
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
  "session.second-factor": {
    status: 401,
    text: "This work needs a second factor. Sign in with a passkey or a code from your authenticator, or set one up.",
  },
  "session.wrong-role": { status: 403, text: "Your account may not do this." },
  "session.wrong-password": { status: 401, text: "E-mail or password is not right." },

  "session.wrong-code": {
    status: 401,
    text: "This code is not right. Use the newest one from your authenticator, or a backup code that was not used before.",
  },
  "session.sign-in-anew": { status: 401, text: "This sign-in is over. Begin again with your e-mail and password." },
  "session.locked": { status: 429, text: "Too many codes were wrong. Wait 15 minutes, then sign in again." },
  "session.not-fresh": {
    status: 403,
    text: "You signed in more than a day ago. Sign out and in again, then do this.",
  },
  "session.absent": { status: 404, text: "This session is over, or it is not yours." },
  "second-factor.there-already": {
    status: 409,
    text: "An authenticator is set up already. Remove it first, then set up another one.",
  },
  "second-factor.not-set-up": { status: 409, text: "No authenticator is set up. Set one up first." },
  "passkey.unknown": {
    status: 401,
    text: "This passkey does not open anything here. Use another one, or your password.",
  },
  "passkey.not-added": { status: 400, text: "This passkey could not be added. Try again, or use another one." },
  "passkey.not-verified": {
    status: 401,
    text: "This passkey did not ask for your fingerprint, your face or a PIN. Use one that does.",
  },
  "passkey.expired": { status: 409, text: "That took too long. Try again." },
  "passkey.cancelled": { status: 400, text: "No passkey was used. Try again, or choose another way." },
  "passkey.not-supported": {
    status: 400,
    text: "This browser cannot use passkeys on this page. Use an authenticator app.",
  },
  "passkey.absent": { status: 404, text: "This passkey does not exist, or it is not yours." },

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

  "pairing.code-unknown": {
    status: 403,
    text: "This code is not known, was used already, or has expired. Have the popup show a new one.",
  },

  "pairing.over": { status: 401, text: "This browser is not paired any more. Pair it again to see your clients." },

  "setup.closed": { status: 403, text: "This setup link was used already or is not the one that was printed." },
  "setup.password-weak": { status: 400, text: "Choose a password of at least {least} characters." },
  "person.email-taken": { status: 409, text: "Someone with the address {email} is here already. Use another one." },

  "person.absent": { status: 404, text: "This person does not exist, or you may not see them." },
  "person.wrong-password": { status: 403, text: "This is not your present password." },
  "person.last-operator": {
    status: 409,
    text: "{name} is the only operator. Make somebody else an operator first.",
  },
  "person.yourself": { status: 409, text: "You cannot do this to yourself. Ask somebody else who may." },
  "person.role-fixed": {
    status: 409,
    text: "Somebody of a reseller or holder cannot become one of the desk. Remove them and invite them anew.",
  },
  "invitation.closed": {
    status: 403,
    text: "This invitation was used already, was withdrawn, or is over. Ask whoever invited you for a new one.",
  },
  "invitation.absent": { status: 404, text: "This invitation does not exist, or you may not see it." },
  "invitation.too-many": {
    status: 409,
    text: "{most} invitations are open already. Withdraw one, or wait until one is accepted.",
  },
  "account.absent": { status: 404, text: "This account does not exist, or you may not see it." },

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

  "saved-pages.folder-not-named": { status: 400, text: "Say which folder to read: npm run read -- <folder>" },
  "saved-pages.folder-absent": { status: 404, text: "There is no folder {folder}." },
  "saved-pages.not-a-folder": { status: 400, text: "{folder} is a file. Name the folder that the saved pages are in." },
  "saved-pages.none": { status: 404, text: "There are no saved pages (.html) in {folder}." },
  "saved-pages.profile-not-read": {
    status: 422,
    text: "{file} is no store profile that can be used: deskbell profile check {file} says why.",
  },
  "saved-pages.no-admin": {
    status: 422,
    text: "This is not a store admin: none of the pages in {folder} is an admin page that is known here. Save the dashboard as a page (HTML only) and read again.",
  },

  "license.absent": { status: 404, text: "This license does not exist, or you may not see it." },
  "license.not-active": { status: 403, text: "This license is {state}. No request can be sent under it." },

  "license.not-now": { status: 409, text: "This cannot be done while the license is {state}." },
  "license.by-transfer-only": {
    status: 409,
    text: "Under its rules this license moves to another reseller only when both agree, or once it is orphaned.",
  },
  "license.no-transfer": {
    status: 409,
    text: "The rules of this license know no transfer between resellers. An operator can say who looks after it.",
  },
  "license.banned": { status: 409, text: "This license is banned for good. It stays as it is." },
  "license.plan-day-missing": { status: 400, text: "A plan has a last day; name both or neither." },
  "license.store-absent": { status: 404, text: "This license has no store at {origin}." },
  "license.store-taken": { status: 409, text: "This license has a store at {origin} already." },
  "transfer.absent": { status: 409, text: "There is no transfer here that you could decide on." },
  "transfer.costs-missing": {
    status: 409,
    text: "Before either agrees, both resellers say what the transfer and the support will cost. Not both have.",
  },
  "transfer.to-self": { status: 409, text: "This reseller looks after the license already." },
  "reseller.absent": { status: 404, text: "There is no reseller of this name. Type it as they write it themselves." },
  "reseller.name-taken": { status: 409, text: "There is a reseller of this name already." },
  "code.absent": { status: 404, text: "This code does not exist, was used, or you may not see it." },
  "code.not-yours": {
    status: 403,
    text: "Codes for a holder’s own browsers are for who holds the license, and codes for clients for who looks after it.",
  },
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
  "programme.absent": { status: 404, text: "There is no programme {id}. There are: {known}." },
  "programme.version-taken": {
    status: 409,
    text: "Version {version} of {id} is here already, with other rules. Give the changed rules a new version.",
  },
  "programme.kind-absent": { status: 400, text: "The programme knows no {product} of kind {kind}. It knows: {known}." },
  "programme.plan-absent": { status: 400, text: "The programme has no plan {plan}. It has: {known}." },
  "programme.none": { status: 409, text: "This license follows no programme, so nothing is charged under it." },
  "programme.package-absent": {
    status: 400,
    text: "The programme sells no package of {credits} credits. It sells: {known}.",
  },
  "programme.ban-unfounded": { status: 409, text: "The programme does not ban for {reason}. It bans for: {known}." },
  "offer.absent": { status: 404, text: "This offer does not exist, or it is not yours to decide." },
  "offer.closed": { status: 409, text: "This offer is {state} already." },
  "assessment.category-missing": { status: 400, text: "Choose a category first." },
  "assessment.category-unknown": { status: 400, text: "This programme has no such category." },
  "assessment.price-missing": { status: 400, text: "Name the price: this category costs from {from} credits." },
  "command.id-taken": { status: 409, text: "This was done before with other contents." },
  "credits.insufficient": {
    status: 402,
    text: "This needs {needed} credits; you have {available}. Your text is kept while you get more.",
  },
  "credits.too-few": {
    status: 402,
    text: "There are not enough credits for this. Your text is kept; ask whoever holds the license to get more.",
  },
  "credits.entry-absent": {
    status: 404,
    text: "There is no such entry in this account, or none that can be corrected.",
  },
  "credits.entry-spent": { status: 409, text: "Only {left} credits of this entry can still be taken or given back." },
  "credits.not-held": { status: 409, text: "Only {held} credits are held for this ticket; {needed} cannot be taken." },

  "server.busy": { status: 503, text: "The server is busy. Your text is kept; it is sent again by itself." },
  "server.fault": { status: 500, text: "Something went wrong on our side. Nothing was changed. Quote {id}." },
  "server.unreachable": {
    status: 503,
    text: "The support server cannot be reached. Your text is kept; it is sent by itself later.",
  },
  "server.no-answer": { status: 503, text: "The server did not answer. What you wrote is kept here; try again." },
  "client.outdated": { status: 426, text: "This version is too old for the server. Update it; your text is kept." },
} as const satisfies Record<string, { status: number; text: string }>;

export type ProblemCode = keyof typeof problems;

type SlotsOf<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}` ? Slot | SlotsOf<Rest> : never;

/** The values a refusal must carry: one for each slot of its sentence. */
export type ProblemValues<Code extends ProblemCode> = {
  [Slot in SlotsOf<(typeof problems)[Code]["text"]>]: string | number;
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
  return problems[code].status;
}

export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === "string" && Object.hasOwn(problems, code);
}

/** The sentence a person reads. */
export function sentence({ code, values }: Refusal): string {
  return problems[code].text.replace(/\{(\w+)\}/g, (_, slot: string) => String(values[slot] ?? ""));
}
