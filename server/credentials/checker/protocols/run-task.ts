import type { Channels } from "../channels.ts";
import type { Task, TaskOutcome } from "../task.ts";
import { logIn } from "./log-in.ts";
import { proveWriting } from "./prove-writing.ts";
import { removeLeft } from "./remove.ts";
import { loginTerms, proofTerms, removeTerms, type Terms } from "./terms.ts";

/**
 * Does what a task says, over these channels and nothing else. Resolves with a result of the outcome's list whatever the
 * other side does; rejects only at a bug of ours.
 */
export async function runTask(task: Task, channels: Channels, terms: Partial<Terms> = {}): Promise<TaskOutcome> {
  switch (task.step) {
    case "log-in":
      return logIn(task, channels, { ...loginTerms, ...terms });
    case "prove-writing":
      return proveWriting(task, channels, { ...proofTerms, ...terms });
    case "remove":
      return removeLeft(task, channels, { ...removeTerms, ...terms });
  }
}
