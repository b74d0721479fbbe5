import { expect, test } from "vitest";
import { addPerson } from "../../server/accounts/add-person.ts";
import { cookieOf, password, refusalOf, signedIn, signIn, startServer, url } from "../support/app.ts";

const owner = { name: "Olga", email: "Olga@desk.example", password };

test("of 100 people who open the setup link at once, one becomes the operator", async () => {
  const server = await startServer();
  const { accounts } = server.as({});
  const token = server.ctx.keys.setupToken;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, (_, index) =>
      accounts.setUpOperator.mutate({ ...owner, token, email: `p${index}@desk.example` }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await server.db.selectFrom("people").select("role").execute()).toEqual([{ role: "operator" }]);
  const again = accounts.setUpOperator.mutate({ ...owner, token });
  expect(await refusalOf(again)).toMatchObject({ code: "setup.closed", status: 403 });
});

test("the operator whom the link made can sign in, whatever the case of the address", async () => {
  const server = await startServer();
  await server.as({}).accounts.setUpOperator.mutate({ ...owner, token: server.ctx.keys.setupToken });
  const cookie = cookieOf(await signIn(server, { email: "OLGA@desk.example", password }));
  expect(await server.as({ cookie }).accounts.me.query()).toEqual({
    name: "Olga",
    email: "olga@desk.example",
    role: "operator",
    senior: false,
    accountName: null,
    language: null,
    hasAuthenticator: false,
    serverName: "Test support",
  });
});

test("a link that was not printed makes nobody operator, and leaves the right one working", async () => {
  const server = await startServer();
  const { accounts } = server.as({});
  const token = server.ctx.keys.setupToken;
  for (const wrong of ["", "x", `${token}x`, token.slice(1)]) {
    const refusal = await refusalOf(accounts.setUpOperator.mutate({ ...owner, token: wrong }));
    expect(refusal).toMatchObject({ code: "setup.closed" });
  }
  const weak = accounts.setUpOperator.mutate({ ...owner, token, password: "elevenchars" });
  expect(await refusalOf(weak)).toMatchObject({ code: "setup.password-weak", values: { least: 12 } });
  await accounts.setUpOperator.mutate({ ...owner, token });
});

test("an operator added at the command line closes the link", async () => {
  const server = await startServer();
  await addPerson(server.ctx, { ...owner, role: "operator" });
  const late = server.as({}).accounts.setUpOperator.mutate({ ...owner, token: server.ctx.keys.setupToken });
  expect(await refusalOf(late)).toMatchObject({ code: "setup.closed" });
});

test("an engineer added at the command line leaves the link open", async () => {
  const server = await startServer();
  await addPerson(server.ctx, { ...owner, role: "engineer", email: "emil@desk.example" });
  await server.as({}).accounts.setUpOperator.mutate({ ...owner, token: server.ctx.keys.setupToken });
});

test("an address is one person's", async () => {
  const server = await startServer();
  await addPerson(server.ctx, { ...owner, role: "engineer" });
  const again = addPerson(server.ctx, { ...owner, role: "engineer", email: owner.email.toUpperCase() });
  await expect(again).rejects.toMatchObject({ refusal: { code: "person.email-taken" } });
});

test("a session's cookie is for our own pages alone, and no script can read it", async () => {
  const server = await startServer();
  const { email } = await signedIn(server);
  const response = await signIn(server, { email, password });
  expect(response.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Strict/i);
  const body = await response.text();
  const token = /session_token=([^.]+)\./.exec(response.headers.getSetCookie().join())?.[1];
  expect(token).toMatch(/^\w{20,}$/);
  expect(body).not.toContain(token);
});

test("what the database keeps of a session does not sign anyone in", async () => {
  const server = await startServer();
  await signedIn(server);
  const { token } = await server.db.selectFrom("sessions").select("token").executeTakeFirstOrThrow();
  for (const headers of [
    { cookie: `deskbell.session_token=${token}` },
    { cookie: `deskbell.session_token=${token}.${encodeURIComponent(btoa("x".repeat(32)))}` },
    { authorization: `Bearer ${token}` },
  ]) {
    expect(await refusalOf(server.as(headers).accounts.me.query())).toMatchObject({ code: "session.missing" });
  }
});

test("whoever signs out is signed out", async () => {
  const server = await startServer();
  const { api, cookie } = await signedIn(server);
  const headers = { cookie, origin: url, "content-type": "application/json" };
  const response = await server.app.request(`${url}/api/auth/sign-out`, { method: "POST", headers, body: "{}" });
  expect(response.status).toBe(200);
  expect(await refusalOf(api.accounts.me.query())).toMatchObject({ code: "session.missing", status: 401 });
});

test("a wrong password and an unknown address answer alike", async () => {
  const server = await startServer();
  const { email } = await signedIn(server);
  const answer = async (body: { email: string; password: string }) => {
    const response = await signIn(server, body);
    return { status: response.status, body: await response.text(), cookies: response.headers.getSetCookie() };
  };
  const wrong = await answer({ email, password: "not the right password" });
  expect(wrong).toEqual(await answer({ email: "nobody@desk.example", password: "not the right password" }));
  expect(wrong.status).toBe(401);
  expect(JSON.parse(wrong.body)).toMatchObject({ code: "session.wrong-password" });
});

test("passwords cannot be tried without end, whatever address a caller claims", async () => {
  const server = await startServer({ signInsPerMinute: 3 });
  const statuses = [];
  for (let tries = 0; tries < 5; tries++) {
    const claimed = {
      origin: url,
      "x-forwarded-for": `203.0.113.${tries}`,
      "x-deskbell-address": `203.0.113.${tries}`,
    };
    const response = await signIn(server, { email: "nobody@desk.example", password }, claimed);
    statuses.push(response.status);
    if (response.status === 429) expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
});

test("the server tells who it is before anyone connects", async () => {
  const server = await startServer();
  const { sealingKey, fingerprint, name } = await server.as({}).accounts.identity.query();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(sealingKey));
  expect(sealingKey).toMatch(/^age1[0-9a-z]{58}$/);
  expect(fingerprint).toBe(Buffer.from(digest).toString("hex"));
  expect(name).toBe("Test support");
});
