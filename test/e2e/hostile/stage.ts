import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Frame, Page } from "puppeteer-core";
import { chooseTopic, connect, enable, openPanel, openWorld, signIn, type World, type WorldOptions } from "../world.ts";

/** A connected store whose every page runs what is in `head` and `body`. */
export interface Stage {
  world: World;
  /** The store's dashboard, signed in. */
  page: Page;
}

export async function openStage({
  head = "",
  body = "",
  programme,
  ...options
}: WorldOptions & { head?: string; body?: string; programme?: string } = {}): Promise<Stage> {
  const world = await openWorld(options);
  const page = await signIn(world);
  await enable(world, page);
  await connect(world, page, programme ? { programme } : {});
  // From here on the store is hostile; what the person did before was done in peace.
  Object.assign(world.store.state.behaviour, { extraHead: head, extraBody: body });
  await page.reload();
  return { world, page };
}

/** What was sent: tickets that the server has, and requests that wait in the browser. */
export async function submissions({ server, browser }: World): Promise<number> {
  const database = new DatabaseSync(join(server.data, "deskbell.db"), { readOnly: true });
  const row = database.prepare("select count(*) as tickets from tickets").get();
  database.close();
  const worker = await browser.serviceWorker();
  return Number(row?.tickets) + (await worker.evaluate(countWaiting));
}

/** Runs in the extension's own worker. */
async function countWaiting(): Promise<number> {
  const done = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open("deskbell"));
  const entries: { state: string }[] = await done(database.transaction("outbox").objectStore("outbox").getAll());
  database.close();
  return entries.filter(({ state }) => state !== "sent").length;
}

/** Opens the panel and goes to the preview without the pointer; writes the request where none was begun. */
export async function openPreview(page: Page, subject: string, message: string): Promise<Frame> {
  const panel = await openPanel(page);
  await panel.waitForSelector(mainButton);
  await panel.$eval(mainButton, (button) => (button as HTMLElement).click());
  await panel.waitForSelector("#message");
  if ((await panel.$eval("#subject", (field) => (field as HTMLInputElement).value)) === "") {
    await chooseTopic(panel, "configuration-fault");
    await panel.type("#subject", subject);
    await panel.type("#message", message);
  }
  await panel.$eval(mainButton, (button) => (button as HTMLElement).click());
  await panel.waitForSelector(sendButton);
  return panel;
}

const mainButton = "footer .primary:not([aria-disabled=true])";

/** The preview's button, once it can send. */
export const sendButton = `${mainButton}:not([type=submit])`;

/** Selects the panel's own element in the page: the page can find it, since it stands in its document. */
export const panelHost = "html > [popover]:not(dialog):not(.bait)";
