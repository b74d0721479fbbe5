import type { Answer } from "../messages.ts";
import type { Services } from "./services.ts";
import { ask } from "./tickets.ts";

/** Tells the server which company is to look after the store. What it knows of the store then is read anew either way. */
export async function wishReseller(
  services: Services,
  storeOrigin: string,
  { commandId, company }: { commandId: string; company: string },
): Promise<Answer<true>> {
  const answer = await ask(services, storeOrigin, (server) => server.wishReseller({ commandId, company }));
  await services.standings.refresh(storeOrigin);
  return answer.ok ? { ok: true, value: true } : answer;
}
