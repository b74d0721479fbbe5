import type { TicketCharge } from "../../../shared/charges.ts";
import { reassess } from "../../../shared/credits.ts";
import { counted } from "../words.ts";

/** What pressing Assess would do, told before it is pressed. */
export interface Outcome {
  tone: "neutral" | "caution";
  /** One sentence a thing that happens, the weightiest first. */
  says: string[];
}

/** `credits` is the price in all, `available` what the holder's account has left beside what is held. */
export function outcomeOf(
  charge: Pick<TicketCharge, "held" | "settled" | "agreed" | "offer">,
  { available, credits, asks }: { available: number; credits: number; asks: boolean },
): Outcome {
  const taken = charge.held + charge.settled;
  const { returned, extra, confirmation } = reassess({
    // An account that the operator let go below zero has nothing to hold; how much it lacks is counted here.
    available: Math.max(0, available),
    held: taken,
    confirmed: charge.agreed,
    credits,
    asks,
  });
  const short = extra > 0 && extra > available ? extra - available : null;
  const kept = charge.settled > 0 ? "charged" : "held";
  const says: string[] = [];
  if (short !== null)
    says.push(`Balance short by ${short}: it takes ${extra} more, and ${available} ${are(available)} available.`);
  const open = charge.offer?.state === "open" ? charge.offer : null;
  const replaces = open ? [`Withdraws the open offer of ${open.credits}.`] : [];
  if (confirmation === "required") {
    const agreed = charge.agreed === 0 ? "nothing is agreed yet" : `agreed ${charge.agreed}`;
    says.push(`Asks the holder for ${credits}: ${agreed}.`);
    if (taken > 0) says.push(`${taken} stay ${kept} until the holder decides.`);
    return { tone: "caution", says: [...says, ...replaces] };
  }
  if (confirmation === "agreed-in-advance") says.push(`Holds ${extra} more, agreed up to ${charge.agreed}.`);
  else if (extra > 0) says.push(`Holds ${extra} more; this category asks nobody.`);
  else if (returned > 0) says.push(`Returns ${returned}; ${credits} stay ${kept}.`);
  else
    says.push(
      credits === 0
        ? "Moves no credits."
        : `Moves nothing: ${counted(credits, "credit")} ${are(credits)} ${kept} already.`,
    );
  if (short === null && extra !== returned)
    says.push(`${counted(available - extra + returned, "credit")} available then.`);
  return { tone: short === null ? "neutral" : "caution", says: [...says, ...replaces] };
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}
