import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { DatabasePlace } from "../../support/db.ts";

export interface RealServer {
  url: string;
  /** All that it has logged so far. */
  logged: () => string;
  /** Another process's signal, which Node's own tools answer to. */
  signal: (name: NodeJS.Signals) => void;
  kill: () => Promise<void>;
}

/** Many are started from the same sources. */
let cache: string | null = null;

function compileCache(): string {
  if (cache === null) {
    const made = mkdtempSync(join(tmpdir(), "deskbell-cache-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    cache = made;
  }
  return cache;
}

export async function startRealServer(place: DatabasePlace, nodeOptions: string[] = []): Promise<RealServer> {
  const script = fileURLToPath(new URL("./real-server.ts", import.meta.url));
  const child = spawn(process.execPath, [...nodeOptions, script], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compileCache(),
      DESKBELL_DATA: place.dataFolder,
      DESKBELL_LOG_LEVEL: "debug",
      ...(place.databaseUrl === null ? {} : { DESKBELL_DATABASE_URL: place.databaseUrl }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let logged = "";
  child.stderr.on("data", (chunk) => {
    logged += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      if (line.startsWith("http")) resolve(line);
      logged += `${line}\n`;
    });
    void ended.then(() => reject(new Error(`The server ended before it was ready: ${logged}`)));
  });
  return {
    url,
    logged: () => logged,
    signal: (name) => child.kill(name),
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
