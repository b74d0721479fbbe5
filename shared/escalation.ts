import { factsOf, withoutFacts } from "./facts.ts";
import type { Report } from "./report.ts";
import type { Submission } from "./submission.ts";

/** What of a client's request goes on to the vendor. */
export interface Escalation {
  /** In the reseller's own words. */
  subject: string;
  message: string;
  /** Paths of the client's facts that stay with the reseller. */
  leftOut: readonly string[];
  /** Whether the client's own words go too. */
  quotesClient: boolean;
  /** Of the client's files, those that go too: ids as the client's request names them. */
  files: readonly string[];
}

/** Groups and facts of a report that tell of people and their doings rather than of the software. */
const personal = /^(?:page\.|declared\.|stores\.|admin\.group$)/;

/** Facts that stay with the reseller unless they choose otherwise. */
export function keptBack(report: Report | null): string[] {
  const paths = report ? factsOf(report).flatMap(({ facts }) => facts.map(({ path }) => path)) : [];
  return paths.filter((path) => personal.test(path)).sort();
}

/**
 * The request to the vendor, made of the client's: desk and server make the same of the same, so that what is looked at
 * is what goes. The store's address always goes: the license belongs to it.
 */
export function escalationOf(client: Submission, ticketId: string, choice: Escalation): Submission {
  const { report, ask } = client;
  const leftOut = [...new Set(choice.leftOut)].sort();
  const quote = choice.quotesClient ? client.message.trim() : "";
  return {
    schema: 1,
    ticketId,
    storeOrigin: client.storeOrigin,
    subject: choice.subject.trim(),
    message: [choice.message.trim(), quote && `The store owner wrote:\n${quote}`].filter(Boolean).join("\n\n"),
    report: report && withoutFacts(report, leftOut),
    ask: ask && { ...ask, agreesUpTo: null },
    expects: null,
    leftOut,
    files: client.files.filter(({ id }) => choice.files.includes(id)),
    client: client.client,
  };
}
