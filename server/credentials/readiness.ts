import type { ExpressionBuilder } from "kysely";
import { type AccessCounts, readinessOf } from "../../shared/credentials.ts";
import type { Tables } from "../db/schema.ts";

type TicketColumns = ExpressionBuilder<Tables, "tickets">;

/** Results that tell nothing of a login: see `isWorking`. */
const silent = ["reachable", "not-tried"] as const;

function credentialsWhere(eb: TicketColumns, state: "live" | "disable-asked") {
  return eb
    .selectFrom("credentials")
    .where(({ eb: is, ref }) => is("credentials.ticketNumber", "in", [ref("tickets.number"), ref("tickets.accessOf")]))
    .where("credentials.state", "=", state)
    .select(({ fn }) => fn.countAll<number>().as("count"));
}

/** For a list of tickets: what of each one's access there is, counted by the same query. */
export function accessCounts(eb: TicketColumns) {
  const live = credentialsWhere(eb, "live");
  return [
    eb
      .selectFrom("accessAsks")
      .whereRef("accessAsks.ticketNumber", "=", "tickets.number")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .as("accessAsked"),
    live.as("accessLive"),
    live.where("credentials.checkResult", "=", "ready").as("accessReady"),
    live.where("credentials.checkResult", "not in", ["ready", ...silent]).as("accessFailing"),
    credentialsWhere(eb, "disable-asked").as("accessDisableAsked"),
  ] as const;
}

/** As the query answers them. */
export interface CountedAccess {
  accessAsked: number | null;
  accessLive: number | null;
  accessReady: number | null;
  accessFailing: number | null;
  accessDisableAsked: number | null;
}

export function readinessIn(row: CountedAccess): ReturnType<typeof readinessOf> {
  const counts: AccessCounts = {
    asked: row.accessAsked ?? 0,
    live: row.accessLive ?? 0,
    ready: row.accessReady ?? 0,
    failing: row.accessFailing ?? 0,
    disableAsked: row.accessDisableAsked ?? 0,
  };
  return readinessOf(counts);
}

/** Of a ticket: `ready`, as `readinessOf` says it of its counts. */
export function isAccessReady(eb: ExpressionBuilder<Tables, "tickets">) {
  const live = eb.selectFrom("credentials").where("credentials.state", "=", "live").select("credentials.ticketNumber");
  const ready = live.where("credentials.checkResult", "=", "ready");
  const others = live.where(({ eb: or }) =>
    or.or([or("credentials.checkResult", "is", null), or("credentials.checkResult", "!=", "ready")]),
  );
  return eb.and([
    eb.or([eb("tickets.number", "in", ready), eb("tickets.accessOf", "in", ready)]),
    eb("tickets.number", "not in", others),
    eb.or([eb("tickets.accessOf", "is", null), eb("tickets.accessOf", "not in", others)]),
    eb("tickets.number", "not in", eb.selectFrom("accessAsks").select("accessAsks.ticketNumber")),
  ]);
}
