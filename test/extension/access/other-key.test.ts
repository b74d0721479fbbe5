// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { type ShownAccess, showAccess } from "../../support/access-tab.ts";
import { anEnrolment, pinned } from "../../support/fake-access-host.ts";

let shown: ShownAccess;
afterEach(() => shown?.close());

const other = "cd".repeat(32);
const hashes = { age1known: pinned, age1other: other };
const sentAs = (name: string) => shown.host.sent.filter((one) => one.name === name);
const grouped = (fingerprint: string) => fingerprint.match(/.{8}/g)?.join(" ") ?? "";
const text = (code: string, fingerprint: string) => `${anEnrolment.server}/#${code}.${fingerprint}`;

async function typeAndPress(): Promise<void> {
  await shown.type("User name", "zq-user");
  await shown.type("Password", "zq-password");
  await shown.press("Seal and hand over");
}

test("with another key nothing is sealed, nothing is sent, and both fingerprints are on the screen", async () => {
  shown = await showAccess({ sealingKey: "age1other", hashes });
  await typeAndPress();
  expect(shown.host.sealed).toEqual([]);
  expect(sentAs("access.hand-over")).toEqual([]);
  expect(shown.text()).toContain(grouped(pinned));
  expect(shown.text()).toContain(grouped(other));
  expect(shown.text()).toContain("Nothing is sealed.");
});

test("a key that changes between opening the tab and sealing is noticed, and what was typed stays", async () => {
  shown = await showAccess({ hashes });
  expect(shown.text()).toContain("Same key as always");
  shown.host.world.sealingKey = "age1other";
  await typeAndPress();
  expect(shown.host.sealed).toEqual([]);
  expect(sentAs("access.hand-over")).toEqual([]);
  expect(shown.field("Password").value).toBe("zq-password");
  expect(shown.text()).toContain("Another key");
});

test("the fingerprint is worked out here: what the server says of its own key counts for nothing", async () => {
  shown = await showAccess({ sealingKey: "age1unknown", hashes });
  await typeAndPress();
  expect(shown.host.sealed).toEqual([]);
});

test("connecting anew with a text that names the new key pins it, and what was typed is handed over", async () => {
  shown = await showAccess({ sealingKey: "age1other", hashes });
  await typeAndPress();
  const label = "If it is right: the new text from support, which connects this store anew";
  await shown.type(label, text("ABCDEFGHJKMNPQRS", other));
  await shown.press("Connect anew");
  expect(shown.text()).toContain("Same key as always");
  expect(shown.field("Password").value).toBe("zq-password");
  await shown.press("Seal and hand over");
  expect(shown.host.sealed.map(({ key }) => key)).toEqual(["age1other"]);
  expect(sentAs("access.hand-over")).toHaveLength(1);
});

test.each([
  ["not a link", "no link at all"],
  ["another server's", `https://elsewhere.example/#ABCDEFGHJKMNPQRS.${other}`],
])("a text that is %s connects nothing", async (_, typed) => {
  shown = await showAccess({ sealingKey: "age1other", hashes });
  const label = "If it is right: the new text from support, which connects this store anew";
  await shown.type(label, typed);
  await shown.press("Connect anew");
  expect(sentAs("enrolment.enrol")).toEqual([]);
  expect(shown.text()).toContain("Nothing is sealed.");
});
