import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { root, runTool } from "../support/tool.ts";
import { accessStates } from "./access-sheet/states.ts";
import build from "./build.ts";
import { tourAccess } from "./shots/access.ts";
import { openAlbum, type Theme, themes } from "./shots/album.ts";
import { tourDesk } from "./shots/desk.ts";
import { tourReseller } from "./shots/reseller.ts";
import { tour } from "./shots/tour.ts";
import { openWorld } from "./world.ts";

/**
 * `npm run shots`: a picture of every screen, light and dark, in `.shots/`, with a contact sheet. With `--readme` the
 * README's own pictures are taken anew.
 */
const blinkTheme: Record<Theme, number> = { dark: 0, light: 1 };

async function main(): Promise<void> {
  await build();
  const album = await openAlbum();
  for (const theme of themes) {
    console.log(`Taking the ${theme} ones`);
    // The panel is a frame of another site: what is emulated for its page does not reach it.
    const args = [`--blink-settings=preferredColorScheme=${blinkTheme[theme]}`];
    const world = await openWorld({ kind: "opencart-3", other: "opencart-4", args });
    try {
      await tourDesk(world, album, theme, await tour(world, album, theme));
      await tourReseller(world, album, theme, args);
      await tourAccess(world, album, theme);
    } finally {
      await world.stop();
    }
  }
  console.log("Taking every state of the panel");
  const { isGood, said } = await runTool("node", join(root, "test/e2e/panel-sheet/shoot.ts"));
  if (!isGood) throw new Error(said);
  if (said) console.error(said);
  for (const width of [400, 320]) album.list(`panel-${width}`);
  console.log("Taking every state of the access tab");
  const tab = await runTool("node", join(root, "test/e2e/access-sheet/shoot.ts"));
  if (!tab.isGood) throw new Error(tab.said);
  if (tab.said) console.error(tab.said);
  for (const { name } of accessStates) for (const width of [1240, 400]) album.list(`access-${name}-${width}`);
  if (process.argv.includes("--readme")) await forReadme(album.folder);
  console.log(`\nfile://${await album.bind()}`);
}

async function forReadme(folder: string): Promise<void> {
  const pictures = join(root, "docs", "pictures");
  await mkdir(pictures, { recursive: true });
  for (const name of ["panel", "desk"]) {
    for (const theme of themes) {
      await copyFile(join(folder, `readme-${name}-${theme}.png`), join(pictures, `${name}-${theme}.png`));
    }
  }
}

await main();
