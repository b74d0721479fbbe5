/** Words that stand in a tenant's rows and nowhere else, and who may read which of them. */

export const everybody = [
  "nobody",
  "revoked",
  "keyOnly",
  "enrolled",
  "enrolledB",
  "client",
  "direct",
  "engineer",
  "senior",
  "operator",
  "unprovenOperator",
  "unprovenReseller",
  "resellerA",
  "resellerB",
  "popup",
  "holder",
] as const;
/**
 * `keyOnly`, `enrolled` and `client` are browsers under a license of reseller A, `enrolledB` is one of reseller B's own.
 * `direct` is a browser of a holder whom the vendor looks after itself, `holder` a person of that holder. The unproven
 * owe a second factor and have shown a password.
 */
export type Who = (typeof everybody)[number];

/**
 * `own`: of the account. `client`: what its clients wrote; `keyed`: what one wrote who showed the key alone. `store`:
 * where. `note`: what the vendor noted of it.
 */
type Part = "own" | "client" | "keyed" | "brand" | "store" | "contact" | "note";
type Letter = "a" | "b" | "h" | "g";

export function mark(letter: Letter, part: Part): string {
  return `canary-${letter}-${part}`;
}

/** In the names of the vendor's people. */
export const deskMark = "canary-desk";

const parts: readonly Part[] = ["own", "client", "keyed", "brand", "store", "contact", "note"];
const letters: readonly Letter[] = ["a", "b", "h", "g"];
const marks = [...letters.flatMap((letter) => parts.map((part) => mark(letter, part))), deskMark];

const of = (letter: Letter, ...some: Part[]) => some.map((part) => mark(letter, part));
const ofAll = (...some: Part[]) => letters.flatMap((letter) => of(letter, ...some));

/** The vendor's desk reads requests that came to it, never what a reseller's client wrote; contact data is for operators. */
const mayRead: Record<Who, readonly string[]> = {
  nobody: [],
  revoked: [],
  unprovenOperator: [],
  unprovenReseller: [],
  keyOnly: of("a", "keyed", "brand", "store"),
  client: of("a", "client", "keyed", "brand", "store"),
  enrolled: [...of("a", "own", "store"), deskMark],
  enrolledB: [...of("b", "own", "store"), deskMark],
  direct: [...of("h", "own", "store"), deskMark],
  holder: of("h", "own", "store"),
  engineer: [...ofAll("own", "store"), deskMark],
  senior: [...ofAll("own", "store"), deskMark],
  operator: [
    ...ofAll("own", "store"),
    ...(["a", "b"] as const).flatMap((letter) => of(letter, "brand", "contact", "note")),
    deskMark,
  ],
  resellerA: [...of("a", "own", "client", "keyed", "brand", "store"), deskMark],
  popup: [...of("a", "own", "client", "keyed", "brand", "store"), deskMark],
  resellerB: [...of("b", "own", "client", "brand", "store"), deskMark],
};

/** What stands in an answer that its reader may not read. */
export function strayMarks(who: Who, answer: string): string[] {
  const seen = answer.toLowerCase();
  return marks.filter((each) => seen.includes(each) && !mayRead[who].includes(each));
}

/** What its reader may read, as far as it stands in an answer. */
export function readMarks(who: Who, answer: string): string[] {
  return mayRead[who].filter((each) => answer.toLowerCase().includes(each));
}

/** What its reader is sure to be shown by calls of every procedure: an operator opens one license and one brand. */
export function shownMarks(who: Who): string[] {
  const unopened = who === "operator" ? [mark("a", "brand"), mark("b", "note")] : [];
  return mayRead[who].filter((each) => !unopened.includes(each));
}
