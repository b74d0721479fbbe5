import { type Files, isPlainName, mostNames, mostRead } from "./files.ts";
import type { SshSession } from "./ssh.ts";
import { Cut } from "./visit.ts";

type Done = (error?: unknown, result?: unknown) => void;
type Ask = (call: (done: Done) => void) => Promise<Answer>;

interface Answer {
  /** Of whatever kind the server chose to send: the library hands it on unread. */
  value: unknown;
  /** SFTP's status; null where it went well. */
  code: number | null;
}

const noSuchFile = 2;
const failure = 4;

/** The files behind an SFTP session. */
export function openSftpFiles({ client, sftp, ended }: SshSession): Files {
  let isEnded = false;
  ended.catch(() => {
    isEnded = true;
  });
  /** Throws `Cut` where the connection ended. */
  const ask: Ask = (call) => Promise.race([settle(call), ended]);
  /** Null where the server refused it. */
  const open = async (call: (done: Done) => void): Promise<Buffer | null> => {
    const { value } = await ask(call);
    return Buffer.isBuffer(value) ? value : null;
  };
  const close = (handle: Buffer) => ask((done) => sftp.close(handle, done));

  const namesOf = async (handle: Buffer): Promise<string[]> => {
    const names: string[] = [];
    while (names.length < mostNames) {
      const { value } = await ask((done) => sftp.readdir(handle, done));
      if (!Array.isArray(value) || value.length === 0) break;
      names.push(...value.map((entry: { filename?: unknown } | null) => String(entry?.filename)));
    }
    return names;
  };
  const textOf = async (handle: Buffer): Promise<string | null> => {
    const into = Buffer.alloc(mostRead + 1);
    let length = 0;
    while (length <= mostRead) {
      const room = Math.min(into.length - length, 16 * 1024);
      const { value } = await ask((done) => sftp.read(handle, into, length, room, length, done));
      if (typeof value !== "number" || value <= 0) return into.toString("utf8", 0, length);
      length += value;
    }
    return null;
  };

  return {
    names: async (folder) => {
      const handle = await open((done) => sftp.opendir(folder || ".", done));
      if (!handle) return [];
      const names = await namesOf(handle);
      await close(handle);
      return names.filter(isPlainName).slice(0, mostNames);
    },
    isFile: async (path) => isFile((await ask((done) => sftp.stat(path, done))).value),
    read: async (path) => {
      const handle = await open((done) => sftp.open(path, "r", done));
      if (!handle) return null;
      const text = await textOf(handle);
      await close(handle);
      return text;
    },
    write: async (path, text, begin) => {
      begin();
      const { value: handle, code } = await ask((done) => sftp.open(path, "wx", done));
      if (!Buffer.isBuffer(handle)) return code === null ? "broken" : "refused";
      const bytes = Buffer.from(text);
      const written = await ask((done) => sftp.write(handle, bytes, 0, bytes.length, 0, done));
      const closed = await close(handle);
      return written.code === null && closed.code === null ? "written" : "broken";
    },
    remove: async (path) => {
      const { code } = await ask((done) => sftp.unlink(path, done));
      return code === null || code === noSuchFile;
    },
    isIdle: () => !isEnded,
    leave: async () => {
      client.end();
    },
  };
}

/** What the server refuses is an answer; throws `Cut` where it cannot be asked any more. */
async function settle(call: (done: Done) => void): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  try {
    call((error, value) => resolve(error ? { value: null, code: statusOf(error) } : { value, code: null }));
  } catch (cause) {
    throw new Cut("the connection ended", { cause });
  }
  return promise;
}

function statusOf(error: unknown): number {
  return typeof error === "object" && error && "code" in error && typeof error.code === "number" ? error.code : failure;
}

function isFile(value: unknown): boolean {
  const isStats = typeof value === "object" && value !== null && "isFile" in value;
  return isStats && typeof value.isFile === "function" && value.isFile() === true;
}
