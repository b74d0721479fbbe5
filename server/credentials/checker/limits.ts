/** How long, how much and how many a check may take. */
export interface Limits {
  /** Names are asked once. */
  lookupMs: number;
  connectMs: number;
  /** Name and connection together; what is not reached is told no earlier, so that nobody can tell closed from filtered. */
  reachMs: number;
  /** From the beginning of a check to the end of its process. */
  wholeMs: number;
  /** For the one more login that removes what a proof left behind. */
  removeMs: number;
  /** How long a check waits for its turn. */
  turnMs: number;
  /** Resident memory of the process. */
  memoryBytes: number;
  /** What the process may say of itself. */
  outputBytes: number;
  /** In each direction, all channels together. */
  logInBytes: number;
  proofBytes: number;
}

export const usualLimits: Limits = {
  lookupMs: 5_000,
  connectMs: 5_000,
  reachMs: 6_000,
  wholeMs: 15_000,
  removeMs: 8_000,
  turnMs: 5_000,
  memoryBytes: 128 * 1024 * 1024,
  outputBytes: 64 * 1024,
  logInBytes: 64 * 1024,
  proofBytes: 1024 * 1024,
};

/** Checks that one server runs at the same time. */
export const mostAtOnce = 2;

/** What a task may be, as JSON. */
export const mostTaskLength = 64 * 1024;
