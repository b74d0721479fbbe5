/**
 * Elements without a look at `document`'s own properties: a page can lay an image named `createElement` over them.
 * Whatever stands in the page is told by its inline style alone, so that nothing of the page's shows through.
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[Tag] {
  const element = Document.prototype.createElement.call(document, tag) as HTMLElementTagNameMap[Tag];
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** A line icon on a 16 px grid. */
export function makeIcon(path: string): SVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = Document.prototype.createElementNS.call(document, namespace, "svg") as SVGElement;
  const line = Document.prototype.createElementNS.call(document, namespace, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** An element with a name that no page can guess, and a root that no page can look into. */
export function makeHost(css: string): { host: HTMLElement; root: ShadowRoot } {
  const host = make(`${letters()}-${letters()}` as "div");
  const root = host.attachShadow({ mode: "closed" });
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox refuses a content script's sheet in some versions.
    const style = make("style");
    style.textContent = css;
    root.append(style);
  }
  return { host, root };
}

function letters(): string {
  return String.fromCharCode(...crypto.getRandomValues(new Uint8Array(9)).map((byte) => 97 + (byte % 26)));
}

/** `all: initial` and these, each of them stronger than any rule of the page. */
export function lookOf(rules: Readonly<Record<string, string>>): string {
  return Object.entries({ all: "initial", ...rules })
    .map(([name, value]) => `${name}:${value}!important`)
    .join(";");
}

export function rootElement(): Element {
  const found = Document.prototype.querySelector.call(document, ":root");
  if (!found) throw new Error("This page has no document element.");
  return found;
}
