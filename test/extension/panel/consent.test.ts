import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  attend,
  type Consent,
  type ConsentEvent,
  dwellMs,
  judge,
  noAttention,
  type Press,
} from "../../../extension/panel/consent.ts";

const seen = (at: number, isVisible: boolean): ConsentEvent => ({ kind: "seen", at, isVisible });
const pointer = (at: number, x: number, y = 10): ConsentEvent => ({ kind: "pointer", at, x, y });
const left = (at: number): ConsentEvent => ({ kind: "pointer-left", at });
const focus = (at: number, isFocused = true): ConsentEvent => ({ kind: "focus", at, isFocused });
const click = (at: number): Press => ({ at, isTrusted: true, by: "pointer" });
const key = (at: number): Press => ({ at, isTrusted: true, by: "keyboard" });

const play = (events: readonly ConsentEvent[], press: Press): Consent =>
  judge(events.reduce(attend, noAttention), press);

/** Somebody who looks at the panel, moves the pointer into it, and is there. */
const calm = [focus(0), seen(0, true), pointer(100, 1), pointer(110, 2)];

describe("a person's own press counts", () => {
  const cases: [string, ConsentEvent[], Press][] = [
    ["a click after looking", calm, click(700)],
    ["a click exactly when half a second is over", calm, click(610)],
    ["a key after looking", [focus(0), seen(0, true)], key(500)],
    ["a touch, which has no hovering pointer", [focus(0), seen(0, true)], { at: 900, isTrusted: true, by: "touch" }],
    ["a click after the window was left and is in front again", [...calm, focus(300, false), focus(800)], click(900)],
    [
      "a click after the page had covered the button for a while",
      [...calm, seen(200, false), seen(400, true), pointer(410, 3), pointer(420, 4)],
      click(930),
    ],
  ];
  test.each(cases)("%s", (_, events, press) => expect(play(events, press)).toBe("given"));
});

describe("no trick of a hostile page makes a press count", () => {
  const tricks: [string, ConsentEvent[], Press, Consent][] = [
    [
      "the frame taken away and put back under a pointer that rests elsewhere",
      [...calm, seen(200, false), seen(400, true), pointer(410, 300)],
      click(2_000),
      "still",
    ],
    ["the frame made transparent", [...calm, seen(200, false)], click(900), "covered"],
    ["the frame cut off by a clip path", [...calm, seen(250, false)], click(1_000), "covered"],
    ["a filter over the frame", [focus(0), pointer(1, 1), pointer(2, 2)], click(5_000), "covered"],
    ["the frame turned or shrunk by a transform", [...calm, seen(400, false)], click(5_000), "covered"],
    ["the whole page made transparent", [...calm, seen(699, false)], click(700), "covered"],
    ["a dialog or popover in the top layer", [...calm, seen(500, false)], click(700), "covered"],
    ["an element with a higher z-index", [...calm, seen(600, false)], click(700), "covered"],
    ["an element that lets clicks through", [...calm, seen(300, false), seen(600, true)], click(700), "too-soon"],
    [
      "a false cursor, so that the true one arrives unseen",
      [focus(0), seen(0, true), pointer(900, 1), pointer(905, 5)],
      click(1_000),
      "too-soon",
    ],
    ["a frame made too small for the button", [...calm, seen(200, false), seen(300, false)], click(1_000), "covered"],
    [
      "the panel scrolled under a still pointer",
      [focus(0), seen(0, true), pointer(100, 7), pointer(400, 7)],
      click(2_000),
      "still",
    ],
    [
      "the panel swapped in just before the click",
      [focus(0), pointer(0, 1), pointer(1, 2), seen(900, true)],
      click(1_000),
      "too-soon",
    ],
    ["the panel slid away and back under the pointer", [...calm, left(500), pointer(600, 2)], click(2_000), "still"],
    ["events made up by a script", calm, { ...click(5_000), isTrusted: false }, "untrusted"],
    ["the focus taken while somebody types", [seen(0, true), focus(900)], key(1_000), "too-soon"],
    ["a press while another window is in front", [...calm, focus(300, false)], click(900), "unfocused"],
    ["a key when nothing of ours has the focus", [seen(0, true)], key(5_000), "unfocused"],
  ];
  test.each(tricks)("%s", (_, events, press, why) => expect(play(events, press)).toBe(why));
});

test("whatever happens, a counted press was seen, and its person was there, for half a second without a break", () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant("seen" as const), isVisible: fc.boolean() }),
    fc.record({ kind: fc.constant("pointer" as const), x: fc.integer({ min: 0, max: 2 }), y: fc.constant(0) }),
    fc.record({ kind: fc.constant("pointer-left" as const) }),
    fc.record({ kind: fc.constant("focus" as const), isFocused: fc.boolean() }),
  );
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), event), { maxLength: 30 });
  const by = fc.constantFrom("pointer" as const, "keyboard" as const, "touch" as const);
  let given = 0;
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 700 }), fc.boolean(), by, (steps, wait, isTrusted, by) => {
      let at = 0;
      const events = steps.map(([after, event]): ConsentEvent => {
        at += after;
        return { ...event, at };
      });
      const press: Press = { at: at + wait, isTrusted, by };
      if (play(events, press) !== "given") return;
      given += 1;
      const since = press.at - dwellMs;
      const unbroken = (isGood: (event: ConsentEvent) => boolean, isBad: (event: ConsentEvent) => boolean) =>
        events.some((event, index) => isGood(event) && event.at <= since && !events.slice(index).some(isBad));
      expect(isTrusted).toBe(true);
      expect(
        unbroken(
          (event) => event.kind === "seen" && event.isVisible,
          (event) => event.kind === "seen" && !event.isVisible,
        ),
      ).toBe(true);
      const isFocus = (event: ConsentEvent) => event.kind === "focus" && event.isFocused;
      const isBlur = (event: ConsentEvent) => event.kind === "focus" && !event.isFocused;
      if (by !== "pointer") expect(unbroken(isFocus, isBlur)).toBe(true);
      else {
        const isLeft = (event: ConsentEvent) => event.kind === "pointer-left";
        expect(unbroken((event) => event.kind === "pointer", isLeft)).toBe(true);
        const last = events.findLastIndex(isLeft);
        const places = new Set(events.slice(last + 1).flatMap((event) => (event.kind === "pointer" ? [event.x] : [])));
        expect(places.size).toBeGreaterThan(1);
      }
    }),
    { numRuns: 3_000 },
  );
  expect(given).toBeGreaterThan(0);
});
