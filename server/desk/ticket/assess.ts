import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { z } from "zod";
import { type Refusal, refusal as refusalOf } from "../../../shared/problems.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import type { DeskApi } from "../api.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

export type TicketCategory = DeskTicket["categories"][number];

/** An assessment while it is made. What is chosen and typed stays until the server has acknowledged it. */
export interface AssessState {
  /** The chosen category, or the ticket's own; null where neither is one of the programme's. */
  category: ReadonlySignal<TicketCategory | null>;
  /** The price as typed, for categories that name only the least. */
  credits: ReadonlySignal<string>;
  reason: ReadonlySignal<string>;
  /** What Assess would do; null while there is no price. */
  outcome: ReadonlySignal<Outcome | null>;
  sending: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  /** What was done last, in words; empty once something is changed. */
  news: ReadonlySignal<string>;
  choose(categoryId: string): void;
  setCredits(typed: string): void;
  setReason(typed: string): void;
  send(): Promise<void>;
}

export interface AssessDeps {
  api: Pick<DeskApi, "assess">;
  ticketId: string;
  ticket: ReadonlySignal<DeskTicket | null>;
  storage: Storage;
  /** Makes a UUIDv7. */
  newId: () => string;
  onDone: (ticket: DeskTicket) => void;
  /** The server did something else under our id: the ticket should be read again. */
  onTaken: () => void;
}

/** What the server takes at most: credits, and UTF-16 units of the reason. */
const mostCredits = 100_000;
const longestReason = 2_000;

/** `category` and `credits` are null until the person touched them: then the ticket's own stand there. */
const draft = z.object({
  commandId: z.string(),
  category: z.string().nullable(),
  credits: z.string().nullable(),
  reason: z.string(),
});
type Draft = z.infer<typeof draft>;

export function createAssess({ api, ticketId, ticket, storage, newId, onDone, onTaken }: AssessDeps): AssessState {
  const key = `deskbell.assessment.${ticketId}`;
  const blank = (): Draft => ({ commandId: newId(), category: null, credits: null, reason: "" });
  const typed = signal(readDraft(storage, key) ?? blank());
  const sending = signal(false);
  const refusal = signal<Refusal | null>(null);
  const news = signal("");

  const category = computed(() => {
    const wanted = typed.value.category ?? ticket.value?.charge?.category?.id;
    return ticket.value?.categories.find(({ id }) => id === wanted) ?? null;
  });
  const credits = computed(() => typed.value.credits ?? knownPrice(ticket.value, category.value));
  const price = computed(() => priceOf(category.value, credits.value));
  const outcome = computed(() => {
    const { charge = null, account = null } = ticket.value ?? {};
    if (!charge || !account || !category.value || price.value === null) return null;
    return outcomeOf(charge, { available: account.available, credits: price.value, asks: category.value.asks });
  });

  function set(next: Draft): void {
    typed.value = next;
    const isUntouched = next.category === null && next.credits === null && next.reason === "";
    try {
      if (isUntouched) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing still assesses; only a reload would forget what is chosen.
    }
  }

  function change(part: Partial<Draft>): void {
    refusal.value = null;
    news.value = "";
    set({ ...typed.value, ...part });
  }

  return {
    category,
    credits,
    reason: computed(() => typed.value.reason),
    outcome,
    sending,
    refusal,
    news,
    choose: (id) => change({ category: id, credits: null }),
    setCredits: (text) => change({ credits: text }),
    setReason: (text) => change({ reason: text }),
    async send() {
      if (sending.value) return;
      const chosen = category.value;
      const { commandId, reason } = typed.value;
      news.value = "";
      refusal.value = problemWith(chosen, price.value, reason.trim());
      if (refusal.value || !chosen || price.value === null) return;
      const named = typeof chosen.credits === "number" ? {} : { credits: price.value };
      sending.value = true;
      const answer = await api.assess({ ticketId, commandId, category: chosen.id, ...named, reason: reason.trim() });
      sending.value = false;
      if (answer.ok) {
        set(blank());
        news.value = `Assessed as ${chosen.name}.`;
        onDone(answer.value);
        return;
      }
      refusal.value = answer.refusal;
      // An earlier press did arrive, with something else chosen. The ticket shows it; what is chosen now is a new command.
      if (answer.refusal.code === "command.id-taken") {
        set({ ...typed.value, commandId: newId() });
        onTaken();
      }
    },
  };
}

function problemWith(category: TicketCategory | null, price: number | null, reason: string): Refusal | null {
  if (!category) return refusalOf("assessment.category-missing");
  if (price === null) return refusalOf("assessment.price-missing", { from: leastOf(category) });
  if (reason.length <= longestReason) return null;
  return refusalOf("request.too-large", { limit: `${longestReason.toLocaleString("en-GB")} characters` });
}

function leastOf({ credits }: TicketCategory): number {
  return typeof credits === "number" ? credits : credits.from;
}

/** A price that this ticket has for the category already, as the person would type it. */
function knownPrice(ticket: DeskTicket | null, category: TicketCategory | null): string {
  const charge = ticket?.charge;
  if (!charge || !category || typeof category.credits === "number" || charge.category?.id !== category.id) return "";
  const taken = charge.held + charge.settled;
  if (taken > 0) return String(taken);
  return typeof charge.price === "number" && charge.price > 0 ? String(charge.price) : "";
}

function priceOf(category: TicketCategory | null, typed: string): number | null {
  if (!category) return null;
  if (typeof category.credits === "number") return category.credits;
  const price = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  return price >= category.credits.from && price <= mostCredits ? price : null;
}

function readDraft(storage: Storage, key: string): Draft | null {
  try {
    return draft.parse(JSON.parse(storage.getItem(key) ?? "null"));
  } catch {
    return null;
  }
}
