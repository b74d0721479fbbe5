import { matchOf } from "../../../shared/profile-parts.ts";
import type { StoreProfile } from "../../../shared/store-profile.ts";
import type { Detector, FactAdapter } from "../adapter.ts";
import { declaredDetector } from "./detect.ts";
import { declaredFacts } from "./facts.ts";

/** A store that a profile describes, as one among those that are known. */
export function declaredStore(profile: StoreProfile): { detector: Detector; facts: FactAdapter } {
  return { detector: declaredDetector(matchOf(profile)), facts: declaredFacts(profile) };
}
