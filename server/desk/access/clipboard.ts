import { type Digest, hexOf } from "../ticket/bytes.ts";

/** As much of a browser's clipboard as is used here; null where it has none, which is on plain http. */
export interface ClipboardDoor {
  write(text: string): Promise<void>;
  /** Whether reading it asks nobody: then what is in it can be compared. */
  mayRead(): Promise<boolean>;
  read(): Promise<string>;
}

/**
 * `cleared`: it held what was copied here, and is empty. `other`: it holds something else by now. `unknown`: the browser
 * does not let us look without asking, so what was copied may still be in it. `nothing`: nothing was copied here.
 */
export type Clearing = "cleared" | "other" | "unknown" | "nothing";

export interface SecretClipboard {
  /** False where the browser refuses. */
  copy(text: string): Promise<boolean>;
  /** Empties the clipboard where it is known to hold what was copied here last. */
  clear(): Promise<Clearing>;
  /** Empties it whatever it holds: a person asked for it. */
  clearAnyway(): Promise<boolean>;
}

/** Remembers only a hash of what was copied: the text itself must not outlive its minute. */
export function secretClipboard(door: ClipboardDoor | null, digest: Digest | null): SecretClipboard {
  let copied: { hash: string | null } | null = null;

  async function hashOf(text: string): Promise<string | null> {
    if (!digest) return null;
    return hexOf(await digest(new TextEncoder().encode(text)));
  }

  async function empty(): Promise<boolean> {
    try {
      await door?.write("");
      copied = null;
      return door !== null;
    } catch {
      return false;
    }
  }

  return {
    async copy(text) {
      try {
        if (!door) return false;
        await door.write(text);
        copied = { hash: await hashOf(text) };
        return true;
      } catch {
        return false;
      }
    },
    async clear() {
      const ours = copied?.hash;
      if (!copied || !door) return "nothing";
      try {
        if (!ours || !(await door.mayRead())) return "unknown";
        if ((await hashOf(await door.read())) !== ours) {
          copied = null;
          return "other";
        }
      } catch {
        return "unknown";
      }
      return (await empty()) ? "cleared" : "unknown";
    },
    clearAnyway: empty,
  };
}

export function browserClipboard(): ClipboardDoor | null {
  const clipboard: Clipboard | undefined = globalThis.navigator?.clipboard;
  if (!clipboard) return null;
  return {
    write: (text) => clipboard.writeText(text),
    read: () => clipboard.readText(),
    async mayRead() {
      try {
        // Chromium's own name, which TypeScript does not list; Firefox and Safari throw, and would ask at every reading.
        const { state } = await navigator.permissions.query({ name: "clipboard-read" as PermissionName });
        return state === "granted";
      } catch {
        return false;
      }
    },
  };
}
