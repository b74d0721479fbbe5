import type { Page } from "puppeteer-core";
import { readEar } from "./eavesdropper.ts";

/** Asks for each address in every way that a page has; gives the way and address of all that came. */
export async function tryToLoad(page: Page, addresses: string[]): Promise<string[]> {
  const before = new Set(page.frames());
  const loaded = await page.evaluate(ask, addresses);
  // The browser shows a page of its own in a frame that it refuses, and tells the page that it has loaded.
  const frames = page.frames().filter((frame) => !before.has(frame) && frame.url().startsWith("chrome-extension:"));
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll("body > iframe.tried")) frame.remove();
  });
  return [...loaded, ...frames.map((frame) => `frame ${frame.url()}`)];
}

async function ask(addresses: string[]): Promise<string[]> {
  const put = (element: HTMLElement, parent: Element) =>
    new Promise<boolean>((resolve) => {
      element.onload = () => resolve(true);
      element.onerror = () => resolve(false);
      parent.append(element);
    }).finally(() => element.localName !== "iframe" && element.remove());
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties: object) =>
    Object.assign(document.createElement(tag), properties);
  const ways: Record<string, (address: string) => Promise<boolean>> = {
    fetch: (address) =>
      fetch(address, { mode: "no-cors" }).then(
        () => true,
        () => false,
      ),
    image: (src) => put(make("img", { src }), document.body),
    script: (src) => put(make("script", { src }), document.head),
    style: (href) => put(make("link", { rel: "stylesheet", href }), document.head),
    frame: (src) => put(make("iframe", { src, className: "tried" }), document.body).then(() => false),
  };
  const tries = Object.entries(ways).flatMap(([way, load]) =>
    addresses.map(async (address) => ((await load(address)) ? [`${way} ${address}`] : [])),
  );
  return (await Promise.all(tries)).flat();
}

/** Every text that the page can come by in which one of these words stands. */
export async function tracesOf(page: Page, words: readonly string[]): Promise<string[]> {
  const { messages, complaints } = await page.evaluate(readEar);
  const within = await page.evaluate(() => [
    document.documentElement.outerHTML,
    ...performance.getEntries().map((entry) => JSON.stringify(entry)),
    ...Object.getOwnPropertyNames(window),
    ...Object.keys(document),
    ...[...document.styleSheets].map(({ href }) => href ?? ""),
    ...[...document.scripts].map(({ src }) => src),
    location.href,
    document.referrer,
    String(new Error().stack),
  ]);
  return [...messages, ...complaints, ...within].filter((text) =>
    words.some((word) => text.toLowerCase().includes(word.toLowerCase())),
  );
}

/** What becomes of a page's message to an extension. Runs in the page. */
export async function askExtension(id: string): Promise<string> {
  const { runtime } =
    (window as unknown as { chrome?: { runtime?: { sendMessage?(...args: unknown[]): unknown } } }).chrome ?? {};
  if (!runtime?.sendMessage) return "no way to send";
  return String(await runtime.sendMessage(id, { name: "site.list", args: [] }));
}
