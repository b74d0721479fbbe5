import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";
import type { Tone } from "../../../shared/ui/note.tsx";

/** One large statement at the head of a screen. */
export function Hero({
  tone,
  icon,
  title,
  children,
}: {
  tone: Tone;
  icon: IconName;
  title: string;
  children?: ComponentChildren;
}) {
  return (
    <div class={`hero ${tone}`}>
      <span class="mark" aria-hidden="true">
        <Icon name={icon} look="lg" />
      </span>
      <p class="h1">{title}</p>
      {children ? <div class="soft">{children}</div> : null}
    </div>
  );
}
