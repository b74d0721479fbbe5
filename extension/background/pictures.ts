import { z } from "zod";
import { pictureSize } from "../../shared/picture-size.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { KeptPicture } from "../database.ts";
import type { PictureWait } from "../messages.ts";
import { siteOf } from "../origins.ts";
import { type CoverReading, mostRects } from "../picture/covers.ts";
import type { Box, Size } from "../picture/editing.ts";
import type { OwnCaller, PanelCaller } from "../sender.ts";
import type { PictureWish } from "../settings.ts";
import { draftOf } from "./own-store.ts";
import type { Services } from "./services.ts";

const waitMs = 120_000;
/** How long a picture is kept for a person who has it open and does nothing. */
export const keptMs = 30 * 60_000;
export const picturesAlarm = "pictures";

/** Says that the next press of our icon over the store's page is for a picture. The last wish counts. */
export async function wantPicture(
  services: Services,
  caller: PanelCaller | OwnCaller,
  draftId: string,
): Promise<PictureWait> {
  const { storeOrigin } = await draftOf(services, caller, draftId);
  const until = services.now().getTime() + waitMs;
  const tabId = caller.kind === "panel" ? caller.tabId : null;
  await services.settings.pictureWish.change(() => ({ draftId, storeOrigin, tabId, until }));
  return { until: new Date(until).toISOString(), shortcut: await services.reach.shortcut().catch(() => null) };
}

export async function unwantPicture(
  services: Services,
  caller: PanelCaller | OwnCaller,
  draftId: string,
): Promise<void> {
  await draftOf(services, caller, draftId);
  await services.settings.pictureWish.change((wish) => (wish?.draftId === draftId ? null : wish));
}

/** Our icon was pressed over this tab: takes the picture if one is wanted of it, and opens it in a tab beside. */
export async function takePicture(services: Services, tabId: number): Promise<boolean> {
  const wish = await takeWish(services, tabId);
  if (!wish) return false;
  const { draftId, storeOrigin } = wish;
  try {
    const { bytes, covers } = await photograph(services, tabId);
    const takenAt = services.now().getTime();
    await services.shelves.pictures.put({ draftId, tabId, bytes, covers, takenAt });
  } catch (error) {
    // A second press may do better.
    await services.settings.pictureWish.change((newer) => newer ?? wish);
    throw error;
  }
  await services.reach.wakeIn(picturesAlarm, keptMs);
  await services.tell({ kind: "picture.taken", storeOrigin, draftId });
  await services.reach.openTab(`picture.html?${new URLSearchParams({ draft: draftId })}`, tabId);
  return true;
}

/** Forgets pictures that nobody came back to, and those whose draft is gone. */
export async function sweepPictures({ shelves, now }: Pick<Services, "shelves" | "now">): Promise<void> {
  for (const { draftId, takenAt } of await shelves.pictures.all()) {
    const isOld = takenAt <= now().getTime() - keptMs;
    if (isOld || !(await shelves.drafts.get(draftId))) await shelves.pictures.drop(draftId);
  }
}

/** One press takes one picture. */
async function takeWish(services: Services, tabId: number): Promise<PictureWish | null> {
  const { pictureWish } = services.settings;
  const wish = await pictureWish.get();
  const isOver = !wish || wish.until < services.now().getTime();
  if (isOver || (wish.tabId !== null && wish.tabId !== tabId)) return null;
  const isStore = siteOf(await services.reach.addressOf(tabId)) === wish.storeOrigin;
  if (!isStore || !(await services.shelves.drafts.get(wish.draftId))) return null;
  let isOurs = false;
  await pictureWish.change((now) => {
    isOurs = now?.draftId === wish.draftId;
    return isOurs ? null : now;
  });
  return isOurs ? wish : null;
}

async function photograph({ reach }: Services, tabId: number): Promise<Pick<KeptPicture, "bytes" | "covers">> {
  await reach.tellLauncher(tabId, { kind: "launcher.hide", isHidden: true });
  try {
    // Looked at before and after: what moves meanwhile is covered where it was and where it went.
    const before = await readingOf(reach, tabId);
    const png = await reach.photograph(tabId);
    if (!png) throw new AppError(refusal("picture.not-in-front"));
    const after = await readingOf(reach, tabId);
    const size = pictureSize("image/png", png);
    if (!size) throw new AppError(refusal("picture.unreadable"));
    const covers = [...boxesIn(size, before), ...boxesIn(size, after)];
    return { bytes: new Blob([png], { type: "image/png" }), covers: withoutTwins(covers) };
  } finally {
    await reach.tellLauncher(tabId, { kind: "launcher.hide", isHidden: false });
  }
}

const px = z.number().min(-100_000).max(100_000);
const reading: z.ZodType<CoverReading> = z.object({
  window: z.object({ width: px.min(1), height: px.min(1) }),
  rects: z.array(z.object({ x: px, y: px, width: px.min(0), height: px.min(0) })).max(mostRects),
});

/** Without it nobody knows what to cover, and there is no picture. */
async function readingOf(reach: Services["reach"], tabId: number): Promise<CoverReading> {
  const parsed = reading.safeParse(await reach.coversIn(tabId).catch(() => null));
  if (!parsed.success) throw new AppError(refusal("picture.unreadable"));
  return parsed.data;
}

/** In points of the picture, and one more on each side: a point that is covered in part shows what it was. */
export function boxesIn(size: Size, { window, rects }: CoverReading): Box[] {
  const [byX, byY] = [size.width / window.width, size.height / window.height];
  return rects.map(({ x, y, width, height }) => {
    const [left, top] = [Math.floor(x * byX) - 1, Math.floor(y * byY) - 1];
    return {
      x: left,
      y: top,
      width: Math.ceil((x + width) * byX) + 1 - left,
      height: Math.ceil((y + height) * byY) + 1 - top,
    };
  });
}

function withoutTwins(boxes: readonly Box[]): Box[] {
  return [...new Map(boxes.map((box) => [Object.values(box).join(), box])).values()];
}
