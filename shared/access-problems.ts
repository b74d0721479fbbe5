import { knowProblems } from "./problems.ts";

/** What a store's person can meet in the access tab: words that the panel in a store's page does without. */
export const accessProblems = {
  "ticket.resolved": {
    status: 409,
    text: "This ticket is resolved. Write in it first if something is still not right; then hand over access.",
  },
  "credential.unreadable": {
    status: 422,
    text: "This access was not sealed for this server, or it was damaged on the way. Nothing was kept; hand it over again.",
  },
  "credential.misplaced": {
    status: 409,
    text: "This access does not belong to this request, and was not opened. Hand it over again.",
  },
  "credential.gone": { status: 410, text: "This access was taken back or has ended. Nothing is left of it here." },
  "credential.absent": { status: 404, text: "This access does not exist, or you may not see it." },
  "credential.other-key": {
    status: 409,
    text: "This access was sealed for another key than this server’s. Nothing was kept. Compare the fingerprints before you hand it over again.",
  },
  "credential.id-taken": {
    status: 409,
    text: "This access was handed over before with other contents. Hand it over again.",
  },
  "credential.end-not-allowed": {
    status: 400,
    text: "Access ends by itself within {days} days. Choose an earlier end.",
  },
  "credential.not-the-same": {
    status: 409,
    text: "This is not the login that you handed over. Type it exactly as you did then.",
  },
  "credential.not-live": {
    status: 409,
    text: "This access was asked back or has ended. Hand it over again if it is still needed.",
  },
  "credential.not-asked-back": {
    status: 409,
    text: "Nobody has asked for this access back yet. Take it back if you want it gone now.",
  },
  "credential.too-many-checks": {
    status: 429,
    text: "This was tried often enough for now, so that nobody is locked out. Wait {seconds} seconds, then try again.",
  },
  "credential.not-shown": {
    status: 409,
    text: "This is not what the file server showed last. Check again and look at what it shows.",
  },
  "credential.wrong-kind": { status: 409, text: "This cannot be done with this kind of access." },
  "credential.not-working": { status: 409, text: "Check the login first; writing is tried once it works." },
} as const satisfies Record<string, { status: number; text: string }>;

knowProblems(accessProblems);
