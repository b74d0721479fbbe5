import { type IncomingMessage, request } from "node:http";
import type { Duplex } from "node:stream";
import { secure } from "./secure.ts";
import type { Terms } from "./terms.ts";
import { Cut, type Visit } from "./visit.ts";

const mostBody = 1024;

/** Whether the store shows this file with this text at its own address: one request, no redirect followed. */
export async function isServed(
  visit: Visit,
  origin: string,
  probe: { name: string; text: string },
  { authorities }: Terms,
): Promise<boolean> {
  const url = new URL(`/${probe.name}`, origin);
  try {
    const raw = await visit.open("store");
    const stream = url.protocol === "https:" ? await secureStore(raw, url.hostname, authorities) : raw;
    return (await bodyOf(stream, url))?.trim() === probe.text.trim();
  } catch (error) {
    if (error instanceof Cut) return false;
    throw error;
  }
}

async function secureStore(raw: Duplex, servername: string, authorities: string[] | null): Promise<Duplex> {
  const { socket, certificate } = await secure(raw, { servername, authorities });
  if (certificate.fault !== null) throw new Cut("the store's certificate is not trusted");
  return socket;
}

async function bodyOf(stream: Duplex, url: URL): Promise<string | null> {
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  const fail = (cause?: unknown) => reject(new Cut("no page", { cause }));
  const asked = request(
    {
      createConnection: () => stream,
      path: url.pathname,
      headers: { Host: url.host, Accept: "text/plain", "Accept-Encoding": "identity", Connection: "close" },
      maxHeaderSize: 16 * 1024,
    },
    (page) => readPage(page).then(resolve, fail),
  );
  asked.on("error", fail).on("upgrade", fail);
  stream.on("close", fail);
  asked.end();
  try {
    return await promise;
  } finally {
    asked.destroy();
    stream.destroy();
  }
}

/** Null for anything but the file itself. */
async function readPage(page: IncomingMessage): Promise<string | null> {
  if (page.statusCode !== 200) return null;
  let body = "";
  for await (const part of page) {
    body += part.toString("latin1");
    if (body.length > mostBody) return null;
  }
  return body;
}
