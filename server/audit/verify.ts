import type { KeyObject } from "node:crypto";
import type { Db } from "../db/open.ts";
import type { AccessLogRow } from "../db/schema.ts";
import type { Keys } from "../secrets.ts";
import { type Head, hashOf, macOf, noRow } from "./access-log.ts";
import type { ExportedHead } from "./heads.ts";
import { resolve } from "./verify-suspects.ts";

export interface Fault {
  /** `head` and `export` are about what says how far the log goes, not about a row. */
  kind: "changed" | "moved" | "missing" | "head" | "export";
  /** The row, or the first one of those that are missing. */
  seq: number;
  /** As the row says; null where there is none. */
  at: string | null;
  action: string | null;
  /** For an operator. */
  says: string;
  /** What is there now: the same fault of something else has another one. */
  mark: string;
}

/** A row whose hash does not follow from the row before it. */
export interface Suspect {
  row: AccessLogRow;
  /** What it could follow from: the hash that the row before it has, and the one that row should have. */
  before: string[];
  /** Rows between it and the one before it are not there. */
  isAfterGap: boolean;
}

/** What one passage through the log found. */
export interface Passage {
  /** Number of the row read last, also of one that counts for nothing. */
  readTo: number | null;
  last: Head;
  /** The last row that follows from the one before it; 0 where none does. */
  lastSound: number;
  suspects: Suspect[];
  gaps: { from: number; to: number }[];
  /** Hash of each row that a head was exported of. */
  hashes: Map<number, string>;
}

const batch = 1_000;

/**
 * Says of each row of the access log that was changed, put in, moved or removed that it was, and of a tail that was cut
 * off. What was added last is known by the head, and beyond the reach of whoever can write the database by the exported
 * heads. Empty when all is as it was written.
 */
export async function verify(
  db: Db,
  { logKey }: Pick<Keys, "logKey">,
  exported: readonly ExportedHead[],
): Promise<Fault[]> {
  const passage = begin();
  const wanted = new Set(exported.map(({ seq }) => seq));
  const head = await passTo(db, logKey, passage, wanted);
  const end = isOurs(logKey, head) ? head.seq : null;
  const { last, gaps } = passage;
  if (end !== null && end > last.seq) gaps.push({ from: last.seq + 1, to: end });
  const rowFaults = resolve(logKey, passage, end ?? Number.POSITIVE_INFINITY);
  const known = { last, hashes: passage.hashes, ...soundness(passage, rowFaults) };
  const faults = [...rowFaults, ...headFaults(logKey, known, head), ...exportFaults(logKey, known, exported)];
  return onePerGap(faults).sort((a, b) => a.seq - b.seq);
}

/** What is known of the rows by now. */
interface Known extends Pick<Passage, "last" | "hashes"> {
  /** The last row that is as it was written; 0 where none is. */
  lastSound: number;
  isBlamed: (seq: number) => boolean;
}

function soundness({ lastSound, suspects }: Passage, faults: readonly Fault[]): Pick<Known, "lastSound" | "isBlamed"> {
  const blamed = new Set(faults.filter(({ kind }) => kind !== "missing").map(({ seq }) => seq));
  const sound = suspects.filter(({ row, isAfterGap }) => !isAfterGap && !blamed.has(row.seq)).map(({ row }) => row.seq);
  return { lastSound: Math.max(lastSound, ...sound), isBlamed: (seq) => blamed.has(seq) };
}

type StoredHead = (Head & { mac: string }) | undefined;

function isOurs(logKey: KeyObject, head: StoredHead): head is Head & { mac: string } {
  return head !== undefined && head.mac === macOf(logKey, head);
}

/** All rows there are, then a head, then the rows that were added before it: more may be added all the while. */
async function passTo(db: Db, logKey: KeyObject, passage: Passage, wanted: ReadonlySet<number>): Promise<StoredHead> {
  const pass = async (upTo: number | null) => {
    for (;;) {
      const rows = await rowsAfter(db, passage.readTo, upTo);
      for (const row of rows) look(logKey, passage, row, wanted);
      if (rows.length < batch) return;
    }
  };
  await pass(null);
  const head = await db.selectFrom("accessLogHead").select(["seq", "hash", "mac"]).executeTakeFirst();
  if (head && head.seq > passage.last.seq) await pass(head.seq);
  return head;
}

function rowsAfter(db: Db, seq: number | null, upTo: number | null): Promise<AccessLogRow[]> {
  let rows = db.selectFrom("accessLog").selectAll().orderBy("seq").limit(batch);
  if (seq !== null) rows = rows.where("seq", ">", seq);
  if (upTo !== null) rows = rows.where("seq", "<=", upTo);
  return rows.execute();
}

function begin(): Passage {
  return { readTo: null, last: noRow, lastSound: 0, suspects: [], gaps: [], hashes: new Map() };
}

function look(logKey: KeyObject, passage: Passage, row: AccessLogRow, wanted: ReadonlySet<number>): void {
  const { last, suspects, gaps } = passage;
  passage.readTo = row.seq;
  if (wanted.has(row.seq)) passage.hashes.set(row.seq, row.hash);
  if (row.seq < 1) {
    suspects.push({ row, before: [], isAfterGap: false });
    return;
  }
  const isAfterGap = row.seq > last.seq + 1;
  if (isAfterGap) gaps.push({ from: last.seq + 1, to: row.seq - 1 });
  const isSound = !isAfterGap && hashOf(logKey, last.hash, row) === row.hash;
  if (!isSound) {
    const earlier = suspects.at(-1);
    const isNext = earlier?.row.seq === last.seq;
    const should = isNext ? earlier.before.slice(0, 2).map((before) => hashOf(logKey, before, earlier.row)) : [];
    suspects.push({ row, before: [last.hash, ...should], isAfterGap });
  }
  if (isSound) passage.lastSound = row.seq;
  passage.last = { seq: row.seq, hash: row.hash };
}

function headFaults(logKey: KeyObject, { last, lastSound, isBlamed }: Known, head: StoredHead): Fault[] {
  const mark = JSON.stringify(head ?? null);
  const fault = (says: string): Fault[] => [{ kind: "head", seq: last.seq, at: null, action: null, says, mark }];
  if (!head) return last.seq === 0 ? [] : fault("The head of the log, which says how far it goes, was removed.");
  if (!isOurs(logKey, head)) return fault("The head of the log, which says how far it goes, was changed.");
  if (lastSound > head.seq)
    return fault(`The head of the log was set back to row ${head.seq}; row ${lastSound} is there.`);
  const isOther = head.seq === last.seq && head.hash !== last.hash && !isBlamed(head.seq);
  return isOther ? fault(`Row ${head.seq} is not the one that the head of the log was written for.`) : [];
}

function exportFaults(
  logKey: KeyObject,
  { last, hashes, isBlamed }: Known,
  exported: readonly ExportedHead[],
): Fault[] {
  return exported.flatMap((one): Fault[] => {
    const { seq, at, line } = one;
    const base = { seq, at, action: null, mark: JSON.stringify(one) };
    if (one.mac !== macOf(logKey, one)) {
      return [{ ...base, kind: "export", says: `Line ${line} of the exported heads is not what was written there.` }];
    }
    if (seq > last.seq) return [missing(last.seq + 1, seq)];
    const hash = hashes.get(seq);
    if (hash === undefined || hash === one.hash || isBlamed(seq)) return [];
    const says = `Row ${seq} is another one than was there at ${at}, when its head was exported.`;
    return [{ ...base, kind: "changed", says }];
  });
}

function missing(from: number, to: number): Fault {
  const says =
    from === to
      ? `Row ${from} is missing at the end of the log.`
      : `Rows ${from} to ${to} are missing at the end of the log.`;
  return { kind: "missing", seq: from, at: null, action: null, says, mark: says };
}

/** A cut tail is known by the head and by each exported one: the farthest counts. */
function onePerGap(faults: readonly Fault[]): Fault[] {
  const kept = new Map<string, Fault>();
  for (const fault of faults) {
    const key = `${fault.kind} ${fault.seq}`;
    const before = kept.get(key);
    if (!before || fault.says.length > before.says.length || fault.says > before.says) kept.set(key, fault);
  }
  return [...kept.values()];
}
