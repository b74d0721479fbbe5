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
}

type Prototypes = Pick<typeof globalThis, "CharacterData" | "Document" | "Element">;

export function openGlance(document: Document, url: URL, dom: Prototypes = globalThis): Glance {
  const { substringData } = dom.CharacterData.prototype;
  const all = (selector: string, within?: Element): Element[] =>
    Array.from(
      within
        ? dom.Element.prototype.querySelectorAll.call(within, selector)
        : dom.Document.prototype.querySelectorAll.call(document, selector),
    );
  const one = (selector: string, within?: Element): Element | null =>
    within
      ? dom.Element.prototype.querySelector.call(within, selector)
      : dom.Document.prototype.querySelector.call(document, selector);
  // Text is taken in pieces: a page may hold more of it than can be copied in time.
  const head = (element: Element, limit: number): string => {
    const texts = textsIn(document, element, dom);
    let text = "";
    while (text.length < limit && texts.nextNode())
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
      return element ? dom.Element.prototype.getAttribute.call(element, name) : null;
    },
  };
}

export function openPage(document: Document, url: URL, dom: Prototypes = globalThis): Page {
  const { substringData } = dom.CharacterData.prototype;
  const getLength = Object.getOwnPropertyDescriptor(dom.CharacterData.prototype, "length")?.get;
  const glance = openGlance(document, url, dom);
  return {
    ...glance,
    tail(target, limit) {
      const element = typeof target === "string" ? glance.one(target) : target;
      if (!element) return null;
      const texts = textsIn(document, element, dom);
      let text = "";
      while (texts.nextNode()) {
        const from = Math.max(0, Number(getLength?.call(texts.currentNode)) - limit);
        text = (text + substringData.call(texts.currentNode, from, limit)).slice(-limit);
      }
      return text;
    },
  };
}

function textsIn(document: Document, element: Element, dom: Prototypes): TreeWalker {
  return dom.Document.prototype.createTreeWalker.call(document, element, 4 /* texts */);
}
