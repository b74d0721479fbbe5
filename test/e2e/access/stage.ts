import type { Frame, Page } from "puppeteer-core";
import { v7 as uuidv7 } from "uuid";
import { eavesdropper } from "../hostile/eavesdropper.ts";
import {
  askDesk,
  connect,
  type Ends,
  enable,
  openPanel,
  openWorld,
  press,
  review,
  signIn,
  type World,
  write,
} from "../world.ts";
import { type LoginServer, startLoginServer } from "./file-server.ts";
import { type RecordingProxy, startRecordingProxy } from "./recording-proxy.ts";

/** A connected store with one ticket, whose pages listen to everything, and a file server to log in to. */
export interface AccessStage {
  world: World;
  /** The world, its server reached through the proxy. */
  ends: Ends;
  proxy: RecordingProxy;
  files: LoginServer;
  /** The store's dashboard, signed in. */
  page: Page;
  storeOrigin: string;
  ticketId: string;
  /** A further invitation, by the proxy's address. */
  invitation(): string;
  stop(): Promise<void>;
}

export const subject = "Payment step stays empty";

/** The store stands on this machine by its own name, so that its login page may be tried without encryption. */
export async function openAccessStage(account: LoginServer["account"]): Promise<AccessStage> {
  const files = await startLoginServer(account);
  const world = await openWorld({
    serverEnv: { DESKBELL_CHECK_ALLOW: "127.0.0.1", DESKBELL_CHECK_PORTS: String(files.port) },
  });
  const proxy = await startRecordingProxy(() => `http://127.0.0.1:${world.server.port}`);
  const throughProxy = (text: string) => text.replace(/^http:\/\/[^/]+/, proxy.origin);
  const invitation = () => throughProxy(world.server.invitation());
  const ends: Ends = {
    get browser() {
      return world.browser;
    },
    server: { ...world.server, invitation },
  };
  const storeOrigin = `http://localhost:${world.store.port}`;
  const page = await signIn(world, `${storeOrigin}${new URL(world.store.adminUrl).pathname}`);
  await enable(ends, page);
  await connect(ends, page);
  const panel = await openPanel(page);
  await write(panel, subject, "After updating Quick Checkout the payment step is empty. No error on screen.");
  await review(panel);
  await press(page, panel, "footer .btn.primary", "::-p-text(is with us)");
  const desk = await askDesk(world);
  const [ticket] = (await desk.tickets.queue.query({})).tickets;
  if (!ticket) throw new Error("The request is not at the desk");
  const { ticketId } = ticket;
  await desk.tickets.answer.mutate({
    ticketId,
    messageId: uuidv7(),
    body: "I see it in your error log. To test the payment step I need a store-admin user and the files.",
  });
  // From here on the store is hostile; what the person did before was done in peace.
  Object.assign(world.store.state.behaviour, { extraHead: eavesdropper() });
  await page.reload();
  return {
    world,
    ends,
    proxy,
    files,
    page,
    storeOrigin,
    ticketId,
    invitation,
    async stop() {
      await proxy.stop();
      await files.stop();
      await world.stop();
    },
  };
}

/** Opens the panel however many answers its button counts. */
export async function panelIn(page: Page): Promise<Frame> {
  await page.bringToFront();
  const counted = Array.from({ length: 9 }, (_, at) => `Get Support, ${at + 1} unread answer${at > 0 ? "s" : ""}`);
  const names = ["Get Support", ...counted];
  const found = await Promise.any(
    names.map(async (name) => {
      await page.waitForSelector(`::-p-aria([name='${name}'][role='button'])`, { timeout: 15_000 });
      return name;
    }),
  );
  return openPanel(page, found);
}

/** The access tab once it is open: a page of its own, never a frame. */
export async function accessTab({ world: { browser } }: Pick<AccessStage, "world">): Promise<Page> {
  const target = await browser.browser.waitForTarget((one) => one.url().startsWith(browser.address("access.html")));
  const tab = await target.page();
  if (!tab) throw new Error(`The access tab is no page but ${target.type()}`);
  await tab.waitForSelector("h1");
  return tab;
}

/** Types into a labelled field as a person does: click, then key by key. */
export async function typeIn(tab: Page, label: string, text: string, at = 0): Promise<void> {
  const fields = await tab.$$(`::-p-aria([name='${label}'][role='textbox'])`);
  const field = fields[at];
  if (!field) throw new Error(`No field ${label} at ${at}`);
  await field.click({ count: 3 });
  await tab.keyboard.type(text);
}

export async function pressIn(tab: Page, name: string): Promise<void> {
  await tab.bringToFront();
  await (await tab.waitForSelector(`::-p-aria([name='${name}'][role='button'])`))?.click();
}
