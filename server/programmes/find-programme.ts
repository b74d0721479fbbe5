import { AppError, refusal } from "../../shared/problems.ts";
import { programmes as shipped } from "../../shared/programmes/all.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import type { Db, Tx } from "../db/open.ts";
import { insertProgramme, type ProgrammeVersion, programmeAt, storedVersions } from "./store.ts";

/** All that a license can be bound to: what ships, and what the operator added. Newest last within a programme. */
export async function knownVersions(db: Db | Tx): Promise<ProgrammeVersion[]> {
  const versions = new Map<string, ProgrammeVersion>();
  for (const { id, version } of [...shipped, ...(await storedVersions(db))]) {
    versions.set(`${id} ${version}`, { id, version });
  }
  return [...versions.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

/** The newest version of a programme as it is stored from now on. One that ships is stored when it is first used. */
export async function bindProgramme(tx: Tx, id: string, at: string): Promise<Programme> {
  const known = await knownVersions(tx);
  const newest = known.findLast((each) => each.id === id);
  if (!newest) {
    throw new AppError(
      refusal("programme.absent", { id, known: [...new Set(known.map((each) => each.id))].join(", ") }),
    );
  }
  const stored = await programmeAt(tx, newest);
  if (stored) return stored;
  const ships = shipped.find((each) => each.id === newest.id && each.version === newest.version);
  if (!ships) throw new AppError(refusal("programme.absent", { id, known: "" }));
  await insertProgramme(tx, ships, at);
  return ships;
}
