import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Statement } from "../../../shared/charges.ts";
import type { Refusal } from "../../../shared/problems.ts";
import type { DeskApi } from "../api.ts";

/** The statement of the account that a ticket is charged to. */
export interface StatementState {
  /** Null until it was read. */
  statement: ReadonlySignal<Statement | null>;
  /** Why it could not be read, or read again; what was read before stays. */
  refusal: ReadonlySignal<Refusal | null>;
  /** Whether the whole of it is shown. */
  isOpen: Signal<boolean>;
  read(): Promise<void>;
}

export function createStatement(api: Pick<DeskApi, "statement">, ticketId: string): StatementState {
  const statement = signal<Statement | null>(null);
  const refusal = signal<Refusal | null>(null);
  /** Counts readings, so that an older answer does not replace a newer one. */
  let turn = 0;
  return {
    statement,
    refusal,
    isOpen: signal(false),
    async read() {
      const mine = ++turn;
      const answer = await api.statement(ticketId);
      if (mine !== turn) return;
      if (answer.ok) statement.value = answer.value;
      refusal.value = answer.ok ? null : answer.refusal;
    },
  };
}
