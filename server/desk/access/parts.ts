/** What is fetched together with the first ticket. */
export { Access } from "./access.tsx";
export { browserClipboard } from "./clipboard.ts";
export { Living } from "./living.tsx";
export { createAccess } from "./state.ts";
