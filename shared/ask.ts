import { z } from "zod";
import { topics } from "./programmes/schema.ts";

/** What a person asks for when filing, beyond their words: what a verdict needs to know. */
export const ask = z.object({
  topic: z.enum(topics),
  /** "Up to N credits without asking me"; null: ask me first. */
  agreesUpTo: z.number().int().min(1).max(100_000).nullable(),
  /** For an upgrade: the version that runs and the one that is wished for. */
  upgrade: z.object({ from: z.string().max(40), to: z.string().max(40) }).nullable(),
  /** The platform line that the module in question was made for, such as `1.5`. */
  moduleMadeFor: z.string().max(40).nullable(),
});

export type Ask = z.infer<typeof ask>;
