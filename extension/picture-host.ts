import { v7 } from "uuid";
import { browser } from "wxt/browser";
import { openShelves } from "./database.ts";
import type { PictureHost } from "./picture/host.ts";
import { send } from "./send.ts";

const pieceBytes = 768 * 1_024;

/**
 * The extension as the host of the page that works on one picture: `?draft=` names the draft, `&file=` one of its files.
 * The page is our own and on top, so the shelves are open to it; what becomes of the draft goes through the background.
 */
export function pictureHost(query: URLSearchParams): PictureHost {
  const draftId = query.get("draft") ?? "";
  const replaces = query.get("file");
  const { pictures, files } = openShelves();

  async function goBack(): Promise<void> {
    const tab = await browser.tabs.getCurrent();
    const from = replaces ? tab?.openerTabId : ((await pictures.get(draftId))?.tabId ?? tab?.openerTabId);
    if (!replaces) await pictures.drop(draftId);
    // It may have been closed meanwhile; the browser then shows whichever it likes.
    if (from !== undefined) await browser.tabs.update(from, { active: true }).catch(() => undefined);
    if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
  }

  return {
    async open() {
      if (replaces) {
        const file = await files.get(replaces);
        return file?.draftId === draftId ? { name: file.name, bytes: file.bytes, covers: [] } : null;
      }
      const taken = await pictures.get(draftId);
      return taken && { name: null, bytes: taken.bytes, covers: taken.covers };
    },

    async attach(file, progress) {
      const { name, size } = file;
      const fileId = v7();
      for (let at = 0; at < size; at += pieceBytes) {
        const bytes = new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer()).toBase64();
        await send("file.add", { draftId, fileId, name, size, at, bytes, ...(replaces && { replaces }) });
        progress(Math.min(1, (at + pieceBytes) / size));
      }
    },

    leave: goBack,
  };
}
