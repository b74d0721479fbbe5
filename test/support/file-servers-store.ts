import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { join } from "node:path";
import type { TestCertificate } from "./file-servers.ts";
import { listenOnce } from "./file-servers-channels.ts";

/** The web server of a store, which shows what stands in its folder. */
export interface TestStore {
  port: number;
  /** Lines of the requests it got: `GET /deskbell-1.txt shop.example`. */
  requests: string[];
}

export type StoreAnswer = (request: IncomingMessage, response: ServerResponse, text: string | null) => void;

const shows: StoreAnswer = (_request, response, text) => {
  response.writeHead(text === null ? 404 : 200, { "Content-Type": "text/plain" }).end(text ?? "not here");
};

export async function startStorePages(
  folder: string,
  { certificate, answer = shows }: { certificate?: TestCertificate; answer?: StoreAnswer } = {},
): Promise<TestStore> {
  const requests: string[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url} ${request.headers.host}`);
    const file = join(folder, new URL(request.url ?? "/", "http://store").pathname);
    answer(request, response, existsSync(file) ? readFileSync(file, "utf8") : null);
  };
  const server = certificate ? createSecureServer(certificate, handle) : createServer(handle);
  return { port: await listenOnce(server), requests };
}
