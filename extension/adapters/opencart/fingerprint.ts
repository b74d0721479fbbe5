import type { Facts } from "../adapter.ts";
import type { Page } from "../page.ts";

/** What the files and menu of each span of versions look like, oldest first. Seen per release tag, 2026-11. */
interface Look {
  from: string;
  to: string | null;
  token: "token" | "user_token";
  /** Version in the name of the jQuery file. */
  jquery: string;
  has?: string;
  lacks?: string;
}

const route = (name: string) => `#menu a[href*="route=${name}&"]`;

const looks: readonly Look[] = [
  { from: "1.5.0", to: "1.5.6.4", token: "token", jquery: "1.7.1", has: "#menu > ul.left" },
  // Bootstrap is named by files up to 2.0 only.
  {
    from: "2.0.0.0",
    to: "2.0.1.1",
    token: "token",
    jquery: "2.1.1",
    has: '[href*="/less-1.7.4"], [src*="/less-1.7.4"]',
  },
  { from: "2.0.2.0", to: "2.0.3.1", token: "token", jquery: "2.1.1", has: '[href*="bootstrap/opencart/opencart.css"]' },
  {
    from: "2.1.0.0",
    to: "2.1.0.2",
    token: "token",
    jquery: "2.1.1",
    has: route("extension/analytics"),
    lacks: route("extension/theme"),
  },
  { from: "2.2.0.0", to: "2.2.0.0", token: "token", jquery: "2.1.1", has: route("extension/theme") },
  { from: "2.3.0.0", to: "2.3.0.2", token: "token", jquery: "2.1.1", has: route("extension/extension") },
  { from: "3.0.0.0", to: "3.0.3.8", token: "user_token", jquery: "2.1.1", lacks: "[data-bs-toggle]" },
  { from: "3.0.3.9", to: "3.0.4.0", token: "user_token", jquery: "3.7.0", lacks: "[data-bs-toggle]" },
  { from: "3.0.4.1", to: "3.0.5.1", token: "user_token", jquery: "3.7.1", lacks: "[data-bs-toggle]" },
  { from: "4.0.0.0", to: "4.0.1.1", token: "user_token", jquery: "3.6.0", has: "[data-bs-toggle]" },
  { from: "4.0.2.0", to: "4.0.2.2", token: "user_token", jquery: "3.6.1", has: "#alert.toast-container" },
  { from: "4.0.2.3", to: "4.0.2.3", token: "user_token", jquery: "3.7.1", has: "#alert.toast-container" },
  {
    from: "4.1.0.0",
    to: null,
    token: "user_token",
    jquery: "3.7.1",
    has: "[data-bs-toggle]",
    lacks: "#alert.toast-container",
  },
];

/** Menu entries that came with a line; named as evidence where they stand, no evidence where a permission hides them. */
const telling = ["marketplace/modification", "marketplace/startup", "extension/extension", "extension/modification"];

/** The span of versions whose look this page has. Two spans that both fit become one from the first to the last. */
export function fingerprintOf(page: Page): Facts["fingerprint"] | null {
  const jquery = jqueryOf(page);
  const token = page.has('a[href*="user_token="]') ? "user_token" : page.has('a[href*="&token="]') ? "token" : null;
  // A part of a page has neither files nor menu: what it lacks proves nothing.
  if (!token || !page.has("#header")) return null;
  const fitting = looks.filter(
    (look) =>
      look.token === token &&
      (jquery === null || look.jquery === jquery) &&
      (!look.has || page.has(look.has)) &&
      (!look.lacks || !page.has(look.lacks)),
  );
  const [first, last] = [fitting[0], fitting.at(-1)];
  if (!first || !last) return null;
  const routes = telling.filter((name) => page.has(route(name)));
  return { from: first.from, to: last.to, by: [...(jquery ? [`jquery ${jquery}`] : []), token, ...routes] };
}

export function jqueryOf(page: Page): string | null {
  const names = page.all('script[src*="/jquery-"]').map((script) => page.attribute(script, "src"));
  for (const name of names) {
    const version = /\/jquery-(\d{1,3}(?:\.\d{1,3}){1,2})(?:\.min)?\.js(?:\?|$)/.exec(name ?? "")?.[1];
    if (version) return version;
  }
  return null;
}

/** The first number only: the name of its file holds none, its markup does. */
export function bootstrapOf(page: Page): string | null {
  if (page.has("[data-bs-toggle]")) return "5";
  return page.has("[data-toggle]") ? "3" : null;
}
