import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "positive" | "caution" | "critical" | "neutral" | "accent";

export function Note({ tone, icon, children }: { tone: Tone; icon: IconName; children: ComponentChildren }) {
  return (
    <div class={`note ${tone}`}>
      <Icon name={icon} />
      <div class="grow">{children}</div>
    </div>
  );
}
