import type { Duplex } from "node:stream";
import { invariant } from "../../../../shared/invariant.ts";
import { type Reply, replyReader } from "./ftp-replies.ts";
import { Cut } from "./visit.ts";

/** The control connection of FTP: one command at a time. Everything throws `Cut` once the other side is gone. */
export interface Talk {
  /** Sends one command and resolves with what the server says to it first. */
  ask: (command: string) => Promise<Reply>;
  /** What the server says next. */
  next: () => Promise<Reply>;
  /** Whether nothing is waited for, so that the next reply belongs to the next command. */
  isIdle: () => boolean;
  /**
   * Gives the stream up, for TLS to take it. Throws `Cut` where the server said more than its reply: whatever came before
   * TLS could be anybody's.
   */
  release: () => void;
}

export function talkOver(stream: Duplex): Talk {
  const read = replyReader();
  let heard: Reply[] = [];
  let waiting: PromiseWithResolvers<Reply> | null = null;
  let bytesAfter = false;
  /** A command is under way whose end is still to be told. */
  let isOwed = false;
  let end: Cut | null = null;

  const fail = (cut: Cut) => {
    end ??= cut;
    waiting?.reject(end);
    waiting = null;
  };
  const hear = (bytes: Buffer) => {
    if (end) return;
    try {
      bytesAfter = bytes.at(-1) !== 10;
      for (const reply of read(bytes)) {
        isOwed = reply.code < 200;
        if (waiting) waiting.resolve(reply);
        else heard.push(reply);
        waiting = null;
      }
    } catch (error) {
      fail(error instanceof Cut ? error : new Cut("no reply", { cause: error }));
    }
  };
  const hearEnd = () => fail(new Cut("the connection ended"));
  stream.on("data", hear).on("end", hearEnd).on("close", hearEnd).on("error", hearEnd);

  const next = async () => {
    const reply = heard.shift();
    if (reply) return reply;
    if (end) throw end;
    waiting = Promise.withResolvers<Reply>();
    return waiting.promise;
  };
  return {
    next,
    ask: async (command) => {
      invariant(!/\p{Cc}/u.test(command), "no control character stands in a command");
      if (end) throw end;
      // What came before the command is no answer to it.
      heard = [];
      stream.write(`${command}\r\n`);
      return next();
    },
    isIdle: () => waiting === null && !isOwed && end === null,
    release: () => {
      if (end) throw end;
      if (heard.length > 0 || bytesAfter) throw new Cut("more was said than a reply");
      stream.pause();
      stream.off("data", hear).off("end", hearEnd).off("close", hearEnd).off("error", hearEnd);
    },
  };
}
