import { AppError } from "../../shared/problems.ts";

/**
 * Whatever handles an opened login may quote it when it fails, and what fails is logged. Refusals go on as they are; of
 * anything else only where it happened and its code, never its words.
 */
export async function withoutWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw bare(error);
  }
}

function bare(error: unknown): Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const told = new Error(`an opened login could not be handled${/^[A-Z_]{2,40}$/.test(code) ? `: ${code}` : ""}`);
  if (error instanceof Error) told.stack = `Error\n${placesOf(error).join("\n")}`;
  return told;
}

function placesOf({ stack = "", message }: Error): string[] {
  return stack
    .replaceAll(message, "")
    .split("\n")
    .filter((line) => /^\s+at .*(?:node:|file:|\/)\S+:\d+:\d+\)?$/.test(line));
}
