import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { proveWriting } from "../../../server/credentials/checker/protocols/prove-writing.ts";
import { removeLeft } from "../../../server/credentials/checker/protocols/remove.ts";
import {
  proofTerms,
  removeTerms,
  type Target,
  type Terms,
} from "../../../server/credentials/checker/protocols/terms.ts";
import type { ProofTarget } from "../../../server/credentials/checker/task.ts";
import { type ProofOutcome, proofOutcome } from "../../../shared/credentials.ts";
import { account, layOut, newAuthority, serverFolder } from "../../support/file-servers.ts";
import { channelsTo } from "../../support/file-servers-channels.ts";
import { startCutting } from "../../support/file-servers-cut.ts";
import { type StoreAnswer, startStorePages, type TestStore } from "../../support/file-servers-store.ts";
import { startFtpServer } from "../../support/ftp-server.ts";
import { startSshServer } from "../../support/ssh-server.ts";

const probe = { name: "deskbell-4f2a9c.txt", text: "deskbell 7f1e33b0c9" };

const ftp: Partial<Target> = { protocol: "ftp", sendsUnencrypted: true };
const ways = ["ftp", "ftps-explicit", "ftps-implicit", "sftp"] as const;

const openCart = (version: string) => ({
  "index.php": `<?php\n// Version\ndefine('VERSION', '${version}');\nrequire_once('config.php');\n`,
  "config.php": "<?php define('DIR_SYSTEM', '/home/shop/system/');\n",
  "system/startup.php": "<?php\n",
  "admin/index.php": `<?php\ndefine('VERSION', '${version}');\n`,
  "admin/config.php": "<?php\n",
});

function below(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [join(folder, path), text]));
}

type ProofMore = Partial<Target & Pick<ProofTarget, "folder" | "storeOrigin" | "store">>;

function task(more: ProofMore) {
  const host = "files.example";
  const named = { protocol: "sftp", host, servername: host, user: account.user, pinned: null } as const;
  const secret: Target["secret"] = { by: "password", password: account.password };
  const store = { platform: "opencart", version: "3.0.3.9" };
  const place = { folder: null, storeOrigin: "http://shop.example", store };
  return { ...named, secret, sendsUnencrypted: false, ...place, probe, ...more };
}

/** All files with a probe's name below a folder. */
function probesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.includes("deskbell-"));
}

interface Place {
  home: string;
  port: number;
  web: TestStore;
  terms: Partial<Terms>;
}

async function prove({ home, port, web, terms }: Place, more: ProofMore, via = port) {
  const channels = channelsTo({ control: via, store: web.port });
  const outcome = await proveWriting(task(more), channels, { ...proofTerms, ...terms });
  expect(proofOutcome.parse(outcome)).toEqual(outcome);
  expect(channels.opened.filter(({ name }) => name === "control")).toHaveLength(1);
  if (outcome.leftBehind === null) expect(probesBelow(home)).toEqual([]);
  else expect(channels.announced).toEqual([outcome.leftBehind]);
  return { ...outcome, channels };
}

type Files = Record<string, string>;
interface Scene {
  files?: Files;
  served?: string;
  answer?: StoreAnswer;
  isReadOnly?: boolean;
  https?: boolean;
}

const shop = below("public_html", openCart("3.0.3.9"));

/** A file server by one of the protocols and a web server that shows one of its folders. */
async function place(way: (typeof ways)[number], scene: Scene = {}): Promise<Place> {
  const [folder, home] = [serverFolder(), serverFolder()];
  layOut(home, scene.files ?? shop);
  const authority = newAuthority(folder);
  const certificate = authority.certificate();
  const shown = scene.https ? { certificate: authority.certificate({ name: "shop.example" }) } : {};
  const answer = scene.answer ? { answer: scene.answer } : {};
  const web = await startStorePages(join(home, scene.served ?? "public_html"), { ...shown, ...answer });
  const readOnly = scene.isReadOnly ?? false;
  const encrypted = way === "ftp" ? {} : { certificate, isImplicit: way === "ftps-implicit" };
  const server =
    way === "sftp"
      ? await startSshServer(folder, { home, ...(readOnly ? { subsystem: "internal-sftp -R" } : {}) })
      : await startFtpServer(folder, { home, isReadOnly: readOnly, ...encrypted });
  return { home, port: server.port, web, terms: { authorities: [authority.ca] } };
}

const by = (protocol: (typeof ways)[number]): Partial<Target> => ({ protocol, sendsUnencrypted: protocol === "ftp" });

describe.each(ways)("a proof by %s", (way) => {
  test("writes, reads through the store, and leaves nothing", async () => {
    const scene = await place(way);
    const outcome = await prove(scene, by(way));
    expect(outcome).toMatchObject({
      result: "proven",
      folder: "public_html",
      version: "3.0.3.9",
      leftBehind: null,
      login: { result: "ready" },
    });
    expect(outcome.channels.announced).toEqual([`public_html/${probe.name}`]);
    expect(scene.web.requests).toEqual([`GET /${probe.name} shop.example`]);
  });

  test("reads through a store with TLS", async () => {
    const scene = await place(way, { https: true });
    expect((await prove(scene, { ...by(way), storeOrigin: "https://shop.example" })).result).toBe("proven");
    const other = await prove(scene, { ...by(way), storeOrigin: "https://other.example" });
    expect(other).toMatchObject({ result: "not-served", leftBehind: null });
    expect(scene.web.requests).toHaveLength(1);
  });

  test("says that a server is read-only", async () => {
    const scene = await place(way, { isReadOnly: true });
    expect(await prove(scene, by(way))).toMatchObject({ result: "read-only", folder: "public_html", leftBehind: null });
    expect(scene.web.requests).toEqual([]);
  });

  test("says that a folder may not be written into", async () => {
    const scene = await place(way);
    execFileSync("chown", ["root:root", join(scene.home, "public_html")]);
    expect((await prove(scene, by(way))).result).toBe("read-only");
  });

  test("writes nothing where the store is of another version than was captured", async () => {
    const scene = await place(way);
    const store = { platform: "opencart", version: "2.3.0.2" };
    const outcome = await prove(scene, { ...by(way), store });
    expect(outcome).toMatchObject({ result: "other-version", version: "3.0.3.9", folder: "public_html" });
    expect(outcome.channels.announced).toEqual([]);
  });

  test("writes nothing where there is no store", async () => {
    const scene = await place(way, { files: { "public_html/notes.txt": "no store" } });
    const outcome = await prove(scene, by(way));
    expect(outcome).toMatchObject({ result: "wrong-folder", folder: null, version: null });
    expect(outcome.channels.announced).toEqual([]);
  });

  test("removes what the store does not show", async () => {
    const scene = await place(way, { served: "elsewhere" });
    expect(await prove(scene, by(way))).toMatchObject({ result: "not-served", leftBehind: null });
    expect(scene.web.requests).toHaveLength(1);
  });

  test("with a wrong login looks at nothing", async () => {
    const scene = await place(way);
    const outcome = await prove(scene, { ...by(way), secret: { by: "password", password: "no" } });
    expect(outcome).toMatchObject({ result: "login-failed", login: { result: "wrong-login" } });
    expect(outcome.channels.opened).toHaveLength(1);
  });

  test("removes its file when the store never answers", async () => {
    const scene = await place(way, { answer: () => {} });
    scene.terms = { ...scene.terms, workMs: 2_500 };
    expect(await prove(scene, by(way))).toMatchObject({ result: "timeout", leftBehind: null });
    expect(scene.web.requests).toHaveLength(1);
  });

  test("names the file that cannot be removed any more", async () => {
    const scene = await place(way, {
      answer: (_request, response, text) => {
        chmodSync(join(scene.home, "public_html"), 0o555);
        execFileSync("chattr", ["+i", join(scene.home, "public_html", probe.name)]);
        response.end(text);
      },
    });
    try {
      const outcome = await prove(scene, by(way));
      const path = `public_html/${probe.name}`;
      expect(outcome).toMatchObject({ result: "proven", leftBehind: path });
      const again = { ...task(by(way)), path };
      const terms = { ...removeTerms, ...scene.terms };
      expect(await removeLeft(again, channelsTo({ control: scene.port }), terms)).toEqual({ isGone: false });
    } finally {
      execFileSync("chattr", ["-i", join(scene.home, "public_html", probe.name)]);
    }
  });
});

describe("what a store answers instead of the file", () => {
  const answers: [what: string, answer: StoreAnswer][] = [
    ["a redirect", (_request, response) => response.writeHead(302, { Location: "http://127.0.0.1:1/" }).end()],
    ["another text", (_request, response) => response.end("another text")],
    ["the text in a page", (_request, response, text) => response.end(`<p>${text}</p>`)],
    ["more than a kibibyte", (_request, response, text) => response.end(`${text}${" ".repeat(2_000)}`)],
    ["the text as an error", (_request, response, text) => response.writeHead(404).end(text)],
    ["a broken connection", (request) => request.socket.destroy()],
    ["no HTTP", (request) => request.socket.end("hello\r\n\r\n")],
    ["a head without end", (request) => request.socket.write(`HTTP/1.1 200 OK\r\nA: ${"a".repeat(40_000)}`)],
  ];
  test.each(answers)("%s proves nothing, and the file is removed", async (_what, answer) => {
    const scene = await place("ftp", { answer });
    expect(await prove(scene, ftp)).toMatchObject({ result: "not-served", leftBehind: null });
    expect(scene.web.requests).toHaveLength(1);
  });
});

/** What becomes of a proof whose child was cut off: the parent has a second one remove what the first one named. */
async function settle(scene: Place, outcome: ProofOutcome, more: ProofMore): Promise<string> {
  if (outcome.leftBehind === null) return "nothing left";
  const channels = channelsTo({ control: scene.port });
  const { isGone } = await removeLeft({ ...task(more), path: outcome.leftBehind }, channels, removeTerms);
  expect([isGone, probesBelow(scene.home)]).toEqual([true, []]);
  return "removed by a second login";
}

describe("a control connection that is cut", () => {
  test.each(["before", "after"] as const)(
    "%s any command of FTP leaves nothing behind",
    async (side) => {
      const scene = await place("ftp");
      const commands: string[] = [];
      const hear = (part: Buffer) => commands.push(part.toString().slice(0, 4)) === 0;
      const whole = await startCutting(scene.port, { before: hear });
      expect((await prove(scene, ftp, whole.port)).result).toBe("proven");
      const seen = new Map<string, number>();
      for (const at of commands.keys()) {
        const { port } = await startCutting(scene.port, { [side]: (_part: Buffer, index: number) => index === at });
        const outcome = await prove(scene, ftp, port);
        const ended = `${await settle(scene, outcome, ftp)}: ${outcome.result}`;
        seen.set(ended, (seen.get(ended) ?? 0) + 1);
        const mayBeThere = at >= commands.indexOf("STOR") && at <= commands.indexOf("DELE");
        expect([at, commands[at], outcome.leftBehind !== null]).toEqual([at, commands[at], mayBeThere]);
      }
      expect(seen.get("removed by a second login: login-failed")).toBe(1);
      expect(seen.get("removed by a second login: proven")).toBe(1);
    },
    120_000,
  );

  test("anywhere in SFTP leaves nothing behind", async () => {
    const scene = await place("sftp");
    const whole = await startCutting(scene.port, {});
    expect((await prove(scene, by("sftp"), whole.port)).result).toBe("proven");
    const seen = new Set<string>();
    for (let at = 0; at < whole.parts(); at += 1) {
      for (const side of ["before", "after"] as const) {
        const { port } = await startCutting(scene.port, { [side]: (_part: Buffer, index: number) => index === at });
        seen.add(await settle(scene, await prove(scene, by("sftp"), port), by("sftp")));
      }
    }
    expect(seen).toEqual(new Set(["nothing left", "removed by a second login"]));
  }, 120_000);

  test("while the store is asked, does not keep the file from being removed", async () => {
    const scene = await place("ftp", {
      answer: (_request, response, text) => {
        cutNow = true;
        setTimeout(() => response.end(text), 100);
      },
    });
    let cutNow = false;
    const { port } = await startCutting(scene.port, { before: () => cutNow });
    const outcome = await prove(scene, ftp, port);
    expect(outcome).toMatchObject({ result: "proven", leftBehind: `public_html/${probe.name}` });
    expect(await settle(scene, outcome, ftp)).toBe("removed by a second login");
  });
});

describe("a file that is removed by a second login", () => {
  test("is gone also where it never came to be", async () => {
    const scene = await place("ftp");
    const channels = channelsTo({ control: scene.port });
    const path = "public_html/deskbell-none.txt";
    expect(await removeLeft({ ...task(ftp), path }, channels, removeTerms)).toEqual({ isGone: true });
  });

  test("is not said to be gone where nobody could log in", async () => {
    const scene = await place("ftp");
    const channels = channelsTo({ control: scene.port });
    const other = task({ ...ftp, secret: { by: "password", password: "changed" } });
    expect(await removeLeft({ ...other, path: "a" }, channels, removeTerms)).toEqual({ isGone: false });
  });
});

describe("where the store is", () => {
  const opencart = openCart("3.0.3.9");
  const store = { platform: "opencart", version: "3.0.3.9" };
  const places: [where: string, files: Files, more: ProofMore, folder: string | null][] = [
    ["at the login itself", opencart, {}, ""],
    ["in a folder for web pages", below("htdocs", opencart), {}, "htdocs"],
    ["in the folder of its host", below("shop.example/public_html", opencart), {}, "shop.example/public_html"],
    [
      "among a panel's domains",
      below("domains/shop.example/public_html", opencart),
      {},
      "domains/shop.example/public_html",
    ],
    ["one level down", below("oldshop", opencart), {}, "oldshop"],
    ["where the holder says", below("a b/c", opencart), { folder: "a b/c" }, "a b/c"],
    ["where the holder says, with a slash", below("x/y", opencart), { folder: "x/y/" }, "x/y/"],
    ["elsewhere than the holder says", { ...shop, "old/index.php": "x" }, { folder: "old" }, "public_html"],
    [
      "in the one of two that has its version",
      { ...opencart, ...below("www", openCart("4.1.0.3")) },
      { store: { ...store, version: "4.1.0.3" } },
      "www",
    ],
    ["too deep to be found", below("a/b/c", opencart), {}, null],
    [
      "only its admin",
      below("public_html", below("", { "index.php": opencart["admin/index.php"], "config.php": "" })),
      {},
      null,
    ],
    ["an unknown platform's front page", { "shop/index.html": "" }, { folder: "shop", store: null }, "shop"],
    ["an unknown platform without a page", { "shop/readme.txt": "" }, { folder: "shop", store: null }, null],
  ];
  test.each(places)("%s is found by FTP and by SFTP alike", async (_where, files, more, folder) => {
    for (const way of ["ftp", "sftp"] as const) {
      const scene = await place(way, { files, served: folder ?? "" });
      const outcome = await prove(scene, { ...by(way), ...more });
      expect(outcome).toMatchObject({ result: folder === null ? "wrong-folder" : "proven", folder });
    }
  });
});
