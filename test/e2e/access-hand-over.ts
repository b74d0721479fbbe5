import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import { armor, Encrypter } from "age-encryption";
import { v7 as uuidv7 } from "uuid";
import type { AppRouter } from "../../server/router.ts";
import { maskUser, type SealedSecret } from "../../shared/credentials.ts";
import { parseInvitation } from "../../shared/invitation.ts";
import { orThrow } from "../../shared/problems.ts";
import { askFor, newSubmission } from "../support/app.ts";
import type { ServerProcess } from "../support/server-process.ts";

/** A ticket of a holder’s, asked of the server itself, with a login handed over. */
export interface HandedOver {
  ticketId: string;
  credentialId: string;
  /** The browser that handed it over. */
  device: TRPCClient<AppRouter>;
}

const storeOrigin = "https://files-shop.example";

/** Of a store with a name of its own: another store’s browser may be connected already. */
export async function handOver(server: ServerProcess, secret: Partial<SealedSecret> = {}): Promise<HandedOver> {
  const link = { url: `${server.demo().url}/trpc` };
  const stranger = createTRPCClient<AppRouter>({ links: [httpLink(link)] });
  const { code } = orThrow(parseInvitation(server.invitation()));
  const { token } = await stranger.devices.enrol.mutate({ code, storeOrigin, label: "Firefox on Linux" });
  const device = createTRPCClient<AppRouter>({
    links: [httpLink({ ...link, headers: { authorization: `Bearer ${token}` } })],
  });
  const { ticketId, text, sha256 } = newSubmission({ storeOrigin, ask: askFor("functionality-question") });
  await device.tickets.file.mutate({ text, sha256 });
  const { sealingKey, fingerprint } = await stranger.accounts.identity.query();
  const sealed = sealedFor(ticketId, secret);
  const { credentialId, kind, protocol, host, port, user, expiresAt } = sealed;
  const encrypter = new Encrypter();
  encrypter.addRecipient(sealingKey);
  await device.access.handOver.mutate({
    ticketId,
    credentialId,
    kind,
    protocol,
    host,
    port,
    userHint: maskUser(user),
    expiresAt,
    sealedFor: fingerprint,
    sealed: armor.encode(await encrypter.encrypt(JSON.stringify(sealed))),
    replaces: null,
  });
  return { ticketId, credentialId, device };
}

function sealedFor(ticketId: string, changes: Partial<SealedSecret>): SealedSecret {
  const now = Date.now();
  return {
    v: 1,
    credentialId: uuidv7(),
    ticketId,
    storeOrigin,
    kind: "ftp",
    protocol: "sftp",
    host: "files.shop.example",
    port: 22,
    loginUrl: null,
    user: "nl_support",
    secret: { by: "password", password: "correct horse" },
    folder: "/www",
    note: "",
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 7 * 86_400_000).toISOString(),
    ...changes,
  };
}
