import type { Page } from "puppeteer-core";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addClients } from "./relay-clients.ts";
import {
  approve,
  askForCode,
  closePopup,
  expectFocus,
  focused,
  followed,
  lookUp,
  openPopup,
  resellersBrowser,
  shownCode,
  tabTo,
} from "./relay-popup.ts";
import {
  askDesk,
  click,
  connect,
  type Ends,
  enable,
  eventually,
  openDesk,
  openPanel,
  openWorld,
  press,
  review,
  signIn,
  type World,
  write,
} from "./world.ts";

const vendorWords = /deskbell|optioncart|demo support|maple commerce|emil/i;
/** The demo reseller holds this one themselves: its credits are theirs. */
const ownLicense = "777D";
const sendButton = "footer button[aria-keyshortcuts='Control+Enter']";

let world: World;
let reseller: Ends;
beforeAll(async () => {
  world = await openWorld();
  reseller = await resellersBrowser(world);
});
afterAll(async () => {
  await reseller?.browser.close();
  await reseller?.browser.discard();
  await world?.stop();
});

test("a reseller sees in a popup that was paired by its code what their client filed, escalates it from there, and the client reads the answer", async () => {
  // The store's owner.
  const store = await signIn(world);
  await enable(world, store);
  await connect(world, store, { programme: "client" });
  const panel = await openPanel(store);
  await panel.waitForSelector("h1::-p-text(MapleCart)");
  await write(panel, "The checkout is a blank page", "It is Anna. Since yesterday the last step shows nothing.");
  await review(panel);
  await press(store, panel, sendButton, "::-p-text(Request sent)");

  const vendor = await askDesk(world);
  expect((await vendor.tickets.queue.query({})).tickets).toEqual([]);

  // The reseller pairs: the code of the popup is typed on the desk's page, which says who asks.
  const desk = await openDesk(reseller, "reseller");
  const asking = await openPopup(reseller, desk);
  const code = await askForCode(reseller, asking);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  await closePopup(asking);
  const shown = await lookUp(desk, code);
  expect(shown).toMatch(/Chrome on Linux/);
  expect(shown).toMatch(/127\.0\.0\.1|::1/);
  expect(shown).toMatch(/just now|1 min/);
  await approve(desk);

  // Elsewhere the client is one of the list; on the store's page it stands on top.
  const elsewhere = await openPopup(reseller, desk);
  const row = await elsewhere.waitForSelector("[role=option]");
  const listed = await row?.evaluate((element) => element.textContent);
  for (const words of ["shop.test", "1 ticket"]) expect(listed).toContain(words);
  expect(await elsewhere.$(".here")).toBeNull();
  await click(row);
  await elsewhere.waitForSelector(".ticket-link::-p-text(The checkout is a blank page)");
  await closePopup(elsewhere);

  const page = await reseller.browser.newPage(world.adminUrl);
  const popup = await openPopup(reseller, page);
  const here = await popup.waitForSelector("button.here");
  const said = await here?.evaluate((element) => element.textContent);
  for (const words of ["shop.test", "This site", "1 ticket"]) expect(said).toContain(words);
  await click(here);
  await popup.waitForSelector("main ::-p-text(This site)");

  // From the popup's license to that very ticket.
  const [waiting] = (await (await askDesk(world, "reseller")).tickets.resellerQueue.query({})).tickets;
  if (!waiting) throw new Error("Nothing came to the reseller");
  const path = `/desk/t/${waiting.ticketId}`;
  const link = await popup.waitForSelector(".ticket-link::-p-text(The checkout is a blank page)");
  const ticket = await followed(reseller, () => click(link), path);
  await closePopup(popup);
  await ticket.waitForSelector(".bubble::-p-text(It is Anna)");
  await escalate(ticket);

  // The vendor reads what was let go, and no more of the client's.
  const [escalated] = (await vendor.tickets.queue.query({})).tickets;
  if (!escalated) throw new Error("Nothing came to the vendor");
  const read = await vendor.tickets.open.query({ ticketId: escalated.ticketId });
  expect(read).toMatchObject({ subject: "Blank checkout", holderName: "Maple Commerce Ltd" });
  expect(read.text).toContain('"platform"');
  expect(read.text).toContain("Acme Quick Checkout");
  expect(read.text).not.toContain(inTheLog);
  expect(JSON.stringify(read)).not.toContain("Anna");

  // Whether they see what the client hands over is the reseller's to say.
  const isShared = async () =>
    (await vendor.access.ticketAccess.query({ ticketId: escalated.ticketId })).isShared === true;
  expect(await isShared()).toBe(false);
  await vendor.access.ask.mutate({ ticketId: escalated.ticketId, kind: "ftp", note: "" });
  await ticket.reload();
  await ticket.waitForSelector(".access ::-p-text(They ask for: files.)");
  await click(await ticket.waitForSelector(".access input[type=checkbox]"));
  await eventually(isShared, "access to be shared");
  await ticket.waitForSelector(".access input[type=checkbox]:checked");
  await askClient(ticket);

  await vendor.tickets.answer.mutate({
    ticketId: escalated.ticketId,
    messageId: uuidv7(),
    body: "Switch the cache off.",
  });

  await ticket.reload();
  await click(await ticket.waitForSelector("::-p-aria([name='Pass on'][role='button'])"));
  await ticket.waitForSelector("::-p-text(Passed on)");

  await store.bringToFront();
  await click(await panel.waitForSelector("::-p-text(Open T-)"));
  await panel.waitForSelector(".bubble::-p-text(Switch the cache off.)");
  await panel.waitForSelector("::-p-text(Waiting for you)");
  const seen = await panel.$eval("body", (body) => body.innerHTML);
  expect(seen).toContain("MapleCart Care");
  expect(seen.match(vendorWords)?.[0]).toBeUndefined();

  // What was answered is answered in the popup too.
  const after = await openPopup(reseller, page);
  await click(await after.waitForSelector("button.here"));
  await after.waitForSelector(".ticket-link::-p-text(Answered)");
  await closePopup(after);
});

const inTheLog = "licence check failed";
const whatFor = "Please, so that we can compare the files.";

/** By keys alone: what the engineers ask for is chosen already. */
async function askClient(ticket: Page): Promise<void> {
  await (await ticket.waitForSelector("button::-p-text(Ask your client for access)"))?.focus();
  await ticket.keyboard.press("Enter");
  await ticket.waitForSelector(".access-form input:checked");
  await tabTo(ticket, "What you need it for");
  await ticket.keyboard.type(whatFor);
  await tabTo(ticket, "Ask");
  await ticket.keyboard.press("Enter");
  await ticket.waitForSelector(`.access-says::-p-text(${whatFor})`);
}

/** The store's log stays with the reseller, besides all that tells of people. */
async function escalate(ticket: Page): Promise<void> {
  await click(await ticket.waitForSelector("#escalate"));
  const subject = await ticket.waitForSelector("#escalate-subject");
  await subject?.click({ count: 3 });
  await subject?.type("Blank checkout");
  await (await ticket.waitForSelector("#escalate-message"))?.type("The last step is blank on a plain store.");
  const going = () => ticket.$eval(".escalate-text", (text) => text.textContent ?? "");
  expect(await going()).toContain(inTheLog);
  await click(await ticket.waitForSelector(".escalate summary input[aria-label='All of Last errors']"));
  await eventually(async () => !(await going()).includes(inTheLog), "the log to be left out");
  await click(await ticket.waitForSelector(".escalate button[type=submit]"));
  await eventually(async () => (await ticket.$(".relay")) !== null, "what was escalated");
}

test("without a pointer a reseller pairs, finds, opens, copies and disconnects, and the focus returns where it was", async () => {
  await addClients(world, [
    { holder: "Copper Kettle", store: "https://kettle.example", tickets: ["The cart forgets what is in it"] },
    { holder: "Quiet Lamps", store: "https://lamps.example" },
  ]);
  const keys = await resellersBrowser(world);
  try {
    const desk = await openDesk(keys, "reseller");
    await pairByKeys(keys, desk);
    const popup = await openPopup(keys, desk);
    await expectFocus(popup, "Search clients");
    await workTheList(popup);
    await workALicense(popup);
    await workTheStatement(popup);
    await openATicket(keys, popup);
    await disconnect(await openPopup(keys, desk));
  } finally {
    await keys.browser.close();
    await keys.browser.discard();
  }
});

async function pairByKeys(keys: Ends, desk: Page): Promise<void> {
  const popup = await openPopup(keys, desk);
  await popup.waitForSelector("::-p-text(I am a reseller)");
  await tabTo(popup, "I am a reseller");
  await popup.keyboard.press("Enter");
  await expectFocus(popup, "Address of the support server");
  await popup.keyboard.press("Escape");
  await expectFocus(popup, "I am a reseller");
  await popup.keyboard.press("Enter");
  await expectFocus(popup, "Address of the support server");
  await popup.keyboard.type(keys.server.demo().url);
  await popup.keyboard.press("Enter");
  const first = await shownCode(popup);
  await expectFocus(popup, "Open that page");
  await tabTo(popup, "Cancel", true);
  await popup.keyboard.press("Enter");
  // Beginning anew is one press: the server is still there.
  await expectFocus(popup, "Address of the support server");
  await popup.keyboard.press("Enter");
  const code = await shownCode(popup);
  expect(code).not.toBe(first);
  await closePopup(popup);
  await lookUp(desk, code);
  await approve(desk);
}

async function workTheList(popup: Page): Promise<void> {
  await popup.waitForSelector("[role=option]");
  await popup.keyboard.press("ArrowDown");
  await expectFocus(popup, "Clients");
  await popup.keyboard.press("End");
  expect(await popup.$eval("[role=option][aria-selected=true]", (row) => row.ariaPosInSet)).toBe("3");
  await popup.keyboard.press("Home");
  expect(await activeRow(popup)).toContain("Copper Kettle");
  await popup.keyboard.press("Enter");
  await popup.waitForSelector("h1::-p-text(Copper Kettle)");
  await expectFocus(popup, "Back");
  await popup.keyboard.press("Escape");
  await expectFocus(popup, "Clients");
  await popup.keyboard.press("/");
  await expectFocus(popup, "Search clients");
  await popup.keyboard.type("lamps");
  await popup.keyboard.press("Enter");
  await popup.waitForSelector("h1::-p-text(Quiet Lamps)");
  await popup.keyboard.press("Enter");
  await expectFocus(popup, "Search clients");
  expect(await rowCount(popup)).toBe(1);
  await popup.keyboard.press("Escape");
  await eventually(async () => (await rowCount(popup)) === 3, "all clients");
  await tabTo(popup, "Open tickets");
  await popup.keyboard.press("Space");
  await eventually(async () => (await rowCount(popup)) < 3, "those with tickets");
  await popup.keyboard.press("Space");
  await eventually(async () => (await rowCount(popup)) === 3, "all clients again");
  await tabTo(popup, "This store", true);
  await popup.keyboard.press("Enter");
  await popup.waitForSelector("::-p-text(Get Support)");
  await expectFocus(popup, "This store");
  await tabTo(popup, "Clients", true);
  await popup.keyboard.press("Enter");
  await expectFocus(popup, "Search clients");
}

async function workALicense(popup: Page): Promise<void> {
  await popup.keyboard.type(ownLicense);
  await popup.keyboard.press("Enter");
  await tabTo(popup, "Copy a one-time code");
  await popup.keyboard.press("Enter");
  await popup.waitForSelector("textarea.made");
  await expectFocus(popup, "Copy a one-time code");
  await tabTo(popup, "One-time code");
  const selected = await popup.evaluate(() => {
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLTextAreaElement)) return null;
    return activeElement.value.slice(activeElement.selectionStart, activeElement.selectionEnd);
  });
  expect(selected).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#/);
  await tabTo(popup, "Statement", true);
  await popup.keyboard.press("Enter");
  await popup.waitForSelector("h1::-p-text(Credits)");
  await popup.keyboard.press("Escape");
  await popup.waitForSelector(`dd ::-p-text(${ownLicense})`);
  await expectFocus(popup, "Statement");
  await popup.keyboard.press("Escape");
  await expectFocus(popup, "Search clients");
  await popup.keyboard.press("Escape");
}

async function workTheStatement(popup: Page): Promise<void> {
  await tabTo(popup, "credits available", true);
  await popup.keyboard.press("Enter");
  await expectFocus(popup, "Back");
  await tabTo(popup, "Disconnect this browser");
  await popup.keyboard.press("Enter");
  await expectFocus(popup, "Keep it");
  await popup.keyboard.press("Escape");
  await expectFocus(popup, "Disconnect this browser");
  await popup.keyboard.press("Escape");
  await expectFocus(popup, "credits available");
}

async function openATicket(keys: Ends, popup: Page): Promise<void> {
  await tabTo(popup, "Search clients");
  await popup.keyboard.type("kettle");
  await popup.keyboard.press("Enter");
  await popup.waitForSelector(".ticket-link");
  await tabTo(popup, "The cart forgets what is in it");
  const ticket = await followed(keys, () => popup.keyboard.press("Enter"), "/desk/t/");
  await ticket.waitForSelector("h1::-p-text(The cart forgets what is in it)");
  await ticket.close();
  await closePopup(popup);
}

async function disconnect(popup: Page): Promise<void> {
  await popup.waitForSelector("[role=option]");
  await tabTo(popup, "credits available", true);
  await popup.keyboard.press("Enter");
  await tabTo(popup, "Disconnect this browser");
  await popup.keyboard.press("Enter");
  await expectFocus(popup, "Keep it");
  await tabTo(popup, "Disconnect", true);
  await popup.keyboard.press("Enter");
  await expectFocus(popup, "I am a reseller");
  expect(await focused(popup)).toContain("pair this browser");
}

function rowCount(popup: Page): Promise<number> {
  return popup.$$eval("[role=option]", (rows) => rows.length);
}

function activeRow(popup: Page): Promise<string> {
  return popup.$eval("[role=option][aria-selected=true]", (row) => row.textContent ?? "");
}
