import type { Depth, ReadDepth, Report } from "../../shared/report.ts";
import type { Ask, Detector, FactAdapter, Read, Source, StoreClaim } from "../adapters/adapter.ts";
import { isAllowed, readsOf, readsOfAny, routeOf, tokenOf, urlOf } from "../adapters/allowed.ts";
import { detectors, detectStore } from "../adapters/detect.ts";
import { logOf } from "../adapters/error-log.ts";
import { adapterOf } from "../adapters/facts.ts";
import { openPage, type Page } from "../adapters/page.ts";
import { type Found, joinFound, readSource } from "../adapters/read.ts";
import type { CaptureProgress } from "../messages.ts";
import { type Answer, fetchRead } from "./fetch-read.ts";
import { finish } from "./finish.ts";
import { guardLogout, type LogoutGuard } from "./logout-guard.ts";
import { emptyReport, reportOf, type Surroundings } from "./report.ts";
import { serverFacts } from "./server-headers.ts";
import { type BrowserView, browserFacts, pageFacts } from "./surroundings.ts";

export interface CaptureOptions {
  captureId: string;
  /** `page` asks for nothing; `sweep` only where the person agreed to the sentence that says what it does. */
  depth: Depth;
  /** Stores that a profile declares, besides those that are known. */
  declared: readonly { detector: Detector; facts: FactAdapter }[];
  document: Document;
  /** Address of the open page. */
  url: URL;
  fetch: typeof fetch;
  /** Where a page's own rules (CSP) hold for what we ask from within it: in Firefox. */
  elsewhere?: Elsewhere;
  /** Makes a document of an answer's text; no script of it runs. */
  parse(html: string): Document;
  now(): Date;
  /** Milliseconds that only go forward. */
  clock(): number;
  view: BrowserView;
  /** Where a click on the logout link is seen, and how it is followed once it may be. */
  clicks: EventTarget;
  /** Whether the person wants no more to be read. */
  isStopped(): boolean;
  follow(url: URL, inNewTab: boolean): void;
  onProgress(progress: CaptureProgress): void;
}

/** The whole capture takes no longer than this; what was not asked for by then is missing. */
const budgetMs: Record<ReadDepth, number> = { safe: 45_000, sweep: 600_000 };
/** No store needs more; a page that leads on for ever gets no more. */
const mostAsks: Record<ReadDepth, number> = { safe: 30, sweep: 60 };

/** From the first row on a page is read no longer than this: it keeps the page's own thread from everything else. */
const rowsMs = 100;
/** Enough for two thousand modules. */
const elementsMore = 120_000;

/**
 * Reads the open page at once, then the allow-list's safe reads, one at a time. Never throws and never gives up: what
 * could not be read is missing, with its reason.
 */
export async function runCapture(options: CaptureOptions): Promise<Report> {
  const { document, url, view, now } = options;
  const nothing: Surroundings = {
    at: now().toISOString(),
    page: { url: null, route: null, title: null, language: null, direction: null, viewport: view.viewport },
    browser: browserFacts({ ...view, resources: [] }, url.origin),
    server: {},
  };
  try {
    const page = openPage(document, url, globalThis, { clock: options.clock, rowsMs, elementsMore });
    const { declared } = options;
    const known = [...declared.map(({ detector }) => detector), ...detectors];
    const claim = withoutMixing(page, detectStore(page, known)?.claim ?? null, known);
    const adapter =
      claim &&
      adapterOf(
        claim,
        declared.map(({ facts }) => facts),
      );
    const surroundings = { ...nothing, page: pageFacts(page, adapter, view), browser: browserFacts(view, url.origin) };
    if (claim && adapter) return finish(await captureStore(options, page, claim, adapter, surroundings));
    return finish(failedReport(surroundings, "this page is not a store admin that is known"));
  } catch {
    // Of a page that could not be read nothing is said: what was not redacted must not leave.
    return failedReport(nothing, "the page could not be read");
  }
}

/** A page that has the marks of another platform too is not known to be purely the one that it was taken for. */
function withoutMixing(page: Page, claim: StoreClaim | null, known: readonly Detector[]): StoreClaim | null {
  if (claim?.native !== true) return claim;
  const isMixed = known.some((other) => other.id !== claim.platform && other.detect(page) !== null);
  return isMixed ? { ...claim, native: null } : claim;
}

function failedReport(surroundings: Surroundings, why: string): Report {
  const facts = ["platform", "stores", "modules", "modifications", "installer", "logs", "server"];
  return { ...emptyReport(surroundings, null), missing: facts.map((fact) => ({ fact, why })) };
}

/** The background reads in the page's place, from the first read on that the page's own rules forbade. */
export interface Elsewhere {
  /** Known of a page for as long as it stands: it is told of each try. */
  isNeeded: boolean;
  /** Whether the page's own rules forbade this very request, as the browser says. */
  wasForbidden(address: URL): Promise<boolean>;
  read(ask: PageRead): Promise<Answer>;
}

/** A read as a page may ask the background for it: no address, only which of the allow-list and what goes into it. */
export interface PageRead {
  captureId: string;
  /** Whose allow-list: `opencart`. */
  platform: string;
  /** Counted over the reads of all versions of the platform, from 0. */
  at: number;
  /** The token and the values of the read's own parameters. */
  params: Readonly<Record<string, string>>;
}

/** How a capture goes: what was found so far and why other things were not. */
interface Progress {
  found: Found[];
  failures: Report["missing"];
  server: Partial<Report["server"]>;
  /** Pages that were too heavy to be read to their end, in a person's words. */
  cut: string[];
}

async function captureStore(
  options: CaptureOptions,
  page: Page,
  claim: StoreClaim,
  adapter: FactAdapter,
  surroundings: Surroundings,
): Promise<Report> {
  const open: Source = {
    page,
    route: surroundings.page.route,
    depth: "page",
    from: "page",
    at: surroundings.at,
    ms: null,
  };
  const progress: Progress = { found: readSource(adapter, claim, open), failures: [], server: {}, cut: [] };
  if (page.wasCut()) progress.cut.push("the open page");
  const token = tokenOf(page, adapter);
  const guard = guardLogout({
    target: options.clicks,
    pageUrl: options.url,
    isLogout: (link) => link.origin === options.url.origin && adapter.logout.test(link.pathname + link.search),
    follow: options.follow,
  });
  try {
    const { depth } = options;
    const silent = adapter.whySilent?.(page) ?? null;
    if (silent) giveUpAll(progress, adapter, silent);
    else if (depth !== "page" && token && claim.signedIn)
      await readAll(options, { claim, adapter, depth, token, guard, progress });
  } finally {
    guard.release();
  }
  const joined = joinFound(adapter, claim, progress.found);
  const report = reportOf(adapter, claim, joined, { ...surroundings, server: progress.server }, progress.failures);
  const cut = progress.cut.map((what) => ({ fact: "page", why: `${what}: too much to be read to its end` }));
  return { ...report, missing: [...cut, ...report.missing] };
}

interface Reading {
  claim: StoreClaim;
  adapter: FactAdapter;
  depth: ReadDepth;
  token: Record<string, string>;
  guard: LogoutGuard;
  progress: Progress;
}

async function readAll(options: CaptureOptions, reading: Reading): Promise<void> {
  const { claim, adapter, depth, guard, progress } = reading;
  const readsNow = () => readsOf(adapter, versionOf(claim, progress), depth);
  let reads = readsNow();
  const queue: Ask[] = firstAsks(reads);
  const asked = new Set(queue.map(keyOf));
  const started = options.now().getTime();
  let done = 0;
  for (let ask = queue.shift(); ask; ask = queue.shift()) {
    const stop = options.isStopped()
      ? "you stopped the reading"
      : whyStop(guard, options.now().getTime() - started > budgetMs[depth]);
    if (stop) return giveUp(progress, [ask, ...queue], stop);
    const { captureId, onProgress } = options;
    onProgress({ captureId, done, total: done + 1 + queue.length, doing: ask.read.words });
    const request = readOne(options, reading, ask);
    guard.track(request, ask.read.depth);
    const outcome = await request;
    done += 1;
    if (outcome.kind === "signed-out") return giveUp(progress, [ask, ...queue], "the store has signed you out");
    if (outcome.kind !== "read" || asked.size >= mostAsks[depth]) continue;
    // A read may have told the version, and with it what else can be asked for.
    reads = readsNow();
    // Pages that this one leads to: of this version's own reads, and each but once, since each names the others again.
    const next = outcome.next.filter((one) => reads.includes(one.read) && !asked.has(keyOf(one)));
    const more = firstAsks(reads).filter((one) => !asked.has(keyOf(one)));
    for (const one of [...next, ...more]) asked.add(keyOf(one));
    queue.unshift(...next);
    queue.push(...more);
  }
}

function firstAsks(reads: readonly Read[]): Ask[] {
  return reads.filter(({ after }) => !after).map((read) => ({ read, params: {} }));
}

function versionOf(claim: StoreClaim, { found }: Progress): string | null {
  const told = (name: "version" | "fingerprint") => found.find(({ facts }) => facts[name])?.facts;
  return claim.version ?? told("version")?.version ?? told("fingerprint")?.fingerprint?.from ?? null;
}

function keyOf({ read, params }: Ask): string {
  return JSON.stringify([read.id, params]);
}

function whyStop(guard: LogoutGuard, isLate: boolean): string | null {
  if (guard.isClosed()) return "you signed out of the store";
  return isLate ? "the store answers too slowly to read it all" : null;
}

function giveUp({ failures }: Progress, asks: readonly Ask[], why: string): void {
  for (const fact of new Set(asks.flatMap(({ read }) => read.facts))) failures.push({ fact, why });
}

function giveUpAll({ failures }: Progress, adapter: FactAdapter, why: string): void {
  for (const fact of Object.keys(adapter.unread)) failures.push({ fact, why });
}

type Outcome = { kind: "read"; next: Ask[] } | { kind: "failed" } | { kind: "signed-out" };

async function answerTo(
  { captureId, elsewhere, fetch: get }: CaptureOptions,
  { adapter }: Reading,
  { read, params }: Ask,
  address: URL,
): Promise<Answer> {
  if (!elsewhere?.isNeeded) {
    const answer = await fetchRead(address, read, get);
    if (!elsewhere || answer.kind !== "failed" || !answer.isUnanswered) return answer;
    if (!(await elsewhere.wasForbidden(address))) return answer;
    elsewhere.isNeeded = true;
  }
  return elsewhere.read({ captureId, platform: adapter.id, at: readsOfAny(adapter).indexOf(read), params });
}

async function readOne(options: CaptureOptions, reading: Reading, { read, params }: Ask): Promise<Outcome> {
  const { claim, adapter, depth, token, progress } = reading;
  const { url, now } = options;
  const address = urlOf(url, claim, adapter, read, { ...token, ...params });
  const fail = (why: string): Outcome => {
    for (const fact of read.facts) progress.failures.push({ fact, why });
    return { kind: "failed" };
  };
  const reads = readsOf(adapter, versionOf(claim, progress), depth);
  const { adminPath, entry } = claim;
  if (!isAllowed(address, adapter, reads, { origin: url.origin, adminPath, entry }))
    return fail("it is not on the allow-list");
  const began = now();
  const answer = await answerTo(options, reading, { read, params: { ...token, ...params } }, address);
  if (answer.kind === "failed") return fail(answer.why);
  progress.server = { ...serverFacts((name) => answer.headers[name] ?? null), ...progress.server };

  const at = began.toISOString();
  const ms = now().getTime() - began.getTime();
  if (answer.kind === "tail") {
    const { text, size } = answer;
    const log = logOf("error.log", text, size, size > text.length, claim.adminPath.split("/").at(-2) || null);
    const source: Source = {
      page: openPage(options.document, url),
      route: read.route,
      depth: read.depth,
      from: read.route,
      at,
      ms,
    };
    const reader = adapter.facts.find(({ fact }) => read.facts.includes(fact));
    if (reader) progress.found.push({ reader, source, facts: { logs: [{ key: log.name, ...log }] } });
    return { kind: "read", next: [] };
  }
  const page = openPage(options.parse(answer.html), address, globalThis, {
    clock: options.clock,
    rowsMs,
    elementsMore,
  });
  const state = adapter.state(page);
  if (state === "signed-out") return { kind: "signed-out" };
  if (state === "denied") return fail("you may not open it, or this version has no such page");
  // A route with a part in braces is told as it was asked for.
  const route = routeOf(address, adapter) ?? read.route;
  const source: Source = { page, route, depth: read.depth, from: route, at, ms };
  const isWanted = ({ reader }: Found) => reader.isEverywhere || read.facts.includes(reader.fact);
  progress.found.push(...readSource(adapter, claim, source).filter(isWanted));
  if (page.wasCut() || answer.cut) progress.cut.push(read.words);
  return {
    kind: "read",
    next: adapter.follow(read, page, readsOf(adapter, versionOf(claim, progress), depth)),
  };
}
