import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "puppeteer-core";
import type { StoreClaim } from "../../extension/adapters/adapter.ts";
import { launchBrowser } from "../support/browser.ts";
import { startServer } from "../support/server-process.ts";
import { root, runTool } from "../support/tool.ts";
import { logIn } from "./log-in.ts";
import { type SeenRequest, watchRequests } from "./watch-requests.ts";
import { askDesk, connect, type Ends, enable, launcher, openPanel, press, review, write } from "./world.ts";

const help = `npm run try:store -- --url ADDRESS --user NAME --password PASSWORD [--headed] [--subject TEXT] [--message TEXT]

Takes the built extension to a live store admin in a real Chromium: logs in, enables the site, connects to a server of
its own in a temporary folder, presses Get Support, files a request, and prints what became of it as JSON:
{ detected, report, ticketId, requests }, where requests are those that the extension's code made to the store.

  --url       the admin's address, also of its login page
  --headed    takes the extension as it ships, on a display nobody sees (Xvfb), and says Allow in the browser's own
              prompt; without it a build is made that has this one host by its manifest, and nothing is asked
  --subject, --message   what is written in the request

Ends with 0 when the request is at the desk; 2: wrong usage; 3: the address could not be opened; 4: the login was
refused; 5: this is no store admin that is known; 6: there is no button in the page; 7: the request was not filed.
`;

export interface TryOptions {
  url: string;
  user: string;
  password: string;
  isHeaded?: boolean;
  subject?: string;
  message?: string;
  /** Is told what is being done. */
  tell?(line: string): void;
}

export interface Tried {
  detected: StoreClaim | null;
  /** Null where the store could not be read: that stops no request. */
  report: unknown;
  ticketId: string;
  requests: SeenRequest[];
}

/** A trial that did not reach its end; the message says why, and what to look at. */
export class TryError extends Error {
  readonly exitCode: number;
  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TryError";
    this.exitCode = exitCode;
  }
}

export async function tryStore({ isHeaded = false, tell = () => {}, ...options }: TryOptions): Promise<Tried> {
  const url = URL.parse(options.url);
  if (!url || !/^https?:$/.test(url.protocol)) throw new TryError(2, "--url is no http or https address.");
  tell(isHeaded ? "Building the extension as it ships" : `Building the extension with ${url.hostname} allowed`);
  const extensionDir = await buildFor(isHeaded ? [] : [url]);
  const server = await startServer();
  const browser = await launchBrowser({ extensionDir, headless: !isHeaded });
  try {
    const page = await browser.newPage();
    tell(`Opening ${url.href}`);
    await page.goto(url.href).catch((error: unknown) => {
      throw new TryError(3, `${url.href} could not be opened.`, { cause: error });
    });
    tell(`Logging in as ${options.user}`);
    if (!(await logIn(page, options.user, options.password))) {
      throw new TryError(4, `The store did not let ${options.user} in. Are the name and the password right?`);
    }
    const requests = await watchRequests(browser, page, url.origin);
    const ends = { browser, server };
    const detected = await enableHere(ends, page, isHeaded, tell);
    tell("Pressing Get Support, writing, sending");
    const ticketId = await file(ends, page, options);
    const { text } = await (await askDesk(ends)).tickets.open.query({ ticketId });
    const { report } = JSON.parse(text);
    if (!report) tell("The store could not be read: the request was filed without a report.");
    return { detected, report, ticketId, requests };
  } finally {
    await browser.close();
    await browser.discard();
    await server.stop();
  }
}

/** Into a folder of its own, by what it may reach. */
async function buildFor(hosts: readonly URL[]): Promise<string> {
  const name = hosts.length > 0 ? "allowed" : "shipped";
  const patterns = hosts.map(({ protocol, hostname }) => `${protocol}//${hostname}/*`);
  if (hosts.length > 0) process.env.DESKBELL_TEST_HOSTS = [...patterns, "http://127.0.0.1/*"].join(",");
  const { isGood, said } = await runTool("node", join(root, "test/e2e/build-one.ts"), name);
  delete process.env.DESKBELL_TEST_HOSTS;
  if (!isGood) throw new Error(`The extension could not be built:\n${said}`);
  return join(root, ".output", "try-store", name);
}

async function enableHere(ends: Ends, page: Page, isHeaded: boolean, tell: (line: string) => void) {
  tell("Enabling the site and connecting");
  const popup = await ends.browser.popup(page);
  await popup.waitForSelector("::-p-text(Enable on ), ::-p-text(This is no store admin we know)");
  const isKnown = (await popup.$("::-p-text(Enable on )")) !== null;
  await popup.close();
  if (!isKnown) throw new TryError(5, `${page.url()} is no store admin that an adapter knows, or nobody is logged in.`);
  const noButton = (error: unknown) => {
    throw new TryError(6, "The site is enabled, and no Get Support button came into its page.", { cause: error });
  };
  await enable(ends, page, { prompt: isHeaded }).catch(noButton);
  await connect(ends, page, { prompt: isHeaded });
  await page.waitForSelector(launcher).catch(noButton);
  return claimIn(ends);
}

/** What the page in front was taken for, as the extension wrote it down. */
async function claimIn({ browser }: Ends): Promise<StoreClaim | null> {
  const worker = await browser.serviceWorker();
  const { tabs } = await worker.evaluate(() =>
    (globalThis as unknown as { chrome: ExtensionStorage }).chrome.storage.session.get("tabs"),
  );
  return Object.values(tabs ?? {}).at(-1)?.claim ?? null;
}

/** As much of Chromium's own API as is asked here. */
interface ExtensionStorage {
  storage: { session: { get(key: "tabs"): Promise<{ tabs?: Record<string, { claim: StoreClaim }> }> } };
}

async function file(ends: Ends, page: Page, { subject, message }: TryOptions): Promise<string> {
  try {
    const panel = await openPanel(page);
    await write(panel, subject ?? "A trial of Get Support", message ?? "Filed to see what this store's admin shows.");
    await panel.waitForSelector("::-p-text(Read again)", { timeout: 60_000 });
    await review(panel);
    await press(page, panel, "footer .btn.primary", "::-p-text(is with us)");
  } catch (error) {
    throw new TryError(7, "The request was not filed.", { cause: error });
  }
  const { tickets } = await (await askDesk(ends)).tickets.queue.query({});
  const [ticket] = tickets;
  if (!ticket) throw new TryError(7, "The panel says that the request was filed, and the desk does not have it.");
  return ticket.ticketId;
}

async function main(): Promise<void> {
  const tell = (line: string) => console.error(line);
  try {
    const { values } = parseArgs({
      options: {
        url: { type: "string" },
        user: { type: "string" },
        password: { type: "string" },
        subject: { type: "string" },
        message: { type: "string" },
        headed: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
    const { url, user, password, subject, message, headed } = values;
    if (values.help) return console.log(help);
    if (!url || !user || !password) throw new TryError(2, `--url, --user and --password are needed.\n\n${help}`);
    const words = { ...(subject ? { subject } : {}), ...(message ? { message } : {}) };
    console.log(
      JSON.stringify(await tryStore({ url, user, password, isHeaded: headed ?? false, tell, ...words }), null, 2),
    );
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    if (error instanceof Error && error.cause) tell(String(error.cause));
    process.exitCode = error instanceof TryError ? error.exitCode : isUsage(error) ? 2 : 1;
  }
}

function isUsage(error: unknown): boolean {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

if (import.meta.main) await main();
