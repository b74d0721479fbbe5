import { AppError, orThrow, refusal } from "../../shared/problems.ts";
import { move, type TicketState } from "../../shared/tickets.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import * as messages from "./messages.ts";
import * as tickets from "./store.ts";

interface Writing {
  ticket: tickets.TicketHead;
  message: Omit<messages.NewMessage, "at">;
  /** The state the ticket has after it. */
  to: TicketState;
  action: "ticket.replied" | "ticket.answered" | "ticket.passed-on";
  /** What else happens with it, in its transaction. */
  also?: (tx: Tx) => Promise<void>;
}

/** Adds a message and moves the ticket. Sent again it is the same message; with another text it is refused. */
export async function writeMessage(ctx: Ctx, { ticket, message, to, action, also }: Writing): Promise<void> {
  if (message.body.trim() === "") throw new AppError(refusal("message.empty"));
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, ticket.accountId);
    const already = await messages.message(tx, ticket.number, message.id);
    if (already) {
      const isSame = already.body === message.body && already.authorId === message.author.id;
      if (!isSame) throw new AppError(refusal("message.id-taken"));
      return;
    }
    const at = ctx.now().toISOString();
    const from = await tickets.stateOf(tx, ticket.number);
    await tickets.setState(tx, ticket.number, orThrow(move(from, to)), at);
    await messages.insertMessage(tx, ticket.number, { ...message, at });
    await also?.(tx);
    await audit.append(tx, ctx, action, ticket.id);
  });
}
