/** How often a long property runs: in full where everything is verified, briefly while one works. */
export function runs(full: number, brief: number): number {
  return process.env.DESKBELL_FULL === "1" ? full : brief;
}
