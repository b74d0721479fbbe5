import type { Facts, Source } from "../adapter.ts";
import type { Page } from "../page.ts";

/**
 * The page Advanced Parameters > Information: cards of `<strong>label</strong> value`, every label in the admin's own
 * language. So a value counts by what it looks like and where it stands; the rest of the page, with the database's user
 * and the shop's folder, is left alone. Read in the templates of 1.6 and 8.x.
 */
export function informationServer({ page }: Source): Facts | null {
  const cards = cardsOf(page);
  const at = cards.findIndex(({ values }) => values.some((value) => webServer.test(value)));
  if (at < 0) return null;
  const values = cards[at]?.values ?? [];
  const database = cards.slice(at + 1).find((card) => card.values.length > 0)?.values[0] ?? "";
  const server = {
    php: values.find((value) => version.test(value)) ?? null,
    web: values.find((value) => webServer.test(value)) ?? null,
    os: values.find((value) => system.test(value)) ?? null,
    database: version.test(database) ? database : null,
  };
  const shown = Object.entries(server).filter(([, value]) => value !== null);
  return { server: { ...server, from: Object.fromEntries(shown.map(([name]) => [name, "Information page"])) } };
}

/** The card that names the shop's address has PrestaShop's version first and the theme last. */
export function informationShop({ page, depth }: Source): Facts | null {
  const shop = cardsOf(page).find(({ values }) => version.test(values[0] ?? "") && values.some(isAddress))?.values;
  if (!shop) return null;
  const theme = shop.at(-1) ?? "";
  return { version: shop[0] ?? "", ...(/^[\w.-]{1,100}$/.test(theme) && { theme: { name: theme, depth } }) };
}

/** Files in the folder `override` take the place of the shop's own. */
export function informationOverrides({ page }: Source): Facts | null {
  const own = cardsOf(page).filter(
    ({ card }) => page.attribute(card, "id") === null && !page.one("#changedFiles", card),
  );
  const paths = own
    .flatMap(({ card }) => page.all("li", card))
    .map((item) => page.text(item) ?? "")
    .filter((path) => /^(?:[\w-]+\/)+[\w-]+\.php$/.test(path));
  const modifications = paths.map((path) => {
    const name = path.replace(/^.*?\boverride\//, "");
    return {
      key: name,
      name,
      code: null,
      author: null,
      version: null,
      enabled: true,
      kind: "other" as const,
      failures: [],
    };
  });
  return modifications.length > 0 ? { modifications } : null;
}

/** The page fills this in itself, some time after it was opened. */
export function informationChangedFiles({ page }: Source): Facts | null {
  const filesIn = (id: string) => page.all(`#changedFiles #${id} li`).flatMap((item) => page.text(item, 500) ?? []);
  const changed = [...filesIn("updated_files"), ...filesIn("missing_files").map((file) => `${file} (missing)`)];
  const isDone = changed.length > 0 || page.has("#changedFiles .alert-success");
  return isDone ? { coreFiles: { changed: changed.slice(0, 500) } } : null;
}

const webServer =
  /^(?:apache|nginx|litespeed|openlitespeed|openresty|caddy|lighttpd|microsoft-iis|php [\d.]+ development)/i;
const version = /^\d{1,3}(?:\.\d{1,6}){1,3}[\w.+:~-]{0,60}$/;
const system = /^(?:Linux|Windows|Darwin|FreeBSD|OpenBSD|SunOS)\b/;

function isAddress(value: string): boolean {
  return /^https?:\/\//.test(value);
}

interface Card {
  card: Element;
  values: string[];
}

function cardsOf(page: Page): Card[] {
  return page.all("#main-div .card, #content .panel").map((card) => ({
    card,
    values: page.all("p", card).flatMap((line) => {
      const label = page.text(page.one("strong", line));
      const whole = page.text(line);
      return label && whole?.startsWith(label) ? [whole.slice(label.length).trim()] : [];
    }),
  }));
}
