const everyMs = 3_600_000;

/** Sweeps now and every hour until it is stopped; stopping waits for a sweep that has begun. */
export function keepSwept(sweep: () => Promise<unknown>, onError: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | null = null;
  const run = () => {
    running ??= sweep()
      .then(() => {}, onError)
      .finally(() => {
        running = null;
      });
  };
  run();
  const timer = setInterval(run, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
