import { describe, expect, test } from "vitest";
import {
  leaveReseller,
  pairReseller,
  pollPairing,
  readOpenTickets,
  refreshClients,
} from "../../../extension/background/reseller.ts";
import { openResellerServer } from "../../../extension/reseller-server.ts";
import { askFor, newSubmission, refusalOf, startServer, url } from "../../support/app.ts";
import { type RelayScene, relayScene } from "../../support/relay.ts";
import { fakeServices } from "./fake-services.ts";

/** The popup's background and the real server, with a network between them that a test can spoil. */
async function scene() {
  const server = await startServer();
  const here = await relayScene(server);
  const services = fakeServices();
  services.allowed.add(url);
  services.clock.ms = Date.now();
  const network = { loses: null as string | null, beforeAnswer: async () => {} };
  const fetchIt: typeof fetch = async (input, init) => {
    const answer = await server.app.request(String(input), init);
    if (network.loses !== null && String(input).includes(network.loses)) throw new TypeError("The answer was lost");
    await network.beforeAnswer();
    return answer;
  };
  services.openReseller = (origin, token) => openResellerServer(origin, token, fetchIt);
  const approve = async () => {
    const { pairing } = await pairReseller(services, { server: url, label: "Firefox on Linux" });
    await here.person.api.pairing.approve.mutate({ code: pairing?.code ?? "" });
  };
  const popups = () => here.person.api.popups.list.query();
  return { server, here, services, network, approve, popups };
}

async function filed({ owner }: RelayScene, topic: Parameters<typeof askFor>[0] = "bug-fix") {
  const { text, sha256 } = newSubmission({ ask: askFor(topic), subject: "Checkout is blank" });
  return owner.api.tickets.file.mutate({ text, sha256 });
}

describe("a popup and the real server", () => {
  test("are paired by the code, and the popup reads the licenses and the tickets of clients that wait there", async () => {
    const { here, services, approve } = await scene();
    const { ticketId, number } = await filed(here);
    await filed(here, "reseller-unreachable");
    await approve();
    expect((await pollPairing(services)).connection).toMatchObject({ server: url });
    const clients = await services.shelves.reseller.get("clients");
    const { licenseId } = here.license;
    expect(clients).toMatchObject({ snapshot: { licenses: [{ licenseId }] } });
    expect(await readOpenTickets(services, licenseId)).toEqual([
      { ticketId, number, subject: "Checkout is blank", state: "sent" },
    ]);
  });

  test("are paired once although the answer was lost, also at the last moment, and nobody gets the token later", async () => {
    const { server, services, network, approve, popups } = await scene();
    await approve();
    const pairing = await services.shelves.reseller.get("pairing");
    network.loses = "pairing.finish";
    expect((await pollPairing(services)).pairing).not.toBeNull();
    const later = 10 * 60_000 - 5_000;
    server.pass(later);
    services.clock.ms += later + 10_000;
    expect((await pollPairing(services)).pairing).not.toBeNull();
    network.loses = null;
    expect(await pollPairing(services)).toMatchObject({ connection: { server: url }, pairing: null, refusal: null });
    expect(await popups()).toHaveLength(1);
    await refreshClients(services);
    const { pairingId, secret } = pairing as { pairingId: string; secret: string };
    expect(await refusalOf(server.as({}).pairing.finish.mutate({ pairingId, secret }))).toMatchObject({
      code: "pairing.code-unknown",
    });
  });

  test("are not paired where the person gave up while the answer was on its way, and the server knows of none", async () => {
    const { services, network, approve, popups } = await scene();
    await approve();
    network.beforeAnswer = async () => {
      network.beforeAnswer = async () => {};
      await leaveReseller(services);
    };
    expect(await pollPairing(services)).toMatchObject({ connection: null, pairing: null });
    expect(await services.shelves.reseller.all()).toEqual([]);
    expect(await popups()).toEqual([]);
  });

  test("stay paired where two looks take the token at once", async () => {
    const { services, approve, popups } = await scene();
    await approve();
    await Promise.all([pollPairing(services), pollPairing(services), pollPairing(services)]);
    expect(await pollPairing(services)).toMatchObject({ connection: { server: url }, refusal: null });
    await refreshClients(services);
    expect(await popups()).toHaveLength(1);
    expect(await services.shelves.reseller.get("clients")).toMatchObject({
      snapshot: { resellerName: expect.any(String) },
    });
  });
});
