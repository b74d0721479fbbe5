import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElementHandle, Frame, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readMetadata } from "../../shared/picture-metadata.ts";
import { canaries } from "../stores/canaries.ts";
import {
  click,
  connect,
  enable,
  eventually,
  openPanel,
  openWorld,
  press,
  review,
  signIn,
  type World,
  write,
} from "./world.ts";

const sendButton = "footer button[aria-keyshortcuts='Control+Enter']";
const place = "GPS 52.5200 13.4050";
const green = "1,200,3";

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Place = Pick<Box, "x" | "y">;

let world: World;
let page: Page;
let panel: Frame;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-pictures-"));
  world = await openWorld({ kind: "opencart-3" });
  page = await signIn(world);
  await enable(world, page);
  await connect(world, page);
  await page.reload();
  panel = await openPanel(page);
  await plant(page);
  await write(panel, "The checkout is a blank page", "Since yesterday the last step shows nothing.");
});
afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a picture of the store's page", () => {
  test("what the page may not show, and all of ours, is not in it, and Cancel leaves the request as it was", async () => {
    const wanted = await page.evaluate(boxesOf, ["#planted-field", "#planted-address"]);
    const rows = await page.evaluate(rowsWith, canaries.customerName);
    expect(rows).not.toEqual([]);
    const picture = await take();
    const kept = await picture.evaluate(keptPicture);
    const raw = await pointsOf(kept.png, [await page.evaluate(dockedBox)]);
    // Where the panel stands there is only what the page has there.
    expect(raw).toEqual([[green]]);

    const shown = await picture.evaluate(() => document.querySelector("header")?.textContent ?? "");
    expect(shown).toMatch(/\d+ places were covered before this was shown/);
    const scale = await page.evaluate(() => devicePixelRatio);
    for (const box of [...wanted, ...rows]) {
      const point = { x: (box.x + box.width / 2) * scale, y: (box.y + box.height / 2) * scale };
      expect(
        kept.covers.some((cover) => isIn(point, cover)),
        JSON.stringify(box),
      ).toBe(true);
    }

    await click(await picture.waitForSelector("::-p-aria([name='Cancel'][role='button'])"));
    await gone(picture);
    expect(await panel.$$eval(".files bdi", (names) => names.length)).toBe(0);
    expect(await page.evaluate(() => document.visibilityState)).toBe("visible");
    const other = await world.browser.newPage(world.browser.address("settings.html"));
    expect(await other.evaluate(countPictures)).toBe(0);
    await other.close();
    await page.bringToFront();
  });

  test("what is drawn by keys and by pointer is painted into the bytes that the server stores", async () => {
    const wanted = await page.evaluate(boxesOf, ["#planted-field", "#planted-address"]);
    const rows = await page.evaluate(rowsWith, canaries.customerName);
    const picture = await take();
    const { png } = await picture.evaluate(keptPicture);
    const size = await sizeOf(png);

    await picture.focus("canvas");
    await picture.keyboard.press("Enter");
    await picture.keyboard.press("ArrowRight");
    await picture.keyboard.down("Shift");
    await picture.keyboard.press("ArrowDown");
    await picture.keyboard.up("Shift");
    const byKeys = await selectedBox(picture);
    expect(byKeys.width).toBe(Math.round(size.width * 0.2));
    expect(byKeys.height).toBe(Math.round(size.height * 0.2) + 8);

    const byPointer = await draw(picture, { x: 0.05, y: 0.8 }, { x: 0.25, y: 0.95 });
    await keys(picture, ["Control"], "z");
    await keys(picture, ["Control", "Shift"], "z");
    expect(await picture.$$eval("[aria-disabled=true]", (off) => off.map((one) => one.textContent))).toContain("Redo");
    await click(await picture.waitForSelector("::-p-aria([name='Add to the request'][role='button'])"));
    await gone(picture);
    await panel.waitForSelector(".files bdi::-p-text(page-)");

    await addWithPlace(["camera.jpg", "camera.webp", "tool.png"]);
    await edit("camera.jpg", { x: 0.1, y: 0.1 }, { x: 0.9, y: 0.9 });
    await edit("tool.png", { x: 0.25, y: 0 }, { x: 0.75, y: 0.25 }, "Crop");
    expect(await panel.$$eval(".files bdi", (names) => names.map((name) => name.textContent))).toEqual([
      expect.stringMatching(/^page-\d{4}-\d\d-\d\d-\d{4}\.png$/),
      "camera.jpg",
      "camera.webp",
      "tool.png",
    ]);

    await review(panel);
    await press(page, panel, sendButton, "::-p-text(Request sent)");
    const stored = storedFiles(world.server.data);
    expect(stored).toHaveLength(4);
    for (const bytes of stored) {
      const reader = readMetadata();
      reader.take(bytes);
      expect(reader.found()).toBe(false);
      expect(bytes.includes(place)).toBe(false);
    }
    const large = await Promise.all(
      stored.map(async (bytes) => ({ bytes, size: await sizeOf(bytes.toString("base64")) })),
    );
    const sent = large.find((one) => one.size.width === size.width)!.bytes.toString("base64");
    const scale = await page.evaluate(() => devicePixelRatio);
    const covered = [...wanted, ...rows].map((box) => ({
      x: Math.floor(box.x * scale),
      y: Math.floor(box.y * scale),
      width: Math.ceil(box.width * scale),
      height: Math.ceil(box.height * scale),
    }));
    for (const colours of await pointsOf(sent, [...covered, byKeys, byPointer])) expect(colours).toEqual(["0,0,0"]);
    // Not all of it is black: what nobody covered is there.
    expect((await pointsOf(sent, [{ x: 0, y: 0, ...size }]))[0]!.length).toBeGreaterThan(50);

    // What was cut off is not there.
    expect(large.map((one) => one.size)).toContainEqual({ width: 32, height: 16 });

    const photo = large.find((one) => one.size.width === 64 && one.bytes[0] === 0xff)!.bytes.toString("base64");
    const [inside] = await pointsOf(photo, [{ x: 16, y: 16, width: 30, height: 30 }]);
    for (const colour of inside!) expect(Math.max(...colour.split(",").map(Number))).toBeLessThan(24);
  });
});

/** Presses the button in the panel, then our icon, as a person does; gives the page that opens. */
async function take(): Promise<Page> {
  await click(await panel.waitForSelector("::-p-aria([name='Take a picture of this page'][role='button'])"));
  await panel.waitForSelector("::-p-text(Press the icon of this extension)");
  return opened(async () => {
    const extension = (await world.browser.browser.extensions()).get(world.browser.extensionId);
    await page.triggerExtensionAction(extension!);
  });
}

async function opened(act: () => Promise<unknown>): Promise<Page> {
  const target = world.browser.browser.waitForTarget((one) => one.url().includes("picture.html"));
  await act();
  const picture = await (await target).asPage();
  await picture.bringToFront();
  await picture.waitForSelector("canvas");
  await eventually(() => picture.$eval("canvas", (canvas) => canvas.getBoundingClientRect().width > 50), "the picture");
  return picture;
}

async function gone(picture: Page): Promise<void> {
  await eventually(() => picture.isClosed(), "the picture's tab to close");
  await page.bringToFront();
}

async function keys(picture: Page, held: readonly ("Control" | "Shift")[], key: "z"): Promise<void> {
  for (const one of held) await picture.keyboard.down(one);
  await picture.keyboard.press(key);
  for (const one of held) await picture.keyboard.up(one);
}

/** From and to as parts of the picture's width and height; gives the box in its points. */
async function draw(picture: Page, from: Place, to: Place): Promise<Box> {
  const box = (await (await picture.$("canvas"))!.boundingBox())!;
  await picture.mouse.move(box.x + from.x * box.width, box.y + from.y * box.height);
  await picture.mouse.down();
  await picture.mouse.move(box.x + to.x * box.width, box.y + to.y * box.height, { steps: 4 });
  await picture.mouse.up();
  return selectedBox(picture);
}

async function edit(name: string, from: Place, to: Place, tool = "Black out"): Promise<void> {
  const button = await panel.waitForSelector(`::-p-aria([name='Edit ${name}'][role='button'])`);
  const picture = await opened(() => click(button));
  await click(await picture.waitForSelector(`::-p-aria([name='${tool}'][role='radio'])`));
  await draw(picture, from, to);
  await click(await picture.waitForSelector("::-p-aria([name='Put in its place'][role='button'])"));
  await gone(picture);
}

/** What the page says of the selected box, in points of the picture. */
async function selectedBox(picture: Page): Promise<Box> {
  const said = await picture.$eval("[role=status]", (region) => region.textContent ?? "");
  const [, x, y, width, height] = /(\d+) from the left, (\d+) from the top, (\d+) wide, (\d+) high/
    .exec(said)!
    .map(Number);
  return { x: x!, y: y!, width: width!, height: height! };
}

/** Pictures that a camera or a program wrote a place into, chosen in the panel. */
async function addWithPlace(names: readonly string[]): Promise<void> {
  const paths: string[] = [];
  for (const name of names) {
    const type = `image/${name.endsWith("jpg") ? "jpeg" : name.split(".")[1]}`;
    const bytes = withPlace(Buffer.from(await page.evaluate(aPicture, type), "base64"));
    expect(bytes.includes(place)).toBe(true);
    paths.push(join(folder, name));
    writeFileSync(paths.at(-1)!, bytes);
  }
  // The selector names an input.
  const chooser = (await panel.$("input[type=file]")) as ElementHandle<HTMLInputElement>;
  await chooser.uploadFile(...paths);
  for (const name of names) await panel.waitForSelector(`::-p-aria([name='Edit ${name}'][role='button'])`);
}

function withPlace(bytes: Buffer): Buffer {
  const latin = (words: string) => Buffer.from(words, "latin1");
  if (bytes[0] === 0xff) {
    const words = latin(`Exif\0\0${place}`);
    return Buffer.concat([
      bytes.subarray(0, 2),
      Buffer.from([0xff, 0xe1, 0, words.length + 2]),
      words,
      bytes.subarray(2),
    ]);
  }
  const words = latin(place.padEnd(20));
  const length = Buffer.alloc(4);
  if (bytes[0] === 0x89) {
    length.writeUInt32BE(words.length);
    return Buffer.concat([bytes.subarray(0, 33), length, latin("tEXt"), words, Buffer.alloc(4), bytes.subarray(33)]);
  }
  length.writeUInt32LE(words.length);
  const whole = Buffer.concat([bytes, latin("XMP "), length, words]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}

function storedFiles(data: string): Buffer[] {
  const files = join(data, "files");
  const folders = readdirSync(files).filter((name) => name.length === 2);
  return folders.flatMap((name) => readdirSync(join(files, name)).map((file) => readFileSync(join(files, name, file))));
}

function isIn({ x, y }: { x: number; y: number }, box: Box): boolean {
  return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
}

/** Every colour in each of these boxes of a picture, `r,g,b`; decoded by the browser, in a page that is not ours. */
function pointsOf(base64: string, boxes: readonly Box[]): Promise<string[][]> {
  return page.evaluate(
    async (text, wanted) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.fromBase64(text)]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
      canvas.drawImage(bitmap, 0, 0);
      return wanted.map(({ x, y, width, height }) => {
        const { data } = canvas.getImageData(x, y, width, height);
        const colours = new Set<string>();
        for (let at = 0; at < data.length; at += 4) colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
        return [...colours];
      });
    },
    base64,
    boxes,
  );
}

function sizeOf(base64: string): Promise<{ width: number; height: number }> {
  return page.evaluate(async (text) => {
    const { width, height } = await createImageBitmap(new Blob([Uint8Array.fromBase64(text)]));
    return { width, height };
  }, base64);
}

/** Puts a filled field, an address in words, and a green wall where the panel is going to stand, into the page. */
async function plant(target: Page): Promise<void> {
  await target.evaluate(
    (field, address) => {
      const make = (tag: string, id: string, style: string, words = "") => {
        const element = Object.assign(document.createElement(tag), { id, textContent: words });
        element.setAttribute("style", style);
        document.body.append(element);
        return element;
      };
      const input = make("input", "planted-field", "position:fixed;left:300px;bottom:20px;width:220px;height:30px");
      (input as HTMLInputElement).value = field;
      make("p", "planted-address", "position:fixed;left:300px;bottom:60px;margin:0", `Write to ${address} today`);
      make("div", "wall", "position:fixed;inset:0 0 0 auto;width:420px;background:rgb(1,200,3);z-index:99999");
    },
    canaries.apiKey,
    canaries.customerEmail,
  );
}

// These run in pages.

function boxesOf(selectors: string[]): Box[] {
  return selectors.map((selector) => {
    const element = document.querySelector(selector)!;
    const words = document.createRange();
    words.selectNodeContents(element);
    // Of words the letters, not the room around them.
    const { x, y, width, height } = (element.firstChild ? words : element).getBoundingClientRect();
    return { x, y, width, height };
  });
}

function rowsWith(words: string): Box[] {
  return [...document.querySelectorAll("tr")].flatMap((row) => {
    const { x, y, width, height } = row.getBoundingClientRect();
    const isSeen = row.textContent?.includes(words) && y + height <= innerHeight && x + width <= innerWidth;
    return isSeen ? [{ x, y, width, height }] : [];
  });
}

function dockedBox(): Box {
  const scale = devicePixelRatio;
  return { x: (innerWidth - 400) * scale, y: 0, width: 400 * scale, height: innerHeight * scale };
}

async function keptPicture(): Promise<{ png: string; covers: Box[] }> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open("deskbell");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const [kept] = await new Promise<{ bytes: Blob; covers: Box[] }[]>((resolve) => {
    const asked = db.transaction("pictures").objectStore("pictures").getAll();
    asked.onsuccess = () => resolve(asked.result);
  });
  db.close();
  return { png: new Uint8Array(await kept!.bytes.arrayBuffer()).toBase64(), covers: kept!.covers };
}

async function countPictures(): Promise<number> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const asked = indexedDB.open("deskbell");
    asked.onsuccess = () => resolve(asked.result);
  });
  const count = await new Promise<number>((resolve) => {
    const asked = db.transaction("pictures").objectStore("pictures").count();
    asked.onsuccess = () => resolve(asked.result);
  });
  db.close();
  return count;
}

async function aPicture(type: string): Promise<string> {
  const canvas = new OffscreenCanvas(64, 64);
  const context = canvas.getContext("2d")!;
  for (let at = 0; at < 64; at += 4) {
    context.fillStyle = `hsl(${at * 5} 90% 60%)`;
    context.fillRect(at, 0, 4, 64);
  }
  const blob = await canvas.convertToBlob({ type });
  return new Uint8Array(await blob.arrayBuffer()).toBase64();
}
