// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { refusal } from "../../../shared/problems.ts";
import type { Orphan, Standing } from "../../../shared/standing.ts";
import { origin } from "../../support/fake-host.ts";
import { pass, putAway, type Shown, showPanel } from "../../support/panel.ts";
import { aStanding, programmeNamed } from "../../support/standing.ts";

const zoneBefore = process.env.TZ;
beforeEach(() => {
  process.env.TZ = "UTC";
  localStorage.clear();
});
afterEach(() => {
  process.env.TZ = zoneBefore;
  putAway();
});

const label = "The company you want";
const at = "2026-11-22T12:05:00.000Z";

function standing(wish: Orphan["wish"] | undefined): Standing {
  return aStanding({
    programme: programmeNamed("optioncart"),
    license: { product: "optioncart", kind: "site", purchasedAt: "2026-01-10", upgradeSubscription: null },
    filer: "store-owner",
    balance: null,
    releases: [],
    ...(wish !== undefined && { orphan: { wish } }),
  });
}

const submit = async (panel: Shown) => {
  panel.field(label).form?.requestSubmit();
  await pass(50);
};
const wishesOf = (panel: Shown) => panel.host.sentAs("orphan.wish");

test("while somebody looks after the store nothing is said of it", async () => {
  const panel = await showPanel({ standing: standing(undefined) });
  expect(panel.text()).not.toContain("Nobody looks after your store");
});

test("an owner reads that nobody looks after the store, names a company by the keyboard, and sees it sent", async () => {
  const panel = await showPanel({ standing: standing(null) });
  expect(panel.text()).toContain("Nobody looks after your store now");
  await panel.type(label, "  Elm Web ");
  await submit(panel);
  expect(wishesOf(panel)).toMatchObject([{ company: "Elm Web" }]);
  expect(panel.text()).toContain("You want Elm Web · sent today 14:30");
  expect(panel.polite()).toContain("Support knows which company you want.");
  expect(document.activeElement).toBe(panel.button("Name another company"));
});

test("what was sent may be changed, and left as it was", async () => {
  const panel = await showPanel({ standing: standing({ company: "Elm Web", at }) });
  expect(panel.text()).toContain("You want Elm Web · sent today 12:05");
  await panel.press("Name another company");
  expect(document.activeElement).toBe(panel.field(label));
  await panel.type(label, "Oak");
  await panel.press("Leave it as it was");
  expect(wishesOf(panel)).toEqual([]);
  await panel.press("Name another company");
  expect(panel.field(label).value).toBe("");
  await panel.type(label, "Oak Web");
  await panel.press("Send");
  expect(panel.text()).toContain("You want Oak Web");
});

test("what is typed is there again after the panel was closed, and after it was sent it is not", async () => {
  const first = await showPanel({ standing: standing(null) });
  await first.type(label, "Elm W");
  first.close();
  const second = await showPanel({ standing: standing(null) });
  expect(second.field(label).value).toBe("Elm W");
  await submit(second);
  second.close();
  const third = await showPanel({ standing: standing({ company: "Elm W", at }) });
  expect(third.text()).toContain("You want Elm W");
  await third.press("Name another company");
  expect(third.field(label).value).toBe("");
});

test("typed over a company that was sent before, it is there again too", async () => {
  const first = await showPanel({ standing: standing({ company: "Elm Web", at }) });
  await first.press("Name another company");
  await first.type(label, "Oak");
  first.close();
  const second = await showPanel({ standing: standing({ company: "Elm Web", at }) });
  expect(second.field(label).value).toBe("Oak");
});

test("a wish that was not answered is sent again as the same command, and with other words as another", async () => {
  const panel = await showPanel({ standing: standing(null), wishing: refusal("server.no-answer") });
  await panel.type(label, "Elm Web");
  await submit(panel);
  expect(panel.text()).toContain("The server did not answer. What you wrote is kept here; try again.");
  expect(panel.field(label).getAttribute("aria-invalid")).toBe("true");
  expect(panel.assertive()).toContain("The server did not answer.");
  panel.close();
  const again = await showPanel({ standing: standing(null), wishing: refusal("server.no-answer") });
  await submit(again);
  await again.type(label, "Oak Web");
  await submit(again);
  const [first] = wishesOf(panel);
  const [second, third] = wishesOf(again);
  expect(second).toEqual(first);
  expect(third?.commandId).not.toBe(second?.commandId);
});

test("nothing is sent without a name, and it is said why", async () => {
  const panel = await showPanel({ standing: standing(null) });
  await panel.type(label, "   ");
  await submit(panel);
  expect(wishesOf(panel)).toEqual([]);
  expect(panel.text()).toContain("Write the name of the company first.");
});

test("two presses while it is being sent are one wish", async () => {
  const panel = await showPanel({ standing: standing(null), hanging: new Set(["orphan.wish"]) });
  await panel.type(label, "Elm Web");
  await submit(panel);
  await submit(panel);
  expect(wishesOf(panel)).toHaveLength(1);
  expect(panel.button("Sending").getAttribute("aria-disabled")).toBe("true");
});

test("once a company has taken over the card goes away, and says so where it was just being sent", async () => {
  const panel = await showPanel({ standing: standing(null), wishing: refusal("license.looked-after") });
  await panel.type(label, "Elm Web");
  await submit(panel);
  expect(panel.assertive()).toContain("Somebody looks after your store");
  panel.host.world.standing = standing(undefined);
  panel.host.emit({ kind: "standing.changed", storeOrigin: origin });
  await pass(50);
  expect(panel.text()).not.toContain("Nobody looks after your store");
});

test("a company that was named in another browser is shown once the server tells of it", async () => {
  const panel = await showPanel({ standing: standing({ company: "Elm Web", at }) });
  await panel.press("Name another company");
  await panel.type(label, "Oak Web");
  await submit(panel);
  panel.host.world.standing = standing({ company: "Ash Web", at: "2026-11-22T14:40:00.000Z" });
  panel.host.emit({ kind: "standing.changed", storeOrigin: origin });
  await pass(50);
  expect(panel.text()).toContain("You want Ash Web");
});

test("hostile words in a company's name stay text", async () => {
  const panel = await showPanel({ standing: standing({ company: "<img src=x onerror=alert(1)>\u202eElm", at }) });
  expect(panel.root.querySelector("img")).toBeNull();
  expect(panel.text()).toContain("<img src=x onerror=alert(1)>");
});
