import type { LoginOutcome, ProofOutcome, ProofResult } from "../../../../shared/credentials.ts";
import type { Channels } from "../channels.ts";
import type { Probe, ProofTarget } from "../task.ts";
import { isSendable, nothingSeen, openFiles, settleLogin } from "./enter.ts";
import { type Files, pathIn } from "./files.ts";
import { type FoundStore, findStore, isOtherVersion } from "./find-store.ts";
import { isServed } from "./store-page.ts";
import type { Target, Terms } from "./terms.ts";
import { Late, NoData, startVisit, type Visit, within } from "./visit.ts";

export type ProofTask = Target & Pick<ProofTarget, "folder" | "storeOrigin" | "store"> & { probe: Probe };

/** How far a proof has come: whatever ends it, its file is removed where one was written. */
interface Progress {
  login: LoginOutcome;
  files: Files | null;
  store: FoundStore | null;
  /** Set once something may be there; the parent knew it before. */
  path: string | null;
  /** Nothing is written any more. */
  isOver: boolean;
}

/**
 * Finds the store, writes the probe, reads it through the store's own address and removes it. `leftBehind` names it where
 * it could not be removed, or only maybe: the connection was lost after writing, or is stuck.
 */
export async function proveWriting(task: ProofTask, channels: Channels, terms: Terms): Promise<ProofOutcome> {
  const progress: Progress = { login: nothingSeen(), files: null, store: null, path: null, isOver: false };
  if (!isSendable(task, task.folder)) return outcomeOf(progress, "login-failed", progress.login, false);
  const visit = startVisit(channels);
  try {
    let { login } = progress;
    const result = await within(terms.workMs, prove(visit, task, channels, terms, progress)).catch((error: unknown) => {
      login = error instanceof NoData ? login : loginAfter(progress, error);
      return resultAfter(error);
    });
    progress.isOver = true;
    const isGone = await tidy(progress, terms);
    return outcomeOf(progress, result, { ...login }, isGone);
  } finally {
    visit.close();
  }
}

async function prove(
  visit: Visit,
  task: ProofTask,
  channels: Channels,
  terms: Terms,
  progress: Progress,
): Promise<ProofResult> {
  const files = await openFiles(visit, task, terms, progress.login);
  progress.files = files;
  if (!files) return progress.login.result === "timeout" ? "timeout" : "login-failed";
  const store = await findStore(files, task);
  progress.store = store;
  if (!store) return "wrong-folder";
  if (isOtherVersion(store.version, task.store?.version ?? null)) return "other-version";
  const path = pathIn(store.folder, task.probe.name);
  await channels.willWrite(path);
  const written = await files.write(path, task.probe.text, () => {
    if (progress.isOver) throw new Late("time is up");
    progress.path = path;
  });
  if (written === "refused") progress.path = null;
  if (written !== "written") return "read-only";
  return (await isServed(visit, task.storeOrigin, task.probe, terms)) ? "proven" : "not-served";
}

/** Whether nothing is left; on a connection that waits for something, nothing can be removed any more. */
async function tidy({ files, path }: Progress, { tidyMs }: Terms): Promise<boolean> {
  if (!files?.isIdle()) return path === null;
  const isGone = path === null || (await within(tidyMs, files.remove(path)).catch(() => false));
  if (files.isIdle()) await files.leave();
  return isGone;
}

function resultAfter(error: unknown): ProofResult {
  // The data ports of many servers are closed by mistake: the login is good, and nothing comes.
  return error instanceof Late || error instanceof NoData ? "timeout" : "login-failed";
}

/** A connection that was lost under way is no working login. */
function loginAfter({ login }: Progress, error: unknown): LoginOutcome {
  const isLost = login.result === "ready" && !(error instanceof Late);
  return settleLogin({ ...login, result: isLost ? "unreachable" : login.result }, error);
}

function outcomeOf({ store, path }: Progress, result: ProofResult, login: LoginOutcome, isGone: boolean): ProofOutcome {
  return {
    result,
    folder: store?.folder ?? null,
    version: store?.version ?? null,
    leftBehind: isGone ? null : path,
    login,
  };
}
