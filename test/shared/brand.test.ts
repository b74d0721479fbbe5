import fc from "fast-check";
import { expect, test } from "vitest";
import { type BrandParts, brand, brandFor, brandParts, contrastToWhite, logoLimit } from "../../shared/brand.ts";

const vendor = {
  name: "OptionCart Help",
  senderName: "OptionCart",
  colour: "#2f56b0",
  helpLinks: [{ label: "Docs", url: "https://docs.optioncart.example" }],
  button: "OptionCart",
};

test.each([
  ["#000000", 21],
  ["#ffffff", 1],
  ["#767676", 4.54],
  ["#ff0000", 3.998],
])("the contrast of %s to white is the one that WCAG gives", (colour, ratio) => {
  expect(contrastToWhite(colour)).toBeCloseTo(ratio, 2);
});

const parts: readonly [string, unknown, boolean][] = [
  ["nothing", {}, true],
  ["a colour that carries white text", { colour: "#767676" }, true],
  ["a colour that does not", { colour: "#777777" }, false],
  ["a colour by its name", { colour: "red" }, false],
  ["a link by https", { helpLinks: [{ label: "Help", url: "https://help.example/a" }] }, true],
  ["a link by http", { helpLinks: [{ label: "Help", url: "http://help.example/a" }] }, false],
  ["a link that is script", { helpLinks: [{ label: "Help", url: "javascript:alert(1)" }] }, false],
  ["a picture", { logo: `data:image/png;base64,iVBORw0KGgo${"A".repeat(40)}` }, true],
  ["a picture that is a drawing with script", { logo: "data:image/svg+xml;base64,PHN2Zz4=" }, false],
  ["a picture from elsewhere", { logo: "https://example.com/logo.png" }, false],
  ["a picture that is too large", { logo: `data:image/png;base64,iVBORw0KGgo${"A".repeat(logoLimit * 2)}` }, false],
  ["a name of two lines", { name: "Maple\nCart" }, false],
  ["a name that turns the line around", { name: "Maple\u202eCart" }, false],
  ["something else", { phone: "1" }, false],
];

test.each(parts)("%s: %j is taken or not", (_, value, isTaken) => {
  expect(brandParts.safeParse(value).success).toBe(isTaken);
});

test("under a reseller nothing is inherited that could name the vendor", () => {
  expect(brandFor(vendor, { name: "OptionCart", helpLinks: vendor.helpLinks }, { name: "MapleCart" })).toEqual({
    name: "MapleCart",
    senderName: "MapleCart",
    colour: "#2f56b0",
    logo: null,
    helpLinks: [],
    button: null,
    isWhiteLabel: true,
  });
});

test("without a reseller the programme's words stand over the vendor's", () => {
  const made = brandFor(vendor, { name: "Premium" }, null);
  expect(made).toMatchObject({ name: "Premium", senderName: "OptionCart", isWhiteLabel: false });
});

test("whatever the three say, what comes of it is whole", () => {
  const said = fc.record(
    {
      name: fc.constantFrom("A", "B"),
      senderName: fc.constantFrom("S"),
      colour: fc.constantFrom("#000000", "#123456"),
      button: fc.constantFrom(null, "Help"),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<BrandParts>; // The record's own shape, with keys left out.
  fc.assert(
    fc.property(said, fc.option(said), fc.option(said), (ours, programme, reseller) => {
      const made = brandFor({ name: "V", ...ours }, programme, reseller && { name: "R", ...reseller });
      expect(brand.safeParse(made).success).toBe(true);
      expect(made.isWhiteLabel).toBe(reseller !== null);
    }),
    { numRuns: 200 },
  );
});
