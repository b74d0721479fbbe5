import type { Box } from "./editing.ts";

/** A picture as it was taken, or as a file of the draft is. */
export interface Opened {
  /** Null for one that was just taken. */
  name: string | null;
  bytes: Blob;
  /** In points of the picture. */
  covers: readonly Box[];
}

/** What the picture's page needs of the browser; a test is another host. */
export interface PictureHost {
  /** Null where it is no longer there. */
  open(): Promise<Opened | null>;
  /** Makes it a file of the draft; `progress` goes from 0 to 1. */
  attach(file: File, progress: (done: number) => void): Promise<void>;
  /** Forgets the picture as it was taken, and goes back to where the person came from. */
  leave(): Promise<void>;
}
