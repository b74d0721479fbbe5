import { creditCount, priceWords } from "../../../shared/credit-words.ts";
import type { IconName } from "../../../shared/ui/icon.tsx";
import type { Tone } from "../../../shared/ui/note.tsx";
import { isFiled, type Price, type Verdict } from "../../../shared/verdict.ts";
import { reasonWords, verdictWords } from "../../../shared/words.ts";
import type { VerdictView } from "../../messages.ts";
import { calendarDay } from "../parts/times.ts";

interface Look {
  tone: Tone;
  icon: IconName;
  word: string;
  /** Null where a price would say nothing. */
  cost: string | null;
}

/** The head of the card: meaning in a word, an icon and a tone. */
export function lookOf({ verdict, answeredBy }: Pick<VerdictView, "verdict" | "answeredBy">): Look {
  const word = verdictWords[verdict.verdict];
  const cost = costOf(verdict.credits);
  switch (verdict.verdict) {
    case "accept":
      return { ...acceptedLook(verdict), cost };
    case "accept-without-guarantee":
      return { tone: "caution", icon: "alert", word, cost };
    case "staff-decision":
      return { tone: "caution", icon: "user", word, cost: null };
    case "quote-separately":
      return { tone: "neutral", icon: "tag", word, cost: null };
    case "buy-credits":
      return { tone: "caution", icon: "credits", word: `${creditCount(verdict.short ?? 0)} short`, cost };
    case "limit-reached":
      return { tone: "caution", icon: "clock", word, cost: null };
    case "to-reseller":
      return { tone: "neutral", icon: "user", word: answeredBy ? `Goes to ${answeredBy}` : word, cost: null };
    case "refuse":
      return { tone: "critical", icon: "stop", word: refusedWord(verdict), cost: null };
  }
}

function acceptedLook({ credits, confirmation }: Verdict): Omit<Look, "cost"> {
  if (leastOf(credits) === 0) return { tone: "positive", icon: "check-circle", word: verdictWords.accept };
  if (confirmation === "not-needed") return { tone: "neutral", icon: "credits", word: "Starts without asking" };
  if (confirmation === "agreed-in-advance") return { tone: "positive", icon: "credits", word: "Agreed in advance" };
  const word = typeof credits === "number" ? "Needs your agreement" : "Price agreed with you";
  return { tone: "caution", icon: "credits", word };
}

function refusedWord({ route }: Verdict): string {
  return route === "renew-upgrade-subscription" ? "Renew upgrades first" : verdictWords.refuse;
}

function costOf(price: Price): string {
  return price === 0 ? "no charge" : priceWords(price);
}

export function leastOf(price: Price): number {
  return typeof price === "number" ? price : price.from;
}

/** Why, in sentences; the clause beside them says by which rule. */
export function whyOf({ verdict, balance, answeredBy }: VerdictView): string[] {
  const { verdict: kind, reason, confirmation, credits, needsDecision } = verdict;
  const why = reason === null ? undefined : reasonWords[reason];
  return [
    ...(why === undefined ? [] : [why]),
    ...kindWords(),
    ...(needsDecision && why === undefined ? ["An engineer looks first and says whether it is covered."] : []),
    ...leftWords(verdict),
  ];

  function kindWords(): string[] {
    switch (kind) {
      case "buy-credits":
        return [
          `This needs ${creditCount(leastOf(credits))}; you have ${balance?.available ?? 0}. Your text is kept while you get more.`,
        ];
      case "limit-reached":
        return [
          verdict.resetsOn
            ? `Everything that your plan holds for now is used. The next can be sent on ${calendarDay(verdict.resetsOn)}; your text is kept.`
            : "Everything that your plan holds is used. Your text is kept.",
        ];
      case "to-reseller":
        return [`${answeredBy ?? "Whoever looks after your store"} answers your request. Nothing is charged here.`];
      case "refuse":
        return ["It cannot be sent as it is. Your text is kept."];
      case "quote-separately":
        return ["Send it, and you get an offer. Nothing is done or charged before you say yes."];
      case "staff-decision":
        return ["You hear what comes of it before anything costs."];
      default:
        return acceptedWords();
    }
  }

  function acceptedWords(): string[] {
    if (leastOf(credits) === 0) return [];
    if (confirmation === "not-needed") return ["Requests of this kind start without asking you."];
    if (confirmation === "agreed-in-advance") return ["Work starts at once, as you agreed."];
    return typeof credits === "number" ? [] : ["Nothing starts before you accept the price."];
  }
}

function leftWords({ requestsLeftAfter, modificationsLeftAfter, verdict }: Verdict): string[] {
  if (!isFiled(verdict)) return [];
  return [
    ...(modificationsLeftAfter === null ? [] : [`${modificationsLeftAfter} modifications are left after this.`]),
    ...(requestsLeftAfter === null ? [] : [`${requestsLeftAfter} requests are left after this.`]),
  ];
}

/** Credits that are held the moment it is filed. */
export function holdOf({ verdict, credits, confirmation }: Verdict): number {
  return isFiled(verdict) && confirmation !== "required" && typeof credits === "number" ? credits : 0;
}

/** All that a person who only listens is told. */
export function spokenWords(view: VerdictView): string {
  const { verdict } = view;
  const { word, cost } = lookOf(view);
  const left =
    verdict.creditsLeft === null || leastOf(verdict.credits) === 0 ? null : `${verdict.creditsLeft} left after this`;
  return `${[word, cost, left].filter(Boolean).join(", ")}.`;
}
