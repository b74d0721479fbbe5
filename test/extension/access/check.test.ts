// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import {
  type CheckResult,
  type CredentialSummary,
  checkResults,
  type LoginOutcome,
  type ProofOutcome,
  type ProofResult,
  proofResults,
} from "../../../shared/credentials.ts";
import { refusal } from "../../../shared/problems.ts";
import { type ShownAccess, showAccess } from "../../support/access-tab.ts";
import { aCredential, aLogin, checked } from "../../support/fake-access-host.ts";

let shown: ShownAccess;
afterEach(() => shown?.close());

const certificate: LoginOutcome["certificate"] = {
  subject: "CN=host17.example",
  issuer: "CN=Some Authority",
  names: ["*.host17.example", "host17.example"],
  validTo: "2027-01-02T00:00:00Z",
  sha256: "5a".repeat(32),
  fault: "other-name",
};

async function showWith(change: Partial<CredentialSummary>): Promise<void> {
  shown = await showAccess({ view: { asked: [], credentials: [aCredential(change)], log: [] } });
}

const sentAs = (name: string) => shown.host.sent.filter((one) => one.name === name).map(({ args }) => args[0]);

const results: Record<CheckResult, { login?: Partial<LoginOutcome>; says: string[]; buttons: string[] }> = {
  ready: { says: ["The login works", "Also prove that we can write?"], buttons: ["Yes, write one file", "No"] },
  reachable: {
    says: ["no password was sent"],
    buttons: ["Send it unencrypted, once", "Hand over FTPS instead"],
  },
  "wrong-login": { says: ["refused the login", "nobody is locked out"], buttons: ["Correct it"] },
  unreachable: {
    says: ["did not answer us"],
    buttons: ["Copy a note for your host", "Check again", "Correct the address"],
  },
  "certificate-untrusted": {
    login: { certificate },
    says: ["No password was sent", "host17.example", "2 Jan 2027", "5a5a5a5a 5a5a5a5a", "another name"],
    buttons: ["Accept this certificate", "Use host17.example"],
  },
  "host-key-changed": {
    login: { hostKey: { type: "ssh-ed25519", sha256: "SHA256:new" } },
    says: ["SHA256:old", "SHA256:new", "Ask your host"],
    buttons: ["My host confirms the new key"],
  },
  blocked: { says: ["only to public addresses"], buttons: ["Correct the address"] },
  timeout: { says: ["did not finish"], buttons: ["Check again"] },
};

test.each(checkResults)("%s has a sentence of its own and a next step", async (result) => {
  const { login, says, buttons } = results[result];
  await showWith({ check: checked(aLogin(result, login)), pinned: "SHA256:old" });
  for (const words of says) expect(shown.text()).toContain(words);
  for (const name of buttons) expect(shown.button(name)).toBeDefined();
});

test("where nothing may be tried, nothing says that it was", async () => {
  await showWith({ check: checked(aLogin("blocked")) });
  expect(shown.root.querySelector(".result")?.textContent).not.toContain("Tried once");
});

test("no two results of a check say the same", async () => {
  const texts = new Set<string>();
  for (const result of checkResults) {
    await showWith({ check: checked(aLogin(result, results[result].login)) });
    texts.add(shown.root.querySelector(".result")?.textContent ?? "");
    shown.close();
  }
  expect(texts.size).toBe(checkResults.length);
});

const proofs: Record<ProofResult, { outcome?: Partial<ProofOutcome>; says: string[]; buttons: string[] }> = {
  proven: { says: ["/htdocs/shop", "3.0.3.9", "deleted it"], buttons: [] },
  "read-only": { says: ["but not write"], buttons: ["Hand over as read-only", "Try again"] },
  "wrong-folder": { says: ["is not this store"], buttons: ["Use /htdocs/shop"] },
  "other-version": {
    outcome: { version: "2.3.0.2" },
    says: ["2.3.0.2", "your store says 3.0.3.9"],
    buttons: ["Correct the folder", "It is the right one"],
  },
  "not-served": { says: ["did not show it"], buttons: ["Correct the folder", "It is the right one"] },
  "left-behind": {
    outcome: { leftBehind: "/htdocs/shop/deskbell-1234.txt" },
    says: ["/htdocs/shop/deskbell-1234.txt", "please delete it"],
    buttons: ["I have deleted it"],
  },
  "login-failed": { says: ["failed this time"], buttons: ["Try again"] },
  timeout: { says: ["not done within its time"], buttons: ["Try again"] },
};

const aProof = (result: ProofResult): CredentialSummary["proof"] => ({
  at: "2026-11-22T14:26:00Z",
  outcome: {
    result,
    folder: "/htdocs/shop",
    version: "3.0.3.9",
    leftBehind: null,
    login: aLogin("ready"),
    ...proofs[result].outcome,
  },
});

test.each(proofResults)(
  "the test of writing that ends %s has a sentence of its own and a next step",
  async (result) => {
    await showWith({ check: checked(aLogin("ready")), proof: aProof(result) });
    const { says, buttons } = proofs[result];
    for (const words of says) expect(shown.text()).toContain(words);
    for (const name of buttons) expect(shown.button(name)).toBeDefined();
  },
);

test("writing is tried only after its own yes", async () => {
  await showWith({ check: checked(aLogin("ready")) });
  expect(sentAs("access.prove")).toEqual([]);
  shown.host.world.proving = { proof: aProof("proven") };
  await shown.press("Yes, write one file");
  expect(sentAs("access.prove")).toEqual([
    { storeOrigin: "https://shop.example", credentialId: aCredential().credentialId },
  ]);
  expect(shown.text()).toContain("wrote one test file");
});

test("after a no nothing is written, and nobody is asked again", async () => {
  await showWith({ check: checked(aLogin("ready")) });
  await shown.press("No");
  expect(sentAs("access.prove")).toEqual([]);
  expect(shown.text()).not.toContain("Also prove that we can write?");
});

test("a certificate is accepted by the fingerprint that was shown, and by no other", async () => {
  await showWith({ check: checked(aLogin("certificate-untrusted", { certificate })) });
  await shown.press("Accept this certificate");
  expect(sentAs("access.check")).toEqual([expect.objectContaining({ accepts: certificate.sha256 })]);
});

test("a changed host key is accepted by the one that is shown now", async () => {
  const hostKey = { type: "ssh-ed25519", sha256: "SHA256:new" };
  await showWith({ check: checked(aLogin("host-key-changed", { hostKey })), pinned: "SHA256:old" });
  await shown.press("My host confirms the new key");
  expect(sentAs("access.check")).toEqual([expect.objectContaining({ accepts: "SHA256:new" })]);
});

test("the folder that was found goes into the form; user name and password have to be typed again", async () => {
  await showWith({ check: checked(aLogin("ready")), proof: aProof("wrong-folder") });
  await shown.press("Use /htdocs/shop");
  expect(shown.field("Folder of the store").value).toBe("/htdocs/shop");
  expect(shown.field("Server").value).toBe("sftp.shop.example");
  expect(shown.field("User name", 1).value).toBe("");
});

test("the note for a host names server and port and no user", async () => {
  await showWith({ check: checked(aLogin("unreachable")) });
  await shown.press("Copy a note for your host");
  expect(shown.host.copied[0]).toContain("sftp.shop.example, port 22");
  expect(shown.host.copied[0]).not.toContain("mt_s");
});

test("where the operator named it, the note and the card say which address our checks come from", async () => {
  const credentials = [aCredential({ check: checked(aLogin("unreachable")) })];
  shown = await showAccess({ view: { asked: [], credentials, log: [], checksFrom: "198.51.100.24" } });
  expect(shown.text()).toContain("Ours is 198.51.100.24.");
  await shown.press("Copy a note for your host");
  expect(shown.host.copied[0]).toContain("They log in from 198.51.100.24.");
});

test.each([
  ["passphrase", "The passphrase does not open the key file"],
  ["unusable", "The key file could not be used"],
] as const)("a key file that is %s is told from a refused login", async (keyFault, says) => {
  await showWith({ check: checked(aLogin("wrong-login", { keyFault })) });
  expect(shown.text()).toContain(says);
  expect(shown.text()).not.toContain("refused the login");
});

test("a check that cannot be made says why at its own card", async () => {
  await showWith({ check: checked(aLogin("timeout")) });
  shown.host.world.refusing = { "access.check": refusal("credential.too-many-checks", { seconds: 42 }) };
  await shown.press("Check again");
  expect(shown.text()).toContain("Wait 42 seconds");
});

test("while one is checked the steps show what runs, and nothing else can begin", async () => {
  await showWith({ check: checked(aLogin("timeout")) });
  shown.host.world.hanging.add("access.check");
  await shown.press("Check again");
  expect(shown.root.querySelector(".check [aria-label=running]")).not.toBeNull();
  expect(shown.button("Withdraw now").getAttribute("aria-disabled")).toBe("true");
});

test("under a white label the tab says neither who runs the server nor where it stands", async () => {
  shown = await showAccess();
  const enrolment = shown.host.world.start.enrolment;
  const brand = {
    name: "Brightside Web",
    senderName: "Brightside Web",
    colour: "#0d7377",
    logo: null,
    helpLinks: [],
    button: null,
    isWhiteLabel: true,
  };
  expect(shown.text()).toContain("from support.example");
  shown.host.world.start = {
    ...shown.host.world.start,
    enrolment: enrolment && { ...enrolment, serverName: brand.name, holderName: "", brand },
  };
  await shown.access.open();
  await shown.press("SFTP");
  expect(shown.text()).toContain("Brightside Web");
  expect(shown.text()).not.toMatch(/support\.example|Commercial Support|Deskbell/);
});

test("a form that is opened to correct something is typed in at once, and a result is said aloud", async () => {
  await showWith({ check: checked(aLogin("wrong-login")) });
  await shown.press("Correct it");
  expect(document.activeElement).toBe(shown.field("User name", 1));
  await shown.type("User name", "mt_support", 1);
  await shown.type("Password", "right", 1);
  shown.host.world.checking = { check: checked(aLogin("timeout")) };
  await shown.press("Seal and hand over");
  expect(shown.root.querySelector("[aria-live=polite]")?.textContent).toBe("It took too long.");
  expect(document.activeElement?.id).toBe("live-check");
});
