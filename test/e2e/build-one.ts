import { join } from "node:path";
import { build } from "wxt";
import { root } from "../support/tool.ts";

/** In a process of its own, since the builder talks: one build into a folder that no other build writes to. */
const [name = "one"] = process.argv.slice(2);
await build({ outDir: join(root, ".output", "try-store"), outDirTemplate: name });
