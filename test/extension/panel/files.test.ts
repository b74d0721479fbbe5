// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { AppError, refusal } from "../../../shared/problems.ts";
import { aJpeg } from "../../server/files/samples.ts";
import { aDraft, aStart } from "../../support/fake-host.ts";
import { pass, putAway, type Shown, showPanel } from "../../support/panel.ts";

afterEach(putAway);

const aFile = (name: string, words = "a log") => new File([words], name);
const added = (last: number, name = `log-${last}.txt`) => ({
  id: `0193c8a2-0000-7000-8000-00000000000${last}`,
  name,
  type: "text/plain" as const,
  size: 18_000,
  sha256: "ab".repeat(32),
});

async function write(change: Parameters<typeof aDraft>[0] = {}): Promise<Shown> {
  const panel = await showPanel({ start: aStart({ draft: aDraft({ subject: "S", message: "M", ...change }) }) });
  await panel.press("New request");
  return panel;
}

async function choose({ root }: Shown, ...files: File[]) {
  const chooser = root.querySelector<HTMLInputElement>("input[type=file]")!;
  Object.defineProperty(chooser, "files", { value: files, configurable: true });
  chooser.dispatchEvent(new Event("change", { bubbles: true }));
  await pass(50);
}

const pieces = (panel: Shown) => panel.host.sentAs("file.add");
const named = ({ root }: Shown) => [...root.querySelectorAll(".files bdi")].map(({ textContent }) => textContent);

test("the limits are said before anything is chosen, and belong to the button", async () => {
  const panel = await write();
  const button = panel.button("Add files");
  const limits = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  expect(limits?.textContent).toContain("PNG, JPEG, WebP, PDF or plain text. Up to 5 files, 10 MB each");
});

test("a chosen file is kept at once, stands there with its size, and is said", async () => {
  const panel = await write();
  await choose(panel, aFile("error.log", "x".repeat(2_000)));
  expect(pieces(panel)).toMatchObject([{ name: "error.log", size: 2_000, at: 0 }]);
  expect(named(panel)).toEqual(["error.log"]);
  expect(panel.text()).toContain("2 kB");
  expect(panel.polite()).toBe("error.log is added.");
});

test("a large file comes in pieces that join to the same bytes", async () => {
  const panel = await write();
  const words = "0123456789".repeat(200_000);
  await choose(panel, aFile("long.log", words));
  await pass(50);
  const bytes = Buffer.concat(pieces(panel).map((piece) => Buffer.from(piece.bytes, "base64")));
  expect(pieces(panel).length).toBeGreaterThan(2);
  expect(bytes.toString()).toBe(words);
});

test("while it is being kept its progress shows, and it can be taken out again", async () => {
  const panel = await write();
  panel.host.world.hanging.add("file.add");
  await choose(panel, aFile("error.log"));
  expect(panel.root.querySelector("progress")?.getAttribute("aria-label")).toBe("Adding error.log");
  await panel.press("Remove error.log");
  expect(named(panel)).toEqual([]);
});

test("what is too large, empty or one too many is refused by name, and nothing of it is sent", async () => {
  const panel = await write({ files: [1, 2, 3, 4].map((last) => added(last)) });
  const large = aFile("large.pdf");
  Object.defineProperty(large, "size", { value: 11 * 1_024 * 1_024 });
  await choose(panel, large, aFile("empty.txt", ""), aFile("fifth.log"), aFile("sixth.log"));
  expect(panel.text()).toContain("large.pdf is larger than 10 MB.");
  expect(panel.text()).toContain("empty.txt is empty. Choose another file.");
  expect(panel.text()).toContain("5 files fit in one request. Remove one, then add sixth.log.");
  expect(pieces(panel).map(({ name }) => name)).toEqual(["fifth.log"]);
  expect(panel.button("5 files are added").getAttribute("aria-disabled")).toBe("true");
});

test("what is refused by its content says why and is not tried again; what failed is tried again", async () => {
  const panel = await write();
  panel.host.world.failing["file.add"] = new AppError(refusal("file.type-not-taken", { name: "page.html" }));
  await choose(panel, aFile("page.html"));
  expect(panel.assertive()).toContain("page.html is none of these");
  expect(() => panel.button("Try again")).toThrow();
  await panel.press("Remove page.html");
  panel.host.world.failing["file.add"] = new Error("full");
  await choose(panel, aFile("error.log"));
  panel.host.world.failing = {};
  await panel.press("Try again");
  expect(named(panel)).toEqual(["error.log"]);
  expect(panel.root.querySelector(".files .error")).toBeNull();
});

test("a pasted picture is added; words that come with a picture are pasted as words", async () => {
  const panel = await write();
  const paste = async (types: string[]) => {
    const event = Object.assign(new Event("paste", { cancelable: true }), {
      clipboardData: { files: [aFile("image.png")], types },
    });
    window.dispatchEvent(event);
    await pass(50);
    return event.defaultPrevented;
  };
  expect(await paste(["text/plain", "Files"])).toBe(false);
  expect(pieces(panel)).toEqual([]);
  expect(await paste(["Files"])).toBe(true);
  expect(named(panel)).toEqual(["image.png"]);
});

test("files of a draft from before are there, and one that is removed is gone for the background too", async () => {
  const panel = await write({ files: [added(1), added(2)] });
  expect(named(panel)).toEqual(["log-1.txt", "log-2.txt"]);
  await panel.press("Remove log-1.txt");
  expect(named(panel)).toEqual(["log-2.txt"]);
  expect(panel.host.world.start.draft.files).toEqual([added(2)]);
});

test("a file that could not be removed stays, and that is said", async () => {
  const panel = await write({ files: [added(1)] });
  panel.host.world.failing["file.remove"] = new Error("gone");
  await panel.press("Remove log-1.txt");
  expect(named(panel)).toEqual(["log-1.txt"]);
  expect(panel.assertive()).toContain("Something went wrong in this browser.");
});

test("the preview lists the files, and one removed there leaves the exact bytes", async () => {
  const panel = await write({ files: [added(1), added(2)] });
  await panel.press("Review what will be sent");
  expect(panel.text()).toContain("2 sent");
  await panel.press("Remove log-1.txt");
  await panel.press("Exact bytes");
  const bytes = panel.root.querySelector(".bytes")?.textContent;
  expect(bytes).toContain("log-2.txt");
  expect(bytes).not.toContain("log-1.txt");
});

test("a name that would write backwards shows as it is and hides nothing", async () => {
  const panel = await write({ files: [added(1, "\u202egnp.exe")] });
  expect(panel.root.querySelector(".files bdi")?.textContent).not.toContain("\u202e");
});

const taking = "Take a picture of this page";

test("a picture of the page waits for the press that the browser asks for, and says which", async () => {
  const panel = await write();
  await panel.press(taking);
  expect(panel.host.sentAs("picture.want")).toEqual([aDraft().draftId]);
  expect(panel.text()).toContain("Press the icon of this extension in your browser’s toolbar, or Alt+Shift+G.");
  expect(panel.polite()).toContain("Waiting for your press.");
  await panel.press("Cancel");
  expect(panel.host.sentAs("picture.unwant")).toEqual([aDraft().draftId]);
  expect(panel.button(taking)).toBeDefined();
});

test("the wait ends when the picture is taken, but not for another request's picture", async () => {
  const panel = await write();
  await panel.press(taking);
  const { storeOrigin, draftId } = aDraft();
  panel.host.emit({ kind: "picture.taken", storeOrigin, draftId: "another" });
  await pass(10);
  expect(() => panel.button(taking)).toThrow();
  panel.host.emit({ kind: "picture.taken", storeOrigin, draftId });
  await pass(10);
  expect(panel.button(taking)).toBeDefined();
  expect(panel.polite()).toContain("The picture is taken.");
});

test("the wait ends after two minutes, and that is said", async () => {
  const panel = await write();
  await panel.press(taking);
  await pass(121_000);
  expect(panel.button(taking)).toBeDefined();
  expect(panel.polite()).toBe("No picture was taken.");
});

test("no picture is asked for where no file fits any more", async () => {
  const panel = await write({ files: [1, 2, 3, 4, 5].map((last) => added(last)) });
  await panel.press(taking);
  expect(panel.host.sentAs("picture.want")).toEqual([]);
});

test("a picture can be edited, another file cannot", async () => {
  const picture = { ...added(1, "page.png"), type: "image/png" as const };
  const panel = await write({ files: [picture, added(2)] });
  await panel.press("Edit page.png");
  expect(panel.host.sentAs("panel.open-own")).toEqual([
    { page: "picture", draftId: aDraft().draftId, fileId: picture.id },
  ]);
  expect(() => panel.button("Edit log-2.txt")).toThrow();
});

test("a chosen picture is kept without what was written into it", async () => {
  vi.stubGlobal("createImageBitmap", async () => ({ width: 8, height: 6, close: () => {} }));
  class Canvas {
    getContext = () => ({ drawImage: () => {} });
    convertToBlob = async ({ type }: { type: string }) => new Blob(["points"], { type });
  }
  vi.stubGlobal("OffscreenCanvas", Canvas);
  const panel = await write();
  await choose(panel, new File([new Uint8Array(aJpeg(8, 6, Buffer.from("Exif\0\0GPS 52.5")))], "photo.jpg"));
  await pass(50);
  expect(pieces(panel).map(({ name, bytes }) => [name, atob(bytes)])).toEqual([["photo.jpg", "points"]]);
});
