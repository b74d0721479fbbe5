// @vitest-environment happy-dom
import { render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { PairingApi } from "../../../server/desk/pair/api.ts";
import { Pair } from "../../../server/desk/pair/pair.tsx";
import { placesFor } from "../../../server/desk/places.ts";
import { routeOf } from "../../../server/desk/router.ts";
import type { PopupLine } from "../../../shared/popups.ts";
import { type Decision, refuse } from "../../../shared/problems.ts";
import { all, gone, shown } from "./screen.tsx";

const now = new Date("2026-11-22T10:00:00Z");
const line: PopupLine = {
  popupId: "p1",
  label: "Firefox on Linux",
  personName: "Petra",
  resellerName: "Brightside Web",
  createdAt: "2026-11-20T10:00:00.000Z",
  lastUsedAt: "2026-11-22T09:00:00.000Z",
};
const waiting = { label: "Chrome on macOS", address: "203.0.113.7", createdAt: "2026-11-22T09:58:00.000Z" };

/** A server with one waiting code, which it forgets once it was decided on. */
function fakePairing(popups: PopupLine[] = [line]) {
  const decided: string[] = [];
  const settle =
    (name: string) =>
    async (code: string): Promise<Decision<unknown>> => {
      if (code !== "7K2Q-D0XM" || decided.length > 0) return refuse("pairing.code-unknown");
      decided.push(`${name} ${code}`);
      return { ok: true, value: null };
    };
  const api: PairingApi = {
    look: async (code) => (code === "7K2Q-D0XM" ? { ok: true, value: waiting } : refuse("pairing.code-unknown")),
    approve: settle("approve"),
    decline: settle("decline"),
    popups: async () => ({ ok: true, value: popups }),
    rename: async ({ popupId, label }) => {
      popups = popups.map((each) => (each.popupId === popupId ? { ...each, label } : each));
      return { ok: true, value: null };
    },
    revoke: async (popupId) => {
      popups = popups.filter((each) => each.popupId !== popupId);
      return { ok: true, value: null };
    },
  };
  return { api, decided };
}

function open(api: PairingApi, mayPair = true): void {
  render(<Pair pairing={api} now={() => now} mayPair={mayPair} />, document.body);
}

afterEach(() => render(null, document.body));

async function type(code: string): Promise<void> {
  const input = await shown<HTMLInputElement>("input");
  input.value = code;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.form?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
}

test("a code is approved only after its browser, its address and its time were shown", async () => {
  const { api, decided } = fakePairing();
  open(api);
  await type(" 7K2Q-D0XM ");
  const facts = await shown("dl", "Chrome on macOS");
  expect(facts.textContent).toContain("203.0.113.7");
  expect(facts.textContent).toContain("2 min ago");
  expect(decided).toEqual([]);
  (await shown("button", "Approve")).click();
  await shown("[role=status]", "Approved.");
  expect(decided).toEqual(["approve 7K2Q-D0XM"]);
  expect((await shown<HTMLInputElement>("input")).value).toBe("");
});

test("what is not mine is declined, and the page is ready for another code", async () => {
  const { api, decided } = fakePairing();
  open(api);
  await type("7K2Q-D0XM");
  (await shown("button", "It is not mine")).click();
  await shown("[role=status]", "That code opens nothing any more.");
  expect(decided).toEqual(["decline 7K2Q-D0XM"]);
});

test("a code that is not known says so and shows nothing to approve", async () => {
  open(fakePairing().api);
  await type("00000000");
  await shown("[role=alert]", "This code is not known");
  expect(all("button").some(({ textContent }) => textContent === "Approve")).toBe(false);
});

test("a code that was used between the look and the approval is refused, and asked for anew", async () => {
  const { api, decided } = fakePairing();
  open(api);
  await type("7K2Q-D0XM");
  decided.push("somebody else");
  (await shown("button", "Approve")).click();
  await shown("[role=alert]", "This code is not known");
  await shown("button", "Look it up");
});

test("popups are listed with whose they are, renamed, and disconnected", async () => {
  open(fakePairing().api);
  expect((await shown(".rows li")).textContent).toContain("Petra, Brightside Web");
  (await shown("button", "Rename")).click();
  const field = await vi.waitFor(() => {
    const input = document.querySelector<HTMLInputElement>(".row-more input");
    if (!input) throw new Error("no field");
    return input;
  });
  field.value = "At home";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.form?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await shown(".rows b", "At home");
  (await shown("button", "Disconnect")).click();
  await gone(".rows b", "At home");
  await shown("[role=status]", "At home is disconnected.");
});

test("an operator sees everybody's popups and pairs none", async () => {
  open(fakePairing().api, false);
  await shown(".rows b", "Firefox on Linux");
  expect(document.querySelector("form")).toBeNull();
});

test("the page has its address, which resellers and operators find in the rail and others do not", () => {
  expect(routeOf(new URL("https://x.example/desk/pair"))).toEqual({ page: "pair" });
  expect(routeOf(new URL("https://x.example/desk/pair/1")).page).toBe("absent");
  const sees = (["reseller", "operator", "engineer", "holder"] as const).filter((role) =>
    placesFor(role, "/desk").some(({ pages }) => pages.includes("pair")),
  );
  expect(sees).toEqual(["reseller", "operator"]);
});
