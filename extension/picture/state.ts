import { type Signal, signal } from "@preact/signals";
import type { PictureType } from "../../shared/picture-size.ts";
import { AppError, type Refusal, refusal, sentence } from "../../shared/problems.ts";
import { beginEditing, type Editing } from "./editing.ts";
import { type Drawn, decoded, pictureTypeOf, written } from "./encode.ts";
import type { PictureHost } from "./host.ts";
import { changeWords, pictureName } from "./words.ts";

export type Stage = "opening" | "gone" | "editing" | "adding";

export interface Picture {
  stage: Signal<Stage>;
  /** Null for a picture that was just taken. */
  name: Signal<string | null>;
  bitmap: Signal<ImageBitmap | null>;
  editing: Signal<Editing | null>;
  /** How much of it the draft has, from 0 to 1. */
  done: Signal<number>;
  fault: Signal<Refusal | null>;
  /** What happened last, for those who do not see it. */
  said: Signal<string>;
  open(): Promise<void>;
  /** Takes what the person did; null changes nothing. */
  act(change: (editing: Editing) => Editing | null): boolean;
  /** Makes what is seen the draft's file. */
  finish(): Promise<void>;
  cancel(): Promise<void>;
}

export interface PictureDeps {
  host: PictureHost;
  now(): Date;
  draw(bitmap: ImageBitmap, editing: Editing): Drawn;
}

export function createPicture({ host, now, draw }: PictureDeps): Picture {
  const stage = signal<Stage>("opening");
  const name = signal<string | null>(null);
  const bitmap = signal<ImageBitmap | null>(null);
  const editing = signal<Editing | null>(null);
  const done = signal(0);
  const fault = signal<Refusal | null>(null);
  const said = signal("");
  let type: PictureType = "image/png";

  async function open(): Promise<void> {
    try {
      const opened = await host.open();
      if (!opened) throw new AppError(refusal("picture.absent"));
      name.value = opened.name;
      const shown = opened.name ?? "The picture";
      // Its size is read from its head before anything is unpacked.
      const found = await pictureTypeOf(opened.bytes, shown);
      if (!found) throw new AppError(refusal("file.damaged", { name: shown }));
      type = found;
      const points = await decoded(opened.bytes, shown);
      editing.value = beginEditing({ width: points.width, height: points.height }, opened.covers);
      bitmap.value = points;
      stage.value = "editing";
    } catch (error) {
      fault.value = refusalOf(error);
      stage.value = "gone";
    }
  }

  async function finish(): Promise<void> {
    if (stage.value !== "editing" || !bitmap.value || !editing.value) return;
    stage.value = "adding";
    fault.value = null;
    done.value = 0;
    try {
      const file = await written(draw(bitmap.value, editing.value), name.value ?? pictureName(now()), type);
      await host.attach(file, (part) => {
        done.value = part;
      });
      await host.leave();
    } catch (error) {
      fault.value = refusalOf(error);
      said.value = sentence(fault.value);
      stage.value = "editing";
    }
  }

  return {
    stage,
    name,
    bitmap,
    editing,
    done,
    fault,
    said,
    open,
    act(change) {
      const before = editing.value;
      const after = before && stage.value === "editing" ? change(before) : null;
      if (!before || !after) return false;
      editing.value = after;
      const words = changeWords(before, after);
      if (words && after !== before) said.value = words;
      return true;
    },
    finish,
    cancel: () => host.leave(),
  };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof AppError) return error.refusal;
  console.error(error);
  return refusal("extension.fault");
}
