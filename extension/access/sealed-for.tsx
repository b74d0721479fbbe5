import { Icon } from "../../shared/ui/icon.tsx";
import { dayOf } from "../panel/parts/times.ts";
import { OwnIcon } from "./icons.tsx";
import { Print } from "./parts.tsx";
import type { Access } from "./state.ts";

const badges = {
  unknown: { tone: "neutral", icon: "clock", word: "Not compared yet" },
  same: { tone: "positive", icon: "check", word: "Same key as always" },
  other: { tone: "critical", icon: "alert", word: "Another key" },
} as const;

export function SealedFor({ access }: { access: Access }) {
  const enrolment = access.start.value?.enrolment;
  if (!enrolment) return null;
  const { tone, icon, word } = badges[access.key.value];
  const { fingerprint, serverName, enrolledAt } = enrolment;
  return (
    <section class="card" aria-labelledby="sealed-for">
      <header class="pad line wrap">
        <h2 class="h3 grow" id="sealed-for">
          Sealed for
        </h2>
        <span class={`badge ${tone}`}>
          <Icon name={icon} />
          {word}
        </span>
      </header>
      <div class="pad rule stack close">
        <Print fingerprint={fingerprint} label="Fingerprint" />
        <p class="meta">
          {serverName}, known to this browser since {dayOf(enrolledAt, access.place.timeZone)}{" "}
          {new Date(enrolledAt).getFullYear()}. If the key ever changes, nothing is sealed until you have asked.
        </p>
        <ul class="sm stack tight">
          <li class="line top">
            <OwnIcon name="eye" />
            <span class="soft">Read one at a time, by an engineer of this ticket, with a reason you see.</span>
          </li>
          <li class="line top">
            <OwnIcon name="trash" />
            <span class="soft">Destroyed when it ends. You can take it back any time.</span>
          </li>
        </ul>
      </div>
    </section>
  );
}
