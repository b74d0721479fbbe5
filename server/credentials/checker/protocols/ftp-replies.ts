import { Cut } from "./visit.ts";

/** What a server says to a command (RFC 959: 4.2), and the last line of it. */
export interface Reply {
  code: number;
  text: string;
}

const mostLine = 4 * 1024;
const mostReply = 64 * 1024;

/** Takes a server's replies out of its bytes as they come; throws `Cut` at what is no reply, or too long for one. */
export function replyReader(): (bytes: Buffer) => Reply[] {
  let rest = "";
  /** The code of the reply that goes on, and how long it is by now. */
  let open: { code: string; length: number } | null = null;

  function take(line: string): Reply | null {
    const code = open?.code ?? startOf(line);
    const length = (open?.length ?? 0) + line.length;
    if (length > mostReply) throw new Cut("a reply without end");
    const isLast = line.startsWith(code) && line[3] !== "-" && (open === null || line[3] === " " || line.length === 3);
    open = isLast ? null : { code, length };
    return isLast ? { code: Number(code), text: line.slice(4) } : null;
  }

  return (bytes) => {
    const lines = (rest + bytes.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > mostLine || lines.some(({ length }) => length > mostLine)) throw new Cut("a line without end");
    return lines.map((line) => take(line.replace(/\r$/, ""))).filter((reply) => reply !== null);
  };
}

function startOf(line: string): string {
  const code = /^([1-6]\d\d)(?:[ -]|$)/.exec(line)?.[1];
  if (code === undefined) throw new Cut("no reply");
  return code;
}
