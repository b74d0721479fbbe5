import { v7 as uuidv7 } from "uuid";
import type { Checker, LoginTarget, ProofTarget } from "../../../server/credentials/checker/task.ts";
import {
  type CheckResult,
  type LoginOutcome,
  maskUser,
  type NewCredential,
  type ProofOutcome,
  type SealedSecret,
} from "../../../shared/credentials.ts";
import {
  days,
  enrolledDevice,
  newLicense,
  newSubmission,
  signedIn,
  startServer,
  storeOrigin,
  type TestDevice,
  type TestLicense,
  type TestPerson,
  type TestServer,
} from "../../support/app.ts";
import { newPerson } from "../../support/sign-in.ts";
import { seal } from "./sealing.ts";

/** A file server as a test wants it, and what was tried on it. */
export interface FakeChecker extends Checker {
  tried: LoginTarget[];
  written: ProofTarget[];
  /** What the next logins end with. */
  answers: (outcome: LoginOutcome | CheckResult | Error) => void;
  proves: (outcome: ProofOutcome) => void;
  /** Runs in the middle of a login. */
  meanwhile: (work: () => Promise<void>) => void;
}

export function outcome(result: CheckResult, changes: Partial<LoginOutcome> = {}): LoginOutcome {
  return { result, tls: null, certificate: null, hostKey: null, ...changes };
}

export function fakeChecker(): FakeChecker {
  let answer: LoginOutcome | Error = outcome("ready");
  let proof: ProofOutcome | null = null;
  let meanwhile = async () => {};
  const tried: LoginTarget[] = [];
  const written: ProofTarget[] = [];
  return {
    tried,
    written,
    answers: (next) => {
      answer = typeof next === "string" ? outcome(next) : next;
    },
    proves: (next) => {
      proof = next;
    },
    meanwhile: (work) => {
      meanwhile = work;
    },
    logIn: async (target) => {
      tried.push(target);
      await meanwhile();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    proveWriting: async (target) => {
      written.push(target);
      if (!proof) throw new Error("this test proves nothing");
      return proof;
    },
  };
}

/** A ticket of a holder's, with somebody who reads mails, and an engineer whose ticket it is. */
export interface AccessScene {
  server: TestServer;
  checker: FakeChecker;
  license: TestLicense;
  device: TestDevice;
  ticketId: string;
  number: number;
  engineer: TestPerson;
  /** Address of the holder's person. */
  reader: string;
}

export async function accessScene(given?: { server: TestServer; checker: FakeChecker }): Promise<AccessScene> {
  const checker = given?.checker ?? fakeChecker();
  const server = given?.server ?? (await startServer({ checker }));
  const license = await newLicense(server);
  const { accountId } = await server.db
    .selectFrom("licenses")
    .select("accountId")
    .where("id", "=", license.licenseId)
    .executeTakeFirstOrThrow();
  const { email: reader } = await newPerson(server, "holder", { accountId, name: "Ada" });
  const device = await enrolledDevice(server, license);
  const engineer = await signedIn(server);
  const { ticketId, number } = await fileWith(device);
  await engineer.api.access.take.mutate({ ticketId });
  return { server, checker, license, device, ticketId, number, engineer, reader };
}

export async function fileWith({ api }: Pick<TestDevice, "api">): Promise<{ ticketId: string; number: number }> {
  const { ticketId, text, sha256 } = newSubmission();
  const { number } = await api.tickets.file.mutate({ text, sha256 });
  return { ticketId, number };
}

export const filesSecret = {
  kind: "ftp",
  protocol: "sftp",
  host: "files.shop.example",
  port: 22,
  loginUrl: null,
  user: "mt_shop",
  secret: { by: "password", password: "canary-secret-8812" },
} as const satisfies Partial<SealedSecret>;

export const adminSecret = {
  kind: "store-admin",
  protocol: null,
  host: "shop.example",
  port: null,
  loginUrl: "https://shop.example/admin/",
  user: "support-temp",
  secret: { by: "password", password: "canary-secret-8813" },
} as const satisfies Partial<SealedSecret>;

/** Access as a browser of this ticket seals it and sends it. */
export async function newAccess(
  { server, ticketId }: Pick<AccessScene, "server" | "ticketId">,
  changes: Partial<SealedSecret> = filesSecret,
  sent: Partial<NewCredential> = {},
): Promise<NewCredential> {
  const secret: SealedSecret = {
    ...filesSecret,
    v: 1,
    credentialId: uuidv7(),
    ticketId,
    storeOrigin,
    folder: null,
    note: "",
    createdAt: server.ctx.now().toISOString(),
    expiresAt: new Date(server.ctx.now().getTime() + 7 * days).toISOString(),
    ...changes,
  };
  const { sealingKey, fingerprint } = server.ctx.keys;
  const { credentialId, kind, protocol, host, port, user, expiresAt } = secret;
  return {
    ticketId,
    credentialId,
    kind,
    protocol,
    host,
    port,
    userHint: maskUser(user),
    expiresAt,
    sealedFor: fingerprint,
    sealed: await seal(sealingKey, secret),
    replaces: null,
    ...sent,
  };
}

/** Access that was handed over; its id. */
export async function handedOver(
  scene: Pick<AccessScene, "server" | "ticketId"> & { device: Pick<TestDevice, "api"> },
  changes: Partial<SealedSecret> = filesSecret,
): Promise<string> {
  const input = await newAccess(scene, changes);
  await scene.device.api.access.handOver.mutate(input);
  return input.credentialId;
}

/** What is on record of a credential. */
export async function rowOf({ server }: Pick<AccessScene, "server">, credentialId: string) {
  return server.db.selectFrom("credentials").selectAll().where("id", "=", credentialId).executeTakeFirstOrThrow();
}

/** Whether anything is left that could be opened. */
export async function isKept({ server: { db } }: Pick<AccessScene, "server">, credentialId: string): Promise<boolean> {
  const key = await db
    .selectFrom("credentialKeys")
    .select("credentialId")
    .where("credentialId", "=", credentialId)
    .execute();
  const bytes = await db
    .selectFrom("credentialSecrets")
    .select("credentialId")
    .where("credentialId", "=", credentialId)
    .execute();
  return key.length + bytes.length > 0;
}
