import type { Report } from "./report.ts";

/** What a platform's mode is called where the open admin is that of one seller in a marketplace, not of the store. */
export const sellersPanel = "one seller's panel";

/** Why only little could be read of a store, in a sentence for who reads the report; null where it was not so. */
export function whyLittle({ platform }: Pick<Report, "platform">): string | null {
  return platform.mode === sellersPanel
    ? "This is the panel of one seller in a marketplace: it shows nothing of the store behind it, so only little could be read."
    : null;
}
