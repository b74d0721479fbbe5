// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CoverRect, mostRects, readCovers } from "../../../extension/picture/covers.ts";
import { canaries } from "../../stores/canaries.ts";

const view = { innerWidth: 1_000, innerHeight: 600, visualViewport: null };

/** This DOM lays nothing out: an element says in `at` where it stands, `x y width height`. */
function standing(element: Element | null): CoverRect[] {
  const said = element && Element.prototype.getAttribute.call(element, "at");
  if (!said) return [];
  const [x = 0, y = 0, width = 0, height = 0] = said.split(" ").map(Number);
  return [{ x, y, width, height }];
}

interface HappyWindow {
  happyDOM: { settings: { enableIframePageLoading: boolean; disableIframePageLoading: boolean } };
}

beforeEach(() => {
  Object.assign((window as unknown as HappyWindow).happyDOM.settings, {
    enableIframePageLoading: true,
    disableIframePageLoading: false,
  });
  vi.spyOn(Element.prototype, "getClientRects").mockImplementation(function (this: Element) {
    return standing(this) as unknown as DOMRectList;
  });
  vi.spyOn(Range.prototype, "getClientRects").mockImplementation(function (this: Range) {
    return standing(this.startContainer.parentElement) as unknown as DOMRectList;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = "";
});

const at = "10 20 100 30";
const rect = { x: 10, y: 20, width: 100, height: 30 };
const whole = { x: 0, y: 0, width: 1_000, height: 600 };

function covers(html: string, selectors: readonly string[] = [], change: Partial<typeof view> = {}): CoverRect[] {
  document.body.innerHTML = html;
  return readCovers(document, { ...view, ...change }, selectors).rects;
}

const hidden: [what: string, html: string][] = [
  ["a field", `<input at="${at}">`],
  ["a field that is filled by its page", `<input type="text" value="${canaries.apiKey}" at="${at}">`],
  ["a password", `<input type="password" at="${at}">`],
  ["a date", `<input type="date" at="${at}">`],
  ["a kind of field that is not known yet", `<input type="retina" at="${at}">`],
  ["a long text", `<textarea at="${at}">Dear Marta</textarea>`],
  ["a choice", `<select at="${at}"><option>Marta</option></select>`],
  ["a text that can be written in", `<div contenteditable at="${at}">Dear Marta</div>`],
  ["a field made of other things", `<div role="combobox" at="${at}">Marta</div>`],
  ["a choice that a script draws", `<span class="select2-selection" at="${at}">Marta</span>`],
  ["a page within the page", `<iframe at="${at}"></iframe>`],
  ["an address", `<address at="${at}">Marta, 5 Mill Lane</address>`],
  ["a link that writes a mail", `<a href="mailto:x" at="${at}">Marta</a>`],
  ["a link that calls", `<a href="TEL:+44" at="${at}">Marta</a>`],
  ["an e-mail address in a sentence", `<p at="${at}">Write to ${canaries.customerEmail} today</p>`],
  ["a token in a log", `<pre at="${at}">GET /?token=${canaries.loggedToken}</pre>`],
  ["a visitor's address", `<p at="${at}">seen from ${canaries.visitorAddress}</p>`],
  ["a card", `<p at="${at}">card ${canaries.cardNumber} declined</p>`],
  ["an order", `<table><tr at="${at}"><td><a href="/admin/?route=sale/order.info&order_id=7">7</a></td></tr></table>`],
  [
    "a customer",
    `<table><tr at="${at}"><td>Marta</td><td><a href="?dispatch=profiles.update&user_id=3">Edit</a></td></tr></table>`,
  ],
  [
    "a customer of a tidy address",
    `<table><tr at="${at}"><td>Marta<a href="/admin/customers/3">Edit</a></td></tr></table>`,
  ],
  [
    "a row beside one that leads to an order",
    `<table><tr><td><a href="?order_id=7">7</a></td></tr><tr at="${at}"><td>Marta</td></tr></table>`,
  ],
];

test.each(hidden)("%s is covered", (_, html) => {
  expect(covers(html)).toEqual([rect]);
});

const shown: [what: string, html: string][] = [
  ["words", `<p at="${at}">The checkout is a blank page</p>`],
  ["a button", `<input type="submit" value="Save" at="${at}"><button at="${at}">Save</button>`],
  ["a tick", `<input type="checkbox" at="${at}"><input type="radio" at="${at}">`],
  [
    "a list of modules",
    `<table><tr at="${at}"><td>Acme Quick Checkout</td><td><a href="?route=extension/module/acme">Edit</a></td></tr></table>`,
  ],
  [
    "the heads of a list of orders",
    `<table><tr at="${at}"><th><a href="?route=sale/order&sort=total">Total</a></th></tr></table>`,
  ],
  [
    "the heads of a list of orders, in cells",
    `<table><thead><tr at="${at}"><td><a href="?route=sale/order&sort=total">Total</a></td></tr></thead></table>`,
  ],
  ["a menu that leads to orders", `<ul><li at="${at}"><a href="?route=sale/order">Orders</a></li></ul>`],
  ["what is above the window", `<input at="10 -300 100 30">`],
  ["what is not laid out", `<input>`],
];

test.each(shown)("%s is not covered", (_, html) => {
  expect(covers(html)).toEqual([]);
});

test("what the platform's own list names is covered, its tables row by row with their heads left", () => {
  const html = `<div class="well" at="${at}">x</div>
    <table id="people" at="0 100 900 200"><tr at="0 100 900 20"><th>Name</th></tr>
    <tr at="0 120 900 20"><td>Marta</td></tr><tr at="0 140 900 20"><td>Ann</td></tr></table>`;
  expect(covers(html, [".well", "#people"])).toEqual([
    rect,
    { x: 0, y: 120, width: 900, height: 20 },
    { x: 0, y: 140, width: 900, height: 20 },
  ]);
});

test("where the platform's own list cannot be read, all of the window is covered", () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  expect(covers("<p>words</p>", ["p", "[data-"])).toEqual([whole]);
});

test("what lies within another cover is not covered twice, and what stands out of the window is cut to it", () => {
  expect(covers(`<div contenteditable at="900 500 300 300"><input at="950 550 10 10"></div>`)).toEqual([
    { x: 900, y: 500, width: 100, height: 100 },
  ]);
});

test("where there is more than can be said, or the page is drawn larger by two fingers, all of it is covered", () => {
  const many = Array.from(
    { length: mostRects + 1 },
    (_, index) => `<input at="${index % 900} ${Math.floor(index / 5)} 1 1">`,
  );
  expect(covers(many.slice(0, 1_000).join(""))).toHaveLength(1_000);
  expect(covers(many.join(""))).toEqual([whole]);
  const visualViewport = { scale: 1.5 } as VisualViewport;
  expect(covers("<p>x</p>", [], { visualViewport: visualViewport as never })).toEqual([whole]);
});

test("a page that lays its own things over every method is read all the same", () => {
  const ofDocument = ["querySelectorAll", "createTreeWalker", "createRange"];
  const ofElements = ["querySelectorAll", "getClientRects", "matches"];
  document.body.innerHTML = `<form><input name="getClientRects" at="${at}"></form><p at="10 80 100 30">${canaries.customerEmail}</p>
    <table><tr at="0 300 900 20"><td><a href="?customer_id=1">Marta</a></td></tr></table>`;
  const elements = [...document.querySelectorAll("*")];
  const lie = { value: () => [], configurable: true };
  for (const name of ofDocument) Object.defineProperty(document, name, lie);
  for (const element of elements) for (const name of ofElements) Object.defineProperty(element, name, lie);
  const { rects } = readCovers(document, view, []);
  for (const name of ofDocument) Reflect.deleteProperty(document, name);
  for (const element of elements) for (const name of ofElements) Reflect.deleteProperty(element, name);
  expect(rects).toEqual([rect, { ...rect, y: 80 }, { x: 0, y: 300, width: 900, height: 20 }]);
});

test("nothing of the page's words is given back", () => {
  document.body.innerHTML = `<p at="${at}">${canaries.customerEmail}</p><input value="${canaries.apiKey}" at="${at}">`;
  const said = JSON.stringify(readCovers(document, view, []));
  expect(said).not.toMatch(/[a-z]{10,}|@/);
});
