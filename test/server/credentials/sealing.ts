import { armor, Encrypter } from "age-encryption";
import { v7 as uuidv7 } from "uuid";
import type { Bound } from "../../../server/credentials/vault.ts";
import type { Tx } from "../../../server/db/open.ts";
import type { SealedSecret } from "../../../shared/credentials.ts";
import { askFor, enrolledDevice, newLicense, newSubmission, storeOrigin, type TestServer } from "../../support/app.ts";

/** As a browser seals it. */
export async function seal(recipient: string, secret: unknown): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(JSON.stringify(secret)));
}

export function secretFor(bound: Bound, changes: Partial<SealedSecret> = {}): SealedSecret {
  return {
    v: 1,
    credentialId: bound.credentialId,
    ticketId: bound.ticketId,
    storeOrigin: bound.storeOrigin,
    kind: bound.kind,
    protocol: "sftp",
    host: "files.shop.example",
    port: 22,
    loginUrl: null,
    user: "mt_shop",
    secret: { by: "password", password: "correct horse" },
    folder: null,
    note: "",
    createdAt: "2026-11-22T09:00:00.000Z",
    expiresAt: bound.expiresAt,
    ...changes,
  };
}

/** A ticket and the row of a credential on it, without anything sealed. */
export async function newBound(server: TestServer, changes: Partial<Bound> = {}): Promise<Bound> {
  const license = await newLicense(server);
  const { api, deviceId } = await enrolledDevice(server, license);
  const { text, sha256, ticketId } = newSubmission({ ask: askFor("functionality-question") });
  const { number } = await api.tickets.file.mutate({ text, sha256 });
  const bound: Bound = {
    credentialId: uuidv7(),
    ticketNumber: number,
    licenseId: license.licenseId,
    expiresAt: "2026-11-29T09:00:00.000Z",
    ticketId,
    storeOrigin,
    kind: "ftp",
    ...changes,
  };
  await server.db.transaction().execute((tx) => insertCredential(tx, bound, deviceId, server.ctx.keys.fingerprint));
  return bound;
}

async function insertCredential(tx: Tx, bound: Bound, deviceId: string, sealedFor: string): Promise<void> {
  await tx
    .insertInto("credentials")
    .values({
      id: bound.credentialId,
      ticketNumber: bound.ticketNumber,
      licenseId: bound.licenseId,
      deviceId,
      kind: bound.kind,
      protocol: "sftp",
      host: "files.shop.example",
      port: 22,
      userHint: "mt_s…",
      handedOverAt: "2026-11-22T09:00:00.000Z",
      expiresAt: bound.expiresAt,
      sealedFor,
    })
    .execute();
}
