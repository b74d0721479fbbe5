import { knowProblems } from "./problems.ts";

/** What a store's owner can meet who names a company to look after the store: words that the first screen does without. */
export const ownerProblems = {
  "license.looked-after": {
    status: 409,
    text: "Somebody looks after your store, so no other company can be named now.",
  },
  "device.not-owner": {
    status: 403,
    text: "Only the store’s owner says who is to look after the store, from a browser that was connected for the owner.",
  },
} as const satisfies Record<string, { status: number; text: string }>;

knowProblems(ownerProblems);
