import { Icon } from "../../shared/ui/icon.tsx";

/** An offer waits for the holder's yes. */
export function AskedBadge({ credits }: { credits: number }) {
  return (
    <span class="badge caution num">
      <Icon name="clock" />
      Asked for {credits}
    </span>
  );
}
