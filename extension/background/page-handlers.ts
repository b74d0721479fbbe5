import { z } from "zod";
import { AppError, refusal } from "../../shared/problems.ts";
import { matchOf, type ProfileMatch } from "../../shared/profile-parts.ts";
import type { StoreClaim } from "../adapters/adapter.ts";
import type { Answer } from "../capture/fetch-read.ts";
import type { PageRead } from "../capture/run.ts";
import type { Handlers } from "../dispatch.ts";
import type { LauncherState } from "../messages.ts";
import type { PageCaller } from "../sender.ts";
import { hearProgress, hearReport } from "./capturing.ts";
import { arrange, narrowestPx, noteInterference, seeStore, widestPx } from "./launchers.ts";
import type { Services } from "./services.ts";
import { noteDay } from "./snapshots.ts";

const shortText = z.string().max(300);

export const storeClaim = z.object({
  platform: shortText,
  label: shortText,
  native: z.boolean().nullable(),
  version: shortText.nullable(),
  adminPath: z.string().max(500).regex(/^\//),
  entry: z.string().max(100),
  signedIn: z.boolean(),
  offerHelp: z.boolean(),
});

const progress = z.object({
  captureId: z.uuid(),
  done: z.number().int().min(0).max(1_000),
  total: z.number().int().min(0).max(1_000),
  doing: shortText,
});

const arrangement = z.object({
  side: z.enum(["left", "right"]),
  bottom: z.number().int().min(0).max(10_000),
  panelWidth: z.number().int().min(narrowestPx).max(widestPx),
});

const launcherChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("arranged"), arrangement }),
  z.object({ kind: z.literal("interfered") }),
]);

const pageRead = z.object({
  captureId: z.uuid(),
  platform: shortText,
  at: z.number().int().min(0).max(1_000),
  params: z.record(z.string().max(100), z.string().max(300)),
});

/** The launcher is not kept waiting for what is noted beside it. */
async function greetStore(services: Services, caller: PageCaller, claim: StoreClaim): Promise<LauncherState> {
  const state = await seeStore(services, caller, claim);
  void noteDay(services, caller).catch((error: unknown) => console.warn("The day could not be noted.", error));
  return state;
}

/** Of the sites that a profile names a page is told its own alone. */
async function matchesOn({ profiles }: Services, origin: string): Promise<ProfileMatch[]> {
  const named = (await profiles.usedOn(origin)).map(matchOf);
  return named.map((one) => ({ ...one, match: { ...one.match, origins: [origin] } }));
}

/** Chromium's pages have no say in what a content script asks: there the background asks no store for anything. */
async function readElsewhere(services: Services, caller: PageCaller, ask: PageRead): Promise<Answer> {
  if (import.meta.env.BROWSER !== "firefox") throw new AppError(refusal("extension.not-allowed"));
  // Not imported above: it brings all adapters along.
  const { readForPage } = await import("./read-for-page.ts");
  return readForPage(services, caller, ask);
}

/** What a store's page may say. It is believed nothing but its own tab. */
export function pageHandlers(services: Services): Handlers["page"] {
  return {
    "store.seen": { args: z.tuple([storeClaim]), run: (caller, claim) => greetStore(services, caller, claim) },
    "capture.progress": { args: z.tuple([progress]), run: (caller, said) => hearProgress(services, caller, said) },
    "capture.done": {
      args: z.tuple([z.object({ captureId: z.uuid(), report: z.unknown() })]),
      run: (caller, outcome) => hearReport(services, caller, outcome),
    },
    "capture.read": { args: z.tuple([pageRead]), run: (caller, ask) => readElsewhere(services, caller, ask) },
    "launcher.changed": {
      args: z.tuple([launcherChange]),
      run: (caller, change) =>
        change.kind === "arranged" ? arrange(services, caller, change.arrangement) : noteInterference(services, caller),
    },
    "profile.matches": { args: z.tuple([]), run: (caller) => matchesOn(services, caller.origin) },
  };
}
