import { once } from "node:events";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import type { Channels } from "../../../../server/credentials/checker/channels.ts";
import { openChannels } from "../../../../server/credentials/checker/child-channels.ts";
import type { ChannelName, Task } from "../../../../server/credentials/checker/task.ts";

const login = { result: "ready", tls: null, certificate: null, hostKey: null };
const proof = { result: "proven", folder: "/www", version: "3.0.3.9", leftBehind: null, login };
const forever = () => new Promise<never>((resolve) => setTimeout(resolve, 1e9));

type Play = (channels: Channels, task: Task) => Promise<unknown>;

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error));

/** Opens one after the other; says of each whether it was granted. */
async function tryAll(channels: Channels, wanted: [name: ChannelName, port?: number][]): Promise<string[]> {
  const said: string[] = [];
  for (const [name, port] of wanted) {
    said.push(
      await channels.open(name, port).then(
        () => "granted",
        (error) => codeOf(error),
      ),
    );
  }
  return said;
}

/** What it was told, in a place where an answer of the right shape has room. */
const told = (said: unknown) => ({ ...proof, folder: JSON.stringify(said) });
const read = async (stream: AsyncIterable<Buffer>) => {
  let length = 0;
  for await (const chunk of stream) length += chunk.length;
  return length;
};

const plays: Record<string, Play> = {
  "logs in": async (channels) => {
    await channels.open("control");
    return login;
  },
  "says what it heard": async (channels, { servername }) => {
    const control = await channels.open("control");
    control.write("hello from the child\n");
    const [heard] = await once(createInterface({ input: control }), "line");
    return { ...login, tls: String(heard).slice(0, 20), hostKey: { type: servername.slice(0, 60), sha256: "" } };
  },
  "counts what it hears": async (channels) => {
    const control = await channels.open("control");
    const length = await read(control).catch(() => -1);
    return { ...login, tls: String(length) };
  },
  "ends and listens": async (channels) => {
    const control = await channels.open("control");
    control.end("QUIT\r\n");
    return { ...login, tls: String(await read(control)) };
  },
  "opens the control twice": async (channels) =>
    told(await tryAll(channels, [["control"], ["control"], ["control", 21]])),
  "sends without end": async (channels) => {
    const control = await channels.open("control");
    control.on("error", () => {});
    const isOpen = () => !control.destroyed && control.writable;
    while (isOpen()) {
      if (!control.write(Buffer.alloc(16_384))) await Promise.race([once(control, "drain"), once(control, "close")]);
    }
    return login;
  },
  "hears and does not answer": async (channels) => {
    const control = await channels.open("control");
    for await (const _ of control);
    return forever();
  },
  "opens everything": async (channels) => {
    await tryAll(channels, [["control"], ["data", 40_000], ["store"]]);
    return proof;
  },
  "opens what a login has not": async (channels) => {
    const said = await tryAll(channels, [["control"], ["control"], ["data", 40_000], ["store"], ["control", 80]]);
    return { ...login, hostKey: { type: said.join(" ").slice(0, 60), sha256: "" } };
  },
  "opens data at odd ports": async (channels) => {
    const ports = [40_000, 21, 22, 80, 1023, 3306, 6379, 8080, 0, -1, 65_536, undefined];
    return told(
      await tryAll(
        channels,
        ports.map((port) => (port === undefined ? ["data"] : ["data", port])),
      ),
    );
  },
  "opens too much": async (channels) => {
    const said = await tryAll(channels, [
      ...Array(20).fill(["data", 40_000]),
      ...Array(5).fill(["store"]),
      ["store", 22],
    ]);
    return told(said.map((answer) => (answer === "granted" ? 1 : 0)).join(""));
  },
  waits: forever,
  computes: async () => {
    for (;;) Math.random();
  },
  throws: async () => {
    throw new Error("a canary password");
  },
  exits: async () => process.exit(0),
  "talks nonsense": async () => "ready",
  "says more than there is": async () => ({ ...login, banner: "220 Welcome" }),
  "writes and dies": async (channels, task) => {
    await channels.open("control");
    if (task.step !== "prove-writing") return { isGone: true };
    await channels.willWrite(`/www/${task.probe.name}`);
    return process.exit(1);
  },
  "writes and dies for good": async (channels, task) => {
    await channels.open("control");
    if (task.step !== "prove-writing") return process.exit(1);
    await channels.willWrite(`/www/${task.probe.name}`);
    return process.exit(1);
  },
  "cannot remove it": async (channels, task) => {
    await channels.open("control");
    if (task.step !== "prove-writing") return { isGone: false };
    return { ...proof, leftBehind: `/www/${task.probe.name}` };
  },
  "removes it the second time": async (channels, task) => {
    await channels.open("control");
    if (task.step !== "prove-writing") return { isGone: true };
    return { ...proof, leftBehind: `/www/${task.probe.name}` };
  },
  "wants another file removed": async (channels) => {
    await channels.willWrite("/www/index.php");
    return { ...proof, leftBehind: "/www/index.php" };
  },
  "dies before it writes": async () => process.exit(1),
  "announces twice": async (channels) => {
    await channels.willWrite("/www/a.txt");
    return told(await channels.willWrite("/www/b.txt").catch(codeOf));
  },
  "says everything it knows": async (_, task) => told(Object.keys(task).toSorted()),
};

/** Says this in place of requests. */
async function sayRaw({ text }: { text: string }): Promise<never> {
  const socket = new Socket({ fd: 3, readable: true, writable: true });
  socket.on("error", () => process.exit(1)).on("close", () => process.exit(1));
  socket.resume();
  socket.write(text);
  return forever();
}

const [line] = await once(createInterface({ input: process.stdin }), "line");
const task = JSON.parse(String(line)) as Task;
if (task.user === "raw") await sayRaw(task as unknown as { text: string });
const play = plays[task.user] ?? plays["logs in"];
process.stdout.write(`${JSON.stringify(await play?.(openChannels(), task))}\n`);
