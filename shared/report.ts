import { z } from "zod";

/**
 * What was captured from a store, as plain data. Every fact that could not be read stands in `missing` with its reason;
 * none is guessed. Lenient to read: an older or newer extension's extra fields are kept out, absent lists become empty.
 * Times are ISO 8601 in UTC unless a field says otherwise; sizes are bytes.
 */

/** How deep a fact was read: on the open page, by a read that changes nothing, or by a read with side effects. */
const depths = ["page", "safe", "sweep"] as const;
const depth = z.enum(depths);
export type Depth = z.infer<typeof depth>;
/** How far requests may go: safe reads alone, or also those that the person agreed to. */
export type ReadDepth = Exclude<Depth, "page">;

const text = z.string().max(2_000);
const shortText = z.string().max(300);
const maybe = <Shape extends z.ZodType>(shape: Shape) => shape.nullable().default(null);
const listOf = <Shape extends z.ZodType>(shape: Shape, most: number) => z.array(shape).max(most).default([]);

const platform = z.object({
  /** An adapter's id, such as `opencart` or `ocstore`. */
  id: shortText,
  label: shortText,
  /** True for pure OpenCart, false for its forks and ports, null where the question does not arise. */
  native: maybe(z.boolean()),
  /** As the store shows it. */
  version: maybe(shortText),
  edition: maybe(shortText),
  build: maybe(shortText),
  /** How it runs, in the platform's own word: `trial`, `free`. */
  mode: maybe(shortText),
  /** The span of versions that the page's own files and routes allow, and by which marks. */
  fingerprint: maybe(z.object({ from: shortText, to: maybe(shortText), by: listOf(shortText, 20) })),
});

const page = z.object({
  /** Origin and path alone, without query or fragment. */
  url: maybe(text),
  /** The route alone: never a query, never a token. */
  route: maybe(shortText),
  title: maybe(shortText),
  language: maybe(shortText),
  direction: maybe(z.enum(["ltr", "rtl"])),
  viewport: maybe(z.object({ width: z.number().int(), height: z.number().int() })),
});

const moduleInstance = z.object({ id: shortText, name: shortText, enabled: maybe(z.boolean()) });

const storeModule = z.object({
  type: shortText,
  code: shortText,
  name: shortText,
  developer: maybe(shortText),
  version: maybe(shortText),
  installed: maybe(z.boolean()),
  enabled: maybe(z.boolean()),
  enabledWhy: maybe(text).optional(),
  /** Not among the modules this version ships with; null where that is not known. */
  thirdParty: maybe(z.boolean()),
  depth,
  instances: listOf(moduleInstance, 500),
});
export type StoreModule = z.infer<typeof storeModule>;

const modification = z.object({
  name: shortText,
  code: maybe(shortText).optional(),
  author: maybe(shortText),
  version: maybe(shortText),
  enabled: maybe(z.boolean()),
  enabledWhy: maybe(text).optional(),
  kind: z.enum(["ocmod", "vqmod", "event", "other"]),
  date: maybe(shortText).optional(),
  failures: listOf(text, 50),
});
export type Modification = z.infer<typeof modification>;

const installedPackage = z.object({
  name: shortText,
  code: maybe(shortText),
  version: maybe(shortText),
  date: maybe(shortText),
  installed: maybe(z.boolean()),
});

const logGroup = z.object({
  message: text,
  file: maybe(text),
  line: maybe(z.number().int()),
  count: z.number().int().positive(),
  /** The store's own clock, without a zone: `2026-03-03T22:10:00`. */
  first: maybe(shortText),
  last: maybe(shortText),
});
export type LogGroup = z.infer<typeof logGroup>;

const log = z.object({
  name: shortText,
  /** Bytes of the whole log where known. */
  size: maybe(z.number().int()),
  /** Whether older lines were left out. */
  truncated: z.boolean(),
  groups: listOf(logGroup, 300),
});

const source = z.object({
  /** The fact's path, such as `modifications`. */
  fact: shortText,
  depth,
  /** `page`, or the route that was read. */
  from: shortText,
  at: shortText,
  ms: maybe(z.number().int()),
});

const missing = z.object({ fact: shortText, why: text });

const ftpParts = z.object({ host: z.boolean(), user: z.boolean(), password: z.boolean(), directory: z.boolean() });

const change = z.object({ what: shortText, before: maybe(text), after: maybe(text) });

const failedRequest = z.object({ path: text, status: maybe(z.number().int()), ms: maybe(z.number().int()) });
const pageError = z.object({ message: text, source: maybe(text), claimedByPage: z.boolean() });

export const report = z.object({
  schema: z.literal(1),
  capturedAt: z.iso.datetime(),
  platform,
  page,
  admin: z.object({ group: maybe(shortText), language: maybe(shortText) }).prefault({}),
  stores: listOf(z.object({ name: shortText, url: maybe(text), default: z.boolean() }), 200),
  languages: listOf(shortText, 100),
  theme: maybe(z.object({ name: shortText, depth })),
  modules: listOf(storeModule, 5_000),
  modifications: listOf(modification, 2_000),
  installer: listOf(installedPackage, 2_000),
  server: z
    .object({
      php: maybe(shortText),
      web: maybe(shortText),
      database: maybe(shortText),
      os: maybe(shortText),
      /** Where each came from, by name: `{ "php": "X-Powered-By header" }`. */
      from: z.record(z.string(), shortText).default({}),
    })
    .prefault({}),
  libraries: z.object({ jquery: maybe(shortText), bootstrap: maybe(shortText) }).prefault({}),
  coreFiles: maybe(z.object({ changed: listOf(text, 500) })),
  /** Whether the platform has been told of an FTP account; of its parts only whether each is there. */
  access: z.object({ ftpDeclared: maybe(z.boolean()), ftp: maybe(ftpParts) }).prefault({}),
  logs: listOf(log, 20),
  browser: z
    .object({
      name: maybe(shortText),
      version: maybe(shortText),
      errors: listOf(pageError, 100),
      failedRequests: listOf(failedRequest, 100),
    })
    .prefault({}),
  sources: listOf(source, 500),
  /** What is otherwise than in the snapshot of this day, which stayed in the person's browser. */
  changes: maybe(z.object({ since: z.iso.date(), changed: listOf(change, 200) })),
  /** What the store profile's reseller says of the store: it was typed in, not read. */
  declared: z.object({ by: shortText, facts: listOf(z.object({ name: shortText, value: shortText }), 40) }).optional(),
  /** How many of each kind were replaced by a placeholder. */
  redactions: z.record(z.string(), z.number().int()).default({}),
  missing: listOf(missing, 200),
});

export type Report = z.infer<typeof report>;
