import { expect, test } from "vitest";
import { readTerms } from "../../../extension/background/asking.ts";
import { startPanel } from "../../../extension/background/drafting.ts";
import { seeStore } from "../../../extension/background/launchers.ts";
import { clientStanding, maple } from "../../support/white-label.ts";
import { enrolment, fakeServices, panelCaller, storeOrigin } from "./fake-services.ts";

const claim = {
  platform: "opencart",
  label: "OpenCart",
  native: true,
  version: "4.1.0.4",
  adminPath: "/admin/",
  entry: "index.php",
  signedIn: true,
  offerHelp: true,
};

async function connected(said: unknown) {
  const services = fakeServices();
  await services.shelves.enrolments.put(enrolment);
  services.server.standing = async () => said;
  await services.standings.refresh(storeOrigin);
  return services;
}

const button = async (services: Awaited<ReturnType<typeof connected>>) =>
  (await seeStore(services, { kind: "page", tabId: 7, origin: storeOrigin }, claim)).label;

test("from the server's next word on, panel and button carry the brand that it names", async () => {
  const services = await connected({ ...clientStanding(), brand: { ...maple, button: "Ask MapleCart" } });
  const { enrolment: shown } = await startPanel(services, panelCaller, { draftId: null });
  expect(shown).toMatchObject({ serverName: "MapleCart", holderName: "", brand: { senderName: "MapleCart Care" } });
  expect(await button(services)).toBe("Ask MapleCart");
  const terms = await readTerms(services, storeOrigin);
  expect(terms).toMatchObject({ ok: true, value: { programmeName: "MapleCart", plan: null, hours: null } });
});

test("without words of its own for the button, it says Get Support", async () => {
  expect(await button(await connected(clientStanding()))).toBe("Get Support");
});

test("a picture from elsewhere is no logo: the whole answer is refused, and nothing of it is kept", async () => {
  const services = await connected({ ...clientStanding(), brand: { ...maple, logo: "https://evil.example/x.png" } });
  expect((await services.enrolments.find(storeOrigin))?.brand).toBeUndefined();
});
