/** Stops at a bug of ours. Never for something a person, a page or the network can do. */
export function invariant(claim: unknown, message: string): asserts claim {
  if (!claim) throw new Error(`Invariant broken: ${message}`);
}
