import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between browser and server, writes down all that passes, and can show another sealing key. */
export interface RecordingProxy {
  origin: string;
  /** Every request since the start: its path without query, and its body as text. */
  requests: { path: string; body: string }[];
  /** Shown in place of the server's own sealing key; null shows that one. */
  otherKey: string | null;
  stop(): Promise<void>;
}

export async function startRecordingProxy(target: () => string): Promise<RecordingProxy> {
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? "/", target());
    proxy.requests.push({ path: url.pathname, body: body.toString("utf8") + url.search });
    const { host: _, connection: __, ...headers } = request.headers;
    const answer = await fetch(url, {
      method: request.method ?? "GET",
      headers: headers as Record<string, string>, // Node gives one text for each of those that a browser sends.
      ...(request.method === "POST" && { body }),
      redirect: "manual",
    }).catch(() => null);
    if (!answer) return void response.destroy();
    const text = await answer.text();
    const passed = ["content-type", "x-token-due", "retry-after"].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    response.writeHead(answer.status, Object.fromEntries(passed));
    response.end(url.pathname.endsWith("accounts.identity") ? withKey(text, proxy.otherKey) : text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // It listens on a port.
  const proxy: RecordingProxy = {
    origin: `http://127.0.0.1:${port}`,
    requests: [],
    otherKey: null,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return proxy;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function withKey(text: string, key: string | null): string {
  if (key === null) return text;
  const said = JSON.parse(text);
  Object.assign(said.result.data, { sealingKey: key });
  return JSON.stringify(said);
}
