import { Duplex, Transform } from "node:stream";
import type { ReadableWritablePair } from "node:stream/web";

/** RFC 4253 (4.2) has 255 bytes for the line itself, and no bound for what a server says before it. */
const mostBytes = 16 * 1024;

/** Which begins a line that says who the server is. */
const start = Buffer.from("SSH-");

/**
 * The connection as the SSH library can read it: it loses pieces of an identification that comes in more than two, so it
 * gets that line whole, and nothing of what comes before it. Too much before it ends the connection.
 */
export function identified(stream: Duplex): Duplex {
  let held = Buffer.alloc(0);
  let isThrough = false;
  const whole = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      if (isThrough) return done(null, chunk);
      held = Buffer.concat([held, chunk]);
      const line = withoutGreeting(held);
      isThrough = line.includes(10);
      if (isThrough) return done(null, line);
      done(held.length > mostBytes ? new Error("Too much was said before the identification") : null);
    },
  });
  const ends = { readable: stream.pipe(whole), writable: stream };
  // Node's types know only streams of the web in such a pair.
  return Duplex.from(ends as unknown as ReadableWritablePair);
}

/** From the line on that begins as an identification does; empty where there is none yet. */
function withoutGreeting(said: Buffer): Buffer {
  let rest = said;
  while (!rest.subarray(0, start.length).equals(start)) {
    const end = rest.indexOf(10);
    if (end < 0) return Buffer.alloc(0);
    rest = rest.subarray(end + 1);
  }
  return rest;
}
