import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { z } from "zod";
import type { Brand } from "../../../shared/brand.ts";
import { type Asking, asking } from "../account/asking.ts";
import type { BrandApi, BrandOfReseller } from "./api.ts";
import {
  type BrandFields,
  brandFields,
  type FieldName,
  fieldsOf,
  type Problems,
  partsOf,
  problemsOf,
  shownOf,
} from "./fields.ts";
import { readLogo } from "./read-logo.ts";

/** A brand while it is edited. What is typed is stored at once and stays until it is saved or taken back. */
export interface BrandState extends Pick<Asking, "busy" | "refusal"> {
  /** Null until it is read. */
  saved: ReadonlySignal<BrandOfReseller | null>;
  fields: ReadonlySignal<BrandFields>;
  /** What clients would see of it. */
  shown: ReadonlySignal<Brand | null>;
  isChanged: ReadonlySignal<boolean>;
  /** Whether somebody else saved another one since this was begun. */
  isOvertaken: ReadonlySignal<boolean>;
  /** Whether this browser keeps what is typed; false where its storage is full or switched off. */
  isKept: ReadonlySignal<boolean>;
  /** Of what was left or was to be saved: a half-typed address is no mistake yet. */
  problems: ReadonlySignal<Problems>;
  /** What was done last, in a sentence. */
  said: ReadonlySignal<string>;
  read(): Promise<void>;
  set(part: Partial<BrandFields>): void;
  /** The person went on from this field. */
  leave(name: FieldName): void;
  chooseLogo(file: Blob): Promise<void>;
  /** Back to what is saved. */
  undo(): void;
  /** Gives the field that has to be mended first; null where it was sent. */
  save(): Promise<FieldName | null>;
}

interface BrandDeps {
  api: BrandApi;
  /** Null is the reseller who asks. */
  resellerId: string | null;
  storage: Storage;
}

const draft = z.strictObject({ base: z.string(), fields: brandFields });

export function createBrand({ api, resellerId, storage }: BrandDeps): BrandState {
  const saved = signal<BrandOfReseller | null>(null);
  const fields = signal(fieldsOf(null));
  const base = signal("");
  const left = signal<ReadonlySet<FieldName>>(new Set());
  const logoProblem = signal<string | null>(null);
  const isKept = signal(true);
  const said = signal("");
  const { busy, refusal, ask } = asking();

  const now = computed(() => textOf(fieldsOf(saved.value?.parts ?? null)));
  const isChanged = computed(() => saved.value !== null && textOf(fields.value) !== now.value);
  const allProblems = computed(() => problemsOf(fields.value));
  const problems = computed<Problems>(() => {
    const seen = Object.entries(allProblems.value).filter(([name]) => left.value.has(name as FieldName)); // Its own key.
    return { ...Object.fromEntries(seen), ...(logoProblem.value && { logo: logoProblem.value }) };
  });

  function keep(): void {
    if (!saved.value) return;
    try {
      const key = keyOf(saved.value.resellerId);
      if (isChanged.value) storage.setItem(key, JSON.stringify({ base: base.value, fields: fields.value }));
      else storage.removeItem(key);
      isKept.value = true;
    } catch {
      isKept.value = false;
    }
  }

  /** Begins from what the server holds. */
  function take(answer: BrandOfReseller): void {
    saved.value = answer;
    fields.value = fieldsOf(answer.parts);
    base.value = now.value;
    left.value = new Set();
    logoProblem.value = null;
  }

  function set(part: Partial<BrandFields>): void {
    fields.value = { ...fields.value, ...part };
    if (part.logo !== undefined) logoProblem.value = null;
    said.value = "";
    keep();
  }

  return {
    saved,
    fields,
    shown: computed(() => saved.value && shownOf(fields.value, saved.value.inherited)),
    isChanged,
    isOvertaken: computed(() => isChanged.value && base.value !== now.value),
    isKept,
    problems,
    said,
    busy,
    refusal,
    read: () =>
      ask(
        () => api.read(resellerId),
        (answer) => {
          take(answer);
          const kept = readDraft(storage, keyOf(answer.resellerId));
          if (kept) [fields.value, base.value] = [kept.fields, kept.base];
        },
      ),
    set,
    leave(name) {
      left.value = new Set([...left.value, name]);
    },
    async chooseLogo(file) {
      const read = await readLogo(file);
      if ("logo" in read) set({ logo: read.logo });
      else logoProblem.value = read.problem;
    },
    undo() {
      if (saved.value) take(saved.value);
      said.value = "Everything is as it was saved.";
      keep();
    },
    async save() {
      // The keys of the table are the names.
      const wrong = Object.keys(allProblems.value) as FieldName[];
      left.value = new Set(wrong);
      if (wrong[0]) return wrong[0];
      const { resellerId: id } = saved.value ?? {};
      if (!id) return null;
      const sent = fields.value;
      said.value = "";
      await ask(
        () => api.change(id, partsOf(sent)),
        (answer) => {
          const typedMeanwhile = fields.value === sent ? null : fields.value;
          take(answer);
          if (typedMeanwhile) fields.value = typedMeanwhile;
          said.value = "Saved. Clients see it from the next page or mail on.";
          keep();
        },
      );
      return null;
    },
  };
}

const keyOf = (resellerId: string) => `deskbell.brand.${resellerId}`;

/** Two that are stored alike are the same. */
const textOf = (fields: BrandFields) => JSON.stringify(partsOf(fields));

function readDraft(storage: Storage, key: string): z.infer<typeof draft> | null {
  try {
    return draft.parse(JSON.parse(storage.getItem(key) ?? "null"));
  } catch {
    return null;
  }
}
