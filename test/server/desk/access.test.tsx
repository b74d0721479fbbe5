// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import type { RelayApi } from "../../../server/desk/relay/api.ts";
import {
  type CredentialEnd,
  type CredentialSummary,
  checkResults,
  type ProofOutcome,
  proofResults,
  type ResellerEscalation,
  type TicketAccess,
} from "../../../shared/credentials.ts";
import { refusal, refuse } from "../../../shared/problems.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { aCredential, aDestroyed, type FakeAccess, fakeAccess, login } from "./fake-access.ts";
import { asked, aTicket, at, type FakeServer, fakeServer } from "./fake-api.ts";
import { all, click, gone, openDesk, press, shown, type } from "./screen.tsx";

interface Opened {
  access: FakeAccess;
  server: FakeServer;
  ticket: DeskTicket;
}

function open(
  changes: Partial<TicketAccess> = {},
  { ticket = aTicket(), person = {} }: { ticket?: DeskTicket; person?: { senior?: boolean } } = {},
): Opened {
  const server = fakeServer([ticket]);
  Object.assign(server.person, person);
  const access = fakeAccess(changes);
  openDesk(server, `/desk/t/${ticket.ticketId}`, { access: access.api });
  return { access, server, ticket };
}

const card = () => shown(".access");
const row = () => shown(".access-row");
const kate = { assignee: { id: "kate", name: "Kate" } };
const mine = { assignee: { id: "me", name: "Emil Engineer" }, isMine: true };

const proof = (changes: Partial<ProofOutcome>): CredentialSummary["proof"] => ({
  at,
  outcome: { result: "proven", folder: "/www/shop", version: "3.0.3.9", leftBehind: null, login: login(), ...changes },
});

describe("what was handed over", () => {
  test("stands with its kind, protocol, host, masked user and end", async () => {
    open({ credentials: [aCredential()] });
    const text = (await row()).textContent;
    for (const words of ["Files", "SFTP", "nl_s… at files.shop.example:22", "Works", "Ends in 6 days"])
      expect(text).toContain(words);
  });

  test("where nothing was, and nothing asked for, that is said", async () => {
    open();
    await shown(".access", "Nothing was handed over.");
  });

  test("that cannot be read says why and can be tried again, and the ticket stays", async () => {
    const { access } = open();
    await card();
    access.failing.read = refusal("server.fault", { id: "K7Q2-9F4D" });
    openDesk(
      fakeServer([aTicket({ ticketId: "01999999-0000-7000-8000-000000000000" })]),
      "/desk/t/01999999-0000-7000-8000-000000000000",
      {
        access: access.api,
      },
    );
    await shown(".access [role=alert]", "Quote K7Q2-9F4D.");
    await shown("h1", "Checkout shows a blank page");
    access.failing = {};
    await click(".access button", "Try again");
    await shown(".access", "Nothing was handed over.");
  });

  test.each(checkResults)("a login that ended as %s has a sentence of its own", async (result) => {
    open({ credentials: [aCredential({ check: { at, outcome: login({ result }) } })] });
    const text = (await row()).textContent ?? "";
    expect(text).not.toContain(
      result === "ready" || result === "timeout" || result === "blocked" ? "undefined" : result,
    );
    sentences.add(text);
  });

  test("no two of those sentences are the same", () => {
    expect(sentences.size).toBe(checkResults.length);
  });

  test("of a store’s admin it says that the holder’s browser tried, not the server", async () => {
    const admin = { kind: "store-admin", protocol: null, port: null, host: "shop.example" } as const;
    open({ credentials: [aCredential({ ...admin, check: { at, outcome: { result: "ready" } } })] });
    expect((await row()).textContent).toContain("The login worked in the holder’s browser.");
  });

  test.each(proofResults)("a write proof that ended as %s tells what is known", async (result) => {
    const leftBehind = result === "left-behind" ? "/www/shop/deskbell-4f.txt" : null;
    open({ credentials: [aCredential({ proof: proof({ result, leftBehind }) })] });
    const text = (await row()).textContent ?? "";
    if (result === "proven") expect(text).toMatch(/Files in \/www\/shop can be changed.*version 3\.0\.3\.9/);
    if (leftBehind) expect(text).toContain(leftBehind);
    expect(text).not.toContain("undefined");
  });

  test("what the server shows of itself can be compared", async () => {
    const hostKey = { type: "ssh-ed25519", sha256: "SHA256:abcdef" };
    const certificate = {
      subject: "CN=files.shop.example",
      issuer: "CN=files.shop.example",
      names: [],
      validTo: at,
      sha256: "ab".repeat(32),
      fault: "self-signed" as const,
    };
    open({ credentials: [aCredential({ check: { at, outcome: login({ hostKey, certificate, tls: "TLSv1.3" }) } })] });
    const text = (await row()).textContent;
    for (const words of ["ssh-ed25519 SHA256:abcdef", "signed by itself", "ab".repeat(32), "TLSv1.3"])
      expect(text).toContain(words);
  });

  test.each<[string, string]>([
    ["2026-11-24T12:00:00.000Z", "Ends in 2 days"],
    ["2026-11-24T11:59:00.000Z", "Ends in 47 h"],
    ["2026-11-22T12:12:30.000Z", "Ends in 12 min"],
    ["2026-11-22T12:00:20.000Z", "Ends in under a minute"],
    ["2026-11-22T12:00:00.000Z", "Its time is over."],
  ])("one that ends %s is counted down: %s", async (expiresAt, words) => {
    open({ credentials: [aCredential({ expiresAt })] });
    expect((await row()).textContent).toContain(words);
  });

  test.each<[CredentialEnd, string]>([
    ["verified-disabled", "Verified disabled"],
    ["not-confirmed", "Not confirmed"],
    ["withdrawn", "Taken back"],
    ["expired", "Expired"],
    ["replaced", "Replaced"],
  ])("one that ended as %s leaves a receipt, and nothing to press", async (end, words) => {
    open({ credentials: [aDestroyed(end)], ...mine });
    await shown(".receipt .badge", words);
    expect(all(".access-reveal")).toEqual([]);
    await shown(".access", "Nothing is handed over now.");
  });

  test("hostile words stay text", async () => {
    const hostile = "<img src=x onerror=alert(1)>";
    open({
      credentials: [aCredential({ host: hostile, user: hostile, proof: proof({ folder: hostile }) })],
      asked: [{ kind: "store-admin", at, note: hostile }],
      log: [{ seq: 1, at, action: "access.asked", by: hostile, kind: "ftp", credentialId: null, says: hostile }],
    });
    await row();
    expect(all("img")).toEqual([]);
    expect(all(".access").map((one) => one.textContent?.split(hostile).length)).toEqual([7]);
  });

  test("what the store itself says of FTP stands beside it, and never a value", async () => {
    const ticket = aTicket(
      {},
      { report: { access: { ftpDeclared: true, ftp: { host: true, user: true, password: false, directory: true } } } },
    );
    open({}, { ticket });
    await shown(".access", "an FTP account, with host, user, folder");
  });
});

const sentences = new Set<string>();

describe("the log", () => {
  test("tells who did what, when and why, the newest first, and that the holder reads the same", async () => {
    const entry = { at, kind: "ftp", credentialId: null } as const;
    open({
      log: [
        { ...entry, seq: 1, action: "access.handed-over", by: "Nordlicht Outdoor", says: null },
        { ...entry, seq: 2, action: "access.revealed", by: "Kate", says: "Read the error log" },
      ],
    });
    await shown(".access-log", "The holder reads the same log.");
    const [newest, oldest] = all(".access-log li").map(({ textContent }) => textContent);
    expect(newest).toMatch(/Kate saw the login to the files.*Read the error log/);
    expect(oldest).toContain("Nordlicht Outdoor handed over the login to the files");
  });
});

describe("asking", () => {
  test("begins with what the programme needs and is not there yet", async () => {
    open({ needed: ["store-admin", "ftp"], credentials: [aCredential()] });
    await click("#ask-access");
    await shown(".access-form", "The rules of this license need it.");
    expect(all(".access-form input").map((box) => (box as HTMLInputElement).checked)).toEqual([true, false]);
  });

  test("asks for each chosen kind, with the note", async () => {
    const { access } = open();
    await click("#ask-access");
    for (const box of all(".access-form input")) box.click();
    type(await shown("#access-note"), "To look at the error log");
    await click(".access-form button", "Ask");
    await gone(".access-form");
    expect(access.access.asked).toMatchObject([
      { kind: "store-admin", note: "To look at the error log" },
      { kind: "ftp", note: "To look at the error log" },
    ]);
    await shown(".access-row", "Not handed over yet");
  });

  test("for nothing is not sent", async () => {
    const { access } = open();
    await click("#ask-access");
    await shown(".access-form .hint", "Choose at least one.");
    await click(".access-form button", "Ask");
    expect(access.asked.some(({ name }) => name === "ask")).toBe(false);
  });

  test("that is refused keeps what was typed", async () => {
    const { access } = open();
    access.failing.ask = refusal("ticket.absent");
    await click("#ask-access");
    all(".access-form input")[0]?.click();
    type(await shown("#access-note"), "To look");
    await click(".access-form button", "Ask");
    await shown(".access [role=alert]", "does not exist");
    expect((await shown<HTMLTextAreaElement>("#access-note")).value).toBe("To look");
  });

  test("can be taken back", async () => {
    const { access } = open({ asked: [{ kind: "ftp", at, note: "" }] });
    await click(".access-row button", "Not needed");
    await gone(".access-row");
    expect(access.access.asked).toEqual([]);
  });

  test("is one key away, and so is taking the ticket; both stand among the keys", async () => {
    const { access } = open();
    await shown("#take");
    press("n");
    await shown(".access-form");
    press("a");
    await shown(".access-who", "You work on it.");
    expect(access.access.isMine).toBe(true);
    const keys = all(".keys-list dt").map(({ textContent }) => textContent);
    for (const words of ["take", "ask for access", "reveal"]) expect(keys).toContain(words);
  });

  test.each(["resolved", "closed"] as const)("is not offered once the ticket is %s", async (state) => {
    open({}, { ticket: aTicket({ state }) });
    await shown(".access", "Nothing was handed over.");
    expect(all("#ask-access")).toEqual([]);
  });
});

describe("who works on it", () => {
  test("nobody at first; whoever takes it then sees the button that reveals", async () => {
    open({ credentials: [aCredential()] });
    await shown(".access-row", "Only whoever works on the ticket can see it.");
    expect(all(".access-reveal")).toEqual([]);
    await click("#take");
    await shown(".access-reveal");
  });

  test("an engineer cannot take it from another, and is told who can", async () => {
    open({ ...kate, credentials: [aCredential()] });
    await shown(".access-who", "Kate works on it. A senior or an operator can take it over.");
    expect(all("#take")).toEqual([]);
  });

  test("a senior takes it over after a warning", async () => {
    const { access } = open({ ...kate, credentials: [aCredential()] }, { person: { senior: true } });
    await click("#take", "Take it over");
    await shown(".access .caution", "Take it over from Kate?");
    expect(access.access.isMine).toBe(false);
    await click(".access .caution button", "Take it over");
    await shown(".access-who", "You work on it.");
  });

  test("a refused taking is told", async () => {
    const { access } = open();
    access.failing.take = refusal("ticket.taken", { name: "Kate" });
    await click("#take");
    await shown(".access [role=alert]", "This is Kate’s ticket.");
  });
});

describe("the end", () => {
  test("access is asked back only after a second press, and then stands as ending", async () => {
    const { access } = open({ ...mine, credentials: [aCredential()] });
    await click(".access-row button", "Take access back now");
    await shown(".access-row", "Ask for it back now?");
    expect(access.access.credentials[0]?.state).toBe("live");
    await click(".access-row button", "Ask for it back");
    await shown(".access-row .badge", "Ending");
    expect(all(".access-reveal")).toEqual([]);
  });

  test("with live access the resolve button says that it ends it; without, it says nothing of it", async () => {
    open({ credentials: [aCredential()] });
    await shown(".ticket-moves button", "Resolve, end access");
    await shown(".access", "Resolving the ticket asks the holder to disable it");
    open({ credentials: [aDestroyed("withdrawn")] });
    await shown(".receipt");
    expect(all(".ticket-moves button").map(({ textContent }) => textContent)).toEqual(["Resolve"]);
  });

  test("after resolving, what is handed over is read anew", async () => {
    const { access } = open({ credentials: [aCredential()] });
    await shown(".ticket-moves button", "Resolve, end access");
    const ended = access.access.credentials.map((one) => ({
      ...one,
      state: "disable-asked" as const,
      disableAskedAt: at,
    }));
    access.access = { ...access.access, credentials: ended };
    await click(".ticket-moves button", "Resolve");
    await shown(".access-row .badge", "Ending");
  });

  test("closing that is refused says why, and what still lives", async () => {
    const ending = aCredential({ state: "disable-asked", disableAskedAt: at });
    const { server } = open(
      { credentials: [ending, aDestroyed("expired")] },
      { ticket: aTicket({ state: "resolved" }) },
    );
    server.failing.move = refusal("ticket.access-alive");
    await click(".ticket-moves button", "Close");
    await click(".bar button", "Close for good");
    await shown(".bar [role=alert]", "Access to the store is still here.");
    await shown(".living li", "Files: ending");
    expect(all(".living li")).toHaveLength(1);
    expect(asked(server, "move")).toHaveLength(1);
  });
});

describe("at a reseller’s desk", () => {
  const known = {
    credentialId: "c",
    kind: "ftp",
    state: "live",
    end: null,
    readiness: "ready",
    handedOverAt: at,
    expiresAt: "2026-11-28T12:00:00.000Z",
    destroyedAt: null,
  } as const;

  const escalation = { ticketId: "e", number: 8, subject: "Blank checkout", isShared: false, asked: ["ftp" as const] };

  async function openAsReseller(escalations: ResellerEscalation[] = []): Promise<FakeAccess> {
    const ticket = aTicket();
    const server = fakeServer([ticket]);
    server.role = "reseller";
    const access = fakeAccess({ credentials: [aCredential()], ...mine });
    access.reseller = { asked: [{ kind: "store-admin", at, note: "" }], credentials: [known], escalations };
    const { queue, answer, move } = server.api;
    const open: RelayApi["open"] = async () => ({ ok: true, value: { ...ticket, relays: [] } });
    const none = async () => refuse("ticket.absent");
    const relay: RelayApi = { queue, open, answer, move, passOn: none, writeToVendor: none, escalate: none };
    openDesk(server, `/desk/t/${ticket.ticketId}`, { access: access.api, relay });
    await shown(".access-row", "Files");
    return access;
  }

  test("it is told that there is access and how far it got, and neither where it leads nor as whom", async () => {
    const access = await openAsReseller();
    const text = (await card()).textContent;
    for (const words of ["Files", "Works", "Ends in 6 days", "Store admin", "Asked for"]) expect(text).toContain(words);
    for (const words of ["files.shop.example", "nl_s", "SFTP"]) expect(document.body.textContent).not.toContain(words);
    expect(access.asked.map(({ name }) => name)).toEqual(["readAsReseller"]);
  });

  test("without an escalation there is nothing to press: no reveal, no asking, no taking, and no keys for them", async () => {
    await openAsReseller();
    expect(all(".access button")).toEqual([]);
    const keys = all(".keys-list dt").map(({ textContent }) => textContent);
    for (const words of ["take", "ask for access", "reveal"]) expect(keys).not.toContain(words);
  });

  const box = () => shown(".access input[type=checkbox]") as Promise<HTMLInputElement>;

  test("what they share with an escalation is shared by one press, and taken back by another", async () => {
    const access = await openAsReseller([escalation]);
    expect((await card()).textContent).toContain("Whoever works on “Blank checkout”They ask for: files.");
    expect((await box()).checked).toBe(false);
    await click(".access input[type=checkbox]");
    await vi.waitFor(async () => expect((await box()).checked).toBe(true));
    await click(".access input[type=checkbox]");
    await vi.waitFor(async () => expect((await box()).checked).toBe(false));
    expect(access.asked.filter(({ name }) => name === "share").map(({ input }) => input)).toEqual([
      { ticketId: "e", isShared: true },
      { ticketId: "e", isShared: false },
    ]);
  });

  test("what engineers ask for the client is asked for in the reseller's own words, and may be taken back", async () => {
    const access = await openAsReseller([{ ...escalation, asked: ["ftp", "store-admin"] }]);
    access.reseller = { ...access.reseller, credentials: [] };
    await click(".access-row button", "Not needed");
    await gone(".access-row");
    await click(".access button", "Ask your client for access");
    await shown(".access-form");
    expect(all(".access-form input").map((one) => (one as HTMLInputElement).checked)).toEqual([true, true]);
    type(await shown("#access-note"), "To test the payment step.");
    access.failing.askClient = refusal("ticket.resolved");
    await click(".access-form button", "Ask");
    await shown(".access [role=alert]");
    expect((await shown<HTMLTextAreaElement>("#access-note")).value).toBe("To test the payment step.");
    access.failing = {};
    await click(".access-form button", "Ask");
    // Pressed twice it is one asking, and what was typed goes with its answer alone.
    all(".access-form button")
      .find(({ textContent }) => textContent === "Asking")
      ?.click();
    await gone(".access-form");
    expect(document.activeElement?.textContent).toBe("Ask your client for access");
    await shown(".access-row", "To test the payment step.");
    const sent = access.asked.filter(({ name }) => /askClient/i.test(name)).map(({ name, input }) => [name, input]);
    const note = "To test the payment step.";
    expect(sent).toEqual([
      ["unaskClient", { ticketId: "e", kind: "store-admin" }],
      ["askClient", { ticketId: "e", kind: "store-admin", note }],
      ["askClient", { ticketId: "e", kind: "store-admin", note }],
      ["askClient", { ticketId: "e", kind: "ftp", note }],
    ]);
  });

  test("a box shows what the server knows: refused, it says why and what is so", async () => {
    const access = await openAsReseller([escalation]);
    access.failing.share = refusal("ticket.resolved");
    access.reseller = { ...access.reseller, escalations: [] };
    await click(".access input[type=checkbox]");
    await shown(".access [role=alert]");
    await gone(".access input[type=checkbox]");
  });
});

test.each([
  [true, "The reseller shares what their client handed over."],
  [false, "is seen here once the reseller shares it."],
])("an escalation says whether its client's access is shared: %s", async (isShared, words) => {
  open({ isShared });
  await shown(".access", words);
});

describe("the queue", () => {
  const withAccess = (changes: Partial<DeskTicket>) => openDesk(fakeServer([aTicket(changes), aTicket()]), "/desk");

  test.each<[NonNullable<DeskTicket["access"]>, string]>([
    ["asked", "Access was asked for"],
    ["handed-over", "Access was handed over, and not checked"],
    ["ready", "Access works"],
    ["failing", "Access does not work"],
    ["being-taken-back", "Access is being taken back"],
  ])("a row whose access is %s says so in words", async (access, words) => {
    withAccess({ access });
    expect((await shown(".cell-access .sr")).textContent).toBe(words);
  });

  test("whose ticket it is stands in its row, by name for those who cannot see initials", async () => {
    withAccess({ assignee: { id: "k", name: "Kate Miller" } });
    await shown(".cell-who .sr", "Kate Miller works on it");
    await shown(".cell-who .avatar", "KM");
  });

  test("without access and assignees there is no column for them", async () => {
    withAccess({ access: "none", assignee: null });
    await shown(".queue-table");
    expect(all(".col-access, .cell-access, .col-who")).toEqual([]);
  });

  test("it is narrowed to what is mine or ready, on the server, and a second press widens it", async () => {
    const server = fakeServer([aTicket()]);
    openDesk(server, "/desk?state=sent");
    await click(".filters-only a", "Access ready");
    await vi.waitFor(() =>
      expect(asked(server, "queue").at(-1)).toMatchObject({ only: "access-ready", state: "sent" }),
    );
    expect(location.search).toBe("?state=sent&only=access-ready");
    await click(".filters-only a", "Mine");
    await vi.waitFor(() => expect(asked(server, "queue").at(-1)).toMatchObject({ only: "mine" }));
    await click(".filters-only a", "Mine");
    await vi.waitFor(() => expect(asked(server, "queue").at(-1)).not.toHaveProperty("only"));
  });

  test("narrowed to nothing it says of what there is none", async () => {
    openDesk(fakeServer([]), "/desk?only=mine");
    await shown(".blank", "None of these tickets is yours.");
  });
});
