import { describe, expect, test } from "vitest";
import {
  carryLeftOut,
  isExpired,
  latestDraft,
  newDraft,
  sweepDrafts,
  withCapture,
  withEdit,
  withReport,
} from "../../../extension/drafts.ts";
import type { Draft } from "../../../extension/messages.ts";
import { report } from "../../../shared/report.ts";
import { fakeShelf } from "./fake-shelf.ts";

const at = new Date("2026-11-22T10:00:00Z");
const later = new Date(at.getTime() + 60_000);
const draft = newDraft("a", "https://shop.example", at);
const days = 24 * 3_600_000;

function reportWith(...names: string[]) {
  return report.parse({
    schema: 1,
    capturedAt: at.toISOString(),
    platform: { id: "opencart", label: "OpenCart" },
    page: {},
    server: { php: "8.3.1" },
    modules: names.map((name) => ({ type: "module", code: name, name, thirdParty: null, depth: "safe" })),
  });
}

describe("a draft", () => {
  test("keeps what was typed and what was captured, whichever comes last", () => {
    const edit = {
      draftId: "a",
      subject: "Empty",
      message: "Since Wed.",
      leftOut: ["server.php"],
      masks: [],
      ask: null,
    };
    const one = withReport(withEdit(draft, edit, later), reportWith("Journal"), later);
    const other = withEdit(withReport(draft, reportWith("Journal"), later), edit, later);
    expect(one).toEqual(other);
    expect(one).toMatchObject({ subject: "Empty", leftOut: ["server.php"], capture: { state: "ready" } });
  });

  test("keeps its last report when a later capture fails", () => {
    const read = withReport(draft, reportWith("Journal"), later);
    expect(withCapture(read, { state: "failed", why: "no answer" }).report).toEqual(read.report);
  });

  test("leaves out by name what a second capture lists elsewhere, and nothing else", () => {
    const before = reportWith("Journal", "Quick Checkout", "Mega Filter");
    const after = reportWith("Quick Checkout", "New Thing", "Journal");
    expect(carryLeftOut(before, after, ["modules.0", "modules.2", "server.php"]).toSorted()).toEqual([
      "modules.2",
      "server.php",
    ]);
  });

  test("that is on its way or of another store is not gone on with; of the others the last one is", () => {
    const drafts = [
      { ...draft, draftId: "old" },
      { ...draft, draftId: "new", updatedAt: later.toISOString() },
      { ...draft, draftId: "sent", updatedAt: "2026-11-23T00:00:00.000Z" },
      { ...draft, draftId: "other", storeOrigin: "https://other.example", updatedAt: "2026-11-24T00:00:00.000Z" },
    ];
    expect(latestDraft(drafts, "https://shop.example", new Set(["sent"]))?.draftId).toBe("new");
  });

  test("is kept for 14 days, an empty one for one, one on its way for as long as it takes", async () => {
    const begun = { ...draft, subject: "Empty" };
    expect(isExpired(begun, at.getTime() + 13.9 * days)).toBe(false);
    expect(isExpired(begun, at.getTime() + 14.1 * days)).toBe(true);
    expect(isExpired(draft, at.getTime() + 1.1 * days)).toBe(true);
    const shelf = fakeShelf<Draft>(({ draftId }) => draftId);
    for (const kept of [begun, { ...begun, draftId: "sent" }]) await shelf.put(kept);
    await sweepDrafts(shelf, new Set(["sent"]), at.getTime() + 30 * days);
    expect([...shelf.values.keys()]).toEqual(["sent"]);
  });
});
