import type { Panel } from "../state.ts";
import { AccessBanner } from "./access-banner.tsx";
import { Cards } from "./cards.tsx";
import type { Home } from "./state.ts";

/** What support there is, and what waits for the person. */
export function SupportCards({ panel, home }: { panel: Panel; home: Home }) {
  return (
    <>
      <AccessBanner panel={panel} home={home} />
      <Cards panel={panel} />
    </>
  );
}
