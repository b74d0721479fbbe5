import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import ssh2, { type AuthContext, type Connection } from "ssh2";
import { describe, expect, test } from "vitest";
import { account } from "../../support/file-servers.ts";
import { listenOnce } from "../../support/file-servers-channels.ts";
import { hostKey } from "../../support/file-servers-hostile-ssh.ts";
import { logIn } from "./log-in.ts";

/** What the server says first goes on in pieces of these lengths, each long enough after the other to come by itself. */
async function startInPieces(port: number, lengths: readonly number[]): Promise<number> {
  return listenOnce(
    createServer({ noDelay: true }, (client) => {
      const upstream = createConnection({ host: "127.0.0.1", port, noDelay: true });
      upstream.on("error", () => {}).on("close", () => client.destroy());
      client.on("close", () => upstream.destroy()).pipe(upstream);
      const passOn = async () => {
        for (const length of lengths) {
          client.write(await readExactly(upstream, length));
          await sleep(8);
        }
        upstream.pipe(client);
      };
      void passOn();
    }),
  );
}

async function readExactly(socket: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes: unknown = socket.read(length);
    if (bytes instanceof Buffer) return bytes;
    await once(socket, "readable");
  }
}

describe("a login by SSH", () => {
  /** What the server does with each attempt, and how many it saw besides the question what it takes. */
  async function startSsh(
    takes: ("password" | "keyboard-interactive")[],
    meet: (context: AuthContext, client: Connection) => void,
    greeting?: string,
  ) {
    const attempts: string[] = [];
    const server = new ssh2.Server({ hostKeys: [hostKey], ident: "Slow", ...(greeting && { greeting }) }, (client) => {
      client.on("error", () => {});
      client.on("authentication", (context) => {
        if (context.method === "none") return context.reject(takes);
        attempts.push(context.method);
        meet(context, client);
      });
      client.on("ready", () => client.on("session", (accept) => accept().on("sftp", (welcome) => void welcome())));
    });
    const port = await listenOnce(createServer({ noDelay: true }, (socket) => server.injectSocket(socket)));
    return { port, attempts };
  }
  const sftp = { protocol: "sftp" } as const;
  const ask = (
    context: AuthContext,
    prompts: { prompt: string; echo: boolean }[],
    then: (answers: string[]) => void,
  ) => {
    if (context.method === "keyboard-interactive") context.prompt(prompts, then);
  };
  const hidden = { prompt: "Password:", echo: false };

  test("answers a prompt where passwords are only taken so, once", async () => {
    const server = await startSsh(["keyboard-interactive"], (context) =>
      ask(context, [hidden], ([answer]) => (answer === account.password ? context.accept() : context.reject())),
    );
    expect((await logIn(server.port, sftp)).result).toBe("ready");
    const wrong = { ...sftp, secret: { by: "password", password: "wrong" } } as const;
    expect((await logIn(server.port, wrong)).result).toBe("wrong-login");
    expect(server.attempts).toEqual(["keyboard-interactive", "keyboard-interactive"]);
  });

  test("prefers the password, and does not try again by prompt", async () => {
    const server = await startSsh(["keyboard-interactive", "password"], (context) =>
      context.reject(["keyboard-interactive", "password"]),
    );
    expect((await logIn(server.port, sftp)).result).toBe("wrong-login");
    expect(server.attempts).toEqual(["password"]);
  });

  test.each([
    ["a second question", [hidden], [hidden]],
    ["two questions at once", [hidden, hidden], null],
    ["a question for anybody to see", [{ prompt: "Code:", echo: true }], null],
  ])("does not answer %s with the password", async (_what, first, second) => {
    const answers: string[][] = [];
    const server = await startSsh(["keyboard-interactive"], (context) =>
      ask(context, first, (given) => {
        answers.push(given);
        if (second) ask(context, second, (more) => void answers.push(more));
      }),
    );
    expect((await logIn(server.port, sftp)).result).toBe("unreachable");
    expect(answers).toEqual(second ? [[account.password]] : []);
  });

  test("takes a right password that is not enough for no wrong login", async () => {
    const server = await startSsh(["password"], (context) => context.reject(["publickey"], true));
    expect((await logIn(server.port, sftp)).result).toBe("unreachable");
  });

  test("takes a password that has to be changed for no wrong login", async () => {
    const server = await startSsh(["password"], (context) => {
      if (context.method === "password") context.requestChange("expired", () => {});
    });
    expect((await logIn(server.port, sftp)).result).toBe("unreachable");
  });

  const patient = { workMs: 15_000 };
  const hello = "Welcome\r\nto SSH-files\r\n";
  const ident = "SSH-2.0-Slow\r\n";
  test.each([
    ["byte by byte", "", ident.split("")],
    ["byte by byte after a greeting", hello, (hello + ident).split("")],
    [
      "in pieces, the first of which ends in the middle of a line's end",
      hello,
      ["Welcome\r", "\nto", " SSH", "-files"],
    ],
    [
      "in pieces of which one holds the end of its greeting",
      hello,
      ["Welcome\r\nto SSH-files\r\nSSH-2.0", "-Sl", "ow\r"],
    ],
    ["in pieces that begin like what they are not", hello, ["Welcome\r\nto ", "SSH-", "fil", "es\r\nS", "SH-2"]],
  ])("understands a server that says %s who it is", async (_how, greeting, pieces) => {
    const server = await startSsh(["password"], (context) => context.accept(), greeting.replace(/\r\n$/, ""));
    const slow = await startInPieces(
      server.port,
      pieces.map(({ length }) => length),
    );
    expect(await logIn(slow, sftp, patient)).toMatchObject({ result: "ready", hostKey: { type: "ssh-ed25519" } });
    expect(server.attempts).toEqual(["password"]);
  });

  test("hears no server out that never says who it is", async () => {
    const endless = createServer((socket) => void socket.write("Welcome\r\n".repeat(4_000)));
    const startedAt = performance.now();
    expect((await logIn(await listenOnce(endless), sftp, patient)).result).toBe("unreachable");
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test("sends nothing after another host key than the known one", async () => {
    const server = await startSsh(["password"], (context) => context.accept());
    const first = await logIn(server.port, sftp);
    expect((await logIn(server.port, { ...sftp, pinned: first.hostKey?.sha256 ?? "" })).result).toBe("ready");
    const changed = await logIn(server.port, { ...sftp, pinned: `SHA256:${"B".repeat(43)}` });
    expect(changed).toMatchObject({ result: "host-key-changed", hostKey: first.hostKey });
    expect(server.attempts).toHaveLength(2);
  });
});
