// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import type { AccessLogEntry, CredentialSummary } from "../../../shared/credentials.ts";
import { refusal } from "../../../shared/problems.ts";
import { type ShownAccess, showAccess } from "../../support/access-tab.ts";
import { aCredential, aTicket, type World } from "../../support/fake-access-host.ts";
import { loginPage, wrongLoginPage } from "./login-pages.ts";

let shown: ShownAccess;
afterEach(() => shown?.close());

const asked = { state: "disable-asked", disableAskedAt: "2026-11-22T14:00:00Z" } as const;
const files = aCredential(asked);
const admin = aCredential({
  ...asked,
  credentialId: "0193c8a2-0000-7000-8000-0000000000a1",
  kind: "store-admin",
  protocol: null,
  host: "shop.example",
  port: null,
});

async function showWith(credentials: CredentialSummary[], change: Partial<World> = {}): Promise<void> {
  shown = await showAccess({ view: { asked: [], credentials, log: [] }, ...change });
}

const sentAs = (name: string) => shown.host.sent.filter((one) => one.name === name).map(({ args }) => args[0]);

test("each that is asked back has the steps of its own platform or host", async () => {
  await showWith([admin, files]);
  expect(shown.text()).toContain("Take your access back");
  expect(shown.text()).toContain("set Status to Disabled");
  expect(shown.text()).toContain("Press Delete beside the temporary account");
});

test("files that were disabled are told to support, who tries them once", async () => {
  await showWith([files]);
  await shown.press("I have disabled it");
  expect(sentAs("access.said-disabled")).toEqual([expect.objectContaining({ credentialId: files.credentialId })]);
  expect(shown.text()).toContain("Verified disabled");
});

test("the store's admin is tried once by this browser, and sealed again so that a typing error proves nothing", async () => {
  const asks: string[] = [];
  await showWith([admin], {
    fetch: async (address, init) => {
      asks.push(`${init?.method ?? "GET"} ${address}`);
      return new Response(init?.method === "POST" ? wrongLoginPage : loginPage);
    },
  });
  await shown.press("I have disabled it");
  await shown.type("User name", "zq-user");
  await shown.type("Password", "zq-password");
  await shown.press("Try it once");
  expect(asks.filter((one) => one.startsWith("POST"))).toHaveLength(1);
  const [reported] = sentAs("access.report-try");
  expect(reported).toMatchObject({ purpose: "disabled", result: "wrong-login", credentialId: admin.credentialId });
  expect(JSON.stringify(shown.host.sent)).not.toContain("zq-");
  expect(JSON.parse(shown.host.sealed[0]?.text ?? "")).toMatchObject({
    credentialId: admin.credentialId,
    expiresAt: admin.expiresAt,
    user: "zq-user",
  });
  expect(shown.text()).toContain("Verified disabled");
  expect(shown.access.again.value).toEqual({ user: "", password: "" });
});

test("what was typed to show it stays where support says that it is another login", async () => {
  await showWith([admin], {
    fetch: async (_, init) => new Response(init?.method === "POST" ? wrongLoginPage : loginPage),
    refusing: { "access.report-try": refusal("credential.not-the-same") },
  });
  await shown.press("I have disabled it");
  await shown.type("User name", "zq-user");
  await shown.type("Password", "zq-pasword");
  await shown.press("Try it once");
  expect(shown.text()).toContain("This is not the login that you handed over.");
  expect(shown.field("Password").value).toBe("zq-pasword");
});

test("a store's login that cannot be tried is told without a try", async () => {
  await showWith([admin]);
  const { claim } = shown.host.world.start;
  shown.host.world.start.claim = claim && { ...claim, platform: "magento" };
  await shown.access.open();
  await shown.press("I have disabled it");
  expect(shown.text()).toContain("cannot be tried without its cookies");
  await shown.press("It is disabled; do not try");
  expect(sentAs("access.said-disabled")).toHaveLength(1);
  expect(shown.host.sealed).toEqual([]);
});

test("withdrawing asks once more, and destroys at once", async () => {
  await showWith([aCredential()]);
  await shown.press("Withdraw now");
  expect(sentAs("access.withdraw")).toEqual([]);
  await shown.press("Keep it");
  expect(shown.text()).not.toContain("Destroy our copy now?");
  await shown.press("Withdraw now");
  await shown.press("Withdraw");
  expect(sentAs("access.withdraw")).toEqual([expect.objectContaining({ credentialId: files.credentialId })]);
  expect(shown.text()).toContain("You took it back.");
});

test("one that still worked at its retest says so, and that our copy is gone all the same", async () => {
  await showWith([
    aCredential({
      state: "destroyed",
      end: "not-confirmed",
      destroyedAt: "2026-11-22T14:10:00Z",
      retest: { at: "2026-11-22T14:10:00Z", result: "ready" },
    }),
  ]);
  expect(shown.text()).toContain("Still works");
  expect(shown.text()).toContain("Our copy is destroyed all the same");
});

test("every reading stands in the log with who, when and why", async () => {
  const entry = (seq: number, change: Partial<AccessLogEntry>): AccessLogEntry => ({
    seq,
    at: "2026-11-22T11:02:00Z",
    action: "access.checked",
    by: "Rosa",
    kind: "ftp",
    credentialId: files.credentialId,
    says: null,
    ...change,
  });
  shown = await showAccess({
    view: {
      asked: [],
      credentials: [aCredential()],
      log: [
        entry(1, { action: "access.handed-over", by: "Maple & Twine" }),
        entry(2, { action: "access.revealed", says: "compare the module’s files" }),
        entry(3, { action: "access.revealed", at: "2026-11-22T11:05:00Z", says: "look at the error log" }),
      ],
    },
  });
  expect(shown.text()).toContain("read 2 times");
  expect(shown.text()).toContain("Rosa read files, because: “compare the module’s files”today 12:02");
  expect(shown.text()).toContain("because: “look at the error log”today 12:05");
});

test("a resolved ticket asks for nothing new", async () => {
  await showWith([files], {});
  shown.host.world.start.ticket = { ok: true, value: { ...aTicket, state: "resolved" } };
  await shown.access.open();
  await shown.press("I have disabled it").catch(() => {});
  expect(shown.root.textContent).not.toContain("Seal and hand over");
  expect(shown.root.querySelector("#store-admin")).toBeNull();
});
