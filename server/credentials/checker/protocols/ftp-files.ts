import type { Duplex } from "node:stream";
import { type Files, isPlainName, mostNames, mostRead } from "./files.ts";
import { type FtpSession, leave } from "./ftp.ts";
import type { Reply } from "./ftp-replies.ts";
import type { Talk } from "./ftp-talk.ts";
import { type Secured, secureAlike } from "./secure.ts";
import { Cut, NoData, type Visit } from "./visit.ts";

/** How a command ended that moves data: `refused` before any moved. */
type Transfer<Moved> = { end: "moved"; moved: Moved } | { end: "refused" | "broken" };

/** The files behind an FTP session; its data is encrypted where its commands are. */
export async function openFtpFiles(session: FtpSession, visit: Visit): Promise<Files> {
  const { talk, secured } = session;
  if ((await talk.ask("TYPE I")).code !== 200) throw new Cut("no binary files");
  if (secured) {
    await talk.ask("PBSZ 0");
    if ((await talk.ask("PROT P")).code !== 200) throw new Cut("no encrypted data");
  }
  const port = portAsker(talk);
  /** Runs a command that moves data. */
  const move = async <Moved>(
    command: string,
    use: (data: Duplex) => Promise<Moved>,
    begin = () => {},
  ): Promise<Transfer<Moved>> => {
    const raw = await openData(visit, await port());
    begin();
    const first = await talk.ask(command);
    if (first.code >= 200) {
      raw.destroy();
      return { end: "refused" };
    }
    try {
      const moved = await use(secured ? await secureData(raw, secured) : raw);
      return (await talk.next()).code < 300 ? { end: "moved", moved } : { end: "broken" };
    } finally {
      raw.destroy();
    }
  };

  const read = async (command: string) => {
    const transfer = await move(command, (data) => readAll(data, mostRead));
    return transfer.end === "moved" ? transfer.moved : null;
  };
  const names = async (folder: string) => {
    const list = await read(folder === "" ? "NLST" : `NLST ${folder}`);
    const found = (list ?? "").split(/\r?\n/).map((line) => line.replace(/^.*\//, ""));
    return found.filter(isPlainName).slice(0, mostNames);
  };
  const listed = new Map<string, string[]>();
  const size = async (path: string) => (await talk.ask(`SIZE ${path}`)).code;
  return {
    names,
    isFile: async (path) => {
      const code = await size(path);
      if (code !== 500 && code !== 502) return code === 213;
      // A server without SIZE still lists.
      const folder = folderOf(path);
      const there = listed.get(folder) ?? (await names(folder));
      listed.set(folder, there);
      return there.includes(nameOf(path));
    },
    read: (path) => read(`RETR ${path}`),
    write: async (path, text, begin) => {
      const { end } = await move(`STOR ${path}`, (data) => writeAll(data, text), begin);
      return end === "moved" ? "written" : end;
    },
    remove: async (path) => (await talk.ask(`DELE ${path}`)).code === 250 || (await size(path)) === 550,
    isIdle: talk.isIdle,
    leave: () => leave(talk),
  };
}

/**
 * Asks where the next data is to be fetched. Only the port of the answer counts: whose address stands in it is no matter,
 * data goes to the server that we talk to (SECURITY: T45). The older question is asked where the newer is not understood.
 */
function portAsker(talk: Talk): () => Promise<number> {
  let isOld = false;
  return async () => {
    const extended = isOld ? null : await talk.ask("EPSV");
    isOld ||= extended?.code !== 229;
    const port = extended && !isOld ? extendedPort(extended) : passivePort(await talk.ask("PASV"));
    // Services of the system live below, files never.
    if (port === null || port < 1024 || port > 65_535) throw new NoData("no port for data");
    return port;
  };
}

function extendedPort({ text }: Reply): number | null {
  const [, , port] = /\(([!-/:-~])\1\1(\d{1,5})\1\)/.exec(text) ?? [];
  return port === undefined ? null : Number(port);
}

function passivePort({ code, text }: Reply): number | null {
  const [, high, low] = /\d{1,3},\d{1,3},\d{1,3},\d{1,3},(\d{1,3}),(\d{1,3})/.exec(text) ?? [];
  return code === 227 && Number(high) < 256 && Number(low) < 256 ? Number(high) * 256 + Number(low) : null;
}

async function openData(visit: Visit, port: number): Promise<Duplex> {
  try {
    return await visit.open("data", port);
  } catch (cause) {
    throw cause instanceof Cut ? new NoData("no data connection", { cause }) : cause;
  }
}

async function secureData(raw: Duplex, control: Secured): Promise<Duplex> {
  try {
    return await secureAlike(raw, control);
  } catch (cause) {
    throw cause instanceof Cut ? new NoData("no encrypted data", { cause }) : cause;
  }
}

/** Null where there is more than that. */
async function readAll(data: Duplex, mostBytes: number): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const parts: Buffer[] = [];
  let length = 0;
  data.on("data", (part: Buffer) => {
    length += part.length;
    if (length <= mostBytes) parts.push(part);
    else {
      data.destroy();
      resolve(null);
    }
  });
  // What a broken end means is told by the server's reply, which some give only once we have ended, too.
  const end = () => {
    data.end();
    resolve(Buffer.concat(parts).toString("utf8"));
  };
  data.on("end", end).on("close", end).on("error", end);
  return promise;
}

async function writeAll(data: Duplex, text: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Whether all of it came is told by the server's reply.
  data.on("close", resolve).on("error", () => resolve());
  data.resume();
  data.end(text, resolve);
  return promise;
}

function folderOf(path: string): string {
  return path.includes("/") ? path.replace(/\/[^/]*$/, "") || "/" : "";
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, "");
}
