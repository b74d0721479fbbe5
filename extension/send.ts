import { AppError, refusal } from "../shared/problems.ts";
import type { Reply } from "./dispatch.ts";
import type { OwnMessages, PanelMessages } from "./messages.ts";
import { nativeRuntime } from "./native.ts";

type Messages = PanelMessages & OwnMessages;

/** Asks the background. Throws `AppError` with a reason that a person can read. */
export async function send<Name extends keyof Messages>(
  name: Name,
  ...args: Parameters<Messages[Name]>
): Promise<ReturnType<Messages[Name]>> {
  // The background answers every message with a reply; none arrives while the extension is being replaced.
  const reply = (await nativeRuntime().sendMessage({ name, args })) as Reply | undefined;
  if (!reply) throw new AppError(refusal("extension.fault"));
  if (!reply.ok) throw new AppError(reply.refusal);
  // The handler's table is typed from the same signature.
  return reply.value as ReturnType<Messages[Name]>;
}
