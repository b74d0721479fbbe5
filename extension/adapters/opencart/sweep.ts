import { compareVersions } from "../../../shared/versions.ts";
import type { Sweep } from "../sweeps.ts";

/** What is lost of an extension whose files are missing, seen on a running store of each of these lines but 2.1 and 2.2. */
const lost = {
  entry: "its entry among the installed ones goes, its settings stay",
  instances: "its entry among the installed ones goes, and so does every box of it that was set up",
  all: "its entry among the installed ones, its settings and every box of it that was set up go",
  settings: "its entry among the installed ones and its settings go, a license key among them",
} as const;

const agree = "Open the lists";

/** What a person agrees to before the lists of extensions are opened in an OpenCart store. */
export function opencartSweep(version: string): Sweep | null {
  const isBefore = (next: string) => compareVersions(version, next) < 0;
  if (isBefore("1.5.0")) return null;
  if (isBefore("2.0.0.0")) {
    return {
      says: [
        removes("modules, shipping, payment, order totals and product feeds", lost.entry),
        "If your store has a vQmod manager, its page is opened as well; it is the work of a third party.",
        blocks,
      ],
      agree,
      longestMs: 10_000,
    };
  }
  if (isBefore("2.3.0.0")) return { says: [removes("all types", lost.instances), blocks], agree, longestMs: 10_000 };
  if (isBefore("3.0.3.0")) return { says: [removes("all types", lost.all), noSignOut], agree, longestMs: 10_000 };
  if (isBefore("4.0.0.0")) return slow([removes("all types", lost.all)], "opencart.com");
  const packages =
    "The list of installed packages is opened too: your store enters every package there that lies on its disk and is not in it yet.";
  const untried = isBefore("4.0.2.0") ? [neverTried] : [];
  return slow([removes("all types", lost.settings), packages, ...untried], "opencart.com");
}

export function ocstoreSweep(version: string): Sweep | null {
  if (compareVersions(version, "3.0.0.0") < 0) return null;
  const dashboard =
    "The dashboard is opened too, for PHP and the database: a store that keeps its exchange rates up to date fetches them then.";
  return slow([removes("all types", lost.all), dashboard], "opencartforum.com");
}

export function brasilSweep(version: string): Sweep | null {
  return compareVersions(version, "3.0.0.0") < 0 ? null : opencartSweep(version);
}

export function overclockedSweep(): Sweep {
  return {
    says: [removes("all types", lost.entry), "The page of its vQmod manager is opened as well.", blocks],
    agree,
    longestMs: 10_000,
  };
}

/** Arastta and the ports into Joomla, of which only the source is known. */
export function unseenSweep(): Sweep {
  return {
    says: [
      removes("all types", "its entry among the installed ones goes, and perhaps its settings"),
      "The store's error log is opened, and where it has one the list of modifications or the page about the system.",
      neverTried,
      blocks,
    ],
    agree,
    longestMs: 10_000,
  };
}

function removes(types: string, what: string): string {
  return `The lists of extensions of ${types} are opened, one after the other. Your store removes each installed extension whose files are missing when such a list is opened: ${what}. If files were uploaded only in part, upload them first.`;
}

function slow(says: readonly string[], maker: string): Sweep {
  return {
    says: [
      ...says,
      `Each list may take up to 30 seconds, because your store asks ${maker} each time before it shows one.`,
      noSignOut,
    ],
    agree,
    longestMs: 38_000,
  };
}

const blocks = "Your own clicks in this admin wait while a list is being opened.";
const noSignOut = "If you sign out meanwhile, that waits until the list in question is there.";
const neverTried = "Nobody has tried this on a running store of this kind, so it is only done with your agreement.";
