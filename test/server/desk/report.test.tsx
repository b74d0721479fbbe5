// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { aTicket, fakeServer } from "./fake-api.ts";
import { all, click, openDesk, press, shown } from "./screen.tsx";

const open = (ticket: DeskTicket) => openDesk(fakeServer([ticket]), `/desk/t/${ticket.ticketId}`);
const withReport = (report: Record<string, unknown>) => aTicket({}, { report });
const part = (title: string) => shown(".part", title);

const log = (count: number) => ({
  name: "error.log",
  size: 1_000,
  truncated: false,
  groups: Array.from({ length: count }, (_, at) => ({ message: `Fatal error: number ${at}`, count: at + 1 })),
});

describe("the report", () => {
  test("shows what looks wrong first, the worst at the top", async () => {
    open(withReport({ server: { php: "5.6" }, logs: [log(1)], coreFiles: { changed: ["index.php"] } }));
    const titles = (await shown(".part", "What looks wrong")).querySelectorAll(".find");
    expect([...titles].map((find) => find.textContent)).toEqual([
      expect.stringContaining("Critical: Fatal error"),
      expect.stringContaining("Critical: 1 core file changed by hand"),
      expect.stringContaining("PHP 5.6 has had no security fixes"),
    ]);
    expect(all(".report .side-title")[0]?.textContent).toContain("What looks wrong");
  });

  test("where nothing looks wrong says so", async () => {
    open(withReport({}));
    await shown(".part", "Nothing in this report looks wrong by itself.");
  });

  test("of 200 findings shows the worst ten and all on request", async () => {
    open(withReport({ logs: [log(200)] }));
    await shown(".side-title", "200 findings");
    expect(all(".find")).toHaveLength(10);
    expect(all(".find")[0]?.textContent).toContain("200 times");
    await click(".link", "Show all 200");
    await shown(".find", "number 0");
    expect(all(".find")).toHaveLength(200);
  });

  test("of 5,000 modules shows a hundred at a time", async () => {
    const module = (at: number) => ({ type: "module", code: `m${at}`, name: `Module ${at}`, depth: "sweep" });
    open(withReport({ modules: Array.from({ length: 5_000 }, (_, at) => module(at)) }));
    await shown(".chip", "All 5000");
    expect(all(".report-table tbody tr")).toHaveLength(100);
    await click(".link", "Show 100 more");
    await shown(".report-table", "Module 199");
    expect(all(".report-table tbody tr")).toHaveLength(200);
  });

  test("modules can be filtered to third-party, off or all, with counts, third-party first", async () => {
    const module = (name: string, thirdParty: boolean, enabled: boolean | null) => ({
      type: "module",
      code: name,
      name,
      thirdParty,
      enabled,
      enabledWhy: enabled === null ? "this list shows no status" : null,
      depth: "sweep",
    });
    open(
      withReport({ modules: [module("Acme", true, true), module("Core", false, false), module("Else", false, null)] }),
    );
    const table = await part("Modules");
    const names = () => [...table.querySelectorAll("tbody tr")].map((row) => row.querySelector("bdi")?.textContent);
    expect([...table.querySelectorAll(".chip")].map((chip) => chip.textContent)).toEqual([
      "Third-party 1",
      "Off 1",
      "All 3",
    ]);
    expect(names()).toEqual(["Acme"]);
    await click(".chip", "Off 1");
    await shown(".report-table", "Core");
    expect(names()).toEqual(["Core"]);
    await click(".chip", "All 3");
    await shown(".report-table", "this list shows no status");
    expect(names()).toEqual(["Acme", "Core", "Else"]);
  });

  test("a modification that failed shows what it did not find", async () => {
    open(withReport({ modifications: [{ name: "Acme", kind: "ocmod", enabled: true, failures: ["NOT FOUND: x"] }] }));
    expect((await shown(".report-table", "Acme")).textContent).toContain("NOT FOUND: x");
  });

  test("log lines stand with how often, the most frequent first", async () => {
    open(withReport({ logs: [log(3)] }));
    await shown(".log", "number 2");
    expect(all(".log-count").map((count) => count.textContent)).toEqual(["3× times", "2× times", "1× times"]);
  });

  test("placeholders of removed secrets are drawn as chips", async () => {
    open(withReport({ page: { title: "Order of [email#1]" } }));
    expect((await shown(".redacted")).textContent).toBe("[email#1]");
  });

  test("what is missing stands with its reason, and what the person left out and what was replaced", async () => {
    open(
      aTicket(
        {},
        {
          report: {
            missing: [{ fact: "theme", why: "only on a page that also holds passwords" }],
            redactions: { email: 2 },
          },
          leftOut: ["server.php"],
        },
      ),
    );
    const missing = await part("Not in this report");
    for (const words of [
      "Theme",
      "only on a page that also holds passwords",
      "Left out by the person",
      "server.php",
      "email: 2",
    ])
      expect(missing.textContent).toContain(words);
  });

  test("a request without a report says that only words were sent", async () => {
    open(aTicket({}, { report: null }));
    await shown(".note", "Nothing was captured with this request");
  });

  test("that this desk cannot read is shown as its bytes, with the reason", async () => {
    open(aTicket({ text: '{"schema":2}' }));
    await shown(".note", "The report could not be read: schema.");
    expect((await shown(".bytes")).textContent).toBe('{"schema":2}');
  });
});

describe("the bytes", () => {
  test("are shown character for character, also those that turn the direction of text", async () => {
    const ticket = withReport({ page: { title: "a\u202Eexe.gpj [token#1] \u00e9 漢 😀" } });
    open(ticket);
    await click(".seg button", "Bytes");
    expect((await shown(".bytes")).textContent).toBe(ticket.text);
    expect((await shown(".turn")).dataset.code).toBe("U+202E");
  });

  test("are marked as shown when the hash computed here is the stored one", async () => {
    const ticket = aTicket();
    open(ticket);
    await shown(".badge", "Bytes as shown");
    press("b");
    const hashes = [...(await shown(".bytes-facts")).querySelectorAll("dd.mono")].map((hash) => hash.textContent);
    expect(hashes).toEqual([ticket.sha256, ticket.sha256]);
  });

  test("that differ from the stored hash by one character raise an alarm in every view", async () => {
    const ticket = aTicket();
    open({ ...ticket, text: ticket.text.replace("morning", "mornin9") });
    await shown("[role=alert]", "This is not what was stored.");
    await shown(".badge", "Bytes differ");
    await click(".seg button", "Bytes");
    await shown(".bytes");
    await shown("[role=alert]", ticket.sha256);
  });
});
