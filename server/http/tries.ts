import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Config } from "../config.ts";

export type TriesName = "checks" | "enrolments" | "pairings" | "setUps" | "signIns";

/** Tries that an address has left for what can be guessed at. */
export interface Tries {
  /** Takes one, or refuses with the seconds to wait. */
  take: (name: TriesName, address: string) => Promise<void>;
  giveBack: (name: TriesName, address: string) => Promise<void>;
}

export function createTries(config: Config["tries"]): Tries {
  const limiters: Record<TriesName, RateLimiterMemory> = {
    checks: new RateLimiterMemory({ points: config.checksPerMinute, duration: 60 }),
    enrolments: new RateLimiterMemory({ points: config.enrolmentsPerMinute, duration: 60 }),
    pairings: new RateLimiterMemory({ points: config.enrolmentsPerMinute, duration: 60 }),
    setUps: new RateLimiterMemory({ points: config.setUpsPerMinute, duration: 60 }),
    signIns: new RateLimiterMemory({ points: config.signInsPerMinute, duration: 60 }),
  };
  return {
    take: async (name, address) => {
      try {
        await limiters[name].consume(address);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const seconds = Math.ceil(error.msBeforeNext / 1_000);
        throw new AppError(refusal("request.too-many", { seconds }), { cause: error });
      }
    },
    giveBack: async (name, address) => {
      await limiters[name].reward(address);
    },
  };
}
