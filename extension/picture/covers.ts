import { createRedactor } from "../../shared/redaction.ts";

/** In CSS px of the window, as an element stands there now. */
export interface CoverRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What must not be seen, and the window that it is seen in. */
export interface CoverReading {
  /** CSS px of what the window shows, with its scroll bars. */
  window: { width: number; height: number };
  rects: CoverRect[];
}

export const mostRects = 2_000;
const mostTexts = 50_000;
const longestText = 200_000;

/** Whatever a person may have typed into, pages within the page, and addresses. */
const fields = [
  "input:not([type=hidden],[type=checkbox],[type=radio],[type=button],[type=submit],[type=reset],[type=image],[type=range],[type=color])",
  ...["textarea", "select", "[contenteditable]:not([contenteditable='false' i])"],
  ...["[role=textbox]", "[role=searchbox]", "[role=combobox]", "[role=spinbutton]"],
  ...[".select2-selection", ".chosen-container", ".selectize-input", ".ts-control", ".bootstrap-select"],
  ...["iframe", "frame", "embed", "object", "address", "a[href^='mailto:' i]", "a[href^='tel:' i]"],
].join();

/** Links from a row to a person, or to what a person ordered: `sale/order.info`, `customer_id=3`. */
const people =
  /[/?&=.;_|-](?:customers?|orders?|clients?|profiles?|users?|subscribers?|quotes?|invoices?|returns?|reviews?|affiliates?|vouchers?)(?:[/?&=.;_|-]|$)/i;

type Prototypes = Pick<typeof globalThis, "Document" | "Element" | "Range" | "CharacterData">;
type View = Pick<typeof globalThis, "innerWidth" | "innerHeight" | "visualViewport">;

/**
 * Where on the page lies what a picture must not show: the platform's own list, fields, tables of customers and orders,
 * and texts that would be redacted in a report. Nothing of the page's texts is given back. A page may have laid other
 * things over its own methods, so only the prototypes' are used.
 */
export function readCovers(
  document: Document,
  view: View,
  selectors: readonly string[],
  dom: Prototypes = globalThis,
): CoverReading {
  const all = (selector: string, within?: Element): Element[] =>
    Array.from(
      within
        ? dom.Element.prototype.querySelectorAll.call(within, selector)
        : dom.Document.prototype.querySelectorAll.call(document, selector),
    );
  const size = { width: view.innerWidth, height: view.innerHeight };
  const whole: CoverReading = { window: size, rects: [{ x: 0, y: 0, ...size }] };

  // Where two fingers have drawn the page larger, what lies where in the window is not said by its elements.
  if ((view.visualViewport?.scale ?? 1) !== 1) return whole;

  const found = allOf([...selectors, fields], all);
  // A store profile may hold a list that this browser cannot read: what it meant is not known.
  if (found === null) return whole;
  const listed = [...new Set(found)];
  const tables = listed.filter((element) => dom.Element.prototype.matches.call(element, "table"));
  const covered = new Set(listed.filter((element) => !tables.includes(element)));
  for (const table of [...tables, ...all("table").filter((one) => isOfPeople(all("tr a[href]", one), dom))]) {
    // Row by row, so that one can be shown without the others; a table's heads say nothing of anybody.
    for (const row of all(":not(thead) > tr", table)) if (all("td", row).length > 0) covered.add(row);
  }

  const texts = textRects(document, size, dom);
  if (texts === null) return whole;
  const rects = [...covered].flatMap((element) => Array.from(dom.Element.prototype.getClientRects.call(element)));
  const seen = outermost([...rects.flatMap((rect) => visible(rect, size)), ...texts]);
  return seen.length > mostRects ? whole : { window: size, rects: seen };
}

function allOf(selectors: readonly string[], all: (selector: string) => Element[]): Element[] | null {
  try {
    return selectors.flatMap((selector) => all(selector));
  } catch (error) {
    console.warn("A list of what to cover could not be read.", error);
    return null;
  }
}

function isOfPeople(links: readonly Element[], dom: Prototypes): boolean {
  return links.some((link) => people.test(dom.Element.prototype.getAttribute.call(link, "href") ?? ""));
}

/** Lines of texts that hold something which a report would not show; null where there are too many to look at. */
function textRects(document: Document, size: CoverReading["window"], dom: Prototypes): CoverRect[] | null {
  const { createTreeWalker, createRange } = dom.Document.prototype;
  const walker = createTreeWalker.call(document, document, 4 /* texts */);
  const range = createRange.call(document);
  const redactor = createRedactor();
  const found: CoverRect[] = [];
  for (let count = 0; walker.nextNode(); count++) {
    if (count >= mostTexts) return null;
    const node = walker.currentNode as CharacterData; // The walker shows texts alone.
    const words = dom.CharacterData.prototype.substringData.call(node, 0, longestText + 1);
    if (words.trim().length < 5) continue;
    dom.Range.prototype.selectNodeContents.call(range, node);
    const lines = Array.from(dom.Range.prototype.getClientRects.call(range)).flatMap((line) => visible(line, size));
    if (lines.length === 0) continue;
    if (words.length > longestText || redactor.redact(words) !== words) found.push(...lines);
  }
  return found;
}

/** The part of it that the window shows. */
function visible({ x, y, width, height }: CoverRect, size: CoverReading["window"]): CoverRect[] {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [Math.min(size.width, x + width), Math.min(size.height, y + height)];
  return right - left > 0 && bottom - top > 0 ? [{ x: left, y: top, width: right - left, height: bottom - top }] : [];
}

/** Without those that lie wholly within another: what is shown by lifting one is then really shown. */
function outermost(rects: readonly CoverRect[]): CoverRect[] {
  const largestFirst = rects.toSorted((one, other) => other.width * other.height - one.width * one.height);
  const kept: CoverRect[] = [];
  for (const rect of largestFirst) {
    if (kept.length > mostRects) break;
    if (!kept.some((outer) => isWithin(rect, outer))) kept.push(rect);
  }
  return kept.toSorted((one, other) => one.y - other.y || one.x - other.x);
}

function isWithin(rect: CoverRect, outer: CoverRect): boolean {
  return (
    rect.x >= outer.x &&
    rect.y >= outer.y &&
    rect.x + rect.width <= outer.x + outer.width &&
    rect.y + rect.height <= outer.y + outer.height
  );
}
