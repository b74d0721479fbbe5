import { once } from "node:events";
import { createInterface } from "node:readline";
import { openChannels } from "./child-channels.ts";
import { runTask } from "./protocols/run-task.ts";
import type { Task } from "./task.ts";

// Runs the one task on the standard input and says how it ended, each as a line of JSON.
const [line] = await once(createInterface({ input: process.stdin }), "line");
// Our own parent wrote it.
const task = JSON.parse(String(line)) as Task;
process.stdout.write(`${JSON.stringify(await runTask(task, openChannels()))}\n`);
