import { bestCage, inCage, tryInCage } from "./launch.ts";

// Run as a user without privileges: which walls there are for a child of such a server, and whether they hold.
const [, , file = "", port = ""] = process.argv;
const { walls } = await bestCage();
const said = await tryInCage([
  ["read a file", file],
  ["open a database", file],
  ["connect by TCP", `127.0.0.1 ${port}`],
  ["start a program", "/bin/sh"],
  ["signal the server", String(process.pid)],
]);
const { ended } = await inCage("probe", { asked: [["fill buffers", ""]] });
console.log(JSON.stringify({ walls, said, endedBy: ended.by }));
