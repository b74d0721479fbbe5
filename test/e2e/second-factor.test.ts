import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, type TestBrowser } from "../support/browser.ts";
import { freePort } from "../support/ports.ts";
import { root } from "../support/tool.ts";

/** A server as operators run it, at a name: a passkey belongs to one, never to a number. */
interface StrictServer {
  url: string;
  /** What it printed for its first operator. */
  setupLink: string;
  stop: () => Promise<void>;
}

async function serve(): Promise<StrictServer> {
  const [port, data] = [await freePort(), await mkdtemp(join(tmpdir(), "deskbell-strict-"))];
  const url = `http://localhost:${port}`;
  const child: ChildProcess = spawn(process.execPath, ["server/cli.ts", "serve", "--data", data], {
    cwd: root,
    env: { PATH: process.env.PATH, DESKBELL_PORT: String(port), DESKBELL_URL: url, DESKBELL_LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    if (said.includes("/desk/setup#")) break;
  }
  const setupLink = /http:\/\/localhost:\d+\/desk\/setup#\S+/.exec(said)?.[0] ?? "";
  const stop = async () => {
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
    await rm(data, { recursive: true, force: true });
  };
  return { url, setupLink, stop };
}

const person = { name: "Olga Operator", email: "olga@desk.example", password: "a long enough password" };

let server: StrictServer;
let browser: TestBrowser;
let page: Page;
let totp: TOTP;

beforeAll(async () => {
  server = await serve();
  browser = await launchBrowser({ extensionDir: join(root, ".output/chrome-mv3-test") });
  page = await browser.newPage();
});

afterAll(async () => {
  await browser?.close();
  await browser?.discard();
  await server?.stop();
});

const press = async (name: string) => (await page.waitForSelector(`::-p-aria([name='${name}'])`))?.click();
const fill = async (name: string, text: string) =>
  (await page.waitForSelector(`input[autocomplete=${name}]`))?.type(text);
const reads = (words: string) => page.waitForSelector(`::-p-text(${words})`);

test("the first operator sets the desk up, then an authenticator, and only then sees the queue", async () => {
  await page.goto(server.setupLink);
  await fill("name", person.name);
  await fill("username", person.email);
  await fill("new-password", person.password);
  await page.keyboard.press("Enter");
  await reads("Set up a second factor");
  expect(page.url(), "the link's secret is not in the address").not.toContain("#");

  await press("Use an authenticator app");
  await fill("current-password", person.password);
  await page.keyboard.press("Enter");
  const key = await page.waitForSelector("code.secret");
  await page.waitForSelector("svg.qr path");
  totp = new TOTP({
    secret: Secret.fromBase32((await key?.evaluate((code) => code.textContent))?.replaceAll(" ", "") ?? ""),
  });
  await fill("one-time-code", totp.generate());
  await page.keyboard.press("Enter");
  await reads("These backup codes let you in");
  expect(await page.$$eval(".backup-codes li", (codes) => codes.length)).toBe(10);
  await press("I have put them away");
  await page.waitForSelector(".queue-head");
});

test("who signs in again is asked for a code, and a wrong one does not do", async () => {
  await press("Sign out");
  await fill("username", person.email);
  await fill("current-password", person.password);
  await page.keyboard.press("Enter");
  await reads("One more step");
  await fill("one-time-code", "000000");
  await page.keyboard.press("Enter");
  await reads("This code is not right");
  await page.$eval("input[autocomplete=one-time-code]", (input) => {
    (input as HTMLInputElement).select();
  });
  await fill("one-time-code", totp.generate({ timestamp: Date.now() + 30_000 }));
  await page.keyboard.press("Enter");
  await page.waitForSelector(".queue-head");
});

test("a passkey of this device signs in without a password", async () => {
  const devtools = await page.createCDPSession();
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await press("Your account");
  await press("Add a passkey");
  await page.waitForSelector("::-p-aria([name='Remove Passkey 1'])");
  const { credentials } = await devtools.send("WebAuthn.getCredentials", { authenticatorId });
  expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: "localhost" }]);

  await press("Sign out");
  await press("Use a passkey");
  await page.waitForSelector(".rail");
  await page.goto(`${server.url}/desk/account`);
  await reads("with a second factor");

  await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await press("Sign out");
  await press("Use a passkey");
  await reads("No passkey was used");
});
