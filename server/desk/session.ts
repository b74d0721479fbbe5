import { type ReadonlySignal, signal } from "@preact/signals";
import type { ProblemCode, Refusal } from "../../shared/problems.ts";
import type { DeskApi, Person } from "./api.ts";

/** Who sits at the desk. */
export type Session =
  | { state: "unknown" }
  | { state: "unreachable"; refusal: Refusal }
  | { state: "nobody" }
  /** Signed in with the password alone, where that is not enough. */
  | { state: "half" }
  | { state: "person"; person: Person };

export interface SessionState {
  session: ReadonlySignal<Session>;
  /** Asks the server who is signed in. */
  look(): Promise<void>;
  leave(): Promise<Refusal | null>;
  /** The server no longer knows us, or asks for a second factor. */
  end(code: ProblemCode): void;
}

export function createSession(api: DeskApi): SessionState {
  const session = signal<Session>({ state: "unknown" });
  return {
    session,
    async look() {
      const answer = await api.me();
      if (answer.ok) session.value = { state: "person", person: answer.value };
      else if (answer.refusal.code === "session.missing") session.value = { state: "nobody" };
      else if (answer.refusal.code === "session.second-factor") session.value = { state: "half" };
      else session.value = { state: "unreachable", refusal: answer.refusal };
    },
    async leave() {
      const answer = await api.signOut();
      if (!answer.ok) return answer.refusal;
      session.value = { state: "nobody" };
      return null;
    },
    end(code) {
      session.value = { state: code === "session.second-factor" ? "half" : "nobody" };
    },
  };
}
