import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { colourOf, darkEnough, isReadable } from "../../../server/desk/brand/colour.ts";
import { fieldsOf, partsOf, problemsOf, shownOf, usableColour } from "../../../server/desk/brand/fields.ts";
import { readLogo } from "../../../server/desk/brand/read-logo.ts";
import { type BrandParts, brandFor, brandParts, logoLimit } from "../../../shared/brand.ts";
import { maple } from "../../support/white-label.ts";

const none = fieldsOf(null);
const inherited = brandFor({ name: "Customer Care" }, null, { name: "Brightside Web" });
const full: BrandParts = {
  name: "MapleCart",
  senderName: "MapleCart Care",
  colour: "#8a1c2b",
  logo: maple.logo,
  helpLinks: [{ label: "Handbook", url: "https://help.maplecart.example/" }],
  button: "Ask MapleCart",
};
const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

test.each([
  ["#2F56B0", "#2f56b0"],
  [" 2f56b0 ", "#2f56b0"],
  ["#abc", "#aabbcc"],
  ["red", null],
  ["#12345", null],
  ["#1234567", null],
  ["", null],
])("the colour %j is read as %j", (typed, colour) => {
  expect(colourOf(typed)).toBe(colour);
});

test("a colour that is darkened can be read, stays itself where it could be, and becomes no darker than it must", () => {
  fc.assert(
    fc.property(anyColour, (colour) => {
      const darker = darkEnough(colour);
      expect(isReadable(darker)).toBe(true);
      if (isReadable(colour)) expect(darker).toBe(colour);
      expect(darkEnough(darker)).toBe(darker);
      // A hundredth lighter, it could not be read any more.
      const lighter = [1, 3, 5].map((at) => {
        const [was, is] = [colour, darker].map((text) => Number.parseInt(text.slice(at, at + 2), 16));
        return Math.min(was ?? 0, (is ?? 0) + Math.ceil((was ?? 0) / 100) + 1);
      });
      const text = `#${lighter.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
      if (darker !== colour) expect(isReadable(text)).toBe(false);
    }),
  );
});

test("a brand that is opened and saved unchanged is stored as it was", () => {
  for (const parts of [null, { name: "Only a name" }, full]) expect(partsOf(fieldsOf(parts))).toEqual(parts);
});

test("what is empty or only spaces is taken over, and nothing of one's own is stored as nothing", () => {
  expect(partsOf({ ...none, name: "  ", senderName: "", button: " " })).toBeNull();
  expect(partsOf({ ...none, name: " MapleCart " })).toEqual({ name: "MapleCart" });
  expect(shownOf(none, inherited)).toEqual(inherited);
  expect(shownOf({ ...none, name: "MapleCart" }, inherited).senderName).toBe("MapleCart");
});

test("what the preview shows of valid fields is what the server will answer", () => {
  const brand = shownOf(fieldsOf(full), inherited);
  expect(brand).toEqual(brandFor({ name: "Customer Care" }, null, { ...full, name: "MapleCart" }));
});

describe("a mistake has a sentence of its own", () => {
  test.each([
    ["name", { ...none, name: "x".repeat(61) }, "at most 60 letters"],
    ["name", { ...none, name: "two\u2028lines" }, "all in one line"],
    ["senderName", { ...none, senderName: "x".repeat(61) }, "at most 60 letters"],
    ["button", { ...none, button: "x".repeat(25) }, "at most 24 letters"],
    ["colour", { ...none, colour: "ruby" }, "six digits"],
    [
      "colour",
      { ...none, colour: "#ffcc00" },
      "White text cannot be read on #ffcc00: its contrast is 1.5:1, and 4.5:1",
    ],
    ["logo", { ...none, logo: "data:image/svg+xml;base64,PHN2Zz4=" }, "PNG"],
    ["helpLinks", { ...none, helpLinks: [{ label: "Help", url: "http://help.example/" }] }, "https://"],
    ["helpLinks", { ...none, helpLinks: [{ label: "", url: "https://help.example/" }] }, "needs words"],
  ] as const)("%s", (name, fields, words) => {
    const problems = problemsOf(fields as typeof none); // Readonly lists of the table.
    expect(Object.keys(problems)).toEqual([name]);
    expect(problems[name]).toContain(words);
  });

  test("and fields without one are taken by the server", () => {
    for (const colour of ["", "#2f56b0", "2F56B0", "#234"]) {
      const fields = { ...fieldsOf(full), colour };
      expect(problemsOf(fields)).toEqual({});
      expect(brandParts.safeParse(partsOf(fields)).success).toBe(true);
    }
  });
});

test("a usable colour is offered for one that cannot be read, and for no other", () => {
  expect(usableColour("#ffcc00")).toBe(darkEnough("#ffcc00"));
  for (const typed of ["#2f56b0", "ruby", ""]) expect(usableColour(typed)).toBeNull();
});

describe("a chosen picture", () => {
  const png = Buffer.from(maple.logo?.split(",")[1] ?? "", "base64");

  test("that is a PNG becomes one that the server takes", async () => {
    expect(await readLogo(new Blob([png]))).toEqual({ logo: maple.logo });
    const largest = Buffer.concat([png, Buffer.alloc(logoLimit - png.length, 7)]);
    const read = await readLogo(new Blob([largest]));
    expect("logo" in read && brandParts.safeParse({ logo: read.logo }).success).toBe(true);
  });

  test.each([
    ["that is too large", Buffer.concat([png, Buffer.alloc(logoLimit)]), "at most 20 kB"],
    ["that only calls itself PNG", Buffer.from("<svg onload=alert(1)>"), "no PNG"],
    ["that is empty", Buffer.alloc(0), "no PNG"],
  ])("%s is refused in a sentence", async (_, bytes, words) => {
    const read = await readLogo(new Blob([bytes], { type: "image/png" }));
    expect(read).toEqual({ problem: expect.stringContaining(words) });
  });
});
