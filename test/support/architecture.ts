import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { root } from "./tool.ts";

/** A source file: its path from the project's root, and its text. */
export interface Source {
  path: string;
  source: string;
}

interface Import {
  /** The file from the project's root, or the package's name. */
  target: string;
  isLocal: boolean;
  isTypeOnly: boolean;
  isLazy: boolean;
  /** What is taken: `AppRouter, x as y`. */
  names: string;
}

/** Where a folder's arrows may point. Longest folder first: the first that holds a file rules it. */
interface Layer {
  folder: string;
  /** Files and folders that may be imported. */
  local: readonly string[];
  /** Files and folders of which only types may be taken. */
  types?: readonly string[];
  /** Packages, with everything below them; absent: any. */
  packages?: readonly string[];
}

const preact = ["preact", "@preact/signals"];
/** Contracts at the extension's root: types of what others do, without the code that does it. */
const contracts = ["extension/messages.ts", "extension/dispatch.ts"];

const layers: readonly Layer[] = [
  { folder: "shared/ui/", local: ["shared/"], packages: ["zod", "canonicalize", ...preact] },
  { folder: "shared/", local: ["shared/"], packages: ["zod", "canonicalize"] },
  { folder: "extension/adapters/", local: ["shared/", "extension/adapters/"], packages: [] },
  {
    folder: "extension/capture/",
    local: ["shared/", "extension/adapters/", "extension/capture/"],
    types: contracts,
    packages: ["zod"],
  },
  {
    folder: "extension/launcher/",
    // It is a content script: it has the browser's own runtime, and nothing that is larger.
    local: ["shared/", "extension/adapters/", "extension/launcher/", "extension/native.ts"],
    types: contracts,
    packages: [],
  },
  screen("panel", ["extension/picture/encode.ts"]),
  screen("picture", []),
  screen("popup", ["extension/panel/"]),
  // What seals weighs more than the tab itself: one file has it, and that one is loaded once somebody seals.
  { folder: "extension/access/seal.ts", local: [], packages: ["age-encryption"] },
  screen("access", ["extension/panel/", "extension/adapters/login.ts"]),
  screen("settings", ["extension/panel/", "extension/popup/"]),
  {
    folder: "extension/offline/",
    local: ["shared/", "extension/adapters/", "extension/capture/", "extension/offline/"],
  },
  // The extension takes one type from the server; see `oneTypeFromServer`.
  { folder: "extension/", local: ["shared/", "extension/"], types: ["server/router.ts"] },
  // Saved pages are read by the extension's own reader, so that a check says what a browser would read. Loaded only then.
  { folder: "server/commands/profile.ts", local: ["shared/", "server/", "extension/offline/check-profile.ts"] },
  { folder: "server/desk/", local: ["shared/", "server/desk/"], types: ["server/router.ts"] },
  { folder: "server/", local: ["shared/", "server/"] },
];

function screen(name: string, others: readonly string[]): Layer {
  const folder = `extension/${name}/`;
  return {
    folder,
    local: ["shared/", folder, ...others],
    types: [...contracts, "extension/adapters/adapter.ts"],
    packages: [...preact, "uuid"],
  };
}

/** Every arrow that points the wrong way, and every word that may not stand in a source; one sentence each. */
export function violations(files: readonly Source[]): string[] {
  return files.flatMap(({ path, source }) => {
    const code = withoutComments(source);
    const imports = importsOf(path, code);
    const layer = layers.find(({ folder }) => path.startsWith(folder));
    return [
      ...(layer ? imports.flatMap((each) => wrongArrow(path, layer, each)) : []),
      ...imports.flatMap((each) => [
        ...browserOutOfPlace(path, each),
        ...oneTypeFromServer(path, each),
        ...routerOutOfPlace(path, each),
        ...sealingOutOfPlace(path, each),
      ]),
      ...forbiddenWords(path, code),
    ];
  });
}

function wrongArrow(
  path: string,
  { local, types = [], packages }: Layer,
  { target, isLocal, isTypeOnly }: Import,
): string[] {
  if (target === "wxt/browser") return []; // Has a rule of its own.
  if (!isLocal) {
    const isFree = !packages || packages.some((name) => target === name || target.startsWith(`${name}/`));
    return isFree ? [] : [`${path} may not use the package ${target}`];
  }
  const isIn = (allowed: readonly string[]) =>
    allowed.some((place) => target === place || (place.endsWith("/") && target.startsWith(place)));
  if (isIn(local)) return [];
  if (!isIn(types)) return [`${path} may not import ${target}`];
  return isTypeOnly ? [] : [`${path} may take only types from ${target}`];
}

/** Entry files, the background and the files at the extension's root touch the browser; everything else runs in a plain test. */
function browserOutOfPlace(path: string, { target }: Import): string[] {
  const mayTouch = /^extension\/(entrypoints\/.*|background\/.*|[^/]+\.ts)$/.test(path);
  const isBrowser = target === "wxt/browser" || target === "webextension-polyfill";
  return isBrowser && !mayTouch ? [`${path} may not touch the browser`] : [];
}

function oneTypeFromServer(path: string, { target, isTypeOnly, names }: Import): string[] {
  if (!path.startsWith("extension/") || !target.startsWith("server/")) return [];
  const isOne = isTypeOnly && names.replaceAll(/[\s{},]|\btype\b/g, "") === "AppRouter";
  return isOne ? [] : [`${path} may take from the server the type AppRouter alone`];
}

/** Stores know no router, and a topic calls another topic's verbs, never its router. */
function routerOutOfPlace(path: string, { target }: Import): string[] {
  if (!path.startsWith("server/") || !/^server\/.*router\.ts$/.test(target)) return [];
  const isRoot = /^server\/[^/]+\.ts$/.test(path);
  const isDesk = path.startsWith("server/desk/");
  return isRoot || isDesk ? [] : [`${path} may not import the router ${target}`];
}

/** Only the access tab seals, and what seals is in its program only once it is asked for. */
function sealingOutOfPlace(path: string, { target, isLazy }: Import): string[] {
  if (!path.startsWith("extension/")) return [];
  const sealing = "extension/access/seal.ts";
  if (target === "age-encryption" && path !== sealing) return [`${path} may not seal`];
  return target === sealing && !isLazy ? [`${path} may load ${sealing} only when it is needed`] : [];
}

/** What may not be done in the extension, whatever the page: markup from strings, open roots, hearing the page. */
function forbiddenWords(path: string, code: string): string[] {
  if (!path.startsWith("extension/")) return [];
  const words: [pattern: RegExp, why: string][] = [
    [/\b(innerHTML|outerHTML|insertAdjacentHTML)\b|document\.write\b/, "may not build markup from strings"],
    [/\battachShadow\((?!\s*\{\s*mode:\s*"closed")/, "may attach closed shadow roots only"],
    [
      /(?:^|[^.\w])(?:(?:window|self|globalThis)\.)?(?:addEventListener\(\s*["']message["']|onmessage\s*=)/m,
      "may not hear window messages",
    ],
    [/\b(?:window|parent|top|contentWindow)\??\.postMessage\(/, "may not post window messages"],
  ];
  return words.flatMap(([pattern, why]) => (pattern.test(code) ? [`${path} ${why}`] : []));
}

function importsOf(path: string, code: string): Import[] {
  const found = code.matchAll(
    /^[ \t]*(?:import|export)\s+(type\s+)?([\w*\s{},$]*?)\s*from\s*["']([^"']+)["']|^[ \t]*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm,
  );
  return Array.from(found, ([, type, names = "", from, bare, lazy]) => {
    const specifier = (from ?? bare ?? lazy ?? "").replace(/\?\w+$/, "");
    const isLocal = specifier.startsWith(".");
    const target = isLocal ? posix.join(posix.dirname(path), specifier) : specifier;
    const inBraces = /^\{(.*)\}$/s.exec(names.trim())?.[1];
    const isEachType = inBraces?.split(",").every((name) => /^\s*(type\s|$)/.test(name)) ?? false;
    return { target, isLocal, isTypeOnly: Boolean(type) || isEachType, isLazy: lazy !== undefined, names };
  });
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/(^|[\s;{}(,])\/\/[^\n]*/g, "$1");
}

/** Every source file of this project. */
export function sourceFiles(): Source[] {
  return globSync("{shared,extension,server}/**/*.{ts,tsx}", { cwd: root }).map((path) => ({
    path: path.replaceAll("\\", "/"),
    source: readFileSync(posix.join(root, path), "utf8"),
  }));
}
