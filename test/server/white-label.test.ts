import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { addLicense } from "../../server/licenses/add-license.ts";
import { mailBrandOf } from "../../server/mails/brand.ts";
import { type MailKind, mailKinds, mailLanguages } from "../../server/mails/kinds.ts";
import { bodyOf } from "../../server/mails/queue.ts";
import { renderMail } from "../../server/mails/render.ts";
import { mailWords } from "../../server/mails/words/all.ts";
import { appRouter } from "../../server/router.ts";
import { refusal, sentence } from "../../shared/problems.ts";
import {
  askFor,
  bearer,
  cookieOf,
  enrolledDevice,
  newCode,
  newSubmission,
  password,
  refusalOf,
  signedIn,
  signIn,
  startServer,
  storeOrigin,
  type TestServer,
  url,
} from "../support/app.ts";
import { mailExamples } from "../support/mails.ts";
import { contactCanary, personOf, type RelayScene, relayScene } from "../support/relay.ts";
import { atTheDoor } from "../support/sign-in.ts";
import { maple, vendorWords } from "../support/white-label.ts";

/** The test server's own name, and the account's beside those of the vendor. */
const others = new RegExp(`${vendorWords.source}|test support|acme`, "i");

async function scene(): Promise<RelayScene & { server: TestServer }> {
  const server = await startServer();
  return { server, ...(await relayScene(server)) };
}

function said(answers: unknown): string {
  // A kind of asker that the rules know: a word of our own data, in which nobody's name stands.
  return JSON.stringify(answers).replaceAll("marketplace-vendor", "");
}

test("no answer to a reseller's client names anybody but the brand", async () => {
  const { server, owner } = await scene();
  const { api, enrolment } = owner;
  const engineer = await signedIn(server);
  const filed = newSubmission({ ask: askFor("bug-fix"), client: { name: "store-panel", version: "1" } });
  const report = newSubmission({ ask: askFor("reseller-unreachable"), client: { name: "store-panel", version: "1" } });
  const answers: unknown[] = [
    enrolment,
    await api.credits.standing.query(),
    await api.tickets.file.mutate({ text: filed.text, sha256: filed.sha256 }),
    await api.tickets.file.mutate({ text: report.text, sha256: report.sha256 }),
    await api.tickets.reply.mutate({ ticketId: filed.ticketId, messageId: uuidv7(), body: "Any news?" }),
  ];
  await engineer.api.tickets.answer.mutate({
    ticketId: report.ticketId,
    messageId: uuidv7(),
    body: "We look for them.",
  });
  answers.push(await api.tickets.mine.query(), await api.tickets.thread.query({ ticketId: report.ticketId }));
  answers.push(await api.tickets.thread.query({ ticketId: filed.ticketId }));
  expect(enrolment).toMatchObject({ serverName: "MapleCart", holderName: "MapleCart", brand: { isWhiteLabel: true } });
  expect(said(answers).match(others)?.[0]).toBeUndefined();
});

test("no refusal that a reseller's client can meet names anybody", async () => {
  const { server, owner, license } = await scene();
  const { api } = owner;
  const filed = newSubmission({ ask: askFor("bug-fix") });
  const send = ({ text, sha256 }: { text: string; sha256: string }) => api.tickets.file.mutate({ text, sha256 });
  await send(filed);
  const expecting = newSubmission({ ask: askFor("bug-fix"), expects: { verdict: "accept", credits: 0 } });
  const refusals = [
    await refusalOf(api.credits.statement.query()),
    await refusalOf(api.tickets.thread.query({ ticketId: uuidv7() })),
    await refusalOf(api.tickets.reply.mutate({ ticketId: filed.ticketId, messageId: uuidv7(), body: " " })),
    await refusalOf(api.credits.decide.mutate({ ticketId: filed.ticketId, offerId: uuidv7(), agrees: true })),
    await refusalOf(api.licenses.wishReseller.mutate({ commandId: uuidv7(), company: "Elm Web" })),
    refusal("device.not-owner"),
    await refusalOf(send(newSubmission({ ask: null }))),
    await refusalOf(send(expecting)),
    await refusalOf(send({ ...filed, sha256: "0".repeat(64) })),
    await refusalOf(send(newSubmission({ ...JSON.parse(filed.text), subject: "Other" }))),
  ];
  await server.db.updateTable("licenses").set({ state: "suspended" }).where("id", "=", license.licenseId).execute();
  refusals.push(await refusalOf(send(newSubmission({ ask: askFor("bug-fix") }))));
  await api.devices.leave.mutate();
  refusals.push(await refusalOf(api.tickets.mine.query()));
  expect(new Set(refusals.map(({ code }) => code)).size).toBe(refusals.length);
  expect(said(refusals.map((why) => [why, sentence(why)])).match(others)?.[0]).toBeUndefined();
});

test("the same answers name the vendor to whoever holds the license, so the scan sees what it looks for", async () => {
  const { server, license } = await scene();
  const holder = await enrolledDevice(server, license);
  const { code } = { code: await newCode(server, license) };
  const enrolment = await server.as({}).devices.enrol.mutate({ code, storeOrigin, label: "Office" });
  expect(said(enrolment)).toMatch(others);
  expect(said(await holder.api.credits.standing.query())).toMatch(others);
});

test("who knows no more than the key of a reseller's license is a client of theirs", async () => {
  const { server, license } = await scene();
  const enrolment = await server.as({}).devices.enrolWithKey.mutate({ key: license.key, storeOrigin, label: "Office" });
  expect(enrolment).toMatchObject({ standing: "key-only", serverName: "MapleCart" });
});

test("the page that an invitation's link opens names nobody, because a client opens it too", async () => {
  for (const path of ["/", "/landing/icon.svg", "/landing/landing.js", "/landing/landing.css"]) {
    const { app } = await startServer();
    const response = await app.request(`${url}${path}`);
    expect(response.status, path).toBe(200);
    expect((await response.text()).match(others)?.[0], path).toBeUndefined();
  }
});

const kinds = Object.keys(mailKinds) as MailKind[]; // Every kind is a key of the table.

test.each(mailLanguages)("no mail under a white label names anybody else, in %s", (language) => {
  for (const kind of kinds) {
    const values = mailExamples[kind];
    const { subject, text, html } = renderMail(
      { kind, language, brand: mailBrandOf(maple), values },
      mailWords[language],
    );
    expect(text, kind).not.toBe("");
    // What `vendor` is called in another language is no name; names are what is looked for.
    expect(
      `${subject} ${text} ${html}`.match(/deskbell|option ?cart|test support|maple commerce/i)?.[0],
      kind,
    ).toBeUndefined();
  }
});

// tRPC keeps a flat record of procedures, which its types show nested.
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: "query" | "mutation" } }>;

test("a reseller's contact data stands in no answer but an operator's", async () => {
  const { server, ...here } = await scene();
  const other = await relayScene(server, { name: "Birch Web" });
  const filed = newSubmission({ ask: askFor("bug-fix") });
  await here.owner.api.tickets.file.mutate({ text: filed.text, sha256: filed.sha256 });
  const colleague = await personOf(server, here.resellerId);
  const engineer = await signedIn(server, "engineer");
  const { licenseId } = here.license;
  const askers = {
    client: bearer(here.owner.token),
    reseller: { cookie: colleague.cookie },
    "another reseller": { cookie: other.person.cookie },
    engineer: { cookie: engineer.cookie },
  };
  const inputs = [
    {},
    { licenseId },
    { ticketId: filed.ticketId },
    { resellerId: here.resellerId },
    { kind: "reseller", search: "maple" },
    { name: "Maple Commerce Ltd" },
  ];
  let answered = 0;
  for (const [name, { _def }] of Object.entries(procedures)) {
    if (_def.type !== "query") continue;
    for (const [who, headers] of Object.entries(askers)) {
      for (const input of inputs) {
        const response = await server.app.request(
          `${url}/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`,
          { headers },
        );
        const body = await response.text();
        if (response.ok) answered += 1;
        expect(body, `${name} by ${who}`).not.toContain(contactCanary);
      }
    }
  }
  expect(answered).toBeGreaterThan(20);
});

test("a reseller changes their own brand alone, and a colour that white text cannot be read on is none", async () => {
  const { server, ...here } = await scene();
  const other = await relayScene(server, { name: "Birch Web" });
  const { api } = here.person;
  const { resellerId } = here;
  const brand = { name: "Acer Care", colour: "#1d5c3a" };
  expect((await api.accounts.changeBrand.mutate({ resellerId, brand })).shown).toMatchObject(brand);
  expect((await here.owner.api.credits.standing.query())?.brand).toMatchObject({ ...brand, senderName: "Acer Care" });
  const pale = { resellerId, brand: { name: "Acer Care", colour: "#ffee00" } };
  expect(await refusalOf(api.accounts.changeBrand.mutate(pale))).toMatchObject({ code: "request.invalid" });
  const foreign = await refusalOf(api.accounts.changeBrand.mutate({ resellerId: other.resellerId, brand }));
  expect(foreign).toEqual(await refusalOf(api.accounts.changeBrand.mutate({ resellerId: uuidv7(), brand })));
  expect(foreign.code).toBe("account.absent");
});

test("a brand says what it takes over, and a reseller finds their own without naming it", async () => {
  const { server, ...here } = await scene();
  const { resellerId, person } = here;
  const operator = await signedIn(server, "operator");
  const taken = { resellerId, parts: null };
  await person.api.accounts.changeBrand.mutate({ resellerId, brand: null });
  const untouched = await person.api.accounts.brand.query({ resellerId: null });
  expect(untouched).toMatchObject(taken);
  expect(untouched.shown).toEqual(untouched.inherited);
  await person.api.accounts.changeBrand.mutate({ resellerId, brand: { name: "Acer Care", colour: "#1d5c3a" } });
  const own = await person.api.accounts.brand.query({ resellerId: null });
  expect(own.shown).toMatchObject({ name: "Acer Care", colour: "#1d5c3a" });
  expect(own.inherited).toEqual(untouched.inherited);
  expect(await operator.api.accounts.brand.query({ resellerId })).toEqual(own);
  expect(await refusalOf(operator.api.accounts.brand.query({ resellerId: null }))).toMatchObject({
    code: "account.absent",
  });
});

/** Somebody of a holder, invited by an operator: the mail as it is read, and what its link's page is told. */
async function invited(server: TestServer, accountId: string, email: string) {
  const operator = await signedIn(server, "operator");
  await operator.api.accounts.invite.mutate({
    name: "Hanna",
    email,
    role: "holder",
    senior: false,
    accountId,
    language: "en",
  });
  return { operator, ...(await lastMail(server, email)) };
}

async function lastMail(server: TestServer, email: string) {
  const rows = await server.db.selectFrom("mails").selectAll().where("recipient", "=", email).orderBy("id").execute();
  const row = rows.at(-1);
  if (!row) throw new Error(`no mail to ${email}`);
  const { brand, values } = bodyOf(server.ctx.keys, row);
  const { link } = values as { link: string }; // Of the one kind that is sent here.
  const mail = renderMail({ kind: "person-invited", language: "en", brand, values: values as never }, mailWords.en);
  const token = link.split("#")[1] ?? "";
  return { brand, mail, token, page: await server.as({}).accounts.invitation.mutate({ token }) };
}

/** A holder with a license that this reseller looks after; null is the vendor. */
async function holderOf(server: TestServer, resellerId: string | null, accountId?: string) {
  const holder = accountId ? { accountId } : { name: "Old Mill Pottery" };
  return addLicense(server.ctx, {
    product: "optioncart",
    kind: "site",
    holder,
    resellerId,
    support: { programmeId: "optioncart", upgrades: null },
  });
}

test("a holder whom a reseller looks after is invited, signs in and is let back in under that brand alone", async () => {
  const { server, resellerId } = await scene();
  const { accountId } = await holderOf(server, resellerId);
  const { operator, brand, mail, page, token } = await invited(server, accountId, "hanna@mill.example");
  expect(brand).toMatchObject({ name: "MapleCart", senderName: "MapleCart Care", colour: "#8a1c2b" });
  expect(`${JSON.stringify(mail)} ${JSON.stringify(page)}`.match(others)?.[0]).toBeUndefined();
  expect(mail.text).toContain("https://help.maplecart.example/");
  expect(page.serverName).toBe("MapleCart");

  await server.as({}).accounts.join.mutate({ token, name: "Hanna", password, language: "en" });
  const cookie = cookieOf(await signIn(server, { email: "hanna@mill.example", password }));
  const me = await server.as({ cookie }).accounts.me.query();
  expect(me.serverName).toBe("MapleCart");
  expect(said(me).match(others)?.[0]).toBeUndefined();

  const person = await atTheDoor(server, { email: "hanna@mill.example" });
  const { body: secret } = await person.post("two-factor/enable", { password });
  const { body: key } = await person.get("passkey/generate-register-options");
  expect(decodeURIComponent(said(secret))).toContain("issuer=MapleCart");
  expect(key).toMatchObject({ rp: { name: "MapleCart" } });
  expect(decodeURIComponent(said([secret, key])).match(others)?.[0]).toBeUndefined();

  const { people } = await operator.api.accounts.people.query();
  const personId = people.find(({ email }) => email === "hanna@mill.example")?.id ?? "";
  await operator.api.accounts.resetPerson.mutate({ personId, secondFactorToo: false });
  const again = await lastMail(server, "hanna@mill.example");
  expect(again.page).toMatchObject({ isReset: true, serverName: "MapleCart" });
  expect(said([again.mail, again.page]).match(others)?.[0]).toBeUndefined();
});

test("a holder of the vendor's own is invited by the vendor, so the scan sees what it looks for", async () => {
  const { server } = await scene();
  const { accountId } = await holderOf(server, null);
  const { mail, page } = await invited(server, accountId, "hanna@mill.example");
  expect(mail.text).toMatch(others);
  expect(page.serverName).toMatch(others);
});

test("of several resellers it is the one who looks after the newest license, and after the last the vendor", async () => {
  const { server, resellerId } = await scene();
  const birch = await relayScene(server, { name: "Birch Web", brand: { name: "Birch Care" } });
  const first = await holderOf(server, resellerId);
  const { accountId } = first;
  await holderOf(server, null, accountId);
  expect((await invited(server, accountId, "a@mill.example")).brand.name).toBe("MapleCart");
  const newest = await holderOf(server, birch.resellerId, accountId);
  expect((await invited(server, accountId, "b@mill.example")).brand.name).toBe("Birch Care");
  for (const { licenseId } of [first, newest]) {
    await server.db.updateTable("licenses").set({ resellerId: null }).where("id", "=", licenseId).execute();
  }
  expect((await invited(server, accountId, "c@mill.example")).brand.name).toBe("Test support");
});

test("a reseller's own people are invited by the vendor, whom they know", async () => {
  const { server, resellerId, person } = await scene();
  await person.api.accounts.invite.mutate({
    name: "Rolf",
    email: "rolf@maple.example",
    role: "reseller",
    senior: false,
    accountId: resellerId,
    language: "en",
  });
  expect((await lastMail(server, "rolf@maple.example")).brand.name).toBe("Test support");
});
