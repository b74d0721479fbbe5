import type { LoginOutcome } from "../../../../shared/credentials.ts";
import type { Channels } from "../channels.ts";
import { isSendable, lookIn, nothingSeen, settleLogin } from "./enter.ts";
import type { Target, Terms } from "./terms.ts";
import { startVisit, within } from "./visit.ts";

/** One login attempt. What cannot be sent safely is `unreachable`, without a connection: it is no proof of anything. */
export async function logIn(target: Target, channels: Pick<Channels, "open">, terms: Terms): Promise<LoginOutcome> {
  const seen = nothingSeen();
  if (!isSendable(target)) return seen;
  const visit = startVisit(channels);
  try {
    await within(terms.workMs, lookIn(visit, target, terms, seen));
    return { ...seen };
  } catch (error) {
    return settleLogin(seen, error);
  } finally {
    visit.close();
  }
}
