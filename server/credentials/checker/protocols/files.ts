/** The files of a server that has let us in. Everything throws `Cut` once the connection is gone. */
export interface Files {
  /** Names in a folder, at most `mostNames`; none where it cannot be listed. */
  names: (folder: string) => Promise<string[]>;
  isFile: (path: string) => Promise<boolean>;
  /** Null where it cannot be read or is larger than `mostRead`. */
  read: (path: string) => Promise<string | null>;
  /** `refused`: nothing was written. `broken`: not all of it was. `begin` is called when there may be something. */
  write: (path: string, text: string, begin: () => void) => Promise<"written" | "refused" | "broken">;
  /** Whether it is known to be gone, also where it never was. */
  remove: (path: string) => Promise<boolean>;
  /** Whether the connection would still understand a command: nothing is under way on it. */
  isIdle: () => boolean;
  leave: () => Promise<void>;
}

export const mostNames = 500;
/** Bytes. */
export const mostRead = 64 * 1024;

/** Of a folder as people write it; empty is where one is after logging in. */
export function pathIn(folder: string, name: string): string {
  if (folder === "" || folder === ".") return name;
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** A name that a server gave and that may stand in a path: nothing that hides, points elsewhere or could be an option. */
export function isPlainName(name: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_ .@+-]{0,199}$/u.test(name);
}
