import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { ElementHandle, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Screen } from "../../extension/panel/state.ts";
import { root } from "../support/tool.ts";
import { eavesdropper, type Heard, readEar, typingKinds } from "./hostile/eavesdropper.ts";
import { openStage, type Stage, sendButton } from "./hostile/stage.ts";
import { chooseTopic, click, openPanel, press } from "./world.ts";

/** Each way of typing has letters of its own, which stand nowhere else in what a page could hear. */
const canary = { keys: "qzxj", other: "ѪѮ", composed: "ꙮ漢" };
const letters = [...Object.values(canary).join("")];
const pressed = ["file", "checkbox", "radio"];
const typedIn = [
  `input${pressed.map((type) => `:not([type=${type}])`).join("")}`,
  ...["textarea", "[contenteditable]", "[role=textbox]", "[role=searchbox]", "[role=combobox]"],
].join();

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ head: eavesdropper(), programme: "cs-cart-customer-care" });
});
afterAll(() => stage?.world.stop());

/** By name, in all screens. */
const typed = new Set<string>();

test("a page that listens to everything hears nothing of what is typed in any screen of the panel", async () => {
  const { page } = stage;
  const panel = await openPanel(page);
  const typeHere = async () => {
    for (const field of await panel.$$(typedIn)) typed.add(await typeInto(page, field));
  };

  // One row a screen: a new one does not compile until somebody says how to get there.
  const screens: Record<Screen["name"], () => Promise<void>> = {
    home: typeHere,
    async statement() {
      // What stands above it may still be on its way, and moves it while it is pressed.
      await press(page, panel, "::-p-text(Statement)", ".tally");
      await typeHere();
      await click(await panel.waitForSelector("[aria-label='Back to all tickets']"));
    },
    async request() {
      await click(await panel.waitForSelector("::-p-text(New request)"));
      for (const topic of ["third-party-extension-bug", "configuration-fault"]) {
        await chooseTopic(panel, topic);
        await typeHere();
      }
    },
    async preview() {
      await click(await panel.waitForSelector("::-p-text(Review what will be sent)"));
      await panel.waitForSelector(sendButton);
      await typeHere();
      await click(await panel.waitForSelector("#view-bytes"));
      await panel.waitForSelector("search");
      await typeHere();
    },
    async result() {
      await press(page, panel, sendButton, "::-p-text(Request sent)");
      await typeHere();
    },
    async ticket() {
      await click(await panel.waitForSelector("::-p-text(All tickets)"));
      await click(await panel.waitForSelector(".item.ticket"));
      await panel.waitForSelector("textarea");
      await typeHere();
    },
  };
  for (const visit of Object.values(screens)) await visit();

  await expectNothingHeard(page);
});

test("nor of the company that an owner names once nobody looks after the store", async () => {
  const { world, page } = await openStage({ head: eavesdropper(), programme: "client" });
  onTestFinished(() => world.stop());
  orphan(world.server.data);
  const panel = await openPanel(page);
  const field = await panel.waitForSelector("#orphan-company");
  if (field) typed.add(await typeInto(page, field));
  await expectNothingHeard(page);
});

/** The license's reseller has said that they will not go on: nobody looks after the store. */
function orphan(dataFolder: string): void {
  const database = new DatabaseSync(join(dataFolder, "deskbell.db"));
  const held = database
    .prepare(
      "select l.id, l.reseller_id from licenses l join devices d on d.license_id = l.id where d.party = 'client'",
    )
    .get();
  const [licenseId = null, heldBy = null] = Object.values(held ?? {});
  const at = new Date().toISOString();
  const events = [
    { kind: "owner-reports-unreachable", at },
    { kind: "vendor-contacts-reseller", at },
    { kind: "reseller-answers", at, willing: false },
  ];
  const add = database.prepare(
    "insert into license_events (license_id, seq, id, kind, body, at, actor_kind) values (?, ?, ?, ?, ?, ?, 'system')",
  );
  for (const [index, event] of events.entries()) {
    add.run(licenseId, index + 1, crypto.randomUUID(), event.kind, JSON.stringify({ event, heldBy }), at);
  }
  database.prepare("update licenses set life = 'orphaned', reseller_id = null where id = ?").run(licenseId);
  database.close();
}

test("no field that the panel's source has was passed over", () => {
  console.log(`typed in ${typed.size} fields (${[...typed].join(", ")})`);
  expect(typed.size).toBe(fieldsInSource());
});

async function expectNothingHeard(page: Page): Promise<void> {
  const { events, messages, calls } = await page.evaluate(readEar);
  expect(events.length).toBeGreaterThan(0);
  expect(events.filter(({ kind }) => (typingKinds as readonly string[]).includes(kind))).toEqual([]);
  expect(overheard(events)).toEqual([]);
  expect(messages).toEqual([]);
  expect(calls.attachShadow ?? 0).toBe(0);
}

test("the same page hears every letter typed in a field inside a closed shadow root", async () => {
  const { page } = stage;
  await page.reload();
  const field = await page.evaluateHandle(makeShadowField);
  await typeInto(page, field);
  const { events, calls } = await page.evaluate(readEar);
  expect(overheard(events)).toEqual(letters);
  expect(calls.attachShadow).toBe(1);
  for (const kind of typingKinds.filter((name) => name !== "change" && name !== "cut")) {
    expect(events.some((event) => event.kind === kind)).toBe(true);
  }
});

/** Types, copies, pastes and composes as a person can, and makes sure that all of it arrived. Gives the field's name. */
async function typeInto(page: Page, field: ElementHandle): Promise<string> {
  const command = async (letter: "a" | "c" | "v", name: string) => {
    await page.keyboard.down("Control");
    await page.keyboard.press(letter === "a" ? "KeyA" : letter === "c" ? "KeyC" : "KeyV", { commands: [name] });
    await page.keyboard.up("Control");
  };
  await field.click();
  await command("a", "selectAll");
  await page.keyboard.type(canary.keys + canary.other);
  await command("a", "selectAll");
  await command("c", "copy");
  await page.keyboard.press("End");
  await command("v", "paste");
  const session = await page.createCDPSession();
  for (const length of [1, canary.composed.length]) {
    const text = canary.composed.slice(0, length);
    await session.send("Input.imeSetComposition", { text, selectionStart: length, selectionEnd: length });
  }
  await session.send("Input.insertText", { text: canary.composed });
  await session.detach();
  const { name, value } = await field.evaluate((element) => ({
    name: element.id || element.getAttribute("aria-label") || element.tagName,
    value: (element as HTMLInputElement).value ?? element.textContent,
  }));
  const once = canary.keys + canary.other;
  expect(value).toContain(once + once + canary.composed);
  return name;
}

/** Runs in the page. */
function makeShadowField(): HTMLInputElement {
  const host = document.createElement("div");
  host.style.cssText = "position:fixed;inset:40% auto auto 40%;z-index:9999";
  const field = document.createElement("input");
  host.attachShadow({ mode: "closed" }).append(field);
  document.body.append(host);
  return field;
}

function overheard(events: readonly Heard[]): string[] {
  return letters.filter((letter) => events.some(({ text }) => text.includes(letter)));
}

/** How many fields for text the panel's source has: each of them must have been typed in. A list to choose from has none. */
function fieldsInSource(): number {
  const files = globSync("extension/panel/**/*.tsx", { cwd: root });
  const source = files.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
  const written =
    /<(input|textarea)\b(?![^>]*type="(file|checkbox|radio)")|\bcontenteditable=|role="(text|search|combo)box"/gi;
  return source.match(written)?.length ?? 0;
}
