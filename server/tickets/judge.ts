import { dueOf } from "../../shared/due.ts";
import { entitlementOn } from "../../shared/entitlement.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Programme, Topic } from "../../shared/programmes/schema.ts";
import { type Standing, situationOf } from "../../shared/standing.ts";
import type { Submission } from "../../shared/submission.ts";
import { isFiled, type Price, type Verdict, verdict } from "../../shared/verdict.ts";
import { reasonWords, routeWords } from "../../shared/words.ts";
import { type JudgedAt, standingOf } from "../credits/standing.ts";
import type { Tx } from "../db/open.ts";
import type { NewTicket, PlanCount } from "../db/schema.ts";
import * as licenses from "../licenses/store.ts";
import { priorities } from "./store.ts";

export interface Judged {
  columns: Pick<
    NewTicket,
    | "topic"
    | "programmeId"
    | "programmeVersion"
    | "verdict"
    | "due"
    | "category"
    | "agreed"
    | "counts"
    | "priority"
    | "urgent"
    | "addressedTo"
  >;
  /** Credits to hold at once. */
  hold: number;
}

/**
 * What the rules say of a submission now: refused where it may not be filed, or where the person was shown another
 * answer. Runs in the filing's transaction, so that nothing it rests on changes before the ticket is stored.
 */
export async function judge(ctx: JudgedAt, tx: Tx, submission: Submission): Promise<Judged> {
  const { actor } = ctx;
  const now = ctx.now();
  const standing = await standingOf({ actor, server: ctx.server, now: () => now }, tx);
  const purchase = standing && (await licenses.purchaseOf(tx, actor.licenseId));
  if (!purchase) return notJudged;
  const { ask, expects, report } = submission;
  if (!ask) throw new AppError(refusal("request.topic-missing"));
  const { programme } = standing;
  const at = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  const answer = verdict(programme, situationOf(standing, ask, report, at));
  if (expects && !(expects.verdict === answer.verdict && isSamePrice(expects.credits, answer.credits))) {
    throw new AppError(refusal("verdict.changed"));
  }
  if (!isFiled(answer.verdict)) {
    throw new AppError(refusal("verdict.not-filed", { why: whyNot(programme, answer) }));
  }
  const goesToReseller = answer.verdict === "to-reseller";
  if (goesToReseller && actor.resellerId === null) {
    throw new AppError(refusal("verdict.not-filed", { why: "Nobody looks after this store now." }));
  }
  return {
    columns: {
      topic: ask.topic,
      // The license's own, also where a store owner was shown no more of it than concerns them.
      programmeId: purchase.programme.id,
      programmeVersion: purchase.programme.version,
      verdict: JSON.stringify(answer),
      due: JSON.stringify(dueOf(programme, answer.response, at)),
      category: answer.category,
      agreed: ask.agreesUpTo ?? 0,
      counts: countsOf(standing, ask.topic, at),
      priority: priorities.indexOf(answer.priority),
      // A hole that strangers can use is clearly more urgent than what only its owner meets.
      urgent: Number(ask.topic === "security-bug"),
      addressedTo: goesToReseller ? "reseller" : "vendor",
    },
    hold: answer.confirmation !== "required" && typeof answer.credits === "number" ? answer.credits : 0,
  };
}

const notJudged: Judged = {
  columns: {
    topic: null,
    programmeId: null,
    programmeVersion: null,
    verdict: null,
    due: null,
    category: null,
    counts: null,
    addressedTo: "vendor",
  },
  hold: 0,
};

function isSamePrice(one: Price, other: Price): boolean {
  return typeof one === "number" || typeof other === "number" ? one === other : one.from === other.from;
}

/** The clause it rests on, the reason where it has one of its own, and where to go instead. */
function whyNot({ rules }: Programme, { trace, reason, route }: Verdict): string {
  const clause = rules[trace.at(-1) ?? ""];
  return [clause, reason && reasonWords[reason], route && routeWords[route]].filter(Boolean).join(" ");
}

/** What a filing uses up of a plan's counts: nothing where it is not by the plan that it is taken. */
function countsOf({ programme, license }: Standing, topic: Topic, at: Temporal.Instant): PlanCount | null {
  const day = at.toZonedDateTimeISO(programme.calendar.zone).toPlainDate();
  const entitlement = entitlementOn(programme, license, day);
  const { coverage, counts } = programme.topics[topic];
  if (entitlement.what !== "plan" || coverage !== "covered") return null;
  if (entitlement.plan.without.some(({ topics }) => topics.includes(topic))) return null;
  return counts ?? "request";
}
