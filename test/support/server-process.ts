import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { freePort } from "./ports.ts";
import { root } from "./tool.ts";

const ready = z.object({
  ready: z.literal(true),
  url: z.string(),
  people: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() })),
  licenses: z.array(
    z.object({
      key: z.string(),
      holder: z.string(),
      last4: z.string(),
      programme: z.string(),
      invitations: z.array(z.string()),
    }),
  ),
  clientInvitations: z.array(z.string()),
  fingerprint: z.string(),
});

/** What the demo server says of itself once it listens. */
export type DemoServer = z.infer<typeof ready>;

/** The real server in a process of its own, with people and licenses everyone knows. */
export interface ServerProcess {
  port: number;
  data: string;
  /** What it said when it last came up; a restart makes new invitations. */
  demo(): DemoServer;
  person(role: string): { email: string; password: string };
  /**
   * An invitation that was not given out before, for the license under this programme; `client` for the store owner whom
   * the demo reseller looks after.
   */
  invitation(programme?: string): string;
  /** Everything it has written, across restarts. */
  output(): string;
  /** Ends it at once, between any two steps it may be in. */
  kill9(): Promise<void>;
  /** Starts it again on the same port and data; ends it first if it still runs. */
  restart(): Promise<void>;
  /** Calls back when it ends without having been told to. */
  onDeath(listener: () => void): void;
  /** Ends it; temporary data go too. */
  stop(): Promise<void>;
}

export async function startServer(
  options: { port?: number; data?: string; env?: Record<string, string> } = {},
): Promise<ServerProcess> {
  const port = options.port ?? (await freePort());
  const data = options.data ?? (await mkdtemp(join(tmpdir(), "deskbell-server-")));
  const deathListeners = new Set<() => void>();
  const told = new WeakSet<ChildProcess>();
  let written = "";
  let child = launch();
  const endChild = () => child.kill();
  process.once("exit", endChild);
  let said = await listening(child);

  function launch(): ChildProcess {
    const args = ["server/cli.ts", "demo", "--port", String(port), "--data", data, "--json"];
    const started = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream.on("data", (chunk) => {
        written += String(chunk);
      });
    }
    started.once("exit", () => {
      if (!told.has(started)) for (const listener of deathListeners) listener();
    });
    return started;
  }

  async function listening(started: ChildProcess): Promise<DemoServer> {
    if (!started.stdout) throw new Error("The server was started without its output");
    const line = await Promise.race([
      once(createInterface(started.stdout), "line"),
      once(started, "exit").then(() => null),
    ]);
    if (!line) throw new Error(`The server did not come up:\n${written}`);
    return ready.parse(JSON.parse(String(line[0])));
  }

  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const ending = child;
    if (ending.exitCode !== null || ending.signalCode !== null) return;
    told.add(ending);
    ending.kill(signal);
    await once(ending, "exit");
  }

  return {
    port,
    data,
    demo: () => said,
    person(role) {
      const found = said.people.find((person) => person.role === role);
      if (!found) throw new Error(`The demo server has no ${role}`);
      return found;
    },
    invitation(programme = "opencart-commercial") {
      const license = said.licenses.find((candidate) => candidate.programme === programme);
      const next = (programme === "client" ? said.clientInvitations : license?.invitations)?.shift();
      if (!next) throw new Error(`The demo server has no invitation left under ${programme}`);
      return next;
    },
    output: () => written,
    kill9: () => end("SIGKILL"),
    async restart() {
      await end("SIGTERM");
      child = launch();
      said = await listening(child);
    },
    onDeath: (listener) => void deathListeners.add(listener),
    async stop() {
      await end("SIGTERM");
      process.off("exit", endChild);
      if (!options.data) await rm(data, { recursive: true, force: true });
    },
  };
}
