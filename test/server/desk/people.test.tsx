// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { refusal } from "../../../shared/problems.ts";
import { type FakeAccount, fakeAccount, goodBackupCode, goodCode, goodToken, secret } from "./fake-account.ts";
import { asked, at, fakeServer } from "./fake-api.ts";
import { all, choose, click, gone, openDesk, shown, type } from "./screen.tsx";

const field = (name: string) => shown<HTMLInputElement>(`input[autocomplete=${name}]`);
const fill = async (name: string, text: string) => type(await field(name), text);
const calls = (account: FakeAccount, name: string) => account.asked.filter((call) => call.name === name);

/** At the door, of a server that asks for a code after the password. */
function atTheDoor(needsCode = true) {
  const server = fakeServer();
  server.signedIn = false;
  server.needsCode = needsCode;
  const account = fakeAccount({
    onEntered: () => {
      server.signedIn = true;
      server.failing = {};
    },
  });
  return { server, account };
}

async function givePassword(): Promise<void> {
  await fill("username", "emil@desk.example");
  await fill("current-password", "right password");
  await click("button", "Sign in");
}

/** Signed in with the password alone, where that is not enough. */
function halfIn(changes: Partial<FakeAccount> = {}) {
  const { server, account } = atTheDoor(false);
  Object.assign(account, changes);
  server.signedIn = true;
  server.failing.me = refusal("session.second-factor");
  return { server, account };
}

describe("the second step", () => {
  test("asks for a code, says when it is wrong, and lets in with the right one", async () => {
    const { server, account } = atTheDoor();
    const router = openDesk(server, "/desk/sign-in?next=%2Fdesk%3Fstate%3Dsent", { account: account.api });
    await givePassword();
    await shown("h1", "One more step");
    await fill("one-time-code", "000 000");
    await click("button", "Sign in");
    await shown("[role=alert]", "This code is not right.");
    await fill("one-time-code", "123 456");
    await click("button", "Sign in");
    await shown("h1", "Queue");
    expect(calls(account, "verifyCode").map(({ input }) => input)).toEqual(["000000", goodCode]);
    expect(router.url.value.search).toBe("?state=sent");
  });

  test("takes a backup code too, and can be begun again", async () => {
    const { server, account } = atTheDoor();
    openDesk(server, "/desk", { account: account.api });
    await givePassword();
    await click("button", "Start again");
    await shown("h1", "Support desk");
    await fill("current-password", "right password");
    await click("button", "Sign in");
    await click("button", "Use a backup code");
    await shown("label", "Backup code");
    await fill("off", goodBackupCode);
    await click("button", "Sign in");
    await shown("h1", "Queue");
    expect(calls(account, "verifyBackupCode")).toHaveLength(1);
  });

  test("is not there for a passkey, and a passkey that was not used says so", async () => {
    const { server, account } = atTheDoor();
    account.failing.signInByPasskey = refusal("passkey.cancelled");
    openDesk(server, "/desk", { account: account.api });
    await click("button", "Use a passkey");
    await shown("[role=alert]", "No passkey was used.");
    account.failing = {};
    account.passkeys = [{ id: "1", backedUp: false }];
    await click("button", "Use a passkey");
    await shown("h1", "Queue");
    expect(asked(server, "signIn")).toEqual([]);
  });
});

describe("setting a second factor up", () => {
  test("stands before everything, with the key to type, and shows the backup codes before it goes on", async () => {
    const { server, account } = halfIn();
    openDesk(server, "/desk", { account: account.api });
    await shown("h1", "Set up a second factor");
    await click("button", "Use an authenticator app");
    await fill("current-password", "right password");
    await click("button", "Go on");
    await shown("svg.qr path");
    expect((await shown("code.secret")).textContent?.replaceAll(" ", "")).toBe(secret);
    await fill("one-time-code", goodCode);
    expect(all(".backup-codes")).toEqual([]);
    account.onEntered = () => {};
    await click("button", "Go on");
    await shown(".backup-codes", goodBackupCode);
    expect((await shown<HTMLAnchorElement>("a[download]")).href).toContain(encodeURIComponent(goodBackupCode));
    server.failing = {};
    await click("button", "I have put them away");
    await shown("h1", "Queue");
  });

  test("with a wrong password says so and shows no key", async () => {
    const { server, account } = halfIn();
    openDesk(server, "/desk", { account: account.api });
    await click("button", "Use an authenticator app");
    await fill("current-password", "wrong");
    await click("button", "Go on");
    await shown("[role=alert]", "This is not your present password.");
    expect(all("svg.qr")).toEqual([]);
  });

  test("by a passkey adds one and signs in with it", async () => {
    const { server, account } = halfIn();
    openDesk(server, "/desk", { account: account.api });
    await click("button", "Use a passkey");
    await shown("h1", "Queue");
    expect(account.asked.map(({ name }) => name)).toEqual(["passkeys", "addPasskey", "signInByPasskey"]);
  });

  test("is not offered to whoever has a passkey: it is asked for", async () => {
    const { server, account } = halfIn({ passkeys: [{ id: "1", backedUp: true }] });
    openDesk(server, "/desk", { account: account.api });
    await shown("h1", "Use your passkey");
    expect(all("button").map((button) => button.textContent)).toEqual(["Use your passkey", "Sign out"]);
    await click("button", "Use your passkey");
    await shown("h1", "Queue");
  });

  test("can be left by signing out", async () => {
    const { server, account } = halfIn();
    openDesk(server, "/desk", { account: account.api });
    await click("button", "Sign out");
    await shown("button", "Sign in");
    expect(server.signedIn).toBe(false);
  });

  test("is asked for as soon as the server does, in the middle of the work", async () => {
    const server = fakeServer();
    const account = fakeAccount();
    openDesk(server, "/desk", { account: account.api });
    await shown("h1", "Queue");
    server.failing.queue = refusal("session.second-factor");
    await click("a.chip", "New");
    await shown("h1", "Set up a second factor");
  });
});

describe("what a role sees", () => {
  test.each([
    ["operator", ["Queue", "Licenses", "Resellers", "People", "Popups", "Your account"], "Queue"],
    ["engineer", ["Queue", "Your account"], "Queue"],
    // Without the part of the server that relays, as here, a reseller has no queue.
    ["reseller", ["Licenses", "People", "Popups", "Your brand", "Your account"], "Licenses"],
    ["holder", ["Licenses", "Your account"], "Licenses"],
  ] as const)("%s: %j", async (role, words, title) => {
    const server = fakeServer();
    server.role = role;
    openDesk(server, "/desk");
    await shown("h1", title);
    const links = all(".rail a").map((link) => link.getAttribute("aria-label"));
    expect(links).toEqual(words);
    expect(all(".rail a[aria-current=page]").map((link) => link.getAttribute("aria-label"))).toEqual([title]);
    if (!words.some((word) => word === "Queue")) expect(asked(server, "queue")).toEqual([]);
  });

  test("an address that the role may not see says that there is nothing", async () => {
    const server = fakeServer();
    server.role = "holder";
    openDesk(server, "/desk/people");
    await shown(".blank", "There is nothing at this address");
  });
});

describe("one's own account", () => {
  const session = { begunAt: at, lastUsedAt: at, factor: "second" as const };

  test("shows where one is signed in, and ends the others", async () => {
    const account = fakeAccount({
      sessions: [
        { ...session, id: "1", browser: "Firefox on Linux", isCurrent: true },
        { ...session, id: "2", browser: "Safari on iOS", isCurrent: false },
        { ...session, id: "3", browser: "Chrome on Windows", isCurrent: false },
      ],
    });
    openDesk(fakeServer(), "/desk/account", { account: account.api });
    await shown("li", "Firefox on Linux");
    expect(all("[aria-labelledby=sessions-title] button").map((button) => button.textContent)).toEqual([
      "End",
      "End",
      "End all others",
    ]);
    await click("[aria-label='End the session of Safari on iOS']");
    await gone("li", "Safari on iOS");
    expect(calls(account, "endSession")).toEqual([{ name: "endSession", input: "2" }]);
  });

  test("changes the password and says so, or why not, and keeps what was typed", async () => {
    const account = fakeAccount();
    openDesk(fakeServer(), "/desk/account", { account: account.api });
    await fill("current-password", "wrong");
    await fill("new-password", "another long password");
    await click("button", "Change password");
    await shown("[role=alert]", "This is not your present password.");
    expect((await field("new-password")).value).toBe("another long password");
    await fill("current-password", "right password");
    await click("button", "Change password");
    await shown("form[aria-labelledby=password-title] [role=status]", "Saved.");
    expect((await field("new-password")).value).toBe("");
  });

  test("changes name and language, adds and removes passkeys, and takes the authenticator off by the password", async () => {
    const account = fakeAccount();
    account.me = { ...account.me, hasAuthenticator: true };
    openDesk(fakeServer(), "/desk/account", { account: account.api });
    await fill("name", "Emilia");
    choose(await shown("select"), "de");
    await click("button", "Save");
    await vi.waitFor(() => expect(account.me).toMatchObject({ name: "Emilia", language: "de" }));
    await click("button", "Add a passkey");
    await click("[aria-label='Remove Passkey 1']");
    await gone("b", "Passkey 1");
    await click("[aria-labelledby=factor-title] button", "Remove");
    type(await shown(".row-more input[type=password]"), "right password");
    await click("button", "Remove the authenticator");
    await shown("p", "Not set up.");
  });
});

describe("people", () => {
  const person = (changes: object) => ({
    id: crypto.randomUUID(),
    name: "Petra",
    email: "petra@desk.example",
    role: "engineer" as const,
    senior: false,
    accountName: null,
    secondFactor: { authenticator: false, passkeys: 0 },
    lastSeenAt: null,
    ...changes,
  });

  function open(account: FakeAccount, role: "operator" | "reseller" = "operator") {
    const server = fakeServer();
    server.role = role;
    openDesk(server, "/desk/people", { account: account.api });
  }

  test("are listed with role, second factor and when they were seen, and one cannot remove oneself", async () => {
    const own = person({ name: "Emil", email: "emil@desk.example", role: "operator", lastSeenAt: at });
    const senior = person({ senior: true, secondFactor: { authenticator: true, passkeys: 0 } });
    open(fakeAccount({ people: [own, senior] }));
    await shown("li", "Operator · last seen 3 h ago");
    await shown("li", "Senior engineer · not signed in");
    expect(all(".badge").map((badge) => badge.textContent)).toEqual(["You", "Password alone", "Second factor"]);
    expect(all("[aria-label^='Remove']").map((button) => button.getAttribute("aria-label"))).toEqual(["Remove Petra"]);
  });

  test("are removed and reset only after what follows was said", async () => {
    const account = fakeAccount({ people: [person({})] });
    open(account);
    await click("[aria-label='Reset Petra']");
    await shown("p", "gets a mail with a link");
    expect(calls(account, "resetPerson")).toEqual([]);
    await click("button", "Also take off the second factor");
    await shown("[role=status]", "Petra is signed out everywhere");
    expect(calls(account, "resetPerson")[0]?.input).toMatchObject({ secondFactorToo: true });
    await click("[aria-label='Remove Petra']");
    expect(calls(account, "removePerson")).toEqual([]);
    await click("button", "Remove them");
    await gone("li", "petra@desk.example");
  });

  test("change their role with one press, and a refusal says why", async () => {
    const account = fakeAccount({ people: [person({ role: "operator" })] });
    account.failing.changeRole = refusal("person.last-operator", { name: "Petra" });
    open(account);
    await click("button", "Make engineer");
    await shown("[role=alert]", "Petra is the only operator.");
    account.failing = {};
    await click("button", "Make engineer");
    await shown("li", "Engineer · not signed in");
  });

  test("are invited by name, address and role; an operator says whose they are", async () => {
    const account = fakeAccount();
    open(account);
    await click("button", "Invite");
    const [name, email] = all("form input");
    type(name as HTMLElement, "North Person");
    type(email as HTMLElement, "north@shop.example");
    choose(await shown("form select"), "reseller");
    type(await shown("input[type=search]"), "North Star");
    await click("button", "Add North Star as a new reseller");
    await shown("option", "North Star");
    await click("button", "Send the invitation");
    await shown("li", "north@shop.example");
    expect(calls(account, "invite")[0]?.input).toMatchObject({
      name: "North Person",
      role: "reseller",
      accountId: account.resellers[0]?.id,
    });
    await click("[aria-label='Withdraw the invitation of North Person']");
    await gone("li", "north@shop.example");
  });

  test("of a reseller are invited without a choice of role, and cannot be reset", async () => {
    const account = fakeAccount({ people: [person({ role: "reseller", accountName: "North Star" })] });
    open(account, "reseller");
    await shown("li", "Reseller, North Star");
    expect(all("[aria-label^='Reset']")).toEqual([]);
    await click("button", "Invite");
    expect(all("form select")).toHaveLength(1);
    const [name, email] = all("form input");
    type(name as HTMLElement, "Second");
    type(email as HTMLElement, "second@shop.example");
    await click("button", "Send the invitation");
    await vi.waitFor(() => expect(calls(account, "invite")[0]?.input).toMatchObject({ role: "reseller" }));
  });
});

describe("an invitation's link", () => {
  test("lets somebody choose a password and leads in", async () => {
    const { server, account } = atTheDoor(false);
    const router = openDesk(server, "/desk/join", { account: account.api, setupToken: goodToken });
    await shown("h1", "Join Customer Care");
    await shown("p", "petra@desk.example");
    await fill("new-password", "right password");
    await click("button", "Go on");
    await shown("h1", "Queue");
    expect(router.url.value.pathname).toBe("/desk");
    expect(calls(account, "join")[0]?.input).toMatchObject({ token: goodToken, name: "Petra", language: "en" });
  });

  test("that is over says so, and asks nothing of anybody", async () => {
    const { server, account } = atTheDoor(false);
    openDesk(server, "/desk/join", { account: account.api, setupToken: "spi_old" });
    await shown("[role=alert]", "This invitation was used already");
    expect(all("input")).toEqual([]);
  });
});
