import { clobberedPages } from "./pages-clobbered.ts";
import type { HostilePage } from "./pages-frame.ts";
import { heavyPages } from "./pages-heavy.ts";
import { livePages } from "./pages-live.ts";
import { lyingPages } from "./pages-lying.ts";

/** Every page that is made to break, mislead or slow down whoever reads it. */
export const hostilePages: readonly HostilePage[] = [...clobberedPages, ...lyingPages, ...livePages, ...heavyPages];
