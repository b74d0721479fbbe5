import { createConnection, createServer, type Server, type Socket } from "node:net";
import ssh2, { type AuthContext, type Connection, type Session } from "ssh2";
import { listenOnce } from "./file-servers-channels.ts";
import { endAll, type HostileServer, misdeeds, pick, randomOf } from "./file-servers-hostile.ts";

/** Made once: what is tested is what is done with it. */
export const hostKey = ssh2.utils.generateKeyPairSync("ed25519").private;

type Random = () => number;
type Listen = (server: Server) => Promise<number>;
type Turn = (bytes: Buffer) => Buffer | null;

/** What becomes of the bytes of a good server on their way, from some point on; null ends the connection. */
const turns: Record<string, (random: Random) => Turn> = {
  nothing: () => (bytes) => bytes,
  "a flipped bit": (random) => (bytes) => {
    const turned = Buffer.from(bytes);
    const at = Math.floor(random() * turned.length);
    turned[at] = (turned[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return turned;
  },
  "a giant packet": () => (bytes) => Buffer.concat([Buffer.from([0x7f, 0xff, 0xff, 0xff, 10, 20]), bytes]),
  "an empty packet": () => (bytes) => Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0]), bytes]),
  "half a packet": () => (bytes) => bytes.subarray(0, bytes.length >> 1),
  "a packet twice": () => (bytes) => Buffer.concat([bytes, bytes]),
  "noise in front": (random) => (bytes) =>
    Buffer.concat([Buffer.from(Array.from({ length: 64 }, () => Math.floor(random() * 256))), bytes]),
  "only zeros": () => (bytes) => Buffer.alloc(bytes.length),
  "an end": () => () => null,
};

const idents = [
  "SSH-1.5-old\r\n",
  "SSH-2.0-\r\n",
  "SSH-9.9-new\r\n",
  `SSH-2.0-${"x".repeat(400)}\r\n`,
  "HTTP/1.1 400 Bad Request\r\n\r\n",
  "220 FTP\r\n",
  "SSH-2.0-x",
  "\0\0\0\0",
  "SSH-2.0-none\r\n\0\0\0\x0c\x0a\x14",
];

export async function startHostileSsh(seed: number): Promise<HostileServer> {
  const random = randomOf(seed);
  const kind = pick(random, ["raw", "ident", "bytes", "bytes", "talk", "talk", "talk"] as const);
  const ends: (() => void)[] = [];
  const listen = (server: Server) => listenOnce(server, { whenOver: (end) => ends.push(end) });
  let doings: string = kind;
  const note = (what: string) => {
    doings += ` ${what}`;
  };
  const port =
    kind === "raw"
      ? await listenRaw(listen, random, note)
      : kind === "ident"
        ? await listen(createServer({ noDelay: true }, (socket) => void socket.write(pick(random, idents))))
        : await listenTalking(listen, random, kind === "talk", note);
  return { port, said: [], doings: () => doings, close: () => endAll(ends) };
}

function listenRaw(listen: Listen, random: Random, note: (what: string) => void): Promise<number> {
  return listen(
    createServer({ noDelay: true }, (socket) => {
      const name = pick(random, Object.keys(misdeeds));
      note(name);
      if (random() < 0.3) socket.write("SSH-2.0-OpenSSH_9.2\r\n");
      misdeeds[name]?.(socket, random);
    }),
  );
}

/** A server that speaks SSH: badly by itself, or spoilt on the way. */
async function listenTalking(
  listen: Listen,
  random: Random,
  isBad: boolean,
  note: (what: string) => void,
): Promise<number> {
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => talk(client, isBad ? random : null, note));
  const behind = await listen(createServer({ noDelay: true }, (socket) => server.injectSocket(socket)));
  if (isBad) return behind;
  const name = pick(random, Object.keys(turns));
  const turn = turns[name]?.(random);
  const from = Math.floor(random() * 12);
  const isOnce = random() < 0.5;
  note(`${name} at ${from}`);
  return listen(
    createServer({ noDelay: true }, (socket) => {
      const upstream = createConnection({ host: "127.0.0.1", port: behind, noDelay: true });
      let parts = 0;
      joinUp(socket, upstream);
      upstream.on("data", (bytes: Buffer) => {
        const isTurned = isOnce ? parts === from : parts >= from;
        parts += 1;
        const passed = isTurned && turn ? turn(bytes) : bytes;
        if (passed === null) socket.destroy();
        else socket.write(passed);
      });
    }),
  );
}

function joinUp(socket: Socket, upstream: Socket): void {
  socket.on("data", (bytes) => upstream.write(bytes)).on("close", () => upstream.destroy());
  upstream.on("error", () => {}).on("close", () => socket.destroy());
}

/** Without randomness everybody is let in, and every file is there. */
function talk(client: Connection, random: Random | null, note: (what: string) => void): void {
  client.on("error", () => {});
  client.on("authentication", (context) => {
    if (context.method === "none") return context.reject(["password", "keyboard-interactive"]);
    if (random === null) return context.accept();
    const name = pick(random, Object.keys(welcomes));
    note(name);
    welcomes[name]?.(context, client);
  });
  client.on("ready", () => {
    client.on("session", (accept) => serveSession(accept(), random, note));
  });
}

const welcomes: Record<string, (context: AuthContext, client: Connection) => void> = {
  in: (context) => context.accept(),
  "in, as well": (context) => context.accept(),
  "in, once more": (context) => context.accept(),
  no: (context) => context.reject(),
  "no, and again": (context) => context.reject(["password"], false),
  half: (context) => context.reject(["publickey"], true),
  silence: () => {},
  goodbye: (_context, client) => client.end(),
};

function serveSession(session: Session, random: Random | null, note: (what: string) => void): void {
  session.on("sftp", (accept, refuse) => {
    const how = random === null ? "good" : pick(random, ["good", "good", "bad", "bad", "refused", "silent"] as const);
    note(how);
    if (how === "refused") return refuse();
    if (how === "silent") return;
    const sftp = accept();
    const { OK, EOF, FAILURE, NO_SUCH_FILE, PERMISSION_DENIED } = ssh2.utils.sftp.STATUS_CODE;
    const handle = Buffer.from("h");
    const attrs = { mode: 0o100644, uid: 0, gid: 0, size: 40, atime: 0, mtime: 0 };
    const entry = (filename: string) => ({ filename, longname: filename, attrs });
    let isListed = false;
    const bad = (id: number): boolean => {
      if (how === "good" || random === null || random() > 0.25) return false;
      const deed = pick(random, ["status", "status", "nothing", "handle", "names", "attrs", "data"] as const);
      note(deed);
      if (deed === "status") sftp.status(id, pick(random, [OK, EOF, FAILURE, NO_SUCH_FILE, PERMISSION_DENIED]));
      if (deed === "handle") sftp.handle(id, Buffer.alloc(200));
      if (deed === "names")
        sftp.name(
          id,
          Array.from({ length: 300 }, (_, at) => entry(`../x${at}\0`)),
        );
      if (deed === "attrs") sftp.attrs(id, { ...attrs, mode: 0o040755 });
      if (deed === "data") sftp.data(id, Buffer.alloc(30_000, "x"));
      return true;
    };
    sftp.on("OPENDIR", (id) => bad(id) || sftp.handle(id, handle));
    sftp.on("READDIR", (id) => {
      if (bad(id)) return;
      if (isListed) sftp.status(id, EOF);
      else sftp.name(id, [entry("index.php"), entry("system")]);
      isListed = true;
    });
    sftp.on(
      "STAT",
      (id, path) => bad(id) || (/php$/.test(path) ? sftp.attrs(id, attrs) : sftp.status(id, NO_SUCH_FILE)),
    );
    sftp.on("OPEN", (id) => bad(id) || sftp.handle(id, handle));
    sftp.on("READ", (id, _handle, offset) => {
      if (bad(id)) return;
      if (offset > 0) sftp.status(id, EOF);
      else sftp.data(id, Buffer.from("<?php define('VERSION', '3.0.3.9');"));
    });
    for (const event of ["WRITE", "CLOSE", "REMOVE"] as const)
      sftp.on(event, (id: number) => bad(id) || sftp.status(id, OK));
    sftp.on("error", () => {});
  });
}
