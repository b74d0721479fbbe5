import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { entriesOf } from "../../../server/audit/access-log.ts";
import type { LoginOutcome, ShownCertificate } from "../../../shared/credentials.ts";
import { refusalOf, startServer } from "../../support/app.ts";
import {
  type AccessScene,
  accessScene,
  adminSecret,
  fakeChecker,
  filesSecret,
  fileWith,
  handedOver,
  outcome,
  rowOf,
} from "./scene.ts";

const hostKey = (letter: string) => ({ type: "ssh-ed25519", sha256: `SHA256:${letter.repeat(43)}` });
const certificate: ShownCertificate = {
  subject: "CN=host17.example",
  issuer: "CN=host17.example",
  names: ["host17.example"],
  validTo: "2027-01-01T00:00:00.000Z",
  sha256: "ab".repeat(32),
  fault: "self-signed",
};
const untrusted = outcome("certificate-untrusted", { tls: "TLSv1.3", certificate });
const ftps = { ...filesSecret, protocol: "ftps-explicit", port: 21 } as const;
const ftp = { ...filesSecret, protocol: "ftp", port: 21 } as const;
const soon = 11 * 60_000;

function checking({ device }: AccessScene, credentialId: string, changes: object = {}) {
  return device.api.access.check.mutate({ credentialId, accepts: null, sendsUnencrypted: false, ...changes });
}

async function actions({ server, number }: AccessScene): Promise<string[]> {
  return (await entriesOf(server.db, number)).map(({ action }) => action);
}

test("a check is one login with what was sealed, and its outcome is shown to the holder and to the desk", async () => {
  const scene = await accessScene();
  const { checker, engineer, ticketId, server } = scene;
  const credentialId = await handedOver(scene);
  const shown = outcome("ready", { hostKey: hostKey("A") });
  checker.answers(shown);
  const view = await checking(scene, credentialId);
  const { host, port, user, secret } = filesSecret;
  expect(checker.tried).toEqual([
    { protocol: "sftp", host, port, user, secret, pinned: null, sendsUnencrypted: false },
  ]);
  expect(view.credentials).toMatchObject([{ check: { outcome: shown }, pinned: shown.hostKey?.sha256 }]);
  expect((await engineer.api.access.ticketAccess.query({ ticketId })).credentials).toEqual(view.credentials);
  expect(view.log.map(({ action, says }) => [action, says])).toEqual([
    ["access.handed-over", null],
    ["access.checked", null],
    ["access.check-ended", "The login works."],
  ]);
  expect(JSON.stringify([view, server.logged])).not.toContain("canary-secret");
});

test("the log has a login before it is made, and no transaction is open while it is", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  let seen: string[] = [];
  scene.checker.meanwhile(async () => {
    seen = await actions(scene);
    // Would wait for ever behind an open transaction.
    await scene.server.db.updateTable("tickets").set({ subject: "Meanwhile" }).execute();
  });
  await checking(scene, credentialId);
  expect(seen).toEqual(["access.handed-over", "access.checked"]);
});

test("a login that broke in the middle counts as tried, and what is known of the access stays as it was", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  await checking(scene, credentialId);
  scene.checker.answers(new Error("The checking process died"));
  expect((await refusalOf(checking(scene, credentialId))).code).toBe("server.fault");
  expect(await rowOf(scene, credentialId)).toMatchObject({ checkResult: "ready" });
  scene.checker.answers("ready");
  await checking(scene, credentialId);
  expect((await refusalOf(checking(scene, credentialId))).code).toBe("credential.too-many-checks");
  expect(scene.checker.tried).toHaveLength(3);
  expect((await actions(scene)).filter((action) => action === "access.check-ended")).toHaveLength(3);
});

test("a ticket has three logins in ten minutes, whichever access and however many ask at once", async () => {
  const scene = await accessScene();
  const first = await handedOver(scene);
  await checking(scene, first);
  scene.server.pass(60_000);
  const second = await handedOver(scene);
  const asked = await Promise.allSettled(Array.from({ length: 10 }, () => checking(scene, second)));
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  const refused = await refusalOf(checking(scene, second));
  expect(refused).toMatchObject({ code: "credential.too-many-checks", status: 429 });
  expect(refused.values.seconds).toBeGreaterThan(530);
  expect(refused.values.seconds).toBeLessThanOrEqual(540);
  scene.server.pass(Number(refused.values.seconds) * 1_000);
  await checking(scene, second);
  expect((await refusalOf(checking(scene, second))).code).toBe("credential.too-many-checks");
  expect(scene.checker.tried).toHaveLength(4);
});

test("a license has twenty logins a day over all of its tickets, and another license its own", async () => {
  const scene = await accessScene();
  const { server, checker } = scene;
  for (let ticket = 0; ticket < 7; ticket++) {
    const here = { ...scene, ...(await fileWith(scene.device)) };
    const credentialId = await handedOver(here);
    for (let times = 0; times < (ticket === 6 ? 2 : 3); times++) await checking(here, credentialId);
  }
  expect(checker.tried).toHaveLength(20);
  const next = { ...scene, ...(await fileWith(scene.device)) };
  const credentialId = await handedOver(next);
  const refused = await refusalOf(checking(next, credentialId));
  expect(refused.code).toBe("credential.too-many-checks");
  expect(refused.values.seconds).toBeGreaterThan(23 * 3_600);
  const other = await accessScene({ server, checker });
  await checking(other, await handedOver(other));
  server.pass(24 * 3_600_000);
  await checking(next, credentialId);
  expect(checker.tried).toHaveLength(22);
});

test("an address has so many tries a minute, whatever it asks for", async () => {
  const checker = fakeChecker();
  const scene = await accessScene({ server: await startServer({ checker, checksPerMinute: 2 }), checker });
  const credentialId = uuidv7();
  for (const expected of ["credential.absent", "credential.absent", "request.too-many"]) {
    expect((await refusalOf(checking(scene, credentialId))).code).toBe(expected);
  }
});

test("a certificate that is not trusted is accepted only as the one that was shown last", async () => {
  const scene = await accessScene();
  const { checker } = scene;
  const credentialId = await handedOver(scene, ftps);
  const accepts = certificate.sha256;
  const notShown = "credential.not-shown";
  expect((await refusalOf(checking(scene, credentialId, { accepts }))).code).toBe(notShown);
  checker.answers(untrusted);
  await checking(scene, credentialId);
  expect((await refusalOf(checking(scene, credentialId, { accepts: "cd".repeat(32) }))).code).toBe(notShown);
  expect(checker.tried).toHaveLength(1);
  checker.answers(outcome("ready", { tls: "TLSv1.3", certificate }));
  const { log, credentials } = await checking(scene, credentialId, { accepts });
  expect(checker.tried.map(({ pinned }) => pinned)).toEqual([null, accepts]);
  expect(credentials).toMatchObject([{ pinned: accepts }]);
  expect(log.filter(({ action }) => action === "access.checked").map(({ says }) => says)).toEqual([
    null,
    `Accepted ${accepts}.`,
  ]);
  // A trusted one is no offer either.
  expect((await refusalOf(checking(scene, credentialId, { accepts }))).code).toBe(notShown);
});

test("a host key that was seen first stays what the server is known by, until the holder accepts another that was shown", async () => {
  const scene = await accessScene();
  const { checker } = scene;
  const credentialId = await handedOver(scene);
  const [first, second] = [hostKey("A"), hostKey("B")];
  checker.answers(outcome("wrong-login", { hostKey: first }));
  await checking(scene, credentialId);
  checker.answers(outcome("host-key-changed", { hostKey: second }));
  const { credentials } = await checking(scene, credentialId);
  expect(credentials).toMatchObject([{ pinned: first.sha256, check: { outcome: { hostKey: second } } }]);
  scene.server.pass(soon);
  checker.answers(outcome("ready", { hostKey: second }));
  await checking(scene, credentialId, { accepts: second.sha256 });
  expect(checker.tried.map(({ pinned }) => pinned)).toEqual([null, first.sha256, second.sha256]);
  expect((await rowOf(scene, credentialId)).pinned).toBe(second.sha256);
});

test("a key of a server that is known otherwise is taken down for nothing", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  scene.checker.answers(outcome("host-key-changed", { hostKey: hostKey("B") }));
  await checking(scene, credentialId);
  expect((await rowOf(scene, credentialId)).pinned).toBeNull();
});

test("a yes to an unencrypted password is of this check and of the retest, and a later no takes it back", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene, ftp);
  for (const sendsUnencrypted of [false, true, false]) await checking(scene, credentialId, { sendsUnencrypted });
  expect(scene.checker.tried.map((each) => each.sendsUnencrypted)).toEqual([false, true, false]);
  expect((await rowOf(scene, credentialId)).sendsUnencrypted).toBe(0);
});

test("a store's own login is tried by nobody but the holder's browser", async () => {
  const scene = await accessScene();
  const { device, checker } = scene;
  const credentialId = await handedOver(scene, adminSecret);
  expect((await refusalOf(checking(scene, credentialId))).code).toBe("credential.wrong-kind");
  expect((await refusalOf(device.api.access.prove.mutate({ credentialId }))).code).toBe("credential.wrong-kind");
  const ready = { credentialId, purpose: "ready", result: "ready", sealedAgain: null } as const;
  const { credentials } = await device.api.access.reportTry.mutate(ready);
  expect(credentials).toMatchObject([{ check: { outcome: { result: "ready" } } }]);
  const files = await handedOver(scene);
  const refused = await refusalOf(device.api.access.reportTry.mutate({ ...ready, credentialId: files }));
  expect(refused.code).toBe("credential.wrong-kind");
  expect(checker.tried).toEqual([]);
});

test("writing is tried once the login works, in the store that was captured, and counts as a login", async () => {
  const scene = await accessScene();
  const { device, checker } = scene;
  const credentialId = await handedOver(scene, { ...filesSecret, folder: "/htdocs" });
  const prove = () => device.api.access.prove.mutate({ credentialId });
  expect((await refusalOf(prove())).code).toBe("credential.not-working");
  checker.answers(outcome("ready", { hostKey: hostKey("A") }));
  await checking(scene, credentialId);
  const login: LoginOutcome = outcome("ready");
  checker.proves({
    result: "left-behind",
    folder: "/htdocs",
    version: "4.1.0.4",
    leftBehind: "/htdocs/deskbell-x.txt",
    login,
  });
  const view = await prove();
  expect(checker.written).toMatchObject([
    {
      host: filesSecret.host,
      pinned: hostKey("A").sha256,
      folder: "/htdocs",
      storeOrigin: "https://shop.example",
      store: { platform: "opencart", version: "4.1.0.4" },
    },
  ]);
  expect(view.credentials).toMatchObject([{ proof: { outcome: { result: "left-behind" } } }]);
  expect(view.log.at(-1)).toMatchObject({
    action: "access.proof-ended",
    says: "A test file could not be removed. It is still there: /htdocs/deskbell-x.txt",
  });
  await prove();
  expect((await refusalOf(prove())).code).toBe("credential.too-many-checks");
});

test("access that was withdrawn while it was tried stays withdrawn", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  scene.checker.meanwhile(async () => void (await scene.device.api.access.withdraw.mutate({ credentialId })));
  const { credentials } = await checking(scene, credentialId);
  expect(credentials).toMatchObject([{ state: "destroyed", end: "withdrawn", check: null }]);
  expect((await refusalOf(checking(scene, credentialId))).code).toBe("credential.gone");
  expect(scene.checker.tried).toHaveLength(1);
});

test("a holder is told where our checks come from, where the operator named it", async () => {
  const checker = fakeChecker();
  const named = await accessScene({
    server: await startServer({ checker, checksFrom: "198.51.100.24" }),
    checker,
  });
  const { ticketId } = named;
  expect(await named.device.api.access.view.query({ ticketId })).toMatchObject({ checksFrom: "198.51.100.24" });
  const unnamed = await accessScene();
  expect(await unnamed.device.api.access.view.query({ ticketId: unnamed.ticketId })).not.toHaveProperty("checksFrom");
});
