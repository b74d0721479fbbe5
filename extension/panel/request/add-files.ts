import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { v7 } from "uuid";
import { fileLimit, fileLimitWords, mostFiles } from "../../../shared/files.ts";
import { type Refusal, refusal, sentence } from "../../../shared/problems.ts";
import { cleaned } from "../../picture/encode.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import { type Panel, refusalOf } from "../state.ts";

/** A file on its way into the draft. */
export interface AddedFile {
  fileId: string;
  name: string;
  size: number;
  /** From 0 to 1. */
  done: number;
  /** Why it is not added; null while it is being added. */
  refusal: Refusal | null;
  /** Whether it may help to try again. */
  mayTryAgain: boolean;
}

export interface FileAdder {
  /** Files that are being added, and those that could not be. */
  adding: ReadonlySignal<readonly AddedFile[]>;
  /** How many more fit. */
  room: ReadonlySignal<number>;
  add(files: readonly File[]): Promise<void>;
  tryAgain(fileId: string): Promise<void>;
  /** Takes it out, whether it has been added or not. */
  remove(fileId: string, name: string): Promise<void>;
}

/** Of one message, before it becomes base64. */
const pieceBytes = 768 * 1_024;

const adders = new WeakMap<DraftKeeper, FileAdder>();

/** One for a draft: what is being added goes on while another screen is shown. */
export function fileAdderOf(panel: Panel, draft: DraftKeeper): FileAdder {
  const adder = adders.get(draft) ?? createFileAdder(panel, draft);
  adders.set(draft, adder);
  return adder;
}

function createFileAdder({ host, voice }: Panel, draft: DraftKeeper): FileAdder {
  const adding = signal<readonly AddedFile[]>([]);
  const { draftId } = draft;
  const sources = new Map<string, File>();
  const wanted: string[] = [];
  let isBringing = false;
  const isComing = ({ refusal: why }: AddedFile) => why === null;
  const room = computed(() => mostFiles - draft.files.value.length - adding.value.filter(isComing).length);

  const isThere = (fileId: string) => adding.value.some((file) => file.fileId === fileId);
  const change = (fileId: string, to: Partial<AddedFile>) => {
    adding.value = adding.value.map((file) => (file.fileId === fileId ? { ...file, ...to } : file));
  };
  const forget = (fileId: string) => {
    sources.delete(fileId);
    adding.value = adding.value.filter((file) => file.fileId !== fileId);
  };
  const fail = (fileId: string, why: Refusal, mayTryAgain: boolean) => {
    change(fileId, { refusal: why, mayTryAgain });
    voice.warn(sentence(why));
  };

  async function bring(fileId: string, chosen: File): Promise<void> {
    try {
      const source = await cleaned(chosen);
      const { name, size } = source;
      change(fileId, { name, size });
      for (let at = 0; at < size; at += pieceBytes) {
        const bytes = new Uint8Array(await source.slice(at, at + pieceBytes).arrayBuffer()).toBase64();
        const added = await host.send("file.add", { draftId, fileId, name, size, at, bytes });
        if (!isThere(fileId)) return void (await host.send("file.remove", { draftId, fileId }));
        change(fileId, { done: Math.min((at + pieceBytes) / size, 1) });
        if (!added) continue;
        if (!draft.files.value.some(({ id }) => id === fileId)) draft.files.value = [...draft.files.value, added];
        forget(fileId);
        voice.say(`${added.name} is added.`);
      }
    } catch (error) {
      if (!isThere(fileId)) return;
      const why = refusalOf(error);
      fail(fileId, why, !why.code.startsWith("file."));
    }
  }

  async function bringAll(): Promise<void> {
    if (isBringing) return;
    isBringing = true;
    // One after another: the first is there soon, and no more than a piece is held at a time.
    for (let fileId = wanted.shift(); fileId !== undefined; fileId = wanted.shift()) {
      const source = sources.get(fileId);
      if (source) await bring(fileId, source);
    }
    isBringing = false;
  }

  return {
    adding,
    room,
    async add(files) {
      for (const source of files) {
        const { name, size } = source;
        const fileId = v7();
        const why = tooMuch(source, room.value);
        adding.value = [...adding.value, { fileId, name, size, done: 0, refusal: why, mayTryAgain: false }];
        if (why) voice.warn(sentence(why));
        else {
          sources.set(fileId, source);
          wanted.push(fileId);
        }
      }
      await bringAll();
    },
    async tryAgain(fileId) {
      if (!sources.has(fileId)) return;
      change(fileId, { refusal: null, done: 0 });
      wanted.push(fileId);
      await bringAll();
    },
    async remove(fileId, name) {
      const wasAdded = draft.files.value.some(({ id }) => id === fileId);
      try {
        if (wasAdded) await host.send("file.remove", { draftId, fileId });
      } catch (error) {
        voice.warn(sentence(refusalOf(error)));
        return;
      }
      draft.files.value = draft.files.value.filter(({ id }) => id !== fileId);
      forget(fileId);
      voice.say(`${name} is removed.`);
    },
  };
}

function tooMuch({ name, size }: File, room: number): Refusal | null {
  if (size > fileLimit) return refusal("file.too-large", { name, limit: fileLimitWords });
  if (size === 0) return refusal("file.empty", { name });
  return room > 0 ? null : refusal("file.too-many", { most: mostFiles, name });
}
