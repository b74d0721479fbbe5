// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { takeFragment } from "../../../server/desk/router.ts";
import { refusal } from "../../../shared/problems.ts";
import { asked, aTicket, fakeServer } from "./fake-api.ts";
import { all, click, openDesk, shown, type } from "./screen.tsx";

const fill = async (fields: Record<string, string>) => {
  for (const [name, text] of Object.entries(fields)) type(await shown(`input[autocomplete=${name}]`), text);
};

const signedOut = () => {
  const server = fakeServer([aTicket()]);
  server.signedIn = false;
  return server;
};

describe("signing in", () => {
  test("who is not signed in meets the sign-in, whatever the address", async () => {
    const router = openDesk(signedOut(), "/desk/t/0193c8a2-7b1e-7c3d-9f00-1a2b3c4d5e6f");
    await shown("button", "Sign in");
    await vi.waitFor(() => expect(router.url.value.pathname).toBe("/desk/sign-in"));
  });

  test("leads to where the person wanted to go", async () => {
    const router = openDesk(signedOut(), "/desk?state=sent");
    await shown("button", "Sign in");
    await fill({ username: "emil@desk.example", "current-password": "right password" });
    await click("button", "Sign in");
    await shown(".ticket-link");
    expect(router.url.value.search).toBe("?state=sent");
  });

  test("with a wrong password says so and keeps the e-mail", async () => {
    openDesk(signedOut(), "/desk/sign-in");
    await shown("button", "Sign in");
    await fill({ username: "emil@desk.example", "current-password": "wrong" });
    await click("button", "Sign in");
    await shown("[role=alert]", "E-mail or password is not right.");
    expect((await shown<HTMLInputElement>("input[type=email]")).value).toBe("emil@desk.example");
  });

  test("never leads to another site", async () => {
    for (const next of [
      "//evil.example",
      "https://evil.example/desk",
      "/deskbell",
      "/desk/sign-in?next=x",
      "javascript:alert(1)",
    ]) {
      const router = openDesk(fakeServer(), `/desk/sign-in?next=${encodeURIComponent(next)}`);
      await shown("h1", "Queue");
      expect(router.url.value.pathname, next).toBe("/desk");
    }
  });

  test("out leaves nothing of the queue on the screen", async () => {
    const server = fakeServer([aTicket({ subject: "Only for staff" })]);
    openDesk(server, "/desk");
    await shown(".ticket-link", "Only for staff");
    await click("button[aria-label='Sign out']");
    await shown("button", "Sign in");
    expect(server.signedIn).toBe(false);
    expect(document.body.textContent).not.toContain("Only for staff");
  });

  test("a server that cannot be asked has a screen of its own, and can be tried again", async () => {
    const server = fakeServer([aTicket()]);
    server.failing.me = refusal("server.no-answer");
    openDesk(server, "/desk");
    await shown(".blank", "The server did not answer.");
    server.failing = {};
    await click("button", "Try again");
    await shown(".ticket-link");
  });

  test("an address that is none says so", async () => {
    openDesk(fakeServer(), "/desk/nowhere");
    await shown(".blank", "There is nothing at this address");
  });
});

describe("setting up", () => {
  const typed = { name: "Olga", username: "olga@desk.example", "new-password": "right password" };

  test("makes the operator with the link's token, signs in and shows the queue", async () => {
    const server = signedOut();
    const router = openDesk(server, "/desk/setup", { setupToken: "printed-token" });
    await fill(typed);
    await click("button", "Set up and sign in");
    await shown(".ticket-link");
    expect(router.url.value.pathname).toBe("/desk");
    expect(asked(server, "setUpOperator")).toEqual([
      { token: "printed-token", name: "Olga", email: "olga@desk.example", password: "right password" },
    ]);
  });

  test("the token is taken out of the address bar and the history", () => {
    window.history.replaceState(null, "", "/desk/setup#printed-token");
    const before = window.history.length;
    expect(takeFragment(window)).toBe("printed-token");
    expect(window.location.href).toMatch(/\/desk\/setup$/);
    expect(window.history.length).toBe(before);
  });

  test("a link without a token is told to be none before anything is typed", async () => {
    openDesk(signedOut(), "/desk/setup");
    await shown("[role=alert]", "This setup link was used already or is not the one that was printed.");
  });

  test("a refusal keeps what was typed", async () => {
    const server = signedOut();
    server.failing.setUpOperator = refusal("setup.password-weak", { least: 12 });
    openDesk(server, "/desk/setup", { setupToken: "printed-token" });
    await fill(typed);
    await click("button", "Set up and sign in");
    await shown("[role=alert]", "Choose a password of at least 12 characters.");
    expect(all("input").map((input) => (input as HTMLInputElement).value)).toEqual(Object.values(typed));
  });

  test("pressed twice it is asked once", async () => {
    const server = signedOut();
    server.hanging.add("setUpOperator");
    openDesk(server, "/desk/setup", { setupToken: "printed-token" });
    await fill(typed);
    await click("button", "Set up and sign in");
    await shown("button", "Setting up");
    await click("button", "Setting up");
    await vi.waitFor(() => expect(asked(server, "setUpOperator")).toHaveLength(1));
  });
});
