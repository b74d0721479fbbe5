// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { sealedSecret } from "../../../shared/credentials.ts";
import { refusal } from "../../../shared/problems.ts";
import { type ShownAccess, showAccess } from "../../support/access-tab.ts";
import {
  aCredential,
  aLogin,
  checked,
  noAnswer,
  pinned,
  storeOrigin,
  ticketId,
} from "../../support/fake-access-host.ts";
import { loginPage, wrongLoginPage } from "./login-pages.ts";

let shown: ShownAccess;
afterEach(() => shown?.close());

const secrets = ["zq-user-zq", "zq-password-zq", "zq-note-zq", "zq-files-zq", "zq-folder-zq"];

async function typeAdmin(): Promise<void> {
  await shown.type("User name", "zq-user-zq");
  await shown.type("Password", "zq-password-zq");
  await shown.type("Note (optional)", "zq-note-zq");
}

async function typeFiles(): Promise<void> {
  await shown.type("Server", "sftp.shop.example");
  await shown.type("User name", "zq-files-zq", 1);
  await shown.type("Password", "zq-password-zq", 1);
  await shown.type("Folder of the store", "/zq-folder-zq");
}

const sentAs = (name: string) => shown.host.sent.filter((one) => one.name === name);
const everywhere = () => JSON.stringify([shown.host.sent, [...shown.host.kept]]);

test("what is handed over leaves the page as ciphertext alone", async () => {
  shown = await showAccess();
  await typeAdmin();
  await typeFiles();
  await shown.press("Seal and hand over");
  expect(sentAs("access.hand-over")).toHaveLength(2);
  for (const secret of secrets) expect(everywhere(), secret).not.toContain(secret);
  const [first] = shown.host.sealed;
  expect(JSON.parse(first?.text ?? "")).toMatchObject({ user: "zq-user-zq", note: "zq-note-zq" });
});

test("a login that is being tried while another is typed is told of neither", async () => {
  const store = Promise.withResolvers<void>();
  let asked = 0;
  shown = await showAccess({
    fetch: async (_, init) => {
      asked += 1;
      if (init?.method !== "POST") return new Response(loginPage);
      await store.promise;
      return new Response(wrongLoginPage);
    },
  });
  await typeAdmin();
  await shown.press("Try this login once");
  await shown.type("Password", "zq-other-zq");
  store.resolve();
  await shown.press("Trying once …");
  expect(shown.text()).toContain("From this browser, without touching your own session.");
  expect(shown.text()).not.toContain("Your store refused it.");

  await shown.press("Try this login once");
  expect(shown.text()).toContain("Your store refused it.");
  expect(asked).toBe(4);
});

test("what is sealed is what the server reads, under the ids of this ticket", async () => {
  shown = await showAccess();
  await typeAdmin();
  await typeFiles();
  await shown.press("Seal and hand over");
  const [admin, files] = shown.host.sealed.map(({ text }) => sealedSecret.parse(JSON.parse(text)));
  const [sentAdmin, sentFiles] = sentAs("access.hand-over").map(
    ({ args }) => JSON.parse(JSON.stringify(args[0])).handed,
  );
  expect(admin).toMatchObject({ kind: "store-admin", ticketId, storeOrigin, loginUrl: "https://shop.example/admin/" });
  expect(files).toMatchObject({ kind: "ftp", protocol: "sftp", port: 22, folder: "/zq-folder-zq" });
  expect(sentAdmin).toMatchObject({ userHint: "zq-u…", sealedFor: pinned, host: "shop.example", port: null });
  expect(sentFiles).toMatchObject({ userHint: "zq-f…", host: "sftp.shop.example", port: 22, replaces: null });
  expect([admin?.credentialId, files?.credentialId]).toEqual([sentAdmin.credentialId, sentFiles.credentialId]);
  expect([admin?.expiresAt, files?.expiresAt]).toEqual([sentAdmin.expiresAt, sentFiles.expiresAt]);
  expect(sentAdmin.expiresAt).toBe("2026-11-29T14:30:00.350Z");
});

test("once it is handed over nothing secret is left in any field", async () => {
  shown = await showAccess();
  await typeAdmin();
  await typeFiles();
  await shown.press("Seal and hand over");
  const left = JSON.stringify([shown.access.admin.value, shown.access.files.value]);
  for (const secret of secrets) expect(left, secret).not.toContain(secret);
  expect(shown.access.isTyped.value).toBe(false);
});

test.each([noAnswer, refusal("server.busy"), refusal("credential.other-key"), refusal("ticket.resolved")])(
  "a hand-over that is refused with %o loses nothing that was typed",
  async (why) => {
    shown = await showAccess({ refusing: { "access.hand-over": why } });
    await typeFiles();
    await shown.press("Seal and hand over");
    expect(shown.field("Password", 1).value).toBe("zq-password-zq");
    expect(shown.field("Folder of the store").value).toBe("/zq-folder-zq");
    expect(shown.text()).toContain("What you typed stands where it stood.");
  },
);

test("sent again after no answer it is the same bytes under the same id", async () => {
  shown = await showAccess({ refusing: { "access.hand-over": noAnswer } });
  await typeFiles();
  await shown.press("Seal and hand over");
  shown.host.world.refusing = {};
  await shown.press("Seal and hand over");
  const [first, second] = sentAs("access.hand-over").map(({ args }) => args[0]);
  expect(second).toEqual(first);
  expect(shown.host.sealed).toHaveLength(1);
});

test("changed after no answer it is another credential", async () => {
  shown = await showAccess({ refusing: { "access.hand-over": noAnswer } });
  await typeFiles();
  await shown.press("Seal and hand over");
  await shown.type("Password", "another", 1);
  shown.host.world.refusing = {};
  await shown.press("Seal and hand over");
  const ids = sentAs("access.hand-over").map(({ args }) => JSON.parse(JSON.stringify(args[0])).handed.credentialId);
  expect(new Set(ids).size).toBe(2);
});

test("with another end chosen after no answer what is sealed ends then too", async () => {
  shown = await showAccess({ refusing: { "access.hand-over": noAnswer } });
  await typeFiles();
  await shown.press("Seal and hand over");
  shown.host.world.refusing = {};
  await shown.press("1 day");
  await shown.press("Seal and hand over");
  const { handed } = JSON.parse(JSON.stringify(sentAs("access.hand-over").at(-1)?.args[0]));
  expect(handed.expiresAt.slice(0, 10)).toBe("2026-11-23");
  expect(JSON.parse(shown.host.sealed.at(-1)?.text ?? "").expiresAt).toBe(handed.expiresAt);
});

test("the server's key is asked for anew before each sealing", async () => {
  shown = await showAccess();
  const before = sentAs("access.identity").length;
  await typeAdmin();
  await typeFiles();
  await shown.press("Seal and hand over");
  expect(sentAs("access.identity").length - before).toBe(2);
});

test("an empty form is not handed over, and its fields say what they need", async () => {
  shown = await showAccess();
  await shown.press("Seal and hand over");
  expect(sentAs("access.hand-over")).toEqual([]);
  expect(shown.text()).toContain("Type the user name.");
  expect(shown.field("User name").getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(shown.field("User name"));
});

test("a form that is half filled in is not left out silently", async () => {
  shown = await showAccess();
  await typeAdmin();
  await shown.type("Password", "only this", 1);
  await shown.press("Seal and hand over");
  expect(sentAs("access.hand-over")).toEqual([]);
  expect(shown.text()).toContain("Type the server’s name alone");
});

test("files are checked with one login right after they are handed over, and the store's admin never", async () => {
  shown = await showAccess();
  await typeAdmin();
  await typeFiles();
  await shown.press("Seal and hand over");
  expect(sentAs("access.check")).toHaveLength(1);
  expect(sentAs("access.check")[0]?.args[0]).toMatchObject({ accepts: null, sendsUnencrypted: false });
  expect(sentAs("access.prove")).toEqual([]);
});

test.each([
  [false, false],
  [true, true],
])("a password goes unencrypted only after its own yes (%s)", async (isTicked, sendsUnencrypted) => {
  shown = await showAccess();
  await shown.press("FTP");
  await typeFiles();
  expect(shown.text()).toContain("Plain FTP is not encrypted.");
  const tick = shown.root.querySelector<HTMLInputElement>("input[type=checkbox]");
  if (isTicked) tick?.click();
  await shown.press("Seal and hand over");
  expect(sentAs("access.check")[0]?.args[0]).toMatchObject({ sendsUnencrypted });
});

test("a yes to plain FTP does not outlive the protocol", async () => {
  shown = await showAccess();
  await shown.press("FTP");
  shown.root.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
  await shown.press("SFTP");
  await shown.press("FTP");
  expect(shown.root.querySelector<HTMLInputElement>("input[type=checkbox]")?.checked).toBe(false);
});

test("the port follows the protocol until it is edited", async () => {
  shown = await showAccess();
  const port = () => shown.field("Port").value;
  expect(port()).toBe("22");
  await shown.press("FTPS");
  expect(port()).toBe("21");
  await shown.press("Implicit (older, port 990)");
  expect(port()).toBe("990");
  await shown.press("FTP");
  expect(port()).toBe("21");
  await shown.type("Port", "2121");
  await shown.press("SFTP");
  expect(port()).toBe("2121");
});

test("an address that is pasted whole is taken apart, and its password leaves the host's field", async () => {
  shown = await showAccess();
  await shown.type("Server", "sftp://mt_support:zq-password-zq@files.shop.example:2222/htdocs/shop");
  shown.field("Server").dispatchEvent(new FocusEvent("blur"));
  const { host, port, user, password, folder } = shown.access.files.value;
  expect({ host, port, user, password, folder }).toEqual({
    host: "files.shop.example",
    port: "2222",
    user: "mt_support",
    password: "zq-password-zq",
    folder: "/htdocs/shop",
  });
  expect(JSON.stringify([...shown.host.kept])).not.toContain("zq-password-zq");
});

test("only protocol, host, port and days are kept for the next visit, and nothing once it is handed over", async () => {
  shown = await showAccess();
  await typeAdmin();
  await typeFiles();
  const kept = [...shown.host.kept.values()].map((text) => JSON.parse(text));
  expect(kept).toEqual([{ protocol: "sftp", host: "sftp.shop.example", port: "22", days: 7 }]);
  await shown.press("Seal and hand over");
  expect(shown.host.kept.size).toBe(0);
});

test("a key file is sealed with its passphrase, and the public half is refused", async () => {
  shown = await showAccess();
  await shown.type("Server", "sftp.shop.example");
  await shown.type("User name", "mt_support", 1);
  await shown.press("Use a key file instead");
  await shown.type("Private key", "ssh-ed25519 AAAA mt@shop");
  await shown.press("Seal and hand over");
  expect(shown.text()).toContain("This is the public half.");
  await shown.type("Private key", "-----BEGIN OPENSSH PRIVATE KEY-----\nzq\n-----END OPENSSH PRIVATE KEY-----\n");
  await shown.type("Passphrase of the key (if it has one)", "open sesame");
  await shown.press("Seal and hand over");
  const secret = sealedSecret.parse(JSON.parse(shown.host.sealed[0]?.text ?? ""));
  expect(secret.secret).toMatchObject({ by: "key", passphrase: "open sesame" });
});

test("another one of a kind names the one whose place it takes", async () => {
  const held = aCredential({ check: checked(aLogin("wrong-login")) });
  shown = await showAccess({ view: { asked: [], credentials: [held], log: [] } });
  await shown.press("Correct it");
  expect(shown.field("Server").value).toBe("sftp.shop.example");
  expect(shown.field("Password", 1).value).toBe("");
  await shown.type("User name", "mt_support", 1);
  await shown.type("Password", "right", 1);
  await shown.press("Seal and hand over");
  expect(sentAs("access.hand-over")[0]?.args[0]).toMatchObject({ handed: { replaces: held.credentialId } });
});

test("a second press while one is being sealed changes nothing", async () => {
  shown = await showAccess({ hanging: new Set(["access.hand-over"]) });
  await typeFiles();
  await shown.press("Seal and hand over");
  await shown.press("Sealed. Sending …");
  expect(sentAs("access.hand-over")).toHaveLength(1);
});

test("no field of the tab is one whose text the browser writes down to bring it back after a crash", async () => {
  shown = await showAccess({ sealingKey: "age1other" });
  await shown.press("Use a key file instead");
  const written = "input:not([type=checkbox], [type=file], [type=date]), textarea";
  const fields = [...shown.root.querySelectorAll<HTMLInputElement>(written)];
  expect(fields.length).toBeGreaterThan(10);
  expect(fields.filter((field) => field.getAttribute("autocomplete") !== "off").map(({ id }) => id)).toEqual([]);
});
