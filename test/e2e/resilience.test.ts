import type { Frame, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { refusal, sentence } from "../../shared/problems.ts";
import type { DeskTicketSummary } from "../../shared/tickets.ts";
import { type LossyProxy, startLossyProxy } from "./lossy-proxy.ts";
import {
  askDesk,
  click,
  connect,
  enable,
  eventually,
  openPanel,
  openWorld,
  press,
  review,
  signIn,
  type World,
  write,
} from "./world.ts";

let proxy: LossyProxy;
let world: World;
let page: Page;
let dashboard: string;

const send = "footer .btn.primary";
const fileRoute = "/trpc/tickets.file";

beforeAll(async () => {
  proxy = await startLossyProxy();
  world = await openWorld({ serverEnv: { DESKBELL_URL: proxy.url } });
  proxy.target = world.server.port;
  await enter();
  await enable(world, page);
  await connect(world, page);
});

afterAll(async () => {
  await world?.stop();
  await proxy?.stop();
});

afterEach(async () => {
  for (const tab of await world.browser.browser.pages()) if (tab !== page) await tab.close();
  await page.goto(dashboard);
});

async function filed(subject: string): Promise<DeskTicketSummary[]> {
  const desk = await askDesk(world);
  return (await desk.tickets.queue.query({ search: subject })).tickets;
}

test("a killed browser comes back with the text, and says so", async () => {
  const panel = await openPanel(page);
  await write(panel, "Killed while typing", "The first sentence.");
  await saved(panel);
  await panel.type("#message", " More");
  await saved(panel);

  await world.crash();
  await enter();
  const again = await openPanel(page);
  await click(await again.waitForSelector("::-p-text(Go on writing)"));
  await again.waitForSelector("::-p-text(is here.)");
  expect(await textIn(again, "#subject")).toBe("Killed while typing");
  expect(await textIn(again, "#message")).toBe("The first sentence. More");
});

test("a request sent while the server is away is sent later by itself, once, with nothing of ours open", async () => {
  const subject = "Sent to a server that is away";
  const panel = await openPanel(page);
  await write(panel, subject, "Nobody listens now.");
  await review(panel);
  await world.server.kill9();
  await press(page, panel, send, "::-p-text(Kept here, sent by itself)");
  await panel.waitForSelector(`::-p-text(${sentence(refusal("server.unreachable"))})`);

  await page.goto("about:blank");
  await (await world.browser.serviceWorker()).close();
  await world.server.restart();
  await eventually(async () => (await filed(subject)).length > 0, "the waiting request at the desk", 75_000);

  const again = await home();
  await again.waitForSelector(`::-p-text(${subject})`);
  expect(await again.$("::-p-text(Waiting to be sent)")).toBeNull();
  expect(await filed(subject)).toHaveLength(1);
});

test("a request whose answer was lost with the server is one ticket, and the panel comes to know", async () => {
  const subject = "Stored, and nobody heard";
  const panel = await openPanel(page);
  await write(panel, subject, "The answer never came.");
  const shown = await review(panel);
  const lost = proxy.lose(fileRoute);
  await press(page, panel, send, "::-p-text(Kept here, sent by itself)");
  await lost;
  await world.server.kill9();
  await world.server.restart();
  expect(await filed(subject)).toHaveLength(1);

  proxy.mend();
  await panel.waitForSelector("::-p-text(is with us)", { timeout: 75_000 });
  await panel.waitForSelector("::-p-text(Stored bytes are the ones you saw)");
  const [ticket, ...more] = await filed(subject);
  expect(more).toEqual([]);
  const { sha256 } = await (await askDesk(world)).tickets.open.query({ ticketId: ticket?.ticketId ?? "" });
  expect(sha256).toBe(shown);
});

test("bytes changed after a send that arrived unheard are kept under a new number, and both arrive", async () => {
  const subject = "Refused on the way back";
  const panel = await openPanel(page);
  await write(panel, subject, "First words.");
  await review(panel);
  const replaced = proxy.replace(fileRoute, refusedAnswer);
  await press(page, panel, send, "::-p-text(Your request was not sent)");
  await replaced;

  await click(await panel.waitForSelector("::-p-text(Back to your text)"));
  await (await panel.waitForSelector("#message"))?.type(" Second words.");
  await review(panel);
  await press(page, panel, send, `::-p-text(${sentence(refusal("ticket.id-taken"))})`);

  await click(await panel.waitForSelector("::-p-text(Back to your text)"));
  await panel.waitForSelector("#message");
  expect(await textIn(panel, "#message")).toBe("First words. Second words.");
  await review(panel);
  await press(page, panel, send, "::-p-text(is with us)");
  const tickets = await filed(subject);
  expect(new Set(tickets.map(({ ticketId }) => ticketId)).size).toBe(2);
});

/** As the server would refuse a report in which it found a card number; here it stored the request all the same. */
const body = JSON.stringify({
  error: {
    code: -32_600,
    message: "",
    data: { httpStatus: 422, refusal: refusal("report.secret-found", { kind: "card" }) },
  },
});
const refusedAnswer = [
  "HTTP/1.1 422 Unprocessable Content",
  "content-type: application/json",
  "access-control-allow-origin: *",
  "connection: close",
  `content-length: ${body.length}`,
  "",
  body,
].join("\r\n");

async function enter(): Promise<void> {
  page = await signIn(world);
  dashboard = page.url();
}

/** Comes back to the store, where the panel was closed. */
async function home(): Promise<Frame> {
  await page.goto(dashboard);
  return openPanel(page);
}

async function saved(panel: Frame): Promise<void> {
  await panel.waitForSelector(".kept::-p-text(Saved)");
}

function textIn(panel: Frame, selector: string): Promise<string> {
  return panel.$eval(selector, (field) => (field as HTMLInputElement).value);
}
