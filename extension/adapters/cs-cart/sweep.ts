import { compareVersions } from "../../../shared/versions.ts";
import type { Sweep } from "../sweeps.ts";

/** What a person agrees to before the lists of a CS-Cart store are opened. */
export function csCartSweep(version: string): Sweep {
  const hasDetector = compareVersions(version, "2.2.4") >= 0;
  return {
    says: [
      "The lists of add-ons, themes and storefronts and the store's log are opened, one after the other. Nobody has tried this on a running store of this kind, so it is only done with your agreement.",
      ...(hasDetector
        ? [
            "The list of changed files is opened. Your store takes its notice “core files were modified” as seen from then on.",
          ]
        : []),
      "The page that describes the server's PHP is opened. It also holds your cookies and the server's environment: only PHP's version and limits and the kind of server are kept of it.",
      "Of the log only errors of the store's own code are kept, not who they happened to. Messages that your store keeps for your next page may be shown to nobody.",
    ],
    agree: "Open these pages",
    longestMs: 20_000,
  };
}
