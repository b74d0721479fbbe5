import type { Offer } from "../../../shared/charges.ts";
import type { IconName } from "../../../shared/ui/icon.tsx";
import { Note, type Tone } from "../../../shared/ui/note.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { wholeWords } from "../times.ts";

const looks: Record<Offer["state"], { tone: Tone; icon: IconName; words: string }> = {
  open: { tone: "caution", icon: "clock", words: "Waiting for the holder’s yes." },
  agreed: { tone: "positive", icon: "check", words: "The holder agreed." },
  declined: { tone: "neutral", icon: "x", words: "The holder declined; what was held is released." },
  expired: { tone: "neutral", icon: "clock", words: "Nobody answered in time; what was held is released." },
};

/** The price that the holder was asked for last, and what became of it. */
export function OfferNote({ offer, nowMs }: { offer: Offer; nowMs: number }) {
  const { tone, icon, words } = looks[offer.state];
  const isOpen = offer.state === "open";
  return (
    <div class="offer">
      <Note tone={tone} icon={icon}>
        <p>
          <b>{words}</b>
        </p>
        <p>
          Asked for <b class="num">{offer.credits}</b>, {offer.categoryName}
          {isOpen && offer.extra !== offer.credits ? `: ${offer.extra} more than is held` : ""}.
        </p>
        {offer.reason !== "" && (
          <p class="offer-reason" dir="auto">
            <Plain text={offer.reason} />
          </p>
        )}
        <p class="meta num">
          Asked <Moment at={offer.askedAt} nowMs={nowMs} />
          {offer.state === "agreed" || offer.state === "declined" ? null : (
            <>
              {" "}
              · {isOpen ? "expires" : "expired"} <Moment at={offer.expiresAt} nowMs={nowMs} />
            </>
          )}
        </p>
      </Note>
    </div>
  );
}

function Moment({ at, nowMs }: { at: string; nowMs: number }) {
  return (
    <time dateTime={at} title={wholeWords(at)}>
      {when(at, nowMs)}
    </time>
  );
}
