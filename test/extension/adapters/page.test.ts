import fc from "fast-check";
import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { openPage } from "../../../extension/adapters/page.ts";

const atOnce = { clock: () => 0, rowsMs: 100, elementsMore: 100 };
const url = new URL("https://shop.example/admin/");

const open = (body: string) => {
  const { window } = new JSDOM(body);
  return { document: window.document, page: openPage(window.document, url, window as never, atOnce) };
};

const element = fc.constantFrom(
  ...['<i id="a"></i>', '<i id="b,c"></i>', '<b class="a"></b>', '<p title="x,y"></p>', '<p id="d"><b id="e"></b></p>'],
);
const selector = fc.constantFrom(
  ...[
    "#a",
    "#d b",
    "#e",
    ".a",
    "p",
    '[id="b,c"]',
    '[title="x,y"]',
    "#nobody",
    ".nothing",
    "b:not(#e, .a)",
    '[id^="d"] b',
  ],
);

test("of several selectors the first element in the page is found, as a browser does", () => {
  fc.assert(
    fc.property(
      fc.array(element, { maxLength: 8 }),
      fc.array(selector, { minLength: 1, maxLength: 4 }),
      (body, list) => {
        const { document, page } = open(body.join(""));
        for (const joined of [list.join(","), list.join(", ")]) {
          expect(page.one(joined)).toBe(document.querySelector(joined));
          expect(page.has(joined)).toBe(document.querySelector(joined) !== null);
        }
      },
    ),
  );
});
