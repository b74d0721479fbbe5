// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { refusal } from "../../../shared/problems.ts";
import { fakeServer } from "./fake-api.ts";
import { aLicense, type FakeLicenses, fakeLicenses } from "./fake-licenses.ts";
import { all, choose, click, gone, openDesk, press, shown, type } from "./screen.tsx";

function open(fake: FakeLicenses, path: string, role: "operator" | "reseller" | "holder" = "operator") {
  const server = fakeServer();
  server.role = role;
  return openDesk(server, path, { licenses: fake.api });
}

const inputs = (fake: FakeLicenses, name: string) =>
  fake.asked.filter((call) => call.name === name).map(({ input }) => input);
const costs = { text: "Transfer free", amount: { minor: 4_050, currency: "EUR" } };

describe("the list of licenses", () => {
  test("shows an operator whose license it is, what state it is in and when it is orphaned", async () => {
    const fake = fakeLicenses([
      aLicense({ life: "contacting-reseller", orphanAt: "2026-11-25T12:00:00.000Z", openTickets: 3 }),
      aLicense({ unreachableAt: "2026-11-17T12:00:00.000Z" }),
      aLicense({ state: "banned", reseller: null }),
    ]);
    open(fake, "/desk/licenses");
    await shown(".licenses-table td", "oldmill.example");
    const [first, reported, second] = all(".licenses-table tbody tr").map((row) => row.textContent);
    expect(first).toMatch(/Reseller not reached.*orphaned in 72 h.*3/);
    expect(reported).toContain("Reported unreachable");
    expect(second).toContain("Banned");
    const own = fakeLicenses([aLicense({ reseller: null, unreachableAt: "2026-11-17T12:00:00.000Z" })]);
    open(own, "/desk/licenses", "reseller");
    await shown(".badge", "Your answer is due");
  });

  test("asks with what the address says, and a filter is an address", async () => {
    const fake = fakeLicenses([aLicense({ life: "orphaned", reseller: null })]);
    const router = open(fake, "/desk/licenses?search=mill&life=orphaned");
    await shown(".chip[aria-current=true]", "Orphaned");
    await shown(".licenses-table");
    expect(inputs(fake, "list")[0]).toMatchObject({ search: "mill", life: "orphaned" });
    await click(".chip", "Suspended");
    await vi.waitFor(() => expect(inputs(fake, "list").at(-1)).toMatchObject({ search: "mill", state: "suspended" }));
    expect(router.url.value.search).toBe("?search=mill&state=suspended");
  });

  test("reads more below, and is walked and opened by keys", async () => {
    const fake = fakeLicenses([aLicense({ last4: "AAAA" }), aLicense({ last4: "BBBB" })]);
    fake.pageSize = 1;
    const router = open(fake, "/desk/licenses");
    await shown(".ticket-link", "AAAA");
    await click(".more button");
    await shown(".ticket-link", "BBBB");
    press("j");
    press("j");
    await shown(".cursor", "BBBB");
    press("Enter");
    await vi.waitFor(() => expect(router.url.value.pathname).toBe(`/desk/licenses/${fake.pages[1]?.licenseId}`));
  });

  test("shows its keys as the queue does, and takes them away as it is left", async () => {
    open(fakeLicenses([aLicense({ last4: "AAAA" })]), "/desk/licenses");
    await shown(".ticket-link", "AAAA");
    const keys = () => all(".keys > span").map(({ textContent }) => textContent);
    await vi.waitFor(() => expect(keys()).toEqual(["Jnext", "Kprevious", "Enteropen", "/search"]));
    press("?");
    await shown(".keys-list", "previous");
    all("dialog[open] [aria-label=Close]")[0]?.click();
    press("/");
    await vi.waitFor(() => expect(document.activeElement?.id).toBe("license-search"));
    (document.activeElement as HTMLElement).blur();
    await click(".rail a[aria-label='Your account']");
    await shown("h1", "Your account");
    expect(keys()).toEqual([]);
  });

  test("says when there are none, when none match, and when it could not be read", async () => {
    const fake = fakeLicenses();
    open(fake, "/desk/licenses");
    await shown(".blank", "No licenses yet");
    open(fake, "/desk/licenses?search=x");
    await shown(".blank", "Nothing matches");
    fake.failing.list = refusal("server.no-answer");
    open(fake, "/desk/licenses");
    await shown("[role=alert]", "The server did not answer.");
  });

  test("no reseller and no holder finds filters, pages or names that are an operator's", async () => {
    for (const role of ["reseller", "holder"] as const) {
      const fake = fakeLicenses([aLicense({ reseller: null })]);
      const router = open(fake, "/desk/licenses", role);
      await shown(".licenses-table");
      expect(all("select").length).toBe(0);
      expect(all(".chip").some((chip) => chip.textContent === "Orphaned")).toBe(false);
      expect(inputs(fake, "resellers")).toEqual([]);
      router.go("/desk/resellers");
      await shown("h1", "There is nothing at this address");
    }
  });

  test("a transfer that a reseller is asked for is agreed to once both have stated their costs", async () => {
    const fake = fakeLicenses([aLicense()]);
    const { licenseId, last4, product, kind, stores } = aLicense();
    const from = { name: "Fjord & Co.", costs, agrees: true };
    const transfer = { requestedAt: "2026-11-20T09:00:00.000Z", from, to: { name: "We", costs: null, agrees: false } };
    fake.incoming = [{ licenseId, last4, product, kind, stores, transfer: { ...transfer, we: "to" } }];
    open(fake, "/desk/licenses", "reseller");
    await shown(".incoming", "€40.50: Transfer free");
    await click(".incoming button", "Agree");
    expect(inputs(fake, "decideTransfer")).toEqual([]);
    const [amount, words] = all(".incoming input");
    type(amount as HTMLElement, "12,5");
    type(words as HTMLElement, "Setting it up");
    await click(".incoming button", "State these costs");
    await vi.waitFor(() =>
      expect(inputs(fake, "stateCosts")).toEqual([
        { licenseId, costs: { text: "Setting it up", amount: { minor: 1_250, currency: "USD" } } },
      ]),
    );
    fake.incoming = [
      { licenseId, last4, product, kind, stores, transfer: { ...transfer, to: { ...from, agrees: false }, we: "to" } },
    ];
    open(fake, "/desk/licenses", "reseller");
    await click(".incoming button", "Agree");
    await vi.waitFor(() => expect(inputs(fake, "decideTransfer")).toEqual([{ licenseId, decision: "consented" }]));
  });
});

describe("a license", () => {
  test("does what the server says may be done, after it said what follows, and takes it back", async () => {
    const fake = fakeLicenses([aLicense({ may: ["suspend"] })]);
    const licenseId = fake.pages[0]?.licenseId ?? "";
    open(fake, `/desk/licenses/${licenseId}`);
    await click("button", "Suspend");
    await shown("p", "No request can be sent under it");
    expect(inputs(fake, "suspend")).toEqual([]);
    await click("button", "Suspend it");
    await shown("[role=status]", "The license is suspended.");
    await shown(".badge", "Suspended");
    await click("[role=status] button", "Undo");
    await shown("[role=status]", "The license is active.");
    expect([inputs(fake, "suspend"), inputs(fake, "resume")]).toEqual([[licenseId], [licenseId]]);
    expect(all("button").some((button) => button.textContent === "Ban")).toBe(false);
  });

  test("shows the clock with its attempts, and logs another", async () => {
    const attempts = [{ at: "2026-11-18T12:00:00.000Z", by: "mail" as const, note: "No answer" }];
    const fake = fakeLicenses([
      aLicense({
        life: "contacting-reseller",
        orphanAt: "2026-11-25T12:00:00.000Z",
        contact: { reportedAt: "2026-11-17T12:00:00.000Z", attempts },
        may: ["log-contact", "note-answer"],
      }),
    ]);
    const licenseId = fake.pages[0]?.licenseId ?? "";
    open(fake, `/desk/licenses/${licenseId}`);
    expect((await shown(".clock")).textContent).toMatch(/orphaned in 72 h.*by mail, No answer/);
    await click("button", "Log an attempt");
    choose(await shown("form select"), "telephone");
    type(await shown("form input"), "Nobody there");
    await click("form button", "Log it");
    await vi.waitFor(() =>
      expect(inputs(fake, "logContact")).toEqual([{ licenseId, by: "telephone", note: "Nobody there" }]),
    );
  });

  test.each([
    ["one asking reseller, but for capitals and spaces", " elm  WEB", ["Elm Web", "Oak Web"], "Elm Web"],
    ["nobody who asked", "Elm", ["Elm Web", "Oak Web"], null],
    ["two who asked", "Elm Web", ["Elm Web", "ELM WEB"], null],
  ])(
    "the owner's wish stands beside the requests and fills the form; it names %s",
    async (_, company, names, chosen) => {
      const requests = names.map((name, index) => ({ resellerId: `reseller-${index}`, name, at: "", text: "Ours" }));
      const wish = { company, at: "2026-11-19T12:00:00.000Z" };
      const fake = fakeLicenses([
        aLicense({
          life: "orphaned",
          reseller: null,
          adoption: { requests, named: null, wish },
          may: ["name-reseller"],
        }),
      ]);
      const contact = { address: "", telephone: "", mail: "" };
      fake.resellers = requests.map(({ resellerId, name }) => ({ resellerId, name, licenses: 0, people: 1, contact }));
      const licenseId = fake.pages[0]?.licenseId ?? "";
      open(fake, `/desk/licenses/${licenseId}`);
      expect((await shown("main", "The owner wishes:")).textContent).toContain(company);
      await click("button", "The owner named a reseller");
      await shown("form option", names[0]);
      expect(all("form input")[0]).toMatchObject({ value: company });
      expect(all("form select")[0]).toMatchObject({
        value: requests.find(({ name }) => name === chosen)?.resellerId ?? "",
      });
      await click("form button", "Note it");
      const resellerId = "reseller-0";
      await vi.waitFor(() =>
        expect(inputs(fake, "nameReseller")).toEqual(
          chosen === null ? [] : [{ licenseId, resellerId, company: company.trim() }],
        ),
      );
    },
  );

  test("an orphan whose owner named nobody leaves the form empty, and says nothing of a wish", async () => {
    const requests = [{ resellerId: "reseller-0", name: "Elm Web", at: "", text: "Ours" }];
    const fake = fakeLicenses([
      aLicense({ life: "orphaned", adoption: { requests, named: null, wish: null }, may: ["name-reseller"] }),
    ]);
    open(fake, `/desk/licenses/${fake.pages[0]?.licenseId}`);
    await click("button", "The owner named a reseller");
    expect(await shown("form input")).toMatchObject({ value: "" });
    expect(document.body.textContent).not.toContain("The owner wishes");
  });

  test("a refusal is said beside the form, which stays as it was typed", async () => {
    const fake = fakeLicenses([aLicense({ may: ["ask-transfer"], reseller: null })]);
    fake.failing.askTransfer = refusal("reseller.absent");
    open(fake, `/desk/licenses/${fake.pages[0]?.licenseId}`, "reseller");
    await click("button", "Transfer to another reseller");
    type(await shown("form input"), "Nobody Web");
    await click("form button", "Ask them");
    await shown("[role=alert]", "There is no reseller of this name.");
    expect((await shown<HTMLInputElement>("form input")).value).toBe("Nobody Web");
  });

  test("that is gone after a step says so, and one that never was says it does not exist", async () => {
    const fake = fakeLicenses([aLicense({ may: ["answer"], reseller: null })]);
    const [page] = fake.pages;
    open(fake, `/desk/licenses/${page?.licenseId}`, "reseller");
    await click("button", "Answer");
    fake.pages = [];
    await click("button", "I give the license up at once");
    await shown("h1", "This license is not yours any more");
    open(fake, `/desk/licenses/${crypto.randomUUID()}`, "reseller");
    await shown("[role=alert]", "This license does not exist, or you may not see it.");
  });

  test("a browser is disconnected after a second word, and a code is shown once it is made", async () => {
    const device = {
      deviceId: crypto.randomUUID(),
      label: "Till",
      standing: "enrolled" as const,
      party: "client" as const,
      storeOrigin: "https://oldmill.example",
      createdAt: "2026-11-18T12:00:00.000Z",
      lastUsedAt: "2026-11-18T12:00:00.000Z",
    };
    const fake = fakeLicenses([aLicense({ devices: [device], may: ["make-code"], reseller: null })]);
    const licenseId = fake.pages[0]?.licenseId ?? "";
    open(fake, `/desk/licenses/${licenseId}`, "reseller");
    await click("button", "Disconnect");
    expect(inputs(fake, "revokeDevice")).toEqual([]);
    await click("button", "Disconnect it");
    await shown("[role=status]", "Till is disconnected.");
    expect(inputs(fake, "revokeDevice")).toEqual([device.deviceId]);
    await click("button", "Connect a browser");
    await click("button", "For the store’s owner");
    await vi.waitFor(() => expect(inputs(fake, "makeCode")).toEqual([{ licenseId, party: "client" }]));
  });

  test("hostile words stay text", async () => {
    const words = "<img src=x onerror=alert(1)>";
    const line = { id: "1", at: "2026-11-18T12:00:00.000Z", title: words, detail: words, by: words };
    const fake = fakeLicenses([aLicense({ holderName: words, stores: [], history: [line] })]);
    open(fake, `/desk/licenses/${fake.pages[0]?.licenseId}`);
    await shown(".history", words);
    expect(all(".work img")).toEqual([]);
  });
});

test("resellers are listed with how to reach them, and edited", async () => {
  const fake = fakeLicenses();
  const resellerId = crypto.randomUUID();
  const contact = { address: "Old Mill 1", telephone: "1", mail: "a@b.example" };
  fake.resellers = [{ resellerId, name: "Brightside Web", licenses: 2, people: 1, contact }];
  open(fake, "/desk/resellers");
  await shown(".rows", "2 licenses");
  await gone("input[value='Old Mill 1']");
  await click("button", "Edit");
  const fields = all("form.row-more input");
  type(fields[1] as HTMLElement, "New Mill 2");
  await click("form.row-more button", "Keep");
  await vi.waitFor(() =>
    expect(inputs(fake, "editReseller")).toEqual([
      { resellerId, name: "Brightside Web", contact: { ...contact, address: "New Mill 2" } },
    ]),
  );
});
