/**
 * A read-only view of a document that a hostile page cannot bend: it never reads a property of `document` by name
 * (`<img name=querySelector>` would shadow it), only the prototypes' own methods.
 */
export interface Glance {
  url: URL;
  /** Whether every selector finds something. */
  has(...selectors: string[]): boolean;
  one(selector: string, within?: Element): Element | null;
  all(selector: string, within?: Element): Element[];
  /** Collapsed text, at most `limit` characters; null where nothing is found or it is blank. */
  text(target: string | Element | null, limit?: number): string | null;
  attribute(target: string | Element | null, name: string): string | null;
}

/** The same with what only a capture needs: what runs on every page does without. */
export interface Page extends Glance {
  /** Text with its line breaks, of which only the last `limit` characters are kept; null where nothing is found. */
  tail(target: string | Element | null, limit: number): string | null;
  /** Whether the page was too heavy for its time, so that something in one of its elements was not looked for. */
  wasCut(): boolean;
}

/** No address or description that is read is longer. */
const longestAttribute = 10_000;

type Prototypes = Pick<typeof globalThis, "CharacterData" | "Document" | "Element" | "Node">;

const textNode = 3;
/** Of `compareDocumentPosition`. */
const following = 4;

/** What somebody is to read is not put together of more pieces. */
const mostTexts = 10_000;

/** No page has as many rows; the rest of a longer list is not handed over, since each element takes its time. */
const longestList = 8_000;

export function openGlance(
  document: Document,
  url: URL,
  dom: Prototypes = globalThis,
  /** Finds the first in the document, where that is known already. */
  inDocument: (selector: string) => Element | null = (selector) =>
    dom.Document.prototype.querySelector.call(document, selector),
): Glance {
  const { substringData } = dom.CharacterData.prototype;
  const [firstChild, nextSibling, getType] = ["firstChild", "nextSibling", "nodeType"].map(
    (name) => Object.getOwnPropertyDescriptor(dom.Node.prototype, name)?.get,
  );
  const all = (selector: string, within?: Element): Element[] =>
    Array.prototype.slice.call(
      within
        ? dom.Element.prototype.querySelectorAll.call(within, selector)
        : dom.Document.prototype.querySelectorAll.call(document, selector),
      0,
      longestList,
    );
  const one = (selector: string, within?: Element): Element | null =>
    within ? dom.Element.prototype.querySelector.call(within, selector) : inDocument(selector);
  // Text is taken in pieces: a page may hold more of it than can be copied in time.
  const head = (element: Element, limit: number): string => {
    const only = firstChild?.call(element);
    // Most cells hold one text and nothing else.
    if (only && getType?.call(only) === textNode && !nextSibling?.call(only)) return substringData.call(only, 0, limit);
    const texts = textsIn(document, element, dom);
    let text = "";
    for (let at = 0; at < mostTexts && text.length < limit && texts.nextNode(); at += 1)
      text += substringData.call(texts.currentNode, 0, limit - text.length);
    return text;
  };
  const found = (target: string | Element | null) => (typeof target === "string" ? one(target) : target);

  return {
    url,
    all,
    one,
    has: (...selectors) => selectors.every((selector) => one(selector) !== null),
    text(target, limit = 300) {
      const element = found(target);
      if (!element) return null;
      return (
        head(element, limit * 8)
          .replace(/\s+/g, " ")
          .trim()
          .slice(0, limit) || null
      );
    },
    attribute(target, name) {
      const element = found(target);
      return element
        ? (dom.Element.prototype.getAttribute.call(element, name)?.slice(0, longestAttribute) ?? null)
        : null;
    },
  };
}

const longestPauseMs = 1;

/** How a page is read that cannot change meanwhile, since nothing else runs until it was read. */
export interface AtOnce {
  /** Milliseconds that only go forward. */
  clock(): number;
  /** For how long there may be looked within elements: rows within rows cost more with each of them. */
  rowsMs: number;
  /** So many elements may still be gone through then, as far as it was the machine that was busy and not the page. */
  elementsMore: number;
}

/**
 * Read at once, nothing more is looked for within an element when the time for that is over. The page as a whole is
 * still looked at, so that what is not there is known not to be there; that time is not counted.
 */
export function openPage(
  document: Document,
  url: URL,
  dom: Prototypes = globalThis,
  atOnce: AtOnce | null = null,
): Page {
  const { substringData } = dom.CharacterData.prototype;
  const getLength = Object.getOwnPropertyDescriptor(dom.CharacterData.prototype, "length")?.get;
  const known = new Map<string, Element | null>();
  let until: number | null = null;
  let [last, spent, gone, isCut] = [0, 0, 0, false];
  const uncounted = <Value>(look: () => Value): Value => {
    const began = atOnce?.clock() ?? 0;
    const value = look();
    if (atOnce && until !== null) {
      const ms = atOnce.clock() - began;
      until += ms;
      last += ms;
    }
    return value;
  };
  const query = (selector: string) => dom.Document.prototype.querySelector.call(document, selector);
  // By its id a browser finds an element at once, but not by one of several selectors: then it goes through the page.
  const firstOf = (selector: string): Element | null => {
    const isWhole = /\[[^\]]*,|\([^)]*,/.test(selector);
    const parts = isWhole ? [selector] : selector.split(",");
    const byId = parts.filter((part) => part.includes("#"));
    const others = parts.filter((part) => !part.includes("#")).join(",");
    const found = [...byId, ...(others ? [others] : [])].map(query).filter((element) => element !== null);
    return found.reduce<Element | null>((first, one) => (first && isBefore(first, one) ? first : one), null);
  };
  const isBefore = (one: Element, other: Element) =>
    (dom.Node.prototype.compareDocumentPosition.call(one, other) & following) !== 0;
  const find = (selector: string): Element | null => {
    const seen = known.get(selector);
    if (seen !== undefined) return seen;
    const found = uncounted(() => firstOf(selector));
    known.set(selector, found);
    return found;
  };
  const mayLookIn = (within: Element | undefined) => {
    if (!within || !atOnce || isCut) return !within || !isCut;
    const ms = atOnce.clock();
    // A longer pause between two looks is another process's, or a look that goes through very many elements.
    spent += until === null ? 0 : Math.min(ms - last, longestPauseMs);
    last = ms;
    until ??= ms + atOnce.rowsMs;
    if (ms <= until) return true;
    gone += dom.Element.prototype.getElementsByTagName.call(within, "*").length;
    isCut = spent > atOnce.rowsMs || gone > atOnce.elementsMore;
    return !isCut;
  };
  const glance = openGlance(document, url, dom, atOnce ? find : undefined);
  return {
    ...glance,
    all(selector, within) {
      if (!within) return uncounted(() => glance.all(selector));
      return mayLookIn(within) ? glance.all(selector, within) : [];
    },
    one: (selector, within) => (mayLookIn(within) ? glance.one(selector, within) : null),
    wasCut: () => isCut,
    tail(target, limit) {
      const element = typeof target === "string" ? glance.one(target) : target;
      if (!element) return null;
      const texts = textsIn(document, element, dom);
      const parts: string[] = [];
      let left = limit;
      for (let text = texts.lastChild(); text && left > 0; text = texts.previousNode()) {
        const from = Math.max(0, Number(getLength?.call(text)) - left);
        const part = substringData.call(text, from, left);
        parts.push(part);
        left -= part.length;
      }
      return parts.reverse().join("");
    },
  };
}

function textsIn(document: Document, element: Element, dom: Prototypes): TreeWalker {
  return dom.Document.prototype.createTreeWalker.call(document, element, 4 /* texts */);
}
