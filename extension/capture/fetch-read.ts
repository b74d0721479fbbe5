import type { Read } from "../adapters/adapter.ts";

/** What came back of one GET; headers by their names in small letters. Plain data: it may come in a message. */
export type Answer =
  | { kind: "document"; html: string; headers: Readonly<Record<string, string>>; cut: boolean }
  | { kind: "tail"; text: string; size: number; headers: Readonly<Record<string, string>> }
  /** Unanswered: the page's own rules, a broken connection and a blocked request look the same. */
  | { kind: "failed"; why: string; isUnanswered: boolean };

/** Bytes of a log that are kept: its end. */
const tailBytes = 64 * 1024;

/** Asks once, as the signed-in person, without following anywhere; ends at the read's limits of time and size. */
export async function fetchRead(url: URL, read: Read, get: typeof fetch): Promise<Answer> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), read.timeoutMs);
  try {
    const response = await get(url.href, {
      method: "GET",
      redirect: "manual",
      credentials: "same-origin",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: control.signal,
    });
    return await answerOf(response, read);
  } catch {
    const { aborted } = control.signal;
    return aborted ? failed(`the store did not answer within ${read.timeoutMs / 1000} seconds`) : notThrough;
  } finally {
    clearTimeout(timer);
    control.abort();
  }
}

function failed(why: string): Answer {
  return { kind: "failed", why, isUnanswered: false };
}

export const notThrough: Answer = { kind: "failed", why: "the request did not get through", isUnanswered: true };

async function answerOf(response: Response, read: Read): Promise<Answer> {
  if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
    return failed(
      read.as === "tail" ? "the store has no error log, or an empty one" : "the store sent another page instead",
    );
  }
  // From 4.1 on a refusal is a 401, with a page that says so.
  if (response.status >= 500 || response.status === 404) {
    return failed(`the store answered with status ${response.status}`);
  }
  const headers = Object.fromEntries(response.headers);
  const isPage = /^text\/html\b/i.test(headers["content-type"] ?? "");
  if (read.as === "tail" && !isPage) {
    const { bytes, size, cut } = await readBytes(response, read.limitBytes, tailBytes);
    if (cut) return failed("the log is too large to be read here; it has to be fetched by FTP");
    return { kind: "tail", text: new TextDecoder().decode(bytes), size, headers };
  }
  const limit = read.as === "tail" ? 1024 * 1024 : read.limitBytes;
  const { bytes, cut } = await readBytes(response, limit, limit);
  const text = new TextDecoder().decode(bytes);
  return { kind: "document", html: read.as === "ajax" ? partsOf(text) : text, headers, cut };
}

/** `{"html": {"<id>": "<part of a page>"}}`; what a server prints before it, or answers instead, is taken as it is. */
function partsOf(text: string): string {
  const parts = tryParse(text.slice(Math.max(0, text.indexOf('{"'))));
  const html = typeof parts === "object" && parts !== null ? Reflect.get(parts, "html") : null;
  if (typeof html !== "object" || html === null) return text;
  return Object.values(html)
    .filter((part) => typeof part === "string")
    .join("\n");
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Reads up to `limit` bytes and keeps the last `kept` of them. */
async function readBytes(
  response: Response,
  limit: number,
  kept: number,
): Promise<{ bytes: Uint8Array; size: number; cut: boolean }> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let [size, held] = [0, 0];
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    chunks.push(part.value);
    size += part.value.length;
    held += part.value.length;
    while (chunks[0] && held - chunks[0].length >= kept) held -= chunks.shift()?.length ?? 0;
    if (size > limit) {
      await reader?.cancel();
      break;
    }
  }
  const bytes = new Uint8Array(held);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { bytes: bytes.slice(-kept), size, cut: size > limit };
}
