import { runTask } from "../../../server/credentials/checker/protocols/run-task.ts";
import type { Target, Terms } from "../../../server/credentials/checker/protocols/terms.ts";
import { type LoginOutcome, loginOutcome } from "../../../shared/credentials.ts";
import { account } from "../../support/file-servers.ts";
import { channelsTo } from "../../support/file-servers-channels.ts";

const secret = { by: "password", password: account.password } as const;

/** A target at a name of no importance, as the account that all test servers know. */
export function target(more: Partial<Target>): Target {
  const host = "files.example";
  return {
    ...{ protocol: "ftp", host, servername: host, user: account.user, secret, pinned: null, sendsUnencrypted: true },
    ...more,
  };
}

/** One login at this port of our own machine, without a child around it. */
export async function logIn(port: number, more: Partial<Target> = {}, terms: Partial<Terms> = {}) {
  const channels = channelsTo({ control: port, mostBytes: 64 * 1024 });
  const outcome = await runTask({ step: "log-in", ...target(more) }, channels, { workMs: 3_000, ...terms });
  const parsed: LoginOutcome = loginOutcome.parse(outcome);
  return { ...parsed, opened: channels.opened };
}
