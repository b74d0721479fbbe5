import { z } from "zod";
import { AppError, type Refusal, refusal } from "../shared/problems.ts";
import type { OwnMessages, PageMessages, PanelMessages } from "./messages.ts";
import {
  type Caller,
  callerOf,
  type Ourselves,
  type OwnCaller,
  type PageCaller,
  type PanelCaller,
  type Sender,
} from "./sender.ts";

/** What every call is answered with. */
export type Reply = { ok: true; value: unknown } | { ok: false; refusal: Refusal };

type Run<Who extends Caller, Signature extends (...args: never[]) => unknown> = (
  caller: Who,
  ...args: Parameters<Signature>
) => ReturnType<Signature> | Promise<ReturnType<Signature>>;

/** A page may be lying: its arguments reach the handler only through a schema. */
export interface Parsed<Signature extends (...args: never[]) => unknown> {
  args: z.ZodType<Parameters<Signature>>;
  run: Run<PageCaller, Signature>;
}

/** One table a class: a message without a handler in its class does not compile. */
export interface Handlers {
  page: { [Name in keyof PageMessages]: Parsed<PageMessages[Name]> };
  panel: { [Name in keyof PanelMessages]: Run<PanelCaller | OwnCaller, PanelMessages[Name]> };
  own: { [Name in keyof OwnMessages]: Run<OwnCaller, OwnMessages[Name]> };
}

const envelope = z.object({ name: z.string(), args: z.array(z.unknown()) });

type Call = (caller: Caller, args: unknown[]) => unknown;

/** Carries out one message, or says why not. Never throws. */
export async function dispatch(
  handlers: Handlers,
  message: unknown,
  sender: Sender,
  ourselves: Ourselves,
  enabled: () => Promise<ReadonlySet<string>>,
): Promise<Reply> {
  const call = envelope.safeParse(message);
  if (!call.success) return { ok: false, refusal: refusal("extension.not-allowed") };
  const { name, args } = call.data;
  try {
    const caller = callerOf(sender, ourselves, await enabled());
    const run = caller && lookUp(handlers, caller, name);
    if (!run) return { ok: false, refusal: refusal("extension.not-allowed") };
    return { ok: true, value: (await run(caller, args)) ?? null };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, refusal: error.refusal };
    console.error(name, error);
    return { ok: false, refusal: refusal("extension.fault") };
  }
}

function lookUp(handlers: Handlers, caller: Caller, name: string): Call | null {
  if (caller.kind === "page") {
    if (!Object.hasOwn(handlers.page, name)) return null;
    // The name is a key of the table, as the line above says.
    const { args: schema, run } = handlers.page[name as keyof PageMessages] as Parsed<(...args: unknown[]) => unknown>;
    return (_, args) => {
      const parsed = schema.safeParse(args);
      if (!parsed.success) throw new AppError(refusal("request.invalid", { where: name }));
      return run(caller, ...parsed.data);
    };
  }
  const tables = caller.kind === "own" ? [handlers.panel, handlers.own] : [handlers.panel];
  const table = tables.find((each) => Object.hasOwn(each, name));
  // The tables are typed from the messages; here the name is only known at run time.
  const run = (table as Record<string, (caller: Caller, ...args: unknown[]) => unknown> | undefined)?.[name];
  return run ? (caller, args) => run(caller, ...args) : null;
}
