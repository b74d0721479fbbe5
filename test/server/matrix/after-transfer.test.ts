import { expect, test } from "vitest";
import { url } from "../../support/app.ts";
import { atTheDoor } from "../../support/sign-in.ts";
import { noCosts } from "../licenses/scene.ts";
import { type Cast, wholeCast } from "./cast.ts";
import { mark, type Who } from "./marks.ts";
import type { Kind } from "./objects.ts";
import { rows } from "./rows.ts";
import { answerOf, call, everyRow, procedureNames } from "./wire.ts";

/** Of the transferred license: what a reseller's call can name of it. */
async function goneWith({ server: { db }, a }: Cast): Promise<Partial<Record<Kind, string[]>>> {
  const codes = await db.selectFrom("enrolmentCodes").select("id").where("licenseId", "=", a.licenseId).execute();
  const { own, client } = a.devices;
  const tickets = [a.clientTicketId];
  return {
    license: [a.licenseId],
    soughtLicense: [a.licenseId],
    offeredLicense: [a.licenseId],
    device: [own.deviceId, client.deviceId],
    code: codes.map(({ id }) => id),
    clientTicket: tickets,
    answeredTicket: tickets,
    relay: [a.relayId],
  };
}

const askers: readonly Who[] = ["resellerA", "popup"];
/** Of their own people and browsers, which stay theirs. */
const staysTheirs: readonly Kind[] = [
  "session",
  "invitation",
  "person",
  "popup",
  "pairingCode",
  "pairing",
  "resellerAccount",
];

test("after a transfer the old reseller's very next call finds nothing of the license, by session and by popup", async () => {
  const cast = await wholeCast();
  const { server, a, third } = cast;
  const { licenseId } = a;
  await a.api.devices.makeCode.mutate({ licenseId, party: "client" });
  const gone = await goneWith(cast);
  expect(gone.code).not.toEqual([]);
  const to = server.as((await atTheDoor(server, third.person)).headers());
  await a.api.licenses.askTransfer.mutate({ licenseId, reseller: third.name });
  for (const api of [a.api, to]) await api.licenses.stateCosts.mutate({ licenseId, costs: noCosts });
  for (const api of [a.api, to]) await api.licenses.decideTransfer.mutate({ licenseId, decision: "consented" });

  const before = await everyRow(server);
  let compared = 0;
  for (const name of procedureNames) {
    const row = rows[name];
    const who = askers.filter((each) => row?.by.includes(each));
    if (!row?.object || staysTheirs.includes(row.object) || who.length === 0) continue;
    const ids = gone[row.object];
    expect(ids, `${name} names a ${row.object}: say what of it goes with a license`).toBeDefined();
    for (const each of who) {
      const ask = async (id: string) => call(server, name, cast.headers[each], await row.input(id, cast, each));
      const absent = await ask(crypto.randomUUID());
      expect(absent.status).toBeGreaterThanOrEqual(400);
      for (const id of ids ?? []) {
        expect(await ask(id), `${name} by ${each}`).toEqual(absent);
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(30);
  expect(await everyRow(server)).toEqual(before);

  const [id, none] = [a.fileId, crypto.randomUUID()];
  const file = async (each: string) =>
    answerOf(await server.app.request(`${url}/files/${each}`, { headers: a.headers }));
  expect(await file(id)).toEqual(await file(none));
}, 60_000);

test("after a transfer no list of the old reseller's holds anything of the license", async () => {
  const cast = await wholeCast();
  const { server, a, third } = cast;
  const { licenseId } = a;
  const to = server.as((await atTheDoor(server, third.person)).headers());
  await a.api.licenses.askTransfer.mutate({ licenseId, reseller: third.name });
  for (const api of [a.api, to]) await api.licenses.stateCosts.mutate({ licenseId, costs: noCosts });
  for (const api of [a.api, to]) await api.licenses.decideTransfer.mutate({ licenseId, decision: "consented" });
  const traces = [licenseId, a.clientTicketId, a.relayId, a.ownTicketId, mark("a", "client"), mark("a", "store")];
  const lists = [
    "licenses.list",
    "licenses.ofReseller",
    "licenses.incoming",
    "tickets.resellerQueue",
    "credits.ofReseller",
  ];
  for (const name of lists) {
    for (const who of askers) {
      const { status, body } = await call(server, name, cast.headers[who], await rows[name]?.input("", cast, who));
      expect(status, name).toBe(200);
      expect(
        traces.filter((each) => body.includes(each)),
        `${name} by ${who}`,
      ).toEqual([]);
    }
  }
  const queue = await to.tickets.resellerQueue.query({});
  expect(queue.tickets.map(({ ticketId }) => ticketId)).toContain(a.clientTicketId);
}, 60_000);
