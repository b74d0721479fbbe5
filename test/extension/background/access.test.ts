import { expect, test } from "vitest";
import { CallError } from "../../../extension/api.ts";
import { accessHandlers, summariseAccess } from "../../../extension/background/access.ts";
import { ownHandlers } from "../../../extension/background/own-handlers.ts";
import { openOwnPage } from "../../../extension/background/own-pages.ts";
import { pageHandlers } from "../../../extension/background/page-handlers.ts";
import { panelHandlers } from "../../../extension/background/panel-handlers.ts";
import { dispatch } from "../../../extension/dispatch.ts";
import type { Sender } from "../../../extension/sender.ts";
import type { AccessView } from "../../../shared/credentials.ts";
import { AppError, refusal } from "../../../shared/problems.ts";
import { aCredential, aLogin, checked } from "../../support/fake-access-host.ts";
import { enrolment, type FakeServices, fakeServices, ownTab, panelCaller, storeOrigin } from "./fake-services.ts";

const ticketId = "0193c8a2-0000-7000-8000-000000003308";
const own = ownTab("none");

async function connected(): Promise<FakeServices> {
  const services = fakeServices();
  await services.shelves.enrolments.put(enrolment);
  return services;
}

const names = Object.keys(accessHandlers(fakeServices()));

const senders: [string, Sender][] = [
  [
    "a panel in the store's page",
    {
      id: "deskbell",
      url: "chrome-extension://deskbell/panel.html",
      origin: "chrome-extension://deskbell",
      frameId: 4,
      tab: { id: 7, url: `${storeOrigin}/admin/` },
    },
  ],
  [
    "the access page itself, in a frame of the store's page",
    {
      id: "deskbell",
      url: `chrome-extension://deskbell/access.html?store=${storeOrigin}&ticket=${ticketId}`,
      origin: "chrome-extension://deskbell",
      frameId: 9,
      tab: { id: 7, url: `${storeOrigin}/admin/` },
    },
  ],
  [
    "a content script",
    {
      id: "deskbell",
      url: `${storeOrigin}/admin/`,
      origin: storeOrigin,
      frameId: 0,
      tab: { id: 7, url: `${storeOrigin}/admin/` },
    },
  ],
];

test.each(senders.flatMap(([who, sender]) => names.map((name) => [who, name, sender] as const)))(
  "%s is refused %s",
  async (_, name, sender) => {
    const services = await connected();
    const handlers = { page: pageHandlers(services), panel: panelHandlers(services), own: ownHandlers(services) };
    const args = [{ storeOrigin, ticketId, credentialId: ticketId }];
    const ourselves = { id: "deskbell", origin: "chrome-extension://deskbell" };
    const reply = await dispatch(handlers, { name, args }, sender, ourselves, services.sites.enabled);
    expect(reply).toEqual({ ok: false, refusal: refusal("extension.not-allowed") });
    expect(services.opened).toEqual([]);
  },
);

test("there are nine words of access for our own pages, so that the refusals above are of something", () => {
  expect(names).toHaveLength(9);
});

test("what is not ciphertext goes no further, whoever hands it over", async () => {
  const services = await connected();
  let asked = 0;
  services.server.access.handOver = async () => {
    asked += 1;
    return { asked: [], credentials: [], log: [] };
  };
  const handed = {
    ticketId,
    credentialId: ticketId,
    kind: "ftp",
    protocol: "sftp",
    host: "sftp.shop.example",
    port: 22,
    userHint: "mt_s…",
    expiresAt: "2026-11-29T14:20:00.000Z",
    sealedFor: "ab".repeat(32),
    replaces: null,
  } as const;
  const handOver = accessHandlers(services)["access.hand-over"];
  const plain = { ...handed, sealed: '{"password":"plain"}' };
  await expect((async () => handOver(own, { storeOrigin, handed: plain }))()).rejects.toThrow(AppError);
  expect(asked).toBe(0);
  const sealed = { ...handed, sealed: "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n" };
  expect(await handOver(own, { storeOrigin, handed: sealed })).toMatchObject({ ok: true });
  expect(asked).toBe(1);
});

test("a panel's summary holds neither host, user, folder, fingerprint nor anybody's words", async () => {
  const services = await connected();
  const view: AccessView = {
    asked: [{ kind: "ftp", at: "2026-11-22T10:00:00Z", note: "canary-note" }],
    credentials: [
      aCredential({
        host: "canary-host",
        user: "canary-user",
        pinned: "canary-pinned",
        check: checked(aLogin("ready", { hostKey: { type: "canary-type", sha256: "canary-key" } })),
        proof: {
          at: "2026-11-22T10:00:00Z",
          outcome: {
            result: "proven",
            folder: "canary-folder",
            version: "canary-version",
            leftBehind: "canary-file",
            login: aLogin("ready"),
          },
        },
      }),
    ],
    log: [
      {
        seq: 1,
        at: "2026-11-22T10:00:00Z",
        action: "access.revealed",
        by: "canary-name",
        kind: "ftp",
        credentialId: null,
        says: "canary-reason",
      },
    ],
  };
  services.server.access.view = async () => view;
  const answer = await summariseAccess(services, storeOrigin, ticketId);
  expect(JSON.stringify(answer)).not.toContain("canary");
  expect(answer).toMatchObject({
    ok: true,
    value: { asked: ["ftp"], held: [{ check: "ready", proof: "proven" }], reveals: 1 },
  });
});

test("a panel opens the access tab for its own store, whatever store it names; the popup names one", async () => {
  const services = await connected();
  const opened: string[] = [];
  services.reach.openTab = async (path) => void opened.push(path);
  const page = { page: "access", ticketId, storeOrigin: "https://elsewhere.example" } as const;
  await openOwnPage(services, panelCaller, page);
  await openOwnPage(services, own, page);
  const stores = opened.map((path) => new URLSearchParams(path.split("?")[1]).get("store"));
  expect(stores).toEqual([storeOrigin, "https://elsewhere.example"]);
  expect(opened.every((path) => path.startsWith("access.html?"))).toBe(true);
});

test("the tab begins without the network too, and says why it knows no more", async () => {
  const services = await connected();
  const unreachable = async () => {
    throw new CallError(refusal("server.unreachable"), null);
  };
  services.server.mine = unreachable;
  services.server.access.view = unreachable;
  const start = await accessHandlers(services)["access.start"](own, { storeOrigin, ticketId });
  expect(start).toMatchObject({
    enrolment: { fingerprint: enrolment.fingerprint },
    ticket: { ok: false, refusal: { code: "server.no-answer" } },
    view: { ok: false, refusal: { code: "server.no-answer" } },
  });
  expect(JSON.stringify(start)).not.toContain(enrolment.token);
});

test("panels of the store hear of a change, and of a refused one they do not", async () => {
  const services = await connected();
  services.server.access.withdraw = async () => ({ asked: [], credentials: [], log: [] });
  const handlers = accessHandlers(services);
  await handlers["access.withdraw"](own, { storeOrigin, credentialId: ticketId });
  expect(services.told).toEqual([{ kind: "tickets.changed", storeOrigin }]);
  services.server.access.withdraw = async () => {
    throw new CallError(refusal("credential.absent"), null);
  };
  await handlers["access.withdraw"](own, { storeOrigin, credentialId: ticketId });
  expect(services.told).toHaveLength(1);
});
