import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { root } from "../../support/tool.ts";

export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Pictures by name and theme, in `.shots/`, with a page that shows them beside each other. */
export interface Album {
  folder: string;
  take(page: Page, name: string, theme: Theme, options?: Extent): Promise<void>;
  /** Lists a picture that something else has put into the folder. */
  list(name: string): void;
  /** Writes the contact sheet; gives its path. */
  bind(): Promise<string>;
}

interface Extent {
  /** Also what is below the window. */
  isWhole?: boolean;
  /** This element alone. */
  selector?: string;
}

/** Sizes of the README's own pictures: each is to stay below 150 kB. */
export const readme = { panel: { width: 1120, height: 700 }, desk: { width: 1200, height: 700 } };

export async function openAlbum(): Promise<Album> {
  const folder = join(root, ".shots");
  await mkdir(folder, { recursive: true });
  const names = new Set<string>();
  return {
    folder,
    async take(page, name, theme, { isWhole = false, selector } = {}) {
      names.add(name);
      const path = join(folder, `${name}-${theme}.png`) as `${string}.png`; // As the line says.
      const element = selector ? await page.$(selector) : null;
      await (element ? element.screenshot({ path }) : page.screenshot({ path, fullPage: isWhole }));
    },
    list: (name) => void names.add(name),
    async bind() {
      const path = join(folder, "index.html");
      await writeFile(path, sheet([...names]));
      return path;
    },
  };
}

function sheet(names: readonly string[]): string {
  const rows = names.map((name) => {
    const pictures = themes.map(
      (theme) => `<a href="${name}-${theme}.png"><img src="${name}-${theme}.png" alt=""></a>`,
    );
    return `<section><h2>${name}</h2><div>${pictures.join("")}</div></section>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Screens</title>
<style>
body { margin: 24px; font: 14px/20px system-ui, sans-serif; background: #e4e7ec; }
section div { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; align-items: start; }
img { max-width: 100%; box-shadow: 0 1px 4px #0004; }
</style>
${rows.join("\n")}
</html>
`;
}
