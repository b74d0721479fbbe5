import { expect, test } from "vitest";
import { addReseller } from "../../server/accounts/add-reseller.ts";
import { invitePerson, type NewInvitation } from "../../server/accounts/invite-person.ts";
import { signedIn as knownPerson } from "../../server/accounts/store.ts";
import { bodyOf } from "../../server/mails/queue.ts";
import { bearer, password, refusalOf, startServer, type TestServer, url } from "../support/app.ts";
import { addTotp, atTheDoor, newPerson, visitor } from "../support/sign-in.ts";

const absentId = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
const engineer = {
  name: "Emil",
  email: "Emil@Desk.example",
  role: "engineer",
  senior: true,
  accountId: null,
  language: "de",
} as const satisfies NewInvitation;
const joining = { name: "Emil Engineer", password, language: "de" } as const;

/** Links that wait to be mailed, newest last. */
async function links({ db, ctx }: TestServer): Promise<{ to: string; token: string; language: string }[]> {
  const rows = await db.selectFrom("mails").selectAll().where("kind", "=", "person-invited").orderBy("id").execute();
  return rows.map((row) => {
    const { link } = bodyOf(ctx.keys, row).values as { link: string };
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:8420\/desk\/join#spi_[\w-]{43}$/);
    return { to: row.recipient, token: link.split("#")[1] ?? "", language: row.language };
  });
}

async function lastToken(server: TestServer): Promise<string> {
  return (await links(server)).at(-1)?.token ?? "";
}

async function operator(server: TestServer) {
  const who = await newPerson(server, "operator", { name: "Olga" });
  const person = await atTheDoor(server, who);
  return { ...who, person, api: server.as(person.headers()) };
}

async function reseller(server: TestServer, accountId?: string) {
  const who = await newPerson(server, "reseller", accountId ? { accountId } : {});
  const person = await atTheDoor(server, who);
  return { ...who, person, api: server.as(person.headers()) };
}

test("an invitation is mailed, says whom it is for, and lets one in who then needs a second factor", async () => {
  const server = await startServer({ secondFactor: "required" });
  await invitePerson(server.ctx, engineer);
  expect(await links(server)).toMatchObject([{ to: "emil@desk.example", language: "de" }]);
  const token = await lastToken(server);
  const { accounts } = server.as({});
  expect(await accounts.invitation.mutate({ token })).toEqual({
    name: "Emil",
    email: "emil@desk.example",
    role: "engineer",
    isReset: false,
    serverName: "Test support",
  });
  expect(await accounts.join.mutate({ ...joining, token })).toEqual({ email: "emil@desk.example" });
  const person = await atTheDoor(server, { email: "emil@desk.example" });
  const me = () => server.as(person.headers()).accounts.me.query();
  expect(await refusalOf(me())).toMatchObject({ code: "session.second-factor", status: 401 });
  await addTotp(person);
  expect(await me()).toMatchObject({ name: "Emil Engineer", role: "engineer", senior: true, language: "de" });
});

test("of 200 who use one invitation at once, one is let in", async () => {
  const server = await startServer();
  await invitePerson(server.ctx, engineer);
  const token = await lastToken(server);
  const { accounts } = server.as({});
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, () => accounts.join.mutate({ ...joining, token })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await server.db.selectFrom("people").select("email").execute()).toEqual([{ email: "emil@desk.example" }]);
  expect(await refusalOf(accounts.invitation.mutate({ token }))).toMatchObject({ code: "invitation.closed" });
});

test("an invitation is over after seven days to the second, withdrawn, or taken over by a newer one", async () => {
  const server = await startServer();
  const { api } = await operator(server);
  const { accounts } = server.as({});
  const isOpen = (token: string) =>
    accounts.invitation.mutate({ token }).then(
      () => true,
      () => false,
    );
  await api.accounts.invite.mutate(engineer);
  const first = await lastToken(server);
  await api.accounts.invite.mutate(engineer);
  const second = await lastToken(server);
  expect([await isOpen(first), await isOpen(second)]).toEqual([false, true]);
  const { invitations } = await api.accounts.people.query();
  expect(invitations).toMatchObject([{ email: "emil@desk.example", role: "engineer", senior: true, isReset: false }]);
  await api.accounts.withdrawInvitation.mutate({ invitationId: invitations[0]?.id ?? "" });
  expect(await isOpen(second)).toBe(false);
  expect(await refusalOf(accounts.join.mutate({ ...joining, token: second }))).toMatchObject({
    code: "invitation.closed",
    status: 403,
  });

  await api.accounts.invite.mutate(engineer);
  const third = await lastToken(server);
  const { expiresAt } = await server.db
    .selectFrom("personInvitations")
    .select("expiresAt")
    .where("revokedAt", "is", null)
    .executeTakeFirstOrThrow();
  server.pass(Date.parse(expiresAt) - server.ctx.now().getTime() - 1_000);
  expect(await isOpen(third)).toBe(true);
  server.pass(1_000);
  expect(await isOpen(third)).toBe(false);
});

test("what the database keeps of an invitation lets nobody in", async () => {
  const server = await startServer();
  await invitePerson(server.ctx, engineer);
  const token = await lastToken(server);
  const rows = [
    ...(await server.db.selectFrom("personInvitations").selectAll().execute()),
    ...(await server.db.selectFrom("mails").selectAll().execute()),
  ];
  const kept = rows.flatMap((row) => Object.values(row)).filter((value) => typeof value === "string");
  expect(kept.length).toBeGreaterThan(10);
  for (const value of kept) {
    expect(value).not.toContain(token);
    const { accounts } = server.as(bearer(value.replaceAll(/[^\x20-\x7e]/g, "")));
    const wrong = await refusalOf(accounts.join.mutate({ ...joining, token: value.slice(0, 200) }));
    expect(wrong).toMatchObject({ code: "invitation.closed" });
    expect(await refusalOf(accounts.me.query())).toMatchObject({ code: "session.missing" });
  }
});

test("a reseller invites their own people and nobody else, whatever they ask for", async () => {
  const server = await startServer();
  const own = await reseller(server);
  const other = await reseller(server);
  await own.api.accounts.invite.mutate({ ...engineer, role: "operator", accountId: other.accountId });
  const token = await lastToken(server);
  await server.as({}).accounts.join.mutate({ ...joining, token });
  const row = await server.db
    .selectFrom("people")
    .select(["role", "accountId", "senior"])
    .where("email", "=", "emil@desk.example")
    .executeTakeFirst();
  expect(row).toEqual({ role: "reseller", accountId: own.accountId, senior: 0 });
  const { people } = await own.api.accounts.people.query();
  expect(people.map(({ email }) => email).sort()).toEqual([own.email, "emil@desk.example"].sort());
  expect((await other.api.accounts.people.query()).people.map(({ email }) => email)).toEqual([other.email]);
});

test("a reseller does not learn who is here: a foreign address is invited like any other, and gets no mail", async () => {
  const server = await startServer();
  const own = await reseller(server);
  const foreign = await reseller(server);
  const before = (await links(server)).length;
  const shape = (value: object) => Object.keys(value);
  const [taken, free] = [
    await own.api.accounts.invite.mutate({ ...engineer, email: foreign.email }),
    await own.api.accounts.invite.mutate({ ...engineer, email: "new@shop.example" }),
  ];
  expect(shape(taken)).toEqual(shape(free));
  expect((await links(server)).slice(before).map(({ to }) => to)).toEqual(["new@shop.example"]);
  const listed = await own.api.accounts.people.query();
  expect(listed.invitations.map(({ email }) => email)).toEqual([foreign.email, "new@shop.example"]);
  const colleague = own.api.accounts.invite.mutate({ ...engineer, email: own.email });
  expect(await refusalOf(colleague)).toMatchObject({ code: "person.email-taken" });
});

test("people and invitations of others answer a reseller exactly as ones that are not there", async () => {
  const server = await startServer();
  const own = await reseller(server);
  const foreign = await reseller(server);
  const staff = await operator(server);
  await foreign.api.accounts.invite.mutate(engineer);
  const invitationId = (await foreign.api.accounts.people.query()).invitations[0]?.id ?? "";
  const bytes = async (name: string, input: object) => {
    const headers = { ...own.person.headers(), origin: url, "content-type": "application/json" };
    const body = JSON.stringify(input);
    const response = await server.app.request(`${url}/trpc/accounts.${name}`, { method: "POST", headers, body });
    return [response.status, await response.text()];
  };
  const absent = await bytes("removePerson", { personId: absentId });
  expect(absent[0]).toBe(404);
  for (const personId of [foreign.personId, staff.personId]) {
    expect(await bytes("removePerson", { personId })).toEqual(absent);
  }
  const missing = await bytes("withdrawInvitation", { invitationId: absentId });
  expect(missing[0]).toBe(404);
  expect(await bytes("withdrawInvitation", { invitationId })).toEqual(missing);
  expect((await foreign.api.accounts.people.query()).invitations).toHaveLength(1);
});

test("holders look after nobody, and engineers and resellers may not do what operators do", async () => {
  const server = await startServer();
  const holder = server.as((await atTheDoor(server, await newPerson(server, "holder"))).headers());
  const desk = server.as((await atTheDoor(server, await newPerson(server, "engineer"))).headers());
  const { api: partner, personId } = await reseller(server);
  const wrongRole = { code: "session.wrong-role", status: 403 };
  for (const api of [holder, desk]) {
    expect(await refusalOf(api.accounts.people.query())).toMatchObject(wrongRole);
    expect(await refusalOf(api.accounts.invite.mutate(engineer))).toMatchObject(wrongRole);
    expect(await refusalOf(api.accounts.removePerson.mutate({ personId }))).toMatchObject(wrongRole);
  }
  for (const api of [holder, desk, partner]) {
    const input = { personId, role: "operator", senior: false } as const;
    expect(await refusalOf(api.accounts.changeRole.mutate(input))).toMatchObject(wrongRole);
    expect(await refusalOf(api.accounts.resetPerson.mutate({ personId, secondFactorToo: true }))).toMatchObject(
      wrongRole,
    );
    expect(await refusalOf(api.accounts.find.query({ kind: "reseller", search: "" }))).toMatchObject(wrongRole);
    expect(await refusalOf(api.accounts.addReseller.mutate({ name: "X" }))).toMatchObject(wrongRole);
  }
});

test("whoever is removed is out with their next call, on every browser, and can be invited anew", async () => {
  const server = await startServer();
  const { api } = await operator(server);
  const who = await newPerson(server, "engineer");
  const [one, two] = [await atTheDoor(server, who), await atTheDoor(server, who)];
  await addTotp(one);
  await api.accounts.removePerson.mutate({ personId: who.personId });
  for (const person of [one, two]) {
    expect(await refusalOf(server.as(person.headers()).tickets.queue.query({}))).toMatchObject({
      code: "session.missing",
      status: 401,
    });
  }
  expect((await visitor(server).post("sign-in/email", { email: who.email, password })).status).toBe(401);
  const { people } = await api.accounts.people.query();
  expect(people.map(({ id }) => id)).not.toContain(who.personId);
  expect(await knownPerson(server.db, who.personId), "also with a session that was begun meanwhile").toBe(null);
  for (const table of ["sessions", "twoFactors", "passkeys", "logins", "popups"] as const) {
    const left = await server.db.selectFrom(table).select("id").where("personId", "=", who.personId).execute();
    expect(left, table).toEqual([]);
  }
  await api.accounts.invite.mutate({ ...engineer, email: who.email });
  await server.as({}).accounts.join.mutate({ ...joining, token: await lastToken(server) });
  expect((await visitor(server).post("sign-in/email", { email: who.email, password })).status).toBe(200);
});

test("a role that was changed holds from the next call on", async () => {
  const server = await startServer();
  const { api } = await operator(server);
  const who = await newPerson(server, "operator");
  const changed = server.as((await atTheDoor(server, who)).headers());
  expect((await changed.accounts.people.query()).people).toHaveLength(2);
  await api.accounts.changeRole.mutate({ personId: who.personId, role: "engineer", senior: true });
  expect(await refusalOf(changed.accounts.people.query())).toMatchObject({ code: "session.wrong-role" });
  expect(await changed.accounts.me.query()).toMatchObject({ role: "engineer", senior: true });
  const { personId } = await newPerson(server, "reseller");
  const promoted = api.accounts.changeRole.mutate({ personId, role: "operator", senior: false });
  expect(await refusalOf(promoted)).toMatchObject({ code: "person.role-fixed" });
});

test("there is always an operator, also where two take each other away at the same moment", async () => {
  const server = await startServer();
  const [one, two] = [await operator(server), await operator(server)];
  const outcomes = await Promise.allSettled([
    one.api.accounts.changeRole.mutate({ personId: two.personId, role: "engineer", senior: false }),
    two.api.accounts.changeRole.mutate({ personId: one.personId, role: "engineer", senior: false }),
    one.api.accounts.removePerson.mutate({ personId: two.personId }),
    two.api.accounts.removePerson.mutate({ personId: one.personId }),
  ]);
  expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
  const left = await server.db.selectFrom("people").select("id").where("role", "=", "operator").execute();
  expect(left).toHaveLength(1);
  const last = left[0]?.id === one.personId ? one : two;
  const step = last.api.accounts.changeRole.mutate({ personId: last.personId, role: "engineer", senior: false });
  expect(await refusalOf(step)).toMatchObject({ code: "person.last-operator", values: { name: "Olga" } });
  expect(await refusalOf(last.api.accounts.removePerson.mutate({ personId: last.personId }))).toMatchObject({
    code: "person.yourself",
  });
});

test("a reset ends password and sessions at once, and its link gives a new password to the same person", async () => {
  const server = await startServer();
  const { api } = await operator(server);
  const who = await newPerson(server, "engineer");
  const person = await atTheDoor(server, who);
  await addTotp(person);
  await api.accounts.resetPerson.mutate({ personId: who.personId, secondFactorToo: false });
  expect(await refusalOf(server.as(person.headers()).accounts.me.query())).toMatchObject({ code: "session.missing" });
  expect((await visitor(server).post("sign-in/email", { email: who.email, password })).status).toBe(401);
  const token = await lastToken(server);
  expect(await server.as({}).accounts.invitation.mutate({ token })).toMatchObject({ isReset: true, email: who.email });
  const next = "another long password";
  await server.as({}).accounts.join.mutate({ ...joining, token, name: "Somebody else", password: next });
  const again = visitor(server);
  const answer = await again.post("sign-in/email", { email: who.email, password: next });
  expect(answer.body, "the second factor is still owed").toEqual({ done: false, needsCode: true });
  const row = await server.db.selectFrom("people").select("name").where("id", "=", who.personId).executeTakeFirst();
  expect(row).toEqual({ name: "Petra" });
  expect(await refusalOf(server.as({}).accounts.join.mutate({ ...joining, token }))).toMatchObject({
    code: "invitation.closed",
  });
});

test("sessions are listed without their tokens, and their owner alone ends them", async () => {
  const server = await startServer();
  const who = await newPerson(server, "engineer");
  const [here, there] = [await atTheDoor(server, who), await atTheDoor(server, who)];
  const stranger = server.as((await atTheDoor(server, await newPerson(server, "engineer"))).headers());
  const api = server.as(here.headers());
  const own = await api.accounts.sessions.query();
  expect(own).toHaveLength(2);
  expect(own.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  expect(own[0]).toMatchObject({ browser: "Firefox on Linux", factor: "password" });
  const tokens = await server.db.selectFrom("sessions").select("token").execute();
  for (const { token } of tokens) expect(JSON.stringify(own)).not.toContain(token);
  const other = own.find(({ isCurrent }) => !isCurrent)?.id ?? "";
  const [foreign, absent] = [
    await refusalOf(stranger.accounts.endSession.mutate({ sessionId: other })),
    await refusalOf(stranger.accounts.endSession.mutate({ sessionId: absentId })),
  ];
  expect(foreign).toEqual(absent);
  expect(foreign).toMatchObject({ code: "session.absent", status: 404 });
  await api.accounts.endSession.mutate({ sessionId: other });
  expect(await refusalOf(server.as(there.headers()).accounts.me.query())).toMatchObject({ code: "session.missing" });
  await atTheDoor(server, who);
  await atTheDoor(server, who);
  expect(await api.accounts.endOtherSessions.mutate()).toEqual({ ended: 2 });
  expect(await api.accounts.sessions.query()).toHaveLength(1);
});

test("a new password needs the present one, ends the other sessions, and is the only one from then on", async () => {
  const server = await startServer();
  const who = await newPerson(server, "engineer");
  const [here, there] = [await atTheDoor(server, who), await atTheDoor(server, who)];
  const { accounts } = server.as(here.headers());
  const next = "another long password";
  const wrong = accounts.changePassword.mutate({ present: "not the right one", next });
  expect(await refusalOf(wrong)).toMatchObject({ code: "person.wrong-password", status: 403 });
  const weak = accounts.changePassword.mutate({ present: password, next: "short" });
  expect(await refusalOf(weak)).toMatchObject({ code: "setup.password-weak" });
  expect(await accounts.changePassword.mutate({ present: password, next })).toEqual({ ended: 1 });
  expect(await refusalOf(server.as(there.headers()).accounts.me.query())).toMatchObject({ code: "session.missing" });
  expect(await accounts.me.query()).toMatchObject({ email: who.email });
  const statuses = [];
  for (const tried of [password, next]) {
    statuses.push((await visitor(server).post("sign-in/email", { email: who.email, password: tried })).status);
  }
  expect(statuses).toEqual([401, 200]);
});

test("the present password cannot be guessed without end in somebody's open session", async () => {
  const server = await startServer({ signInsPerMinute: 3 });
  const person = await atTheDoor(server, await newPerson(server, "engineer"));
  const codes = [];
  for (let guess = 0; guess < 4; guess++) {
    const tried = server
      .as(person.headers())
      .accounts.changePassword.mutate({ present: `guess ${guess}`, next: password });
    codes.push((await refusalOf(tried)).code);
  }
  expect(codes).toEqual([...Array(3).fill("person.wrong-password"), "request.too-many"]);
});

test("operators find accounts by a part of their name, and add resellers", async () => {
  const server = await startServer();
  const { api } = await operator(server);
  const { accountId } = await addReseller(server.ctx, "North Star");
  const { accountId: mine } = await api.accounts.addReseller.mutate({ name: "Northern 100%" });
  const found = await api.accounts.find.query({ kind: "reseller", search: "NORTH" });
  expect(found).toEqual([
    { id: accountId, name: "North Star" },
    { id: mine, name: "Northern 100%" },
  ]);
  expect(await api.accounts.find.query({ kind: "holder", search: "north" })).toEqual([]);
  const nowhere = api.accounts.invite.mutate({ ...engineer, role: "holder", accountId });
  expect(await refusalOf(nowhere)).toMatchObject({ code: "account.absent" });
  await api.accounts.invite.mutate({ ...engineer, role: "reseller", accountId });
  await server.as({}).accounts.join.mutate({ ...joining, token: await lastToken(server) });
  const person = await atTheDoor(server, { email: "emil@desk.example" });
  expect(await server.as(person.headers()).accounts.me.query()).toMatchObject({
    role: "reseller",
    accountName: "North Star",
  });
});

test("a session that nobody used for twelve hours is over", async () => {
  const server = await startServer();
  const person = await atTheDoor(server, await newPerson(server, "engineer"));
  const { expiresAt } = await server.db.selectFrom("sessions").select("expiresAt").executeTakeFirstOrThrow();
  const idle = (Date.parse(expiresAt) - Date.now()) / 3_600_000;
  expect(idle).toBeGreaterThan(11.9);
  expect(idle).toBeLessThanOrEqual(12);
  await server.db
    .updateTable("sessions")
    .set({ expiresAt: new Date(Date.now() - 1_000).toISOString() })
    .execute();
  expect(await refusalOf(server.as(person.headers()).accounts.me.query())).toMatchObject({ code: "session.missing" });
});
