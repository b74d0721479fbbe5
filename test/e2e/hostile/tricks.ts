import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { panelHost } from "./stage.ts";

/** What a hostile page does to get a press on Send that the person did not mean. */
export interface Trick {
  name: string;
  /** While the person looks at the preview. */
  play?(page: Page, at: Point): Promise<unknown>;
  /** Right before the mouse button goes down, and between down and up. */
  beforePress?(page: Page, at: Point): Promise<unknown>;
  duringPress?(page: Page, at: Point): Promise<unknown>;
  /** The page slides the panel under a pointer that rests: the person does not move it. */
  isPointerStill?: true;
  /**
   * What the person is told where the panel is there and was pressed. A page that fights for the panel has it closed; one
   * that makes it inert has the press itself swallowed.
   */
  ends: readonly Ending[];
  /** To how much of its size the page shrinks all that it shows, the panel too. */
  shrinksTo?: number;
}

export type Ending = "covered" | "too-soon" | "still" | "closed" | "unheard";

export type Point = { x: number; y: number };

/** Once a frame, as long as the page lives: the panel puts itself right, and the page undoes that. */
const again = (name: string, css: string): Trick => ({
  name,
  ends: ["closed"],
  play: (page) => page.evaluate(restyle, panelHost, css),
});

const cover = (name: string, how: CoverOptions): Trick => ({
  name,
  ends: ["covered"],
  play: (page, at) => page.evaluate(addCover, at, how),
});

export const tricks: Trick[] = [
  again("the panel made transparent, again and again", "opacity:.01!important"),
  again("the panel cut off by a clip path", "clip-path:inset(0 0 0 98%)!important"),
  again("the panel washed out by a filter", "filter:opacity(.02)!important"),
  again("the panel shrunk by a transform", "transform:scale(.2)!important"),
  again("the panel shifted by a transform", "transform:translate(-300px,-200px)!important"),
  again("the panel made too small for its button", "width:90px!important;height:60%!important"),
  again("the panel let through by the pointer", "pointer-events:none!important"),
  {
    name: "the panel taken off the top layer and covered by a higher z-index",
    ends: ["closed"],
    play: async (page, at) => {
      await page.evaluate(addCover, at, { isWhole: true, isInPage: true });
      await page.evaluate(hideAgain, panelHost);
    },
  },
  cover("a popover over the panel that lets the pointer through", { isWhole: true }),
  {
    ...cover("a modal dialog over the panel that lets the pointer through", { isModal: true, isWhole: true }),
    ends: ["unheard"],
  },
  cover("a picture of a pointer over the button", { isWhole: false }),
  {
    name: "a still picture of the page over the panel, as between two views",
    ends: ["covered"],
    play: (page) => page.evaluate(freezeView),
  },
  {
    name: "a cover that lets the pointer through only for the press",
    ends: ["covered"],
    play: (page, at) => page.evaluate(addCover, at, { isWhole: true, isSolid: true }),
    beforePress: (page) => page.evaluate(letThrough),
  },
  {
    name: "a cover taken away right before the press",
    ends: ["too-soon", "covered"],
    play: (page, at) => page.evaluate(addCover, at, { isWhole: true }),
    beforePress: (page) => page.evaluate(removeCovers),
  },
  {
    name: "a cover taken away a moment before the press",
    ends: ["too-soon", "covered"],
    play: (page, at) => page.evaluate(addCover, at, { isWhole: true }),
    async beforePress(page) {
      await page.evaluate(removeCovers);
      // Long enough for the browser to say that the button is visible, too short for a person to have read it.
      await pause(250);
    },
  },
  {
    name: "a cover put on while the button is down",
    ends: ["covered"],
    duringPress: (page, at) => page.evaluate(addCover, at, { isWhole: true }),
  },
  {
    name: "a cover put on, after which the page keeps busy until the press",
    ends: ["covered"],
    play: (page, at) => page.evaluate(coverAndHang, at),
  },
  {
    name: "the page zoomed out until nothing can be read",
    ends: ["closed"],
    shrinksTo: 0.3,
    play: (page) => page.addStyleTag({ content: "html{zoom:.3}" }),
  },
  {
    name: "the window made smaller so that the button comes under a resting pointer",
    ends: ["still"],
    isPointerStill: true,
  },
];

/** Styles of the page's own elements, which would reach anything that stood in the page's own layer. */
export const pageStyles = [
  "html{opacity:.02}",
  "body{opacity:.02}",
  "html{filter:opacity(.02)}",
  "html{clip-path:inset(0 60% 0 0)}",
  "html{transform:scale(.4)}",
  "html{transform:translateX(-300px)}",
  "html{mix-blend-mode:difference}",
  "html>*{opacity:.02!important;transform:scale(.3)!important;clip-path:inset(90%)!important;width:40px!important}",
];

interface CoverOptions {
  /** A modal dialog; else a popover, unless it stands in the page's own layer. */
  isModal?: boolean;
  isInPage?: boolean;
  /** Over all of the window, or over the button alone. */
  isWhole: boolean;
  /** Takes the pointer itself. */
  isSolid?: boolean;
}

// Everything below runs in the page.

function restyle(selector: string, css: string): void {
  const work = () => {
    const host = document.querySelector(selector);
    if (host) host.setAttribute("style", `${host.getAttribute("style")};${css}`);
    requestAnimationFrame(work);
  };
  work();
}

function hideAgain(selector: string): void {
  const work = () => {
    const host = document.querySelector<HTMLElement>(selector);
    if (host?.matches(":popover-open")) host.hidePopover();
    requestAnimationFrame(work);
  };
  work();
}

export function addCover({ x, y }: Point, { isModal, isInPage, isWhole, isSolid }: CoverOptions): void {
  const bait = document.createElement(isModal ? "dialog" : "div");
  bait.className = "bait";
  bait.textContent = "You have won. Press here.";
  const place = isWhole ? "inset:0;width:100%;height:100%" : `left:${x - 8}px;top:${y - 8}px;width:24px;height:24px`;
  bait.style.cssText = `position:fixed;margin:0;max-width:none;max-height:none;border:0;padding:0;background:#fff;
    z-index:2147483647;pointer-events:${isSolid ? "auto" : "none"};${place}`;
  document.body.append(bait);
  if (!isModal && !isInPage) {
    bait.popover = "manual";
    bait.showPopover();
  }
  if (bait instanceof HTMLDialogElement) bait.showModal();
}

function letThrough(): void {
  for (const bait of document.querySelectorAll<HTMLElement>(".bait")) bait.style.pointerEvents = "none";
}

function removeCovers(): void {
  for (const bait of document.querySelectorAll(".bait")) bait.remove();
}

function freezeView(): Promise<void> {
  const style = document.createElement("style");
  style.textContent = `::view-transition { pointer-events: none; background: #fff }
    ::view-transition-group(*), ::view-transition-old(*), ::view-transition-new(*) { animation-duration: 60s }`;
  document.head.append(style);
  return document.startViewTransition(() => {}).ready;
}

function coverAndHang({ x, y }: Point): Promise<void> {
  const bait = document.createElement("div");
  bait.className = "bait";
  bait.style.cssText = `position:fixed;inset:0;width:100%;height:100%;margin:0;background:#fff;pointer-events:none`;
  bait.title = `${x} ${y}`;
  document.body.append(bait);
  bait.popover = "manual";
  bait.showPopover();
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        resolve();
        setTimeout(() => {
          for (const end = performance.now() + 2_500; performance.now() < end; );
        });
      };
      channel.port2.postMessage(null);
    });
  });
}
