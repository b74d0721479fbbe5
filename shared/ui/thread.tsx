import type { Message } from "../tickets.ts";
import { Plain } from "./plain.tsx";
import { when } from "./when.ts";

/**
 * Messages and events of a ticket, oldest first. `mine` is whose messages stand on the reader's own side; `you` is the
 * reader's name there, and without it everybody on that side is called you.
 */
export function Thread({
  messages,
  mine,
  you,
  nowMs,
}: {
  messages: readonly Message[];
  mine: "holder" | "engineer" | "reseller";
  you?: string;
  nowMs: number;
}) {
  return (
    <>
      {messages.map((message) =>
        message.author.kind === "system" ? (
          <div class="event" key={message.id}>
            <span>
              {when(message.at, nowMs)} · <Plain text={message.body} />
            </span>
          </div>
        ) : (
          <Bubble key={message.id} message={message} isMine={message.author.kind === mine} you={you} nowMs={nowMs} />
        ),
      )}
    </>
  );
}

interface BubbleProps {
  message: Message;
  isMine: boolean;
  you: string | undefined;
  nowMs: number;
}

function Bubble({ message, isMine, you, nowMs }: BubbleProps) {
  const { name } = message.author;
  const who = isMine && (you === undefined || you === name) ? "You" : name;
  return (
    <article class={`msg ${isMine ? "mine" : ""}`} aria-label={`${who} wrote`}>
      {isMine ? null : (
        <span class="avatar" style={{ "--hue": hueOf(name) }} aria-hidden="true">
          {initialsOf(name)}
        </span>
      )}
      <div class="grow">
        <p class="bubble" dir="auto" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          <Plain text={message.body} />
        </p>
        <p class="meta">
          {who} · <time dateTime={message.at}>{when(message.at, nowMs)}</time>
        </p>
      </div>
    </article>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters =
    words.length > 1 ? words.slice(0, 2).map((word) => Array.from(word)[0]) : Array.from(words[0] ?? "?").slice(0, 2);
  return letters.join("").toUpperCase();
}

/** The same name always has the same colour. */
function hueOf(name: string): number {
  let hue = 0;
  for (const letter of name) hue = (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return hue;
}
