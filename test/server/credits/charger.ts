import { randomUUID } from "node:crypto";
import type { Ctx } from "../../../server/context.ts";
import { post } from "../../../server/credits/record.ts";
import { openDatabase } from "../../../server/db/open.ts";
import { AppError } from "../../../shared/problems.ts";
import type { DatabasePlace } from "../../support/db.ts";

/** A server beside others that charges one credit after another; prints how many it got. */
interface Charging {
  place: DatabasePlace;
  accountId: string;
  ticketNumber: number;
  times: number;
}

const { place, accountId, ticketNumber, times }: Charging = JSON.parse(process.argv[2] ?? "");
const db = openDatabase(place, () => {});
const ctx = { db, now: () => new Date(), actor: { kind: "system" } } as unknown as Ctx;
let charged = 0;
for (let done = 0; done < times; ) {
  try {
    await post(ctx, accountId, { id: randomUUID(), kind: "hold", ticketNumber, credits: 1 });
    charged += 1;
    done += 1;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.refusal.code !== "server.busy") done += 1;
  }
}
await db.destroy();
process.stdout.write(String(charged));
