import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { replyReader } from "../../../server/credentials/checker/protocols/ftp-replies.ts";
import { runTask } from "../../../server/credentials/checker/protocols/run-task.ts";
import { Cut } from "../../../server/credentials/checker/protocols/visit.ts";
import type { LoginOutcome } from "../../../shared/credentials.ts";
import { account, newAuthority, serverFolder, type TestCertificate } from "../../support/file-servers.ts";
import { channelsTo, listenOnce } from "../../support/file-servers-channels.ts";
import { logIn, target } from "./log-in.ts";

type Says = (line: string, socket: Socket) => string | null;

/** A server of FTP by hand: what it says to each command, and every byte that it was told. */
async function startScripted(says: Record<string, string> | Says, greeting = "220 hello"): Promise<Scripted> {
  const told = { bytes: "" };
  const known: Record<string, string> = { USER: "331 ?", PASS: "230 in", PWD: '257 "/"', QUIT: "221 bye" };
  const port = await listenOnce(
    createServer((socket) => {
      socket.write(`${greeting}\r\n`);
      let rest = "";
      socket.on("data", (bytes) => {
        told.bytes += bytes;
        const lines = (rest + bytes.toString()).split("\r\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          const verb = line.split(" ")[0] ?? "";
          const answer = typeof says === "function" ? says(line, socket) : (says[verb] ?? known[verb] ?? "500 what?");
          if (answer !== null) socket.write(`${answer}\r\n`);
        }
      });
    }),
  );
  return { port, told: () => told.bytes };
}

interface Scripted {
  port: number;
  told: () => string;
}

describe("what a server of FTP says", () => {
  const read = (text: string) => replyReader()(Buffer.from(text, "latin1"));

  const replies: [says: string, text: string, codes: number[]][] = [
    ["one line", "220 hello\r\n", [220]],
    ["a bare code", "220\r\n", [220]],
    ["a bare line feed", "220 hello\n", [220]],
    ["several lines", "230-one\r\n two\r\n230 three\r\n", [230]],
    ["lines that begin like the end", "230-one\r\n2304 no\r\n230-no\r\n230 end\r\n", [230]],
    ["another code inside", "230-one\r\n530 no\r\n230 end\r\n", [230]],
    ["two replies", "150 go\r\n226 done\r\n", [150, 226]],
    ["half a reply", "230-one\r\n230", []],
  ];
  test.each(replies)("%s is read as it is meant", (_what, text, codes) => {
    expect(read(text).map(({ code }) => code)).toEqual(codes);
  });

  const broken: [what: string, text: string][] = [
    ["no code", "hello\r\n"],
    ["an empty line", "\r\n"],
    ["a code without end", "2200 hello\r\n"],
    ["a code that there is not", "099 hello\r\n"],
    ["a line of more than 4 KiB", `220 ${"x".repeat(5_000)}\r\n`],
    ["a line of more than 4 KiB, not ended", `220 ${"x".repeat(5_000)}`],
    ["a reply of more than 64 KiB", `220-a\r\n${" more\r\n".repeat(20_000)}`],
  ];
  test.each(broken)("%s ends the conversation", (_what, text) => {
    expect(() => read(text)).toThrow(Cut);
  });

  test("however its bytes come, the replies are the same", () => {
    const reply = fc.tuple(fc.integer({ min: 100, max: 659 }), fc.array(fc.stringMatching(/^[ a-z]{0,20}$/)));
    fc.assert(
      fc.property(fc.array(reply), fc.array(fc.nat(40)), (said, cuts) => {
        const text = said.map(
          ([code, lines]) => `${lines.map((line) => `${code}-${line}\r\n`).join("")}${code} end\r\n`,
        );
        const bytes = Buffer.from(text.join(""));
        const reader = replyReader();
        const heard: number[] = [];
        let at = 0;
        for (const length of [...cuts, bytes.length]) {
          heard.push(...reader(bytes.subarray(at, at + length)).map(({ code }) => code));
          at += length;
        }
        expect(heard).toEqual(said.map(([code]) => code));
      }),
    );
  });
});

describe("a login by FTP", () => {
  test("tells a server exactly four commands", async () => {
    const server = await startScripted({});
    expect((await logIn(server.port)).result).toBe("ready");
    expect(server.told()).toBe(`USER ${account.user}\r\nPASS ${account.password}\r\nPWD\r\nQUIT\r\n`);
  });

  const answers: [what: string, says: Record<string, string>, result: LoginOutcome["result"]][] = [
    ["no password is wanted", { USER: "230 in" }, "ready"],
    ["the folder cannot be told", { PWD: "550 no" }, "ready"],
    ["the login is wrong", { PASS: "530 no" }, "wrong-login"],
    ["the login is wrong, in newer words", { PASS: "430 no" }, "wrong-login"],
    ["the server has too many guests", { PASS: "421 later" }, "unreachable"],
    ["the home folder is broken", { PASS: "500 cannot change directory" }, "unreachable"],
    ["an account is wanted as well", { PASS: "332 account?" }, "unreachable"],
    ["nobody may without encryption", { USER: "550 use TLS" }, "reachable"],
    ["the user is refused unseen", { USER: "530 no" }, "reachable"],
    ["the server is full before the password", { USER: "421 later" }, "unreachable"],
  ];
  test.each(answers)("where %s, ends as the server means it", async (_what, says, result) => {
    expect((await logIn((await startScripted(says)).port)).result).toBe(result);
  });

  test("waits for a greeting that is announced, and gives up without one", async () => {
    expect((await logIn((await startScripted({}, "120 soon\r\n220 now")).port)).result).toBe("ready");
    expect((await logIn((await startScripted({}, "421 full")).port)).result).toBe("unreachable");
  });

  const broken = [
    "\r\n",
    "\n",
    "\r",
    "\0",
    "\u007f",
    "\u0085",
    "\u001b[2J",
    "\t",
    "a\r\nDELE index.php",
    "x\r\nQUIT\r\n",
  ];
  const fields = broken.flatMap((text) =>
    (["user", "password", "folder", "path"] as const).map((field) => [field, text] as const),
  );
  test.each(fields)("with a control character in the %s (%j) is not begun", async (field, text) => {
    const server = await startScripted({});
    const login = target({
      ...(field === "user" ? { user: text } : {}),
      ...(field === "password" ? { secret: { by: "password", password: text } } : {}),
    });
    const channels = channelsTo({ control: server.port });
    const proof = { folder: field === "folder" ? text : null, storeOrigin: "http://a.example", store: null };
    const probe = { name: "deskbell-1.txt", text: "x" };
    const outcomes = [];
    if (field === "user" || field === "password") outcomes.push(await runTask({ step: "log-in", ...login }, channels));
    if (field !== "path") outcomes.push(await runTask({ step: "prove-writing", ...login, ...proof, probe }, channels));
    if (field !== "folder") {
      const path = field === "path" ? text : "a.txt";
      outcomes.push(await runTask({ step: "remove", ...login, path }, channels));
    }
    for (const outcome of outcomes) expect(JSON.stringify(outcome)).toMatch(/"unreachable"|"isGone":false/);
    expect([channels.opened, server.told()]).toEqual([[], ""]);
  });

  test("with umlauts and spaces in its password sends them as they are", async () => {
    const server = await startScripted({});
    const password = "grüße; rm -rf / %0d%0a ✓";
    await logIn(server.port, { secret: { by: "password", password } });
    expect(server.told()).toContain(`\r\nPASS ${password}\r\nPWD\r\n`);
  });
});

describe("where encryption begins", () => {
  const authority = () => newAuthority(serverFolder());

  /** Says what it is told to in the open, then speaks TLS. */
  async function startUpgrading(certificate: TestCertificate, answer: string, options = {}) {
    const told: string[] = [];
    const port = await listenOnce(
      createServer((raw) => {
        raw.write("220 hello\r\n");
        raw.once("data", (bytes) => {
          told.push(bytes.toString());
          raw.write(answer);
          const socket = new TLSSocket(raw, { isServer: true, ...certificate, ...options });
          const known: Record<string, string> = { USER: "331 ?", PASS: "230 in" };
          socket.on("error", () => {});
          socket.on("data", (line) => {
            told.push(line.toString());
            socket.write(`${known[line.toString().slice(0, 4)] ?? "221 bye"}\r\n`);
          });
        });
      }),
    );
    return { port, told };
  }
  const explicit = { protocol: "ftps-explicit" } as const;

  test("what was said in the open is not taken for the server's word", async () => {
    const { ca, certificate } = authority();
    const signed = certificate();
    const good = await startUpgrading(signed, "234 go\r\n");
    expect((await logIn(good.port, explicit, { authorities: [ca] })).result).toBe("ready");
    for (const injected of ["234 go\r\n230 in\r\n", "234 go\r\n230 i"]) {
      const server = await startUpgrading(signed, injected);
      expect((await logIn(server.port, explicit, { authorities: [ca] })).result).toBe("unreachable");
      expect(server.told).toEqual(["AUTH TLS\r\n"]);
    }
  });

  test("TLS before 1.2 is none", async () => {
    const { ca, certificate } = authority();
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
    const server = await startUpgrading(certificate(), "234 go\r\n", old);
    expect(await logIn(server.port, explicit, { authorities: [ca] })).toMatchObject({
      result: "unreachable",
      tls: null,
    });
    expect(server.told).toHaveLength(1);
  });

  test("a server that refuses to encrypt is told no password, whatever was agreed for FTP alone", async () => {
    const server = await startScripted({ AUTH: "504 no" });
    expect((await logIn(server.port, { ...explicit, sendsUnencrypted: true })).result).toBe("unreachable");
    expect(server.told()).toBe("AUTH TLS\r\nQUIT\r\n");
  });

  test("the server's name is asked for, and an address is not taken for one", async () => {
    const { ca, certificate } = authority();
    const asked: (string | false)[] = [];
    for (const name of ["files.example", "127.0.0.1"]) {
      const server = createTlsServer({ ...certificate({ name }) }, (socket) => {
        asked.push(socket.servername ?? false);
        socket.end("421 no\r\n");
      });
      const port = await listenOnce(server);
      const implicit = { protocol: "ftps-implicit", host: name, servername: name } as const;
      expect((await logIn(port, implicit, { authorities: [ca] })).certificate?.fault).toBe(null);
    }
    expect(asked).toEqual(["files.example", false]);
  });
});

describe("data of FTP", () => {
  const proof = { folder: "", storeOrigin: "http://a.example", store: null };
  const probe = { name: "deskbell-1.txt", text: "x" };

  test.each([
    ["EPSV", (port: number) => ({ EPSV: `229 ok (|||${port}|)` })],
    ["PASV", (port: number) => ({ PASV: `227 ok (127,0,0,2,${port >> 8},${port & 255})` })],
  ])("goes to the server that was vetted, whoever %s names", async (_verb, answer) => {
    let visits = 0;
    const guard = createServer(() => {
      visits += 1;
    });
    const port = await listenOnce(guard, { host: "127.0.0.2" });
    const server = await startScripted({ TYPE: "200 ok", SIZE: "213 1", ...answer(port) });
    const channels = channelsTo({ control: server.port });
    await runTask({ step: "prove-writing", ...target({}), ...proof, probe }, channels, { workMs: 1_000, tidyMs: 300 });
    expect(channels.opened).toEqual([
      { name: "control", port: server.port },
      { name: "data", port },
    ]);
    expect(visits).toBe(0);
  });

  test.each([
    ["a port of the system", "229 ok (|||25|)"],
    ["no port", "229 ok"],
    ["a port beyond all", "229 ok (|||70000|)"],
    ["numbers that are no bytes", "227 ok (127,0,0,1,40,999)"],
  ])("is not asked for at %s", async (_what, answer) => {
    const server = await startScripted({ TYPE: "200 ok", SIZE: "213 1", EPSV: answer, PASV: answer });
    const channels = channelsTo({ control: server.port });
    const task = { step: "prove-writing", ...target({}), ...proof, probe } as const;
    expect(await runTask(task, channels, { workMs: 1_000, tidyMs: 300 })).toMatchObject({
      ...{ result: "timeout", leftBehind: null, login: { result: "ready" } },
    });
    expect(channels.opened.map(({ name }) => name)).toEqual(["control"]);
  });
});

describe("data of FTP with encryption", () => {
  /** Lists its folder by a connection that shows this certificate. */
  async function startListing(control: TestCertificate, data: TestCertificate) {
    const dataPort = await listenOnce(createTlsServer({ ...data }, (socket) => socket.end("index.php\r\nshop\r\n")));
    const known: Record<string, string> = {
      ...{ USER: "331 ?", PASS: "230 in", SIZE: "550 no", EPSV: `229 ok (|||${dataPort}|)` },
      ...{ NLST: "150 here\r\n226 done", QUIT: "221 bye" },
    };
    const heard: string[] = [];
    const server = createTlsServer({ ...control }, (socket) => {
      socket.write("220 hello\r\n");
      socket
        .on("error", () => {})
        .on("data", (bytes) => {
          heard.push(bytes.toString().trim());
          socket.write(`${known[bytes.toString().slice(0, 4)] ?? "200 ok"}\r\n`);
        });
    });
    return { port: await listenOnce(server), heard };
  }

  test("is taken from whoever shows the same certificate, and from nobody else", async () => {
    const { ca, certificate } = newAuthority(serverFolder());
    const [own, other] = [certificate(), certificate()];
    const found: [TestCertificate, string, string][] = [
      [own, "wrong-folder", "SIZE shop/index.php"],
      [other, "timeout", "NLST"],
    ];
    for (const [data, result, last] of found) {
      const server = await startListing(own, data);
      const channels = channelsTo({ control: server.port });
      const store = { platform: "opencart", version: null };
      const task = { ...target({ protocol: "ftps-implicit" }), folder: null, storeOrigin: "http://a.example", store };
      const probe = { name: "deskbell-1.txt", text: "x" };
      const terms = { workMs: 3_000, tidyMs: 300, authorities: [ca] };
      expect(await runTask({ step: "prove-writing", ...task, probe }, channels, terms)).toMatchObject({ result });
      expect(server.heard.filter((line) => line !== "QUIT").at(-1)).toBe(last);
      expect(server.heard).toContain("PROT P");
    }
  });
});
