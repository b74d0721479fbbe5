import type { SFTPWrapper } from "ssh2";
import { type Files, isPlainName, mostNames, mostRead } from "./files.ts";
import type { SshSession } from "./ssh.ts";

type Call<Result> = (done: (error?: unknown, result?: Result) => void) => void;

const noSuchFile = 2;

/** The files behind an SFTP session. */
export function openSftpFiles({ client, sftp, ended }: SshSession): Files {
  /** Null where the server refused it; throws `Cut` where the connection ended. */
  const ask = <Result>(call: Call<Result>) => Promise.race([settle(call), ended]);
  let isEnded = false;
  ended.catch(() => {
    isEnded = true;
  });
  return {
    names: async (folder) => {
      const { value: handle } = await ask<Buffer>((done) => sftp.opendir(folder || ".", done));
      if (!handle) return [];
      const names = await listed(sftp, handle, ask);
      await ask((done) => sftp.close(handle, done));
      return names.filter(isPlainName).slice(0, mostNames);
    },
    isFile: async (path) => {
      const { value } = await ask<{ isFile: () => boolean }>((done) => sftp.stat(path, done));
      return value?.isFile() ?? false;
    },
    read: async (path) => {
      const { value: handle } = await ask<Buffer>((done) => sftp.open(path, "r", done));
      if (!handle) return null;
      const text = await readFrom(sftp, handle, ask);
      await ask((done) => sftp.close(handle, done));
      return text;
    },
    write: async (path, text) => {
      const { value: handle } = await ask<Buffer>((done) => sftp.open(path, "wx", done));
      if (!handle) return "refused";
      const bytes = Buffer.from(text);
      const written = await ask((done) => sftp.write(handle, bytes, 0, bytes.length, 0, done));
      const closed = await ask((done) => sftp.close(handle, done));
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

type Ask = <Result>(call: Call<Result>) => Promise<Answer<Result>>;

interface Answer<Result> {
  value: Result | null;
  /** SFTP's status; null where it went well. */
  code: number | null;
}

/** Never rejects: what the server refuses is an answer. */
function settle<Result>(call: Call<Result>): Promise<Answer<Result>> {
  const { promise, resolve } = Promise.withResolvers<Answer<Result>>();
  call((error, value) => resolve({ value: error ? null : (value ?? null), code: error ? statusOf(error) : null }));
  return promise;
}

function statusOf(error: unknown): number {
  return typeof error === "object" && error && "code" in error && typeof error.code === "number" ? error.code : 4;
}

async function listed(sftp: SFTPWrapper, handle: Buffer, ask: Ask): Promise<string[]> {
  const names: string[] = [];
  while (names.length < mostNames) {
    const { value } = await ask<{ filename: string }[]>((done) => sftp.readdir(handle, done));
    if (!value || value.length === 0) return names;
    names.push(...value.map(({ filename }) => filename));
  }
  return names;
}

async function readFrom(sftp: SFTPWrapper, handle: Buffer, ask: Ask): Promise<string | null> {
  const into = Buffer.alloc(mostRead + 1);
  let length = 0;
  while (length <= mostRead) {
    const room = Math.min(into.length - length, 16 * 1024);
    const { value } = await ask<number>((done) =>
      sftp.read(handle, into, length, room, length, (error, bytes) => done(error, bytes)),
    );
    if (!value) return into.toString("utf8", 0, length);
    length += value;
  }
  return null;
}
