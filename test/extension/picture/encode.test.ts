import { afterEach, describe, expect, test, vi } from "vitest";
import { cleaned, written } from "../../../extension/picture/encode.ts";
import { refusal } from "../../../shared/problems.ts";
import { aJpeg, aPng } from "../../server/files/samples.ts";

const place = "GPS 52.5200 13.4050";

/** A canvas whose files have a size by type and quality. */
function drawnOf(sizes: Record<string, number>) {
  const asked: string[] = [];
  return {
    asked,
    async convertToBlob({ type = "image/png", quality = 1 }: { type?: string; quality?: number } = {}) {
      asked.push(`${type} ${quality}`);
      return new Blob([new Uint8Array(sizes[`${type} ${quality}`] ?? sizes[type] ?? 0)], { type });
    },
  };
}

describe("a picture that is written anew", () => {
  test("keeps every point where that fits", async () => {
    const file = await written(drawnOf({ "image/png": 100 }), "page.png", "image/png", 100);
    expect([file.name, file.type, file.size]).toEqual(["page.png", "image/png", 100]);
  });

  test("is made smaller until it fits, no smaller, and is named as what it is", async () => {
    const drawn = drawnOf({ "image/png": 900, "image/webp": 500, "image/webp 0.6": 90, "image/webp 0.4": 50 });
    const file = await written(drawn, "page.png", "image/png", 100);
    expect([file.name, file.type, file.size]).toEqual(["page.webp", "image/webp", 90]);
    expect(drawn.asked).toEqual(["image/png 1", "image/webp 0.92", "image/webp 0.8", "image/webp 0.6"]);
  });

  test("is refused where nothing makes it fit", async () => {
    await expect(written(drawnOf({ "image/jpeg": 900 }), "photo.jpeg", "image/jpeg", 100)).rejects.toMatchObject({
      refusal: { code: "file.too-large" },
    });
  });

  const names: [name: string, type: "image/png" | "image/jpeg" | "image/webp", becomes: string][] = [
    ["photo.jpeg", "image/jpeg", "photo.jpeg"],
    ["PHOTO.JPG", "image/jpeg", "PHOTO.JPG"],
    ["photo.png", "image/jpeg", "photo.jpg"],
    ["photo", "image/webp", "photo.webp"],
    ["../a/photo.png", "image/png", "photo.png"],
    ["photo.tar", "image/png", "photo.tar.png"],
  ];
  test.each(names)("%s as %s is called %s", async (name, type, becomes) => {
    expect((await written(drawnOf({ [type]: 1 }), name, type)).name).toBe(becomes);
  });
});

describe("a chosen file", () => {
  afterEach(() => vi.unstubAllGlobals());

  /** A browser that decodes everything, and writes only what was drawn. */
  function stubBrowser() {
    const decoded: Blob[] = [];
    vi.stubGlobal("createImageBitmap", async (blob: Blob) => {
      decoded.push(blob);
      return { width: 8, height: 6, close: () => {} };
    });
    class Canvas {
      getContext = () => ({ drawImage: () => {} });
      convertToBlob = async ({ type }: { type: string }) => new Blob(["points"], { type });
    }
    vi.stubGlobal("OffscreenCanvas", Canvas);
    return decoded;
  }

  test("that is a picture is only its points afterwards, under its own name", async () => {
    stubBrowser();
    const photo = new File([new Uint8Array(aJpeg(8, 6, Buffer.from(`Exif\0\0${place}`)))], "photo.jpg");
    const file = await cleaned(photo);
    expect([file.name, file.type, await file.text()]).toEqual(["photo.jpg", "image/jpeg", "points"]);
  });

  test("that is no picture stays as it is, whatever it is called", async () => {
    const decoded = stubBrowser();
    const log = new File(["a log"], "log.png", { type: "image/png" });
    expect(await cleaned(log)).toBe(log);
    expect(decoded).toEqual([]);
  });

  test("that says of itself to be too large is never unpacked", async () => {
    const decoded = stubBrowser();
    const bomb = new File([new Uint8Array(aPng(50_000, 50_000))], "bomb.png");
    await expect(cleaned(bomb)).rejects.toMatchObject({
      refusal: refusal("file.too-many-pixels", { name: "bomb.png", limit: 40 }),
    });
    expect(decoded).toEqual([]);
  });

  test("that cannot be opened is refused by its name", async () => {
    stubBrowser();
    vi.stubGlobal("createImageBitmap", async () => {
      throw new Error("damaged");
    });
    const broken = new File([new Uint8Array(aPng(8, 6))], "broken.png");
    await expect(cleaned(broken)).rejects.toMatchObject({ refusal: refusal("file.damaged", { name: "broken.png" }) });
  });
});
