import { z } from "zod";
import { isLoopback } from "./invitation.ts";
import { readJson } from "./json-places.ts";
import { folderOf, isAddressIn } from "./path-glob.ts";
import { factSections, isRecord, selectorsOf } from "./profile-parts.ts";
import type { Mistake } from "./strict-json.ts";

/**
 * A store whose admin nobody but its reseller knows, described as data: where it is, what tells it apart, where its
 * facts stand, which exact addresses may be asked for. It holds selectors and literal texts, never script, never a
 * regular expression. Strict: what is not known here is refused. See docs/store-profiles.md.
 */

const mail = /[^\s@]@[^\s@]{1,200}\.[a-z]{2}/i;

/** A text that people read. Whoever is given the profile reads it too, so nobody's address stands in it. */
const line = (most: number) =>
  z
    .string()
    .min(1, "this is empty")
    .max(most, `this is longer than ${most} characters`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), "this is one line of plain text")
    .refine((text) => !mail.test(text), "leave out mail addresses: whoever is given this file can read them");

const commas = 5;
const steps = 8;

const selector = z.string().check((context) => {
  const why = whyNoSelector(context.value);
  if (why) context.issues.push({ code: "custom", message: why, input: context.value });
});

/** Only what can be told without a document; a browser's own word comes on top, see `selectorsOf`. */
function whyNoSelector(text: string): string | null {
  if (text.trim() === "") return "this selector is empty";
  if (text.length > 200) return "a selector has at most 200 characters";
  if (/[^\x20-\x7e]|[{}<;@\\`]/.test(text)) return "a selector is plain CSS: none of { } < ; @ \\ ` stand in it";
  if (text.split(",").length - 1 > commas) return `a selector has at most ${commas} commas`;
  if (/:has\s*\(/i.test(text)) return "a selector may not look for what it contains: leave out :has()";
  if (depthOf(text) > 2) return "the brackets of this selector stand in each other too deeply";
  if ((text.match(/\*(?!=)/g)?.length ?? 0) > 1) return "a selector has at most one * for any element";
  const most = Math.max(...text.split(",").map((part) => part.trim().split(/[\s>+~]+/).length));
  return most > steps ? `a selector goes through at most ${steps} elements` : null;
}

function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const letter of text) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    most = Math.max(most, depth);
  }
  return depth === 0 ? most : Number.POSITIVE_INFINITY;
}

const attribute = z
  .string()
  .regex(
    /^(?:data-[a-z0-9-]{1,40}|title|alt|lang|class|id|name|content)$/,
    "this is one of title, alt, lang, class, id, name, content and data-…: form values and links are never read",
  );

/** What is taken of a text that was found: all of it, or the first of its kind in it. */
const takes = ["text", "version", "integer", "date"] as const;

const cut = z
  .strictObject({
    /** Literal: what stands up to and with it is cut off. */
    after: line(60).optional(),
    /** Literal: what stands from it on is cut off. */
    before: line(60).optional(),
  })
  .optional();

const ofText = {
  attribute: attribute.optional(),
  take: z.enum(takes, { error: `this is one of ${takes.join(", ")}` }).default("text"),
  cut,
};

/** Where a value stands within a row; without a selector it is the row itself, a text alone is its selector. */
const rowPick = z.preprocess(asPick, z.strictObject({ selector: selector.optional(), ...ofText }));

function asPick(value: unknown): unknown {
  return typeof value === "string" ? { selector: value } : value;
}

const readId = z.string().regex(/^(?!page$)[a-z0-9-]{2,40}$/, "an id is 2 to 40 of a-z, 0-9 and -, and not “page”");
/** The safe read that a fact stands on, or `page`: the page that is open. */
const on = z
  .string()
  .regex(/^[a-z0-9-]{2,40}$/, "this is the id of a safe read, or page")
  .default("page");

const onPage = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ on, ...shape });
const value = z.preprocess(asPick, z.strictObject({ on, selector, ...ofText })).optional();

const mapOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .record(line(60), z.enum(values, { error: `this is one of ${values.join(", ")}` }))
    .refine((map) => Object.keys(map).length <= 40, "this names more than 40 words");

const status = z
  .preprocess(
    asPick,
    z.strictObject({ selector: selector.optional(), ...ofText, map: mapOf(["on", "off", "not-installed"]) }),
  )
  .optional();

const origin = z.string().check((context) => {
  const why = whyNoOrigin(context.value);
  if (why) context.issues.push({ code: "custom", message: why, input: context.value });
});

function whyNoOrigin(text: string): string | null {
  const url = URL.parse(text);
  if (text.includes("*")) return "each site is named by itself: no * in it";
  if (!url || url.origin !== text)
    return "this is an origin alone, like https://shop.example: no path, no slash at its end";
  if (url.protocol === "https:") return null;
  const isNear = isLoopback(url.hostname) || url.hostname.endsWith(".test");
  return url.protocol === "http:" && isNear ? null : "a store is reached by https; by http only on this machine";
}

const steady = (text: string) => !/\/\/|(?:^|\/)\.{1,2}(?:\/|$|\?)/.test(text);
const plainPath = "only letters, digits and . _ - / stand in an address here, and no . or .. as a folder";

const glob = (also: string) =>
  z
    .string()
    .max(200, "this is longer than 200 characters")
    .regex(new RegExp(`^[A-Za-z0-9_./*${also}-]+$`), `${plainPath}; * stands for anything`)
    .refine(steady, plainPath)
    .refine((text) => text.split("*").length <= 5, "this has more than four *");

const matchPath = glob("")
  .refine((text) => text.startsWith("/"), "this begins with a slash")
  .refine((text) => !/^\/\**$/.test(text), "this would be every page of the site: name the admin’s folder or its file");

/** An exact address: a path below the folder, with its exact query where it has one. */
const exact = (start: string) =>
  z
    .string()
    .max(200, "this is longer than 200 characters")
    .regex(
      new RegExp(`^${start}[A-Za-z0-9_][A-Za-z0-9_./-]*(?:\\?[A-Za-z0-9_.=&-]+)?$`),
      "this is one exact address below the admin’s folder, like modules.php?show=all: nothing is left open in it",
    )
    .refine(steady, plainPath);

const changing =
  /(?:^|[^a-z])(?:log-?out|sign-?out|log-?off|delete|remove|clear|purge|drop|truncate|install|uninstall|save|update|refresh|reset|send|enable|disable|activate|deactivate|create|insert|empty|rebuild)(?:[^a-z]|$)/i;

const safeRead = z.strictObject({
  id: readId,
  path: exact("").refine((path) => !changing.test(path), "this looks like a page that changes the store: leave it out"),
  /** What is being read, for the progress line: “modules”. */
  words: line(60),
  timeoutMs: z
    .number()
    .int("this is a whole number of milliseconds")
    .min(500, "this is at least 500 milliseconds")
    .max(8_000, "this is at most 8000 milliseconds")
    .default(8_000),
});

const list = <Shape extends z.ZodType>(shape: Shape, most: number) =>
  z.array(shape).max(most, `this holds more than ${most}`);

const profile = z.strictObject({
  schema: z.literal(1, { error: "this is 1, the only form of a store profile that is known" }),
  id: z.string().regex(/^[a-z0-9-]{2,40}$/, "an id is 2 to 40 of a-z, 0-9 and -"),
  /** For whoever keeps several: “OptionCart as Maple Web sells it”. */
  title: line(80),
  brand: z.strictObject({
    /** The system’s name as its merchants know it. */
    name: line(40),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, "a colour is # and six hex digits")
      .optional(),
    /** Words on the button. */
    supportLabel: line(40),
  }),
  match: z.strictObject({
    origins: list(origin, 100).min(1, "at least one site is named here"),
    path: matchPath,
    mustExist: list(selector, 10).min(1, "at least one thing tells this admin apart"),
    mustNotExist: list(selector, 10).default([]),
    signedIn: selector,
    signedOut: selector.optional(),
    denied: selector.optional(),
    /** Address of the link that signs out: below the folder, or from the site’s root with a slash. */
    logout: exact("/?"),
  }),
  version: value,
  edition: value,
  theme: value,
  languages: onPage({ row: selector, code: rowPick }).optional(),
  modules: onPage({
    row: selector,
    code: rowPick,
    name: rowPick,
    version: rowPick.optional(),
    developer: rowPick.optional(),
    status,
  }).optional(),
  modifications: onPage({
    row: selector,
    name: rowPick,
    version: rowPick.optional(),
    author: rowPick.optional(),
    status,
  }).optional(),
  /** Either an area of text, a line an entry, or rows. */
  logs: onPage({
    name: line(60).default("error log"),
    area: selector.optional(),
    row: selector.optional(),
    time: rowPick.optional(),
    message: rowPick.optional(),
  })
    .refine(({ area, row }) => (area === undefined) !== (row === undefined), "a log is an area or rows, one of them")
    .optional(),
  /** A table of what the admin says of its server: which word of it is which fact. */
  server: onPage({
    row: selector,
    key: rowPick,
    value: rowPick,
    map: mapOf(["php", "database", "web", "os"]),
  }).optional(),
  /** Rows of files that are not as they were shipped; `none` is what says that there are none. */
  coreFiles: onPage({ row: selector, file: rowPick, none: selector }).optional(),
  /** Fields of a form: only whether each is filled in is read. */
  ftp: onPage({
    host: selector,
    user: selector,
    password: selector,
    directory: selector.optional(),
  }).optional(),
  /** Pages of which nothing is read, even when one is open: people, orders, keys. */
  neverRead: list(glob("?=&"), 50),
  /** What is covered in a picture of the page before anybody sees it. */
  covers: list(selector, 30).default([]),
  safeReads: list(safeRead, 12).default([]),
  /** What the reseller knows of the store and no page shows. It stands apart from what was read. */
  declared: z
    .strictObject({
      version: line(40).optional(),
      hosting: line(120).optional(),
      dns: line(120).optional(),
      templates: line(120).optional(),
      otherScripts: line(200).optional(),
      modifications: list(line(120), 20).optional(),
    })
    .optional(),
  routes: z
    .strictObject({
      tickets: z.enum(["reseller", "vendor"], { error: "this is one of reseller, vendor" }),
      storeOwnerMay: list(z.enum(["reseller-unreachable"], { error: "this is reseller-unreachable" }), 1).default([]),
    })
    .optional(),
  supportLanguages: list(
    z.string().regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/, "a language is a code like en or de-AT"),
    20,
  ).optional(),
  validUntil: z.iso.date("this is a day like 2027-06-30").optional(),
});

export type StoreProfile = z.infer<typeof profile>;
export type ProfilePick = z.infer<typeof rowPick>;
export type ProfileStatus = NonNullable<z.infer<typeof status>>;

export const storeProfile = profile.superRefine((kept, context) => {
  for (const { path, says } of whatDoesNotFit(kept)) context.addIssue({ code: "custom", path, message: says });
});

/** What is wrong only in what it says together. */
function whatDoesNotFit(kept: StoreProfile): { path: (string | number)[]; says: string }[] {
  const ids = new Set(kept.safeReads.map(({ id }) => id));
  const used = new Set(factSections.map((section) => kept[section]?.on));
  const sections = factSections.flatMap((section) => {
    const page = kept[section]?.on ?? "page";
    return page === "page" || ids.has(page)
      ? []
      : [{ path: [section, "on"], says: `there is no safe read with the id ${page}` }];
  });
  const folder = folderOf(kept.match.path);
  const reads = kept.safeReads.flatMap(({ id, path }, index) => {
    // Any site will do: only the path is looked at.
    const url = new URL(folder + path, "https://store.invalid");
    const at = (says: string) => [{ path: ["safeReads", index], says }];
    if (kept.safeReads.findIndex((other) => other.id === id) < index)
      return at(`there are two safe reads with the id ${id}`);
    if (isAddressIn(url, kept.match.logout, folder)) return at("this is where one signs out");
    if (kept.neverRead.some((pattern) => isAddressIn(url, pattern, folder)))
      return at("neverRead says not to read this page");
    return used.has(id) ? [] : at("no fact stands on this page: it is not to be asked for");
  });
  return [...sections, ...reads];
}

/** Parts without which a profile still says who it is for and what is never read: more are missing, nothing else changes. */
const dispensable: readonly string[] = [...factSections, "declared", "routes", "supportLanguages"];

/**
 * A profile as it was stored, perhaps by a newer version of ours: what is not understood is left out. Null where that
 * would be the site, a page that is never read, something to cover or the day it ends.
 */
export function readProfileLeniently(stored: unknown): StoreProfile | null {
  const left: unknown = structuredClone(stored);
  // Each round takes something out; leaving out one part may leave a safe read without use.
  for (let round = 0; round < 50; round += 1) {
    const parsed = storeProfile.safeParse(left);
    if (parsed.success) return parsed.data;
    if (!parsed.error.issues.map((issue) => leaveOut(left, issue)).some(Boolean)) return null;
  }
  return null;
}

/** Whether the part that this issue is about could be left out. */
function leaveOut(left: unknown, issue: z.core.$ZodIssue): boolean {
  const [first = "", second] = issue.path;
  if (issue.code === "unrecognized_keys") {
    const holder = issue.path.reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), left);
    return isRecord(holder) && issue.keys.map((key) => delete holder[key]).some(Boolean);
  }
  if (!isRecord(left)) return false;
  const { schema, safeReads, brand } = left;
  if (first === "schema" && typeof schema === "number" && schema > 1) {
    left.schema = 1;
    return true;
  }
  if (first === "brand" && second === "colour" && isRecord(brand)) return delete brand.colour;
  if (first === "safeReads" && typeof second === "number" && Array.isArray(safeReads)) {
    const bad = safeReads[second];
    left.safeReads = safeReads.filter((read) => read !== bad);
    return true;
  }
  return dispensable.includes(String(first)) && first in left && delete left[String(first)];
}

/** Selectors of a profile's text that a browser does not understand; `ask` throws at such a one. */
export function selectorMistakes(text: string, kept: StoreProfile, ask: (selector: string) => unknown): Mistake[] {
  const json = readJson(text);
  return selectorsOf(kept).flatMap(({ where, selector }) => {
    try {
      ask(selector);
      return [];
    } catch {
      const line = json.ok ? json.lineOf(where.split(".")) : 1;
      return [{ line, where, says: "this is no selector that a browser understands" }];
    }
  });
}
