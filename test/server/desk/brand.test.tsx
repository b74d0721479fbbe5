// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { fieldsOf } from "../../../server/desk/brand/fields.ts";
import { contrastToWhite } from "../../../shared/brand.ts";
import { refusal } from "../../../shared/problems.ts";
import { maple } from "../../support/white-label.ts";
import { fakeServer } from "./fake-api.ts";
import { type FakeBrand, fakeBrand, resellerId } from "./fake-brand.ts";
import { fakeLicenses } from "./fake-licenses.ts";
import { all, click, gone, openDesk, shown, type } from "./screen.tsx";

function open(
  brand: FakeBrand,
  path = "/desk/brand",
  role: "reseller" | "operator" | "engineer" | "holder" = "reseller",
) {
  const server = fakeServer();
  server.role = role;
  return openDesk(server, path, { brand: brand.api });
}
const field = (name: string) => shown<HTMLInputElement>(`input[name=${name}]`);
const write = async (name: string, text: string) => {
  const input = await field(name);
  type(input, text);
  input.dispatchEvent(new Event("change", { bubbles: true }));
};
const save = () => click("button[type=submit]", "Save");
const names = () => all(".brand-panel .h3").map(({ textContent }) => textContent);

test("a reseller changes what is theirs, and the rest stays taken over", async () => {
  const brand = fakeBrand({ colour: "#8a1c2b" });
  open(brand);
  await write("name", "MapleCart");
  await write("senderName", "MapleCart Care");
  await save();
  await shown("[role=status]", "Saved. Clients see it");
  expect(brand.saved).toEqual([{ name: "MapleCart", senderName: "MapleCart Care", colour: "#8a1c2b" }]);
  expect(localStorage.length).toBe(0);
});

test("what is taken over says from whom, and goes back there", async () => {
  const brand = fakeBrand({ name: "MapleCart", colour: "#8a1c2b" });
  open(brand);
  await shown(".hint", "Taken over from the name: MapleCart");
  await shown(".hint", "No logo: the bell stands there.");
  expect((await field("senderName")).placeholder).toBe("MapleCart");
  await click("button", "Take over from the account's name: Brightside Web");
  await shown(".hint", "Taken over from the account's name: Brightside Web");
  await shown(".hint", "Taken over from the name: Brightside Web");
  await click("button", "Take over from the support programme; where that has none: #2f56b0");
  await save();
  await vi.waitFor(() => expect(brand.saved).toEqual([null]));
});

test("the preview follows every letter, in light and in dark", async () => {
  open(fakeBrand());
  type(await field("name"), "Maple");
  await vi.waitFor(() => expect(names()).toEqual(["Maple", "Maple"]));
  type(await field("colour"), "#8a1c2b");
  type(await field("button"), "Ask Maple");
  await shown(".brand-launcher", "Ask Maple");
  const panes = all(".brand-themes > figure");
  expect(panes.map(({ dataset }) => dataset.theme)).toEqual(["light", "dark"]);
  for (const pane of panes) expect(pane.style.getPropertyValue("--brand")).toBe("#8a1c2b");
  expect(all(".brand-mail .meta").map(({ textContent }) => textContent)).toContain("From Maple");
});

describe("a colour on which white text cannot be read", () => {
  test("is not saved, says why, and offers one that can", async () => {
    const brand = fakeBrand();
    open(brand);
    await write("colour", "#ffcc00");
    await shown(".error", "White text cannot be read on #ffcc00");
    await save();
    await vi.waitFor(() => expect(document.activeElement).toBe(all("input[name=colour]")[0]));
    expect(brand.saved).toEqual([]);
    await click("button", "the same colour but darker");
    await gone(".error", "White text");
    await save();
    await vi.waitFor(() => expect(brand.saved).toHaveLength(1));
    const { colour = "" } = brand.saved[0] ?? {};
    expect(colour).not.toBe("#ffcc00");
    expect(contrastToWhite(colour)).toBeGreaterThanOrEqual(4.5);
  });

  test("is not complained of while it is typed", async () => {
    open(fakeBrand());
    type(await field("colour"), "#ff");
    await shown("[role=status]", "Not saved yet.");
    expect(all(".error:not([hidden])")).toEqual([]);
  });
});

describe("what is not saved yet", () => {
  test("is there again after the page was left or loaded anew, until it is saved", async () => {
    const brand = fakeBrand({ name: "MapleCart" });
    open(brand);
    type(await field("name"), "Maple & Co");
    await click("button", "Add a link");
    type((await shown("input[aria-label='Words of link 1']")) as HTMLInputElement, "Handb");
    await shown("[role=status]", "Not saved yet. This browser keeps it");
    open(brand);
    await vi.waitFor(async () => expect((await field("name")).value).toBe("Maple & Co"));
    expect(all("input[aria-label='Words of link 1']").map((input) => (input as HTMLInputElement).value)).toEqual([
      "Handb",
    ]);
    await click("button", "Put back what is saved");
    expect((await field("name")).value).toBe("MapleCart");
    expect(localStorage.length).toBe(0);
  });

  test("survives a server that does not answer", async () => {
    const brand = fakeBrand();
    brand.failing.change = refusal("server.no-answer");
    open(brand);
    await write("name", "MapleCart");
    await save();
    await shown("[role=alert]", "The server did not answer.");
    expect((await field("name")).value).toBe("MapleCart");
    brand.failing = {};
    await save();
    await vi.waitFor(() => expect(brand.saved).toEqual([{ name: "MapleCart" }]));
  });

  test("that was typed while the rest was being saved stays", async () => {
    const brand = fakeBrand();
    open(brand);
    await write("name", "MapleCart");
    let answer = () => {};
    brand.until = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await save();
    type(await field("senderName"), "Maple Care");
    answer();
    await vi.waitFor(() => expect(brand.saved).toEqual([{ name: "MapleCart" }]));
    await shown("[role=status]", "Not saved yet.");
    expect((await field("senderName")).value).toBe("Maple Care");
  });

  test("says so where somebody else saved meanwhile", async () => {
    const brand = fakeBrand({ name: "MapleCart" });
    open(brand);
    type(await field("name"), "Mine");
    brand.parts = { name: "Theirs" };
    open(brand);
    await shown(".note", "Somebody saved another one since you began.");
    expect((await field("name")).value).toBe("Mine");
    await click("button", "Put back what is saved");
    expect((await field("name")).value).toBe("Theirs");
    expect(all(".note")).toEqual([]);
  });

  test("in a browser that keeps nothing is said to be lost with the page", async () => {
    const server = fakeServer();
    server.role = "reseller";
    const setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    const storage: Storage = { length: 0, clear() {}, getItem: () => null, key: () => null, removeItem() {}, setItem };
    openDesk(server, "/desk/brand", { brand: fakeBrand().api, storage });
    type(await field("name"), "MapleCart");
    await shown("[role=status]", "this browser cannot keep it");
  });

  test("that was kept by another version is left alone, not shown in pieces", async () => {
    localStorage.setItem(`deskbell.brand.${resellerId}`, JSON.stringify({ base: 1, fields: { name: "x" } }));
    open(fakeBrand({ name: "MapleCart" }));
    expect((await field("name")).value).toBe("MapleCart");
  });
});

test("links are added up to five and taken away, and only whole ones are saved", async () => {
  const brand = fakeBrand();
  open(brand);
  for (let at = 1; at <= 5; at++) {
    await click("button", "Add a link");
    const words = await shown<HTMLInputElement>(`input[aria-label='Words of link ${at}']`);
    await vi.waitFor(() => expect(document.activeElement).toBe(words));
    type(words, `Link ${at}`);
    type(
      await shown(`input[aria-label='Address of link ${at}']`),
      at === 5 ? "help.example" : `https://help.example/${at}`,
    );
  }
  expect(all(".brand-add")).toEqual([]);
  await save();
  await shown(".error", "an address that begins with https://");
  await click("button[aria-label='Remove link 5']");
  await save();
  await vi.waitFor(() => expect(brand.saved[0]?.helpLinks?.map(({ url }) => url)).toHaveLength(4));
});

test("a chosen PNG is the logo, in the preview too; another file says what is wrong with it", async () => {
  const brand = fakeBrand();
  open(brand);
  const input = await shown<HTMLInputElement>("input[type=file]");
  const give = (file: File) => {
    Object.defineProperty(input, "files", { value: [file], configurable: true });
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  give(new File(["GIF89a"], "logo.png", { type: "image/png" }));
  await shown(".error", "This is no PNG.");
  give(new File([Buffer.from(maple.logo?.split(",")[1] ?? "", "base64")], "logo.png"));
  await vi.waitFor(() => expect(all(".brand-panel .mark img")).toHaveLength(2));
  await gone(".error", "This is no PNG.");
  await save();
  await vi.waitFor(() => expect(brand.saved).toEqual([{ logo: maple.logo }]));
  await click("button", "Put the bell back");
  await vi.waitFor(() => expect(all(".brand-panel .mark img")).toEqual([]));
});

describe("who sees it", () => {
  test("an operator sees any reseller's, from the list of resellers", async () => {
    const server = fakeServer();
    server.role = "operator";
    const licenses = fakeLicenses();
    licenses.resellers = [
      { resellerId, name: "Brightside Web", licenses: 0, people: 0, contact: { address: "", telephone: "", mail: "" } },
    ];
    const router = openDesk(server, "/desk/resellers", { brand: fakeBrand().api, licenses: licenses.api });
    await click("a[aria-label='Brand of Brightside Web']");
    await shown("h1", "Brand of Brightside Web");
    expect(router.url.value.pathname).toBe(`/desk/brand/${resellerId}`);
    await shown(".rail a[aria-current=page][aria-label=Resellers]");
    await click("a[aria-label='Back to the resellers']");
    await shown("h1", "Resellers");
  });

  test("a reseller has it in the rail, and no other's", async () => {
    open(fakeBrand(), "/desk/brand/0193c8a2-7b1e-7c3d-9f00-00000000ffff");
    await shown(".blank", refusalText);
    await click(".rail a[aria-label='Your brand']");
    await shown("h1", "Your brand");
    await field("name");
  });

  test.each(["engineer", "holder"] as const)("for an %s there is nothing at its address", async (role) => {
    open(fakeBrand(), "/desk/brand", role);
    await shown(".blank", "There is nothing at this address");
  });
});

const refusalText = "This account does not exist";

test("a brand that cannot be read has a screen of its own, and can be tried again", async () => {
  const brand = fakeBrand();
  brand.failing.read = refusal("server.no-answer");
  open(brand);
  await shown(".blank", "The brand could not be read");
  brand.failing = {};
  await click("button", "Try again");
  expect((await field("name")).value).toBe(fieldsOf(null).name);
});

test("every field has a name, and what is wrong with it is tied to it", async () => {
  open(fakeBrand({ name: "MapleCart", helpLinks: [{ label: "Handbook", url: "https://help.example/" }] }));
  await write("name", "x".repeat(61));
  await shown(".error", "at most 60 letters");
  const inputs = all(".brand-form input") as HTMLInputElement[];
  expect(inputs.length).toBeGreaterThan(6);
  for (const input of inputs) {
    const label = input.getAttribute("aria-label") ?? document.querySelector(`label[for="${input.id}"]`)?.textContent;
    expect(label, input.outerHTML).toBeTruthy();
  }
  const name = await field("name");
  expect(name.getAttribute("aria-invalid")).toBe("true");
  const described = (name.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id));
  expect(described.map((element) => element?.textContent).join(" ")).toContain("at most 60 letters");
});
