import { isWorking } from "../../shared/access-values.ts";
import type {
  AccessLogEntry,
  AccessView,
  CredentialSummary,
  ResellerAccess,
  ResellerEscalation,
  TicketAccess,
} from "../../shared/credentials.ts";
import { readinessOf } from "../../shared/credentials.ts";
import * as accessLog from "../audit/access-log.ts";
import type { Ctx, DeviceActor, PersonActor, ResellerActor } from "../context.ts";
import type { Db } from "../db/open.ts";
import { requireTicket } from "../tickets/desk.ts";
import { requireClientTicket } from "../tickets/reseller-desk.ts";
import * as tickets from "../tickets/store.ts";
import { requireVisible } from "../tickets/thread.ts";
import { revealsLeft } from "./limits.ts";
import * as credentials from "./store.ts";

/** Access as its holder sees it: everything that was done with it, and by whom. */
export async function viewAccess(ctx: Ctx<DeviceActor>, ticketId: string): Promise<AccessView> {
  const { number } = await requireVisible(ctx, ticketId);
  return accessView(ctx, number);
}

export async function accessView({ db, actor, server }: Ctx<DeviceActor>, number: number): Promise<AccessView> {
  const view = await wholeView(db, [number]);
  const log = view.log.map((entry) => plain(entry, actor.party === "client"));
  return { ...view, log, ...(server.checksFrom !== null && { checksFrom: server.checksFrom }) };
}

/** The same at the vendor's desk, with whose ticket it is. */
export async function viewTicketAccess(ctx: Ctx<PersonActor>, ticketId: string): Promise<TicketAccess> {
  const { number } = await requireTicket(ctx, ticketId);
  return ticketAccess(ctx, number);
}

export async function ticketAccess(ctx: Ctx<PersonActor>, number: number): Promise<TicketAccess> {
  const { db, actor } = ctx;
  const seen = await credentials.accessSeenAt(db, number);
  const view = await wholeView(db, seen);
  const assignee = await credentials.assigneeOf(db, number);
  return {
    ...view,
    log: view.log.map((entry) => plain(entry, false)),
    // Whoever left does not work on it any more.
    assignee: assignee && !assignee.isGone ? { id: assignee.id, name: assignee.name } : null,
    isMine: assignee?.id === actor.id,
    revealsLeft: await revealsLeft(ctx),
    needed: [...((await tickets.judgementOf(db, number))?.verdict.needsAccess ?? [])],
    isShared: (await tickets.clientTicketOf(db, number)) ? seen.length > 1 : null,
  };
}

/** That there is access, for the reseller who answers the client: neither where it leads nor who looked at it. */
export async function viewClientAccess(ctx: Ctx<ResellerActor>, ticketId: string): Promise<ResellerAccess> {
  const { db } = ctx;
  const { number } = await requireClientTicket(ctx, db, ticketId);
  return {
    asked: await credentials.asksOf(db, number),
    credentials: (await credentials.credentialsOf(db, number)).map(forReseller),
    escalations: await escalationsOf(db, number),
  };
}

async function escalationsOf(db: Db, number: number): Promise<ResellerEscalation[]> {
  const open = (await tickets.relaysOf(db, number)).filter(({ state }) => state !== "resolved" && state !== "closed");
  return Promise.all(
    open.map(async (relay) => ({
      ticketId: relay.ticketId,
      number: relay.number,
      subject: relay.subject,
      isShared: (await credentials.accessSeenAt(db, relay.number)).length > 1,
      asked: (await credentials.asksOf(db, relay.number)).map(({ kind }) => kind),
    })),
  );
}

function forReseller(one: credentials.Kept): ResellerAccess["credentials"][number] {
  const { id: credentialId, kind, state, end, handedOverAt, expiresAt, destroyedAt } = one;
  const works = isWorking(one.checkResult);
  const live = Number(state === "live");
  const readiness = readinessOf({
    asked: 0,
    live,
    ready: works === true ? live : 0,
    failing: works === false ? live : 0,
    disableAsked: Number(state === "disable-asked"),
  });
  return { credentialId, kind, state, end, readiness, handedOverAt, expiresAt, destroyedAt };
}

interface WholeView extends Omit<AccessView, "log"> {
  log: accessLog.LoggedAccess[];
}

/** What is asked for is asked of the first one alone. */
async function wholeView(db: Db, numbers: readonly [number, ...number[]]): Promise<WholeView> {
  const found = await Promise.all(numbers.map((one) => credentials.credentialsOf(db, one)));
  const log = await Promise.all(numbers.map((one) => accessLog.entriesOf(db, one)));
  return {
    asked: await credentials.asksOf(db, numbers[0]),
    credentials: found.flat().map(summaryOf),
    log: log.flat().toSorted((one, other) => one.seq - other.seq),
  };
}

function summaryOf(row: credentials.Kept): CredentialSummary {
  const { id: credentialId, kind, protocol, host, port, userHint: user, state, end, pinned } = row;
  const { handedOverAt, expiresAt, disableAskedAt, destroyedAt, retestedAt, retestResult } = row;
  return {
    credentialId,
    kind,
    protocol,
    host,
    port,
    user,
    state,
    end,
    handedOverAt,
    expiresAt,
    disableAskedAt,
    destroyedAt,
    pinned,
    check: dated(row.checkedAt, row.checkOutcome),
    proof: dated(row.provedAt, row.proofOutcome),
    retest: retestedAt !== null && retestResult !== null ? { at: retestedAt, result: retestResult } : null,
  };
}

/** Written by ourselves, from these very types. */
function dated<Outcome>(at: string | null, outcome: string | null): { at: string; outcome: Outcome } | null {
  return at === null || outcome === null ? null : { at, outcome: JSON.parse(outcome) as Outcome };
}

/** Under a reseller's brand nobody of the vendor has a name. */
function plain(entry: accessLog.LoggedAccess, isForClient: boolean): AccessLogEntry {
  const { seq, at, action, kind, credentialId, says, actorKind, actorName } = entry;
  const by = isForClient && actorKind !== "device" ? "Support" : actorName;
  return { seq, at, action, by, kind, credentialId, says };
}
