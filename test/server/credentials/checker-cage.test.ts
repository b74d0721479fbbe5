import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, globSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSecrets } from "../../../server/secrets.ts";
import { runs } from "../../support/runs.ts";
import { startGuard } from "./checker-cage/guard.ts";
import { type Attempt, bestCage, inCage, type Said, script, tryInCage, tryOutside } from "./checker-cage/launch.ts";

/** As a server keeps them: what a child must not reach. */
const data = mkdtempSync(join(tmpdir(), "deskbell-test-"));
const database = join(data, "deskbell.sqlite");
const socketFile = join(data, "server.sock");
const server = createServer((socket) => socket.destroy());

beforeAll(async () => {
  const db = new DatabaseSync(database);
  db.exec("create table credential (secret text)");
  db.close();
  await openSecrets(data);
  writeFileSync(join(data, "removable"), "x");
  await new Promise<void>((resolve) => server.listen(socketFile, resolve));
});
afterAll(() => {
  server.close();
  rmSync(data, { recursive: true, force: true });
});

const denied = "ERR_ACCESS_DENIED";
const [addon = ""] = globSync(join(process.cwd(), "node_modules/@rolldown/binding-*/*.node")).map((path) =>
  realpathSync(path),
);

/** What is tried, how, at what, and what refuses it. All of it is there: outside of the cage each attempt succeeds. */
const refused: [what: string, attempt: string, target: string, code: string][] = [
  ["read the database", "read a file", database, denied],
  ["read the database by promise", "read a file by promise", database, denied],
  ["open the database", "open a database", database, "ERR_UNKNOWN_BUILTIN_MODULE"],
  ["read a secret", "read a file", join(data, "secrets/session-secret"), denied],
  ["read /etc/passwd", "read a file", "/etc/passwd", denied],
  ["read its own environment from /proc", "read a file", "/proc/self/environ", denied],
  ["read the server's other code", "read a file", join(process.cwd(), "server/main.ts"), denied],
  ["load the server's other code", "load a module", join(process.cwd(), "server/config.ts"), denied],
  ["list the data folder", "list a folder", data, denied],
  ["list the root folder", "list a folder", "/", denied],
  ["list the folder of temporary files", "list a folder", tmpdir(), denied],
  ["write into the data folder", "write a file", join(data, "new"), denied],
  ["write a temporary file", "write a file", join(tmpdir(), `deskbell-test-${process.pid}`), denied],
  ["write where it stands", "write a file", `deskbell-test-${process.pid}`, denied],
  ["remove a file", "remove a file", join(data, "removable"), denied],
  ["start a program", "start a program", "/bin/sh", denied],
  ["start a program and wait for it", "start a program and wait", "/bin/true", denied],
  ["start a script", "start a script", join(process.cwd(), "server/config.ts"), denied],
  ["start a worker", "start a worker", "", denied],
  ["load an addon", "load an addon", addon, "ERR_DLOPEN_DISABLED"],
  ["require an addon", "require an addon", addon, "ERR_DLOPEN_DISABLED"],
  ["call foreign code", "call foreign code", "libc.so.6", denied],
  ["run WASI", "run WASI", "", denied],
  ["open an inspector", "open an inspector", "", denied],
  ["connect to a socket file", "connect to a socket file", socketFile, denied],
  ["listen", "listen", "", denied],
  ["look a name up", "look a name up", "localhost", denied],
  ["make code of text", "make code of text", "", "Code generation from strings disallowed for this context"],
];

describe("a child in its cage cannot do what any other process can:", () => {
  const asked = refused.map(([, attempt, target]): Attempt => [attempt, target]);
  let inside: Said[] = [];
  let outside: Said[] = [];
  beforeAll(async () => {
    inside = await tryInCage(asked);
    outside = await tryOutside(asked);
    rmSync(`deskbell-test-${process.pid}`, { force: true });
  });

  test.each(refused.map(([what, , , code], at) => [what, code, at] as const))("%s", (_, code, at) => {
    expect(inside[at]).toEqual({ refused: code });
    expect(outside[at]).toEqual({ cameThrough: true });
  });
});

test("a child cannot reach this machine by TCP or UDP, which any other process can", async () => {
  const guard = await startGuard("with UDP");
  const asked: Attempt[] = [
    ["connect by TCP", `127.0.0.1 ${guard.port}`],
    ["connect by TCP", `::1 ${guard.port}`],
    ["send by UDP", `127.0.0.1 ${guard.port}`],
  ];
  expect(await tryInCage(asked)).toEqual(asked.map(() => ({ refused: denied })));
  expect(guard.visits()).toBe(0);
  await tryOutside(asked);
  await expect.poll(() => guard.visits()).toBe(asked.length);
});

test("a child cannot ask a name server, and cannot fetch", async () => {
  const guard = await startGuard();
  const said = await tryInCage([
    ["ask a name server", "shop.example"],
    ["fetch", `127.0.0.1 ${guard.port}`],
  ]);
  expect(said).toEqual([{ refused: denied }, { refused: denied }]);
  expect(guard.visits()).toBe(0);
});

test("a child inherits nothing from the server's environment", async () => {
  process.env.DESKBELL_TEST_SECRET = "canary";
  const [said] = await tryInCage([["say what it has", ""]]);
  delete process.env.DESKBELL_TEST_SECRET;
  expect(said).toMatchObject({ got: { env: {}, argv: [] } });
});

/** How each ends; the server goes on, and no child is left. */
const endings: [attempt: string, endings: string[]][] = [
  ["fill the heap", ["memory", "death"]],
  ["fill buffers", ["memory", "death"]],
  ["take one large buffer", ["refused", "memory", "death"]],
  ["talk without end", ["output"]],
  ["die", ["death"]],
];

test.each(endings)("a child that tries to %s is ended, and the server goes on", async (attempt, expected) => {
  const { ended, tookMs } = await inCage("probe", { asked: [[attempt, ""]] });
  const isRefused = ended.by === "answer" && ended.line.startsWith('[{"refused"');
  expect(expected).toContain(isRefused ? "refused" : ended.by);
  expect(tookMs).toBeLessThan(15_000);
});

const deadlineMs = runs(13_500, 1_500);

test.each(["compute without end", "wait without end"])(
  "a child that tries to %s is killed when its time is up",
  async (attempt) => {
    const { ended, tookMs } = await inCage("probe", { asked: [[attempt, ""]] }, { ms: deadlineMs });
    expect(ended).toEqual({ by: "time" });
    expect(tookMs).toBeGreaterThanOrEqual(deadlineMs - 5);
    expect(tookMs).toBeLessThan(deadlineMs + 1_500);
  },
  60_000,
);

test("what a child says of errors goes nowhere, however much it is", async () => {
  expect(await tryInCage([["talk about errors without end", ""]])).toEqual([{ cameThrough: true }]);
});

const isRoot = process.platform === "linux" && process.getuid?.() === 0;

/** Node's own permissions apart: what the system refuses to a process in the cage, whatever code runs in it. */
describe.runIf(isRoot)("as root on Linux, without Node's permissions", () => {
  const run = async (code: string): Promise<string> => {
    const [command = "", ...args] = (await bestCage()).wrap(1);
    return execFileSync(command, [...args, process.execPath, "--no-warnings", "-e", code], {
      env: {},
      stdio: ["ignore", "pipe", "pipe"],
    }).toString();
  };
  const codeOf = (expression: string) =>
    `try { ${expression}; console.log("came through") } catch (e) { console.log(e.code) }`;

  test("all walls stand", async () => {
    expect((await bestCage()).walls).toEqual(["network", "user", "privileges", "limits"]);
  });

  test.each([
    ["the database", () => database],
    ["a secret", () => join(data, "secrets/token-pepper")],
    ["the system's passwords", () => "/etc/shadow"],
    ["the server's memory", () => `/proc/${process.pid}/mem`],
    ["the server's environment", () => `/proc/${process.pid}/environ`],
  ])("%s cannot be read", async (_, path) => {
    expect(await run(codeOf(`fs.readFileSync(${JSON.stringify(path())})`))).toBe("EACCES\n");
  });

  test("SQLite cannot open the database", async () => {
    expect(await run(codeOf(`new (require("node:sqlite").DatabaseSync)(${JSON.stringify(database)})`))).toBe(
      "ERR_SQLITE_ERROR\n",
    );
  });

  test("its network has no interface that is up, and reaches neither loopback nor a name server", async () => {
    const guard = await startGuard("with UDP");
    const connects = (host: string) =>
      run(`net.connect(${guard.port}, "${host}").on("connect", () => console.log("connected"))
        .on("error", (e) => console.log(e.code))`);
    expect(await connects("127.0.0.1")).toBe("ENETUNREACH\n");
    expect(await connects("::1")).toMatch(/^(ENETUNREACH|EADDRNOTAVAIL)\n$/);
    expect(await run("console.log(JSON.stringify(os.networkInterfaces()))")).toBe("{}\n");
    expect(
      await run(
        `dgram.createSocket("udp4").send("x", ${guard.port}, "127.0.0.1", (e) => { console.log(e?.code); process.exit() })`,
      ),
    ).toBe("ENETUNREACH\n");
    expect(guard.visits()).toBe(0);
  });

  test("no privilege is left or can be gained", async () => {
    const status = await run(`console.log(fs.readFileSync("/proc/self/status", "utf8"))`);
    for (const name of ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"]) {
      expect(status).toMatch(new RegExp(`^${name}:\\s+0{16}$`, "m"));
    }
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(await run(codeOf("process.setuid(0)"))).toBe("EPERM\n");
  });

  test("the server and the child of another check cannot be signalled", async () => {
    expect(await run(codeOf(`process.kill(${process.pid}, 0)`))).toBe("EPERM\n");
    const { wrap } = await bestCage();
    expect(wrap(0)).not.toEqual(wrap(1));
    expect(await tryInCage([["signal the server", String(process.pid)]])).toEqual([{ refused: "EPERM" }]);
  });

  test("nothing can be written to a file, even where anyone may", async () => {
    const folder = mkdtempSync(join(tmpdir(), "deskbell-test-"));
    const path = join(folder, "open-to-all");
    writeFileSync(path, "");
    chmodSync(folder, 0o777);
    chmodSync(path, 0o666);
    const write = `process.on("SIGXFSZ", () => {}); fs.appendFileSync(${JSON.stringify(path)}, "x")`;
    expect(await run(codeOf(write))).toBe("EFBIG\n");
    rmSync(folder, { recursive: true });
  });
});

test.runIf(isRoot)("of a server without privileges a child reaches as little", async () => {
  const guard = await startGuard();
  const file = join(data, "of-another.sqlite");
  const db = new DatabaseSync(file);
  db.exec("create table credential (secret text)");
  db.close();
  chmodSync(data, 0o755);
  const child = spawn(process.execPath, [script("unprivileged"), file, String(guard.port)], {
    uid: 64_999,
    gid: 64_999,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  chmodSync(data, 0o700);
  const { walls, said, endedBy } = JSON.parse(String(line));
  // Where user namespaces are switched off there is neither a network nor a list of processes of its own.
  const hasNamespaces = walls.includes("network");
  expect(walls).toEqual([...(hasNamespaces ? ["network", "processes"] : []), "privileges", "limits"]);
  expect(said).toEqual([
    { refused: denied },
    { refused: "ERR_UNKNOWN_BUILTIN_MODULE" },
    { refused: denied },
    { refused: denied },
    hasNamespaces ? { refused: "ESRCH" } : { cameThrough: true },
  ]);
  expect(endedBy).toBe("memory");
  expect(guard.visits()).toBe(0);
});
