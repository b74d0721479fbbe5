import { createServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import type { TestCertificate } from "./file-servers.ts";
import { listenOnce } from "./file-servers-channels.ts";

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Item>(random: () => number, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** What a hostile server knows of its surroundings. */
export interface Surroundings {
  certificate: TestCertificate;
  /** Where nobody may be sent: another address of this machine and its port, and a port of the system here. */
  guards: { address: string; port: number }[];
}

/** How a server misbehaves instead of an answer; `done` ends what it goes on with. */
type Misdeed = (socket: Duplex, random: () => number) => void;

const chunk = (random: () => number, most: number) =>
  Buffer.from(Array.from({ length: 1 + Math.floor(random() * most) }, () => Math.floor(random() * 256)));

function goOn(socket: Duplex, everyMs: number, what: () => Buffer | string): void {
  const timer = setInterval(() => {
    if (socket.writableLength < 1_000_000) socket.write(what());
  }, everyMs);
  socket.on("close", () => clearInterval(timer));
}

export const misdeeds: Record<string, Misdeed> = {
  silence: () => {},
  "an end": (socket) => void socket.end(),
  "a reset": (socket) => void socket.destroy(),
  "noise and an end": (socket, random) => void socket.end(chunk(random, 300)),
  noise: (socket, random) => void socket.write(chunk(random, 3_000)),
  "endless noise": (socket, random) => goOn(socket, 1, () => chunk(random, 4_000)),
  "an endless banner": (socket) => goOn(socket, 1, () => "220-welcome to this server\r\n".repeat(100)),
  "an endless banner after a space": (socket) => goOn(socket, 1, () => " still more\r\n".repeat(100)),
  "an endless line": (socket) => goOn(socket, 1, () => "2".repeat(4_000)),
  "a drip": (socket) => goOn(socket, 20, () => "2"),
  "a drip of lines": (socket) => goOn(socket, 20, () => "230-a\r\n"),
  "a giant line": (socket, random) => void socket.write(`220 ${"x".repeat(Math.floor(random() * 200_000))}\r\n`),
  NULs: (socket, random) => void socket.write(`220 \0\0\0${"\0".repeat(Math.floor(random() * 2_000))}\r\n`),
  "a reply without text": (socket) => void socket.write("220\r\n"),
  "a reply without number": (socket) => void socket.write("hello\r\n"),
  "a reply of another code": (socket, random) => void socket.write(`${100 + Math.floor(random() * 900)} no\r\n`),
  "many replies": (socket, random) =>
    void socket.write(Array.from({ length: 40 }, () => `${200 + Math.floor(random() * 350)} yes\r\n`).join("")),
  "a reply in bits": (socket) => {
    const bits = [..."230-a\r\n 230 b\r\n230 c\r\n"];
    goOn(socket, 1, () => bits.shift() ?? "");
  },
};

const names = Object.keys(misdeeds);

/** A server of FTP that answers as a good one would, until its script says otherwise. */
export async function startHostileFtp(seed: number, isImplicit: boolean, around: Surroundings): Promise<HostileServer> {
  const random = randomOf(seed);
  const ends: (() => void)[] = [];
  const listen = (server: Server) => listenOnce(server, { whenOver: (end) => ends.push(end) });
  const rate = pick(random, [0, 0.03, 0.1, 0.3]);
  const evil = pick(random, [0, 0.1, 0.5]);
  const said: string[] = [];
  let doings = "";
  const misbehave = (socket: Duplex): boolean => {
    if (random() > rate) return false;
    const name = pick(random, names);
    doings += ` ${name}`;
    misdeeds[name]?.(socket, random);
    return true;
  };
  const dataPort = async () => {
    const server: Server = createServer((socket) => serveData(socket));
    return listen(server);
  };
  /** What the present command sends; undefined until there is one that moves data. */
  let sends: string | null | undefined;
  let isDataSecured = false;
  let data: Socket | null = null;
  /** The command and the connection come in any order. */
  const moveData = () => {
    if (data === null || sends === undefined) return;
    const [raw, text] = [data, sends];
    data = null;
    sends = undefined;
    const socket = isDataSecured ? secured(raw, around) : raw;
    if (misbehave(random() < 0.5 ? raw : socket)) return;
    socket.resume();
    socket.on("end", () => socket.end());
    if (text !== null) socket.end(text);
  };
  const serveData = (socket: Socket) => {
    data = socket;
    moveData();
  };
  const passive = async (form: "EPSV" | "PASV") => {
    const guard = pick(random, around.guards);
    const isEvil = random() < evil;
    const port = isEvil ? guard.port : await dataPort();
    if (isEvil) doings += ` ${form} to ${guard.address}`;
    const host = (isEvil ? guard.address : "127.0.0.1").replaceAll(".", ",");
    return form === "EPSV"
      ? `229 Extended (|||${port}|)`
      : `227 Passive (${host},${Math.floor(port / 256)},${port % 256})`;
  };
  const files = new Map([
    ["index.php", "<?php define('VERSION', '3.0.3.9');"],
    ["config.php", "<?php"],
    ["system/startup.php", "<?php"],
  ]);
  const prefers = pick(random, ["EPSV", "PASV"] as const);
  const answer = async (verb: string, path: string): Promise<string[]> => {
    switch (verb) {
      case "AUTH":
        return ["234 go on"];
      case "USER":
        return ["331 and the password?"];
      case "PASS":
        return [pick(random, ["230 in", "230 in", "230 in", "530 no"])];
      case "PWD":
        return ['257 "/"'];
      case "EPSV":
        return [prefers === "EPSV" ? await passive("EPSV") : "500 what?"];
      case "PASV":
        return [await passive("PASV")];
      case "NLST":
        sends = [...files.keys()].join("\r\n");
        return ["150 here", "226 done"];
      case "RETR":
        sends = files.get(path) ?? "";
        return ["150 here", "226 done"];
      case "STOR":
        sends = null;
        return pick(random, [["150 go on", "226 done"], ["553 no"]]);
      case "SIZE":
        return [files.has(path) ? "213 20" : "550 no"];
      case "DELE":
        return [pick(random, ["250 gone", "250 gone", "550 no"])];
      case "PROT":
        isDataSecured = path === "P";
        return ["200 private"];
      case "QUIT":
        return ["221 bye"];
      default:
        return ["200 fine"];
    }
  };
  const converse = (socket: Duplex, raw: Socket, isGreeting: boolean) => {
    let rest = "";
    socket.on("error", () => {});
    if (isGreeting && !misbehave(socket)) socket.write("220 hello\r\n");
    const hear = async (bytes: Buffer) => {
      const lines = (rest + bytes.toString("latin1")).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        said.push(line);
        if (misbehave(socket)) continue;
        const [verb = "", ...words] = line.split(" ");
        const [first, ...later] = await answer(verb, words.join(" "));
        socket.write(`${first}\r\n`);
        if (first?.startsWith("150")) moveData();
        for (const reply of later) setTimeout(() => socket.writable && socket.write(`${reply}\r\n`), 5);
        if (verb === "AUTH") {
          socket.off("data", hear);
          if (!misbehave(raw)) converse(secured(raw, around), raw, false);
        }
      }
    };
    socket.on("data", hear).on("end", () => socket.end());
  };
  const port = await listen(
    createServer((raw) => {
      if (isImplicit && misbehave(raw)) return;
      converse(isImplicit ? secured(raw, around) : raw, raw, true);
    }),
  );
  return { port, said, doings: () => doings, close: () => endAll(ends) };
}

export interface HostileServer {
  port: number;
  /** Lines that it was told. */
  said: string[];
  /** How it misbehaved, in order. */
  doings: () => string;
  close: () => void;
}

export function endAll(ends: readonly (() => void)[]): void {
  for (const end of ends) end();
}

function secured(raw: Socket, { certificate: { key, cert } }: Surroundings): TLSSocket {
  const socket = new TLSSocket(raw, { isServer: true, key, cert });
  socket.on("error", () => raw.destroy());
  return socket;
}

/** A store's web server that shows the text, or anything else. */
export async function startHostileStore(seed: number, text: string): Promise<HostileServer> {
  const random = randomOf(seed ^ 0x5a5a);
  const ends: (() => void)[] = [];
  const page = `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
  const name = random() < 0.5 ? "the text" : pick(random, ["a redirect", ...names]);
  const server = createServer((socket) => {
    socket.once("data", () => {
      if (name === "the text") socket.end(page);
      else if (name === "a redirect") socket.end("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2/\r\n\r\n");
      else misdeeds[name]?.(socket, random);
    });
  });
  const port = await listenOnce(server, { whenOver: (end) => ends.push(end) });
  return { port, said: [], doings: () => name, close: () => endAll(ends) };
}
