import type { Page } from "puppeteer-core";
import { addClients, addOwnLicense, addReseller, type Client } from "../relay-clients.ts";
import { approve, closePopup, lookUp, openPopup, resellersBrowser, shownCode } from "../relay-popup.ts";
import { askDesk, click, type Ends, openDesk, signIn, type World } from "../world.ts";
import type { Album, Theme } from "./album.ts";

const dayMs = 86_400_000;

/** Every screen of a reseller's popup. The server stands still for a while; afterwards it is there again. */
export async function tourReseller(world: World, album: Album, theme: Theme, args: readonly string[]): Promise<void> {
  const ends = await resellersBrowser(world, args);
  try {
    const desk = await openDesk(ends, "reseller");
    await pairing(ends, desk, shot);
    await addOwnLicense(world);
    await addClients(world, clientsOn(new URL(world.adminUrl).origin));
    await lists(ends, desk, shot);
    const store = await signIn({ ...world, browser: ends.browser });
    await onTheStore(ends, store, shot);
    await without(world, ends, store, shot);
  } finally {
    await ends.browser.close();
    await ends.browser.discard();
  }

  async function shot(popup: Page, name: string): Promise<void> {
    // Without a window it is given less room than it asks for, and scrolls to its button.
    await popup.evaluate(() => scrollTo(0, 0));
    await album.take(popup, `popup-reseller-${name}`, theme, { selector: ".popup" });
  }
}

type Shot = (popup: Page, name: string) => Promise<void>;

function clientsOn(shop: string): Client[] {
  const day = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
  return [
    {
      holder: "The Copper Kettle",
      store: shop,
      tickets: [
        "The checkout is a blank page",
        "Größere Bilder im Warenkorb, wie im alten Theme: wo stellt man das ein?",
      ],
    },
    { holder: "Old Mill Yarns", store: "https://old-mill-yarns.example", is: "waiting" },
    { holder: "Harbour Books", store: "https://harbour-books.example", is: "leaving" },
    {
      holder: "Nordlicht Outdoor",
      store: "https://nordlicht-outdoor.example",
      planUntil: day(18),
      tickets: ["Prices"],
    },
    { holder: "Tilda’s Tiles", store: "https://tildas-tiles.example", is: "suspended" },
    { holder: "Pier Nine Surf", store: null },
    {
      holder: "Ateliers de la Manufacture royale de porcelaine",
      store: "https://boutique.manufacture-royale-de-porcelaine.example",
    },
  ];
}

async function pairing(ends: Ends, desk: Page, shot: Shot): Promise<void> {
  const popup = await openPopup(ends, desk);
  await click(await popup.waitForSelector("::-p-text(I am a reseller)"));
  const address = await popup.waitForSelector("#reseller-server");
  await shot(popup, "pair");
  await address?.type("http://support.example");
  await popup.keyboard.press("Enter");
  await popup.waitForSelector("#reseller-problem.error");
  await shot(popup, "pair-refused");
  await address?.click({ count: 3 });
  await address?.type(ends.server.demo().url);
  await popup.keyboard.press("Enter");
  const code = await shownCode(popup);
  await shot(popup, "code");
  await closePopup(popup);

  // Somebody who has no clients yet, and who is disconnected at the desk.
  const newcomer = await addReseller(ends, { company: "Westwind Commerce", email: "wera@demo.example" });
  const server = { ...ends.server, person: () => newcomer };
  const api = await askDesk({ server });
  await api.pairing.approve.mutate({ code });
  const empty = await openPopup(ends, desk);
  await empty.waitForSelector("::-p-text(You look after no licenses yet)");
  await shot(empty, "empty");
  await closePopup(empty);
  for (const { popupId } of await api.popups.list.query()) await api.popups.revoke.mutate({ popupId });
  const over = await openPopup(ends, desk);
  await over.waitForSelector("#reseller-problem.error");
  await shot(over, "over");
  await over.focus("#reseller-server");
  await over.keyboard.press("Enter");
  const again = await shownCode(over);
  await closePopup(over);
  await lookUp(desk, again);
  await approve(desk);
}

async function lists(ends: Ends, desk: Page, shot: Shot): Promise<void> {
  const popup = await openPopup(ends, desk);
  await popup.waitForSelector(".client ::-p-text(Harbour Books)");
  await shot(popup, "clients");
  await popup.keyboard.press("ArrowDown");
  await popup.keyboard.press("ArrowDown");
  await shot(popup, "clients-by-keys");
  await click(await popup.waitForSelector(".chip::-p-text(Open tickets)"));
  await shot(popup, "filter");
  await (await popup.$("#find-client"))?.type("nobody");
  await popup.waitForSelector("::-p-text(No client fits this)");
  await shot(popup, "filter-nothing");
  await closePopup(popup);

  const other = await openPopup(ends, desk);
  await click(await other.waitForSelector(".client ::-p-text(Old Mill Yarns)"));
  await other.waitForSelector("::-p-text(cannot reach you)");
  await shot(other, "license-waiting");
  await click(await other.waitForSelector("#back"));
  await click(await other.waitForSelector("#to-statement"));
  await other.waitForSelector("dl.tally");
  await shot(other, "statement");
  await click(await other.waitForSelector("::-p-text(Disconnect this browser)"));
  await other.waitForSelector("fieldset");
  await other.$eval("main", (main) => main.scrollTo(0, main.scrollHeight));
  await shot(other, "disconnect");
  await closePopup(other);
}

async function onTheStore(ends: Ends, store: Page, shot: Shot): Promise<void> {
  const popup = await openPopup(ends, store);
  const here = await popup.waitForSelector("button.here");
  await shot(popup, "here");
  await click(here);
  await popup.waitForSelector(".ticket-link");
  await shot(popup, "license");
  await click(await popup.waitForSelector("::-p-text(Copy a one-time code)"));
  await popup.waitForSelector("textarea.made");
  await popup.$eval("main", (main) => main.scrollTo(0, main.scrollHeight));
  await shot(popup, "license-code");
  await closePopup(popup);
}

/** Three hours later nobody answers; then the browser is offline. */
async function without({ server }: World, ends: Ends, store: Page, shot: Shot): Promise<void> {
  await server.kill9();
  const popup = await openPopup(ends, store);
  await popup.waitForSelector(".age ::-p-text(does not answer)");
  await popup.evaluate(() => {
    const begun = Date.now() + 3 * 3_600_000;
    Date.now = () => begun;
  });
  await readAgain(popup);
  await popup.waitForSelector(".age ::-p-text(3 hours ago)");
  await shot(popup, "no-answer");
  await click(await popup.waitForSelector("button.here"));
  await popup.waitForSelector(".note ::-p-text(when last read)");
  await shot(popup, "license-no-answer");
  await click(await popup.waitForSelector("#back"));
  await click(await popup.waitForSelector("#to-statement"));
  await popup.waitForSelector(".note ::-p-text(does not answer)");
  await shot(popup, "statement-no-answer");
  await click(await popup.waitForSelector("#back"));
  await popup.setOfflineMode(true);
  await readAgain(popup);
  await popup.waitForSelector(".age ::-p-text(You are offline)");
  await shot(popup, "offline");
  await closePopup(popup);

  await server.restart();
}

async function readAgain(popup: Page): Promise<void> {
  await click(await popup.waitForSelector("::-p-aria([name='Read again'][role='button'])"));
}
