import { once } from "node:events";
import { createInterface } from "node:readline";

/** What a child that was taken over would try. Each resolves when it came through, and rejects where it was refused. */
const attempts: Record<string, (target: string) => unknown> = {
  "read a file": async (path) => (await import("node:fs")).readFileSync(path),
  "read a file by promise": async (path) => (await import("node:fs/promises")).readFile(path),
  "list a folder": async (path) => (await import("node:fs")).readdirSync(path),
  "write a file": async (path) => (await import("node:fs")).writeFileSync(path, "x"),
  "remove a file": async (path) => (await import("node:fs")).rmSync(path),
  "load a module": async (path) => import(path),
  "start a program": async (path) => {
    const { spawn } = await import("node:child_process");
    return once(spawn(path, ["-c", "true"]), "exit");
  },
  "start a program and wait": async (path) => {
    const { error } = (await import("node:child_process")).spawnSync(path);
    if (error) throw error;
  },
  "start a script": async (path) => once((await import("node:child_process")).fork(path), "exit"),
  "start a worker": async () => {
    const { Worker } = await import("node:worker_threads");
    return once(new Worker("1", { eval: true }), "exit");
  },
  "load an addon": async (path) => process.dlopen({ exports: {} }, path),
  "require an addon": async (path) => (await import("node:module")).createRequire(import.meta.url)(path),
  "open a database": async (path) => {
    const { DatabaseSync } = await import("node:sqlite");
    return new DatabaseSync(path).prepare("select count(*) from sqlite_master").get();
  },
  "call foreign code": async (name) => new (await import("node:ffi" as string)).DynamicLibrary(name),
  "run WASI": async () => new (await import("node:wasi")).WASI({ version: "preview1", preopens: { "/": "/" } }),
  "open an inspector": async () => (await import("node:inspector")).open(0),
  "connect by TCP": async (address) => {
    const [host = "", port] = address.split(" ");
    await once((await import("node:net")).connect(Number(port), host), "connect");
  },
  "connect to a socket file": async (path) => once((await import("node:net")).connect(path), "connect"),
  listen: async () => once((await import("node:net")).createServer().listen(0), "listening"),
  "send by UDP": async (address) => {
    const [host = "", port] = address.split(" ");
    const socket = (await import("node:dgram")).createSocket("udp4");
    await new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.send("x", Number(port), host, (error) => (error ? reject(error) : resolve()));
    });
  },
  fetch: async (address) => fetch(`http://${address.replace(" ", ":")}/`),
  "look a name up": async (name) => (await import("node:dns")).promises.lookup(name),
  "ask a name server": async (name) => (await import("node:dns")).promises.resolve4(name),
  "make code of text": async () => new Function("return 1")(),
  "signal the server": async (pid) => process.kill(Number(pid), 0),
  "become root": async () => process.setuid?.(0),
  "fill the heap": async () => {
    const kept: unknown[] = [];
    for (let i = 0; ; i += 1) kept.push({ i, text: `${i}`.repeat(50) });
  },
  "fill buffers": async () => {
    const kept: Buffer[] = [];
    for (let i = 0; i < 1_024; i += 1) {
      kept.push(Buffer.alloc(1024 * 1024, 1));
      if (i % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return kept.length;
  },
  "take one large buffer": async () => Buffer.alloc(1024 * 1024 * 1024, 1).length,
  "talk without end": async () => {
    for (;;) if (!process.stdout.write("x".repeat(65_536))) await once(process.stdout, "drain");
  },
  "talk about errors without end": async () => {
    for (let i = 0; i < 2_000; i += 1) process.stderr.write("x".repeat(65_536));
  },
  "compute without end": async () => {
    for (;;) Math.random();
  },
  "wait without end": async () => new Promise((resolve) => setTimeout(resolve, 1e9)),
  die: async () => process.abort(),
  "say what it has": async () => ({ env: process.env, argv: process.argv.slice(2), uid: process.getuid?.() }),
};

const [line] = await once(createInterface({ input: process.stdin }), "line");
const { asked } = JSON.parse(String(line)) as { asked: [attempt: string, target: string][] };
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return "code" in error ? String(error.code) : error.cause ? codeOf(error.cause) : error.message;
};
const outcomes: object[] = [];
for (const [attempt, target] of asked) {
  const run = attempts[attempt];
  if (!run) throw new Error(`nobody knows how to ${attempt}`);
  try {
    const got = await run(target);
    outcomes.push(attempt === "say what it has" ? { cameThrough: true, got } : { cameThrough: true });
  } catch (error) {
    outcomes.push({ refused: codeOf(error) });
  }
}
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
