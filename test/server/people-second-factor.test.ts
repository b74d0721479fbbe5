import { expect, onTestFinished, test, vi } from "vitest";
import { addPerson } from "../../server/accounts/add-person.ts";
import { resetPerson } from "../../server/accounts/look-after-people.ts";
import { signInRoutes } from "../../server/accounts/sign-in-routes.ts";
import { appRouter } from "../../server/router.ts";
import { password, refusalOf, startServer, type TestServer, url } from "../support/app.ts";
import {
  addPasskey,
  addTotp,
  atTheDoor,
  newPerson,
  totpOf,
  usePasskey,
  type Visitor,
  visitor,
} from "../support/sign-in.ts";

const strict = () => startServer({ secondFactor: "required" });
const me = (server: TestServer, person: Visitor) => server.as(person.headers()).accounts.me.query();
/** The refusal that whoever sits there gets from the desk; null for an answer. */
const refused = async (server: TestServer, person: Visitor) =>
  me(server, person).then(
    () => null,
    () => refusalOf(me(server, person)).then(({ code }) => code),
  );
/** At the second step of a sign-in. */
async function asked(server: TestServer, email: string): Promise<Visitor> {
  const person = visitor(server);
  await person.post("sign-in/email", { email, password });
  return person;
}
const factors = (server: TestServer) => server.db.selectFrom("sessions").select("factor").execute();
const spareId = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";

/** What the library and its three parts would answer, were they left open. */
const closed = [
  "sign-up/email",
  "sign-in/social",
  "get-session",
  "list-sessions",
  "revoke-session",
  "revoke-sessions",
  "revoke-other-sessions",
  "update-session",
  "update-user",
  "delete-user",
  "delete-user/callback",
  "change-email",
  "change-password",
  "set-password",
  "verify-password",
  "reset-password",
  "reset-password/x",
  "request-password-reset",
  "verify-email",
  "send-verification-email",
  "link-social",
  "unlink-account",
  "list-accounts",
  "account-info",
  "get-access-token",
  "refresh-token",
  "callback/x",
  "ok",
  "error",
  "two-factor/get-totp-uri",
  "two-factor/send-otp",
  "two-factor/verify-otp",
  "two-factor/view-backup-codes",
  "two-factor/generate-totp",
  "passkey/anything",
  "toString",
  "constructor",
];

test("of the sign-in library exactly the listed routes are there, whoever asks", async () => {
  const server = await strict();
  const person = await atTheDoor(server, await newPerson(server, "operator"));
  await addTotp(person);
  for (const path of closed) {
    for (const answer of [await person.get(path), await person.post(path, { email: "a@b.example", password })]) {
      expect(answer, path).toMatchObject({ status: 404, body: { code: "request.not-found" } });
    }
  }
  for (const name of Object.keys(signInRoutes)) {
    const [method, path = ""] = name.split(" /");
    const other = method === "GET" ? person.post(path) : person.get(path);
    expect((await other).status, `the other method of ${path}`).toBe(404);
    const answer = method === "GET" ? await person.get(path) : await person.post(path, { extra: 1 });
    expect(answer.status, name).not.toBe(404);
    expect(answer.status, name).toBeLessThan(500);
    if (method === "POST") expect(answer.text, name).toContain("a field that is not known here");
  }
});

test("a session before the second factor is refused by every procedure, and by the files", async () => {
  const server = await strict();
  for (const role of ["engineer", "operator"] as const) {
    const person = await atTheDoor(server, await newPerson(server, role));
    const procedures = Object.keys(appRouter._def.procedures).filter((name) => !open.has(name));
    expect(procedures.length).toBeGreaterThan(25);
    for (const name of procedures) {
      for (const method of ["GET", "POST"] as const) {
        const { status, text } = await ask(server, name, method, person);
        if (status === 405) continue;
        expect(status, `${name}: ${text}`).toBe(401);
        expect(text, name).toMatch(/"(session\.second-factor|device\.missing|session\.missing)"/);
      }
    }
    const file = await server.app.request(`${url}/files/${spareId}`, { headers: person.headers() });
    expect([file.status, await file.json()]).toMatchObject([401, { code: "session.second-factor" }]);
    expect(await refused(server, person)).toBe("session.second-factor");
  }
});

/** Those that ask nobody who they are. */
const open = new Set([
  "accounts.identity",
  "accounts.setUpOperator",
  "accounts.invitation",
  "accounts.join",
  "devices.enrol",
  "devices.enrolWithKey",
  "pairing.begin",
  "pairing.finish",
]);

async function ask({ app }: TestServer, name: string, method: "GET" | "POST", person: Visitor) {
  const init = { method, headers: { ...person.headers(), origin: url, "content-type": "application/json" } };
  const response = await app.request(`${url}/trpc/${name}`, method === "POST" ? { ...init, body: "{}" } : init);
  return { status: response.status, text: await response.text() };
}

test("resellers and holders work by the password alone until they set a second factor up", async () => {
  const server = await strict();
  for (const role of ["reseller", "holder"] as const) {
    const who = await newPerson(server, role);
    const person = await atTheDoor(server, who);
    expect(await me(server, person)).toMatchObject({ role, hasAuthenticator: false });
    const elsewhere = await atTheDoor(server, who);
    await addTotp(person);
    expect(await me(server, person)).toMatchObject({ role, hasAuthenticator: true });
    expect(await refused(server, elsewhere)).toBe("session.second-factor");
    const next = visitor(server);
    expect((await next.post("sign-in/email", { email: who.email, password })).body).toEqual({
      done: false,
      needsCode: true,
    });
    expect(await refused(server, next)).toBe("session.missing");
  }
});

test("an authenticator is set up, asked for at the next sign-in, and lets in with its code alone", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const person = await atTheDoor(server, who);
  const { nextCode, backupCodes } = await addTotp(person);
  expect(backupCodes).toHaveLength(10);
  expect(await me(server, person)).toMatchObject({ role: "operator", hasAuthenticator: true });
  expect(await factors(server)).toEqual([{ factor: "second" }]);
  const sessions = await server.as(person.headers()).accounts.sessions.query();
  expect(sessions).toMatchObject([{ browser: "Firefox on Linux", factor: "second", isCurrent: true }]);
  await person.post("sign-out");

  const next = visitor(server);
  expect((await next.post("sign-in/email", { email: who.email, password })).body).toEqual({
    done: false,
    needsCode: true,
  });
  expect(await factors(server)).toEqual([]);
  const wrong = String((Number(nextCode()) + 1) % 1_000_000).padStart(6, "0");
  expect(await next.post("two-factor/verify-totp", { code: wrong })).toMatchObject({
    status: 401,
    body: { code: "session.wrong-code" },
  });
  expect((await next.post("two-factor/verify-totp", { code: nextCode() })).body).toEqual({ done: true });
  expect(await me(server, next)).toMatchObject({ email: who.email });
  expect(await factors(server)).toEqual([{ factor: "second" }]);
});

test("an authenticator that was not confirmed with a code is none", async () => {
  const server = await strict();
  const who = await newPerson(server, "engineer");
  const person = await atTheDoor(server, who);
  const { body } = await person.post("two-factor/enable", { password });
  expect(await person.post("two-factor/verify-totp", { code: "000000" })).toMatchObject({ status: 401 });
  expect(await refused(server, person)).toBe("session.second-factor");
  expect((await visitor(server).post("sign-in/email", { email: who.email, password })).body).toMatchObject({
    done: true,
  });
  const { code } = totpOf(String(body.totpURI));
  expect((await person.post("two-factor/verify-totp", { code: code() })).status).toBe(200);
  expect(await refused(server, person)).toBe(null);
});

test("setting up needs the password, not only a session", async () => {
  const server = await strict();
  const person = await atTheDoor(server, await newPerson(server, "engineer"));
  for (const body of [{ password: "not the right password" }, { password: "" }, {}]) {
    const answer = await person.post("two-factor/enable", body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain("otpauth");
  }
});

test("a code lets in once, and with it every older one is over", async () => {
  // However long it takes, all of it is within one code's thirty seconds.
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const server = await strict();
  const who = await newPerson(server, "operator");
  const { code, nextCode, codeAgo } = await addTotp(await atTheDoor(server, who));
  const used = code();
  const taken = nextCode();
  for (const [given, answer] of [
    [used, "session.code-used"],
    [codeAgo(30), "session.code-used"],
    [taken, null],
    [taken, "session.code-used"],
    [used, "session.code-used"],
  ] as const) {
    const person = await asked(server, who.email);
    const { body } = await person.post("two-factor/verify-totp", { code: given });
    expect(body.code ?? null).toBe(answer);
    expect(await refused(server, person)).toBe(answer && "session.missing");
  }
});

test("of 50 who use the same code at the same moment one gets in", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const { nextCode } = await addTotp(await atTheDoor(server, who));
  const before = await factors(server);
  const racers = await Promise.all(Array.from({ length: 50 }, () => asked(server, who.email)));
  const code = nextCode();
  const answers = await Promise.all(racers.map((racer) => racer.post("two-factor/verify-totp", { code })));
  const told = answers.map(({ status, body }) => `${status} ${body.code ?? "in"}`).sort();
  expect(told).toEqual(["200 in", ...Array(49).fill("401 session.code-used")]);
  expect(await factors(server)).toHaveLength(before.length + 1);
  const lets = await Promise.all(racers.map((racer) => refused(server, racer)));
  expect(lets.filter((code) => code === null)).toHaveLength(1);
}, 60_000);

test("a new authenticator begins anew: what the one before it took does not count", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const person = await atTheDoor(server, who);
  const first = await addTotp(person);
  const there = await asked(server, who.email);
  expect((await there.post("two-factor/verify-totp", { code: first.nextCode() })).status).toBe(200);
  expect((await there.post("two-factor/disable", { password })).status).toBe(200);
  await addTotp(there);
  expect(await refused(server, there)).toBe(null);
});

test("one person's code takes nothing from another's", async () => {
  const server = await strict();
  const [one, other] = [await newPerson(server, "operator"), await newPerson(server, "operator")];
  const [ofOne, ofOther] = [await addTotp(await atTheDoor(server, one)), await addTotp(await atTheDoor(server, other))];
  for (const [{ email }, { nextCode }] of [
    [one, ofOne],
    [other, ofOther],
  ] as const) {
    const person = await asked(server, email);
    expect((await person.post("two-factor/verify-totp", { code: nextCode() })).status).toBe(200);
  }
});

test("in a session a confirmed authenticator's codes cannot be tried out", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const person = await atTheDoor(server, who);
  const { nextCode } = await addTotp(person);
  const right = nextCode();
  const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, "0");
  for (const code of [right, wrong]) {
    const answer = await person.post("two-factor/verify-totp", { code });
    expect(answer).toMatchObject({ status: 409, body: { code: "second-factor.there-already" } });
  }
  const elsewhere = await asked(server, who.email);
  expect((await elsewhere.post("two-factor/verify-totp", { code: right })).status).toBe(200);
});

test("a backup code lets in once, also where 20 use it at the same moment", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const { backupCodes } = await addTotp(await atTheDoor(server, who));
  const [first = "", second = ""] = backupCodes;
  const racers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const racer = visitor(server);
      await racer.post("sign-in/email", { email: who.email, password });
      return racer;
    }),
  );
  const answers = await Promise.all(
    racers.map((racer) => racer.post("two-factor/verify-backup-code", { code: first })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status !== 200).every(({ body }) => body.code !== "server.fault")).toBe(true);
  await server.db.updateTable("twoFactors").set({ failedVerificationCount: 0, lockedUntil: null }).execute();

  const again = visitor(server);
  await again.post("sign-in/email", { email: who.email, password });
  expect(await again.post("two-factor/verify-backup-code", { code: first })).toMatchObject({
    status: 401,
    body: { code: "session.wrong-code" },
  });
  expect((await again.post("two-factor/verify-backup-code", { code: second })).status).toBe(200);
  expect(await refused(server, again)).toBe(null);
});

test("new backup codes take the place of the old, and need the password", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const person = await atTheDoor(server, who);
  const { backupCodes } = await addTotp(person);
  expect((await person.post("two-factor/generate-backup-codes", { password: "wrong password here" })).status).toBe(403);
  const { body } = await person.post("two-factor/generate-backup-codes", { password });
  const fresh = body.backupCodes as string[];
  expect(fresh).toHaveLength(10);
  expect(fresh.some((code) => backupCodes.includes(code))).toBe(false);
  const next = visitor(server);
  await next.post("sign-in/email", { email: who.email, password });
  expect((await next.post("two-factor/verify-backup-code", { code: backupCodes[0] })).status).toBe(401);
  expect((await next.post("two-factor/verify-backup-code", { code: fresh[0] })).status).toBe(200);
});

test("wrong codes end the sign-in after five, and lock the person out after ten, even with the right one", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const { nextCode } = await addTotp(await atTheDoor(server, who));
  const codes: unknown[] = [];
  for (let sitting = 0; sitting < 2; sitting++) {
    const guesser = visitor(server);
    await guesser.post("sign-in/email", { email: who.email, password });
    for (let guess = 0; guess < 6; guess++) {
      codes.push((await guesser.post("two-factor/verify-totp", { code: "wrong" })).body.code);
    }
  }
  expect(codes.slice(0, 6)).toEqual([...Array(5).fill("session.wrong-code"), "session.sign-in-anew"]);
  expect(codes.at(-1)).toBe("session.locked");
  const right = visitor(server);
  await right.post("sign-in/email", { email: who.email, password });
  expect(await right.post("two-factor/verify-totp", { code: nextCode() })).toMatchObject({
    status: 429,
    body: { code: "session.locked" },
  });
});

test("codes are counted by address as passwords are", async () => {
  const server = await startServer({ secondFactor: "required", signInsPerMinute: 3 });
  const person = visitor(server);
  const statuses = [];
  for (let guess = 0; guess < 5; guess++) {
    statuses.push((await person.post("two-factor/verify-totp", { code: "000000" })).status);
  }
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
});

test("a code without the password before it opens nothing", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const { nextCode, backupCodes } = await addTotp(await atTheDoor(server, who));
  const stranger = visitor(server);
  for (const [path, given] of [
    ["two-factor/verify-totp", nextCode()],
    ["two-factor/verify-backup-code", backupCodes[0]],
  ]) {
    const answer = await stranger.post(path ?? "", { code: given });
    expect(answer).toMatchObject({ status: 401, body: { code: "session.sign-in-anew" } });
  }
});

test("a passkey that asked for its owner lets in without a password, and is a second factor", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const person = await atTheDoor(server, who);
  const { authenticator, answer } = await addPasskey(person);
  expect(answer.body).toEqual({ done: true });
  expect(await refused(server, person)).toBe("session.second-factor");
  expect((await usePasskey(person, authenticator)).body).toEqual({ done: true });
  expect(await me(server, person)).toMatchObject({ email: who.email });
  expect(await factors(server), "the session of the password is over").toEqual([{ factor: "second" }]);
  const anew = visitor(server);
  expect((await usePasskey(anew, authenticator)).status).toBe(200);
  expect(await me(server, anew)).toMatchObject({ email: who.email });
});

test.each([
  ["did not ask for its owner", { userVerified: false }, "passkey.not-verified"],
  ["signs with another key", { forged: true }, "passkey.unknown"],
  ["was shown to another site", { origin: "https://desk.evil.example" }, "passkey.unknown"],
])("a passkey that %s does not let in", async (_, how, code) => {
  const server = await strict();
  const person = await atTheDoor(server, await newPerson(server, "operator"));
  const { authenticator } = await addPasskey(person);
  const anew = visitor(server);
  expect((await usePasskey(anew, authenticator, how)).body).toMatchObject({ code });
  expect(await refused(server, anew)).toBe("session.missing");
});

test("a passkey that did not ask for its owner, or answers another site, is not added", async () => {
  const server = await strict();
  const person = await atTheDoor(server, await newPerson(server, "operator"));
  expect((await addPasskey(person, { userVerified: false })).answer.body).toMatchObject({
    code: "passkey.not-verified",
  });
  const elsewhere = await addPasskey(person, { origin: "https://desk.evil.example" });
  expect(elsewhere.answer.body).toMatchObject({ code: "passkey.not-added" });
  expect(await server.db.selectFrom("passkeys").select("id").execute()).toEqual([]);
});

test("what a passkey answered lets in once", async () => {
  const server = await strict();
  const person = await atTheDoor(server, await newPerson(server, "operator"));
  const { authenticator } = await addPasskey(person);
  const anew = visitor(server);
  const { body } = await anew.get("passkey/generate-authenticate-options");
  const response = authenticator.get(body as { challenge: string; rpId: string });
  expect((await anew.post("passkey/verify-authentication", { response })).status).toBe(200);
  expect(await anew.post("passkey/verify-authentication", { response })).toMatchObject({
    body: { code: "passkey.expired" },
  });
});

test("the password alone cannot add a second factor beside one that is there", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const owner = await atTheDoor(server, who);
  const { authenticator } = await addPasskey(owner);
  await usePasskey(owner, authenticator);
  const thief = await atTheDoor(server, who);
  for (const answer of [
    await thief.post("two-factor/enable", { password }),
    await thief.get("passkey/generate-register-options"),
    (await addPasskey(thief)).answer,
    await thief.post("two-factor/disable", { password }),
    await thief.post("two-factor/generate-backup-codes", { password }),
  ]) {
    expect(answer).toMatchObject({ status: 401, body: { code: "session.second-factor" } });
  }
  const { passkeys } = (await owner.get("passkey/list-user-passkeys")).body as { passkeys: { id: string }[] };
  const id = passkeys[0]?.id;
  expect(await thief.post("passkey/delete-passkey", { id })).toMatchObject({ body: { code: "session.second-factor" } });
  expect(await refused(server, thief)).toBe("session.second-factor");
});

test("a session of the password that was begun before the second factor is worth nothing after it", async () => {
  const server = await strict();
  const who = await newPerson(server, "engineer");
  const [early, person] = [await atTheDoor(server, who), await atTheDoor(server, who)];
  const begun = await early.post("two-factor/enable", { password });
  const { code } = await addTotp(person);
  expect(begun.status).toBe(200);
  expect(await early.post("two-factor/verify-totp", { code: code() })).toMatchObject({
    status: 401,
    body: { code: "session.sign-in-anew" },
  });
  expect(await refused(server, early)).toBe("session.second-factor");
});

test("passkeys are listed, named and removed by their owner, and somebody else's answer as none", async () => {
  const server = await strict();
  const [owner, other] = [
    await atTheDoor(server, await newPerson(server, "operator")),
    await atTheDoor(server, await newPerson(server, "operator")),
  ];
  await usePasskey(owner, (await addPasskey(owner)).authenticator);
  await usePasskey(other, (await addPasskey(other)).authenticator);
  const list = async (person: Visitor) =>
    (await person.get("passkey/list-user-passkeys")).body.passkeys as { id: string; name: string }[];
  const [own] = await list(owner);
  expect(Object.keys(own ?? {}).sort()).toEqual(["backedUp", "createdAt", "id", "name"]);
  const id = own?.id ?? "";
  const [foreign, absent] = [
    await other.post("passkey/delete-passkey", { id }),
    await other.post("passkey/delete-passkey", { id: spareId }),
  ];
  expect(foreign).toEqual(absent);
  expect(foreign).toMatchObject({ status: 404, body: { code: "passkey.absent" } });
  const renamed = (who: Visitor, passkeyId: string) =>
    who.post("passkey/update-passkey", { id: passkeyId, name: "Blue key" });
  expect(await renamed(other, id)).toEqual(await renamed(other, spareId));
  expect((await renamed(owner, id)).body).toEqual({ done: true });
  expect((await list(owner)).map(({ name }) => name)).toEqual(["Blue key"]);
  expect((await owner.post("passkey/delete-passkey", { id })).body).toEqual({ done: true });
  expect(await list(owner)).toEqual([]);
  expect(await list(other)).toHaveLength(1);
});

test("no answer of the sign-in routes holds a session's token, and no browser is trusted for later", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const person = await atTheDoor(server, who);
  const { backupCodes } = await addTotp(person);
  const texts: string[] = [];
  const heard = async (answer: Promise<{ text: string }>) => texts.push((await answer).text);
  await heard(person.get("passkey/generate-register-options"));
  await heard(person.get("passkey/list-user-passkeys"));
  const { authenticator, answer } = await addPasskey(person);
  texts.push(answer.text, (await usePasskey(visitor(server), authenticator)).text);
  const next = visitor(server);
  await heard(next.post("sign-in/email", { email: who.email, password }));
  const trusting = await next.post("two-factor/verify-backup-code", { code: backupCodes[0], trustDevice: true });
  expect(trusting).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  await heard(next.post("two-factor/verify-backup-code", { code: backupCodes[0] }));
  const tokens = await server.db.selectFrom("sessions").select("token").execute();
  expect(tokens).toHaveLength(3);
  for (const { token } of tokens) expect(texts.filter((text) => text.includes(token))).toEqual([]);
  expect(next.headers().cookie).not.toContain("trust");
});

test("what the database keeps of sessions, sign-ins and second factors opens nothing, as bearer or as cookie", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const person = await atTheDoor(server, who);
  await addTotp(person);
  await usePasskey(person, (await addPasskey(person)).authenticator);
  await visitor(server).post("sign-in/email", { email: who.email, password });
  const kept: string[] = [];
  for (const table of ["sessions", "verifications", "twoFactors", "passkeys", "logins", "people"] as const) {
    const rows = await server.db.selectFrom(table).selectAll().execute();
    kept.push(...rows.flatMap((row) => Object.values(row)).filter((value) => typeof value === "string"));
  }
  const values = [...new Set(kept)].filter((value) => value.length >= 16);
  expect(values.length).toBeGreaterThan(20);
  for (const value of values) {
    for (const headers of [
      { authorization: `Bearer ${value.replaceAll(/[^\x20-\x7e]/g, "")}` },
      { cookie: `deskbell.session_token=${encodeURIComponent(value)}` },
      { cookie: `deskbell.session_token=${encodeURIComponent(`${value}.${btoa("x".repeat(32))}`)}` },
      {
        cookie: `deskbell.session_data=${encodeURIComponent(value)}; deskbell.two_factor=${encodeURIComponent(value)}`,
      },
    ]) {
      expect(await refusalOf(server.as(headers).accounts.me.query()), value).toMatchObject({ code: "session.missing" });
    }
  }
});

test("whoever takes the second factor off is back before it", async () => {
  const server = await strict();
  const who = await newPerson(server, "operator");
  const person = await atTheDoor(server, who);
  await addTotp(person);
  expect((await person.post("two-factor/disable", { password: "wrong password here" })).status).toBe(403);
  expect((await person.post("two-factor/disable", { password })).body).toEqual({ done: true });
  expect(await refused(server, person)).toBe("session.second-factor");
  await addTotp(person);
  expect(await refused(server, person)).toBe(null);
});

test("somebody who lost both gets in again by an operator's link, and owes a second factor anew", async () => {
  const server = await strict();
  const who = await newPerson(server, "engineer");
  const person = await atTheDoor(server, who);
  await addTotp(person);
  await resetPerson(server.ctx, { personId: who.personId, secondFactorToo: true });
  expect(await refused(server, person)).toBe("session.missing");
  expect((await visitor(server).post("sign-in/email", { email: who.email, password })).status).toBe(401);
});

test("where the server does not ask for it the desk's people work by the password alone", async () => {
  const server = await startServer({ secondFactor: "optional" });
  await addPerson(server.ctx, { role: "operator", name: "Olga", email: "olga@desk.example", password });
  const person = await atTheDoor(server, { email: "olga@desk.example" });
  expect(await refused(server, person)).toBe(null);
});
