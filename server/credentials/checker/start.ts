import type { Checker } from "./task.ts";

/** Tries logins at file servers, each in a process of its own. */
export function createChecker(): Checker {
  const refuse = async () => {
    throw new Error("no checker yet");
  };
  return { logIn: refuse, proveWriting: refuse };
}
