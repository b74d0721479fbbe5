import { useEffect, useState } from "preact/hooks";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { type Piece, piecesOf } from "../../../shared/ui/plain.tsx";
import { counted } from "../words.ts";
import type { Seal } from "./bytes.ts";

/** The stored text, character for character: copied from here it is what was stored. */
export function BytesView({ ticket, seal }: { ticket: DeskTicket; seal: Seal }) {
  return (
    <div class="part">
      <dl class="facts bytes-facts">
        <dt>Stored</dt>
        <dd class="num">{counted(ticket.size, "byte")} of UTF-8</dd>
        <dt>SHA-256, stored</dt>
        <dd class="mono">{ticket.sha256}</dd>
        <dt>SHA-256, computed here</dt>
        <dd class="mono">{"sha256" in seal ? seal.sha256 : "not computed"}</dd>
      </dl>
      <div class="line">
        <Copy text={ticket.text} />
        <Save text={ticket.text} name={`T-${ticket.number}.json`} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <pre class="bytes" dir="ltr" tabIndex={0}>
        {piecesOf(ticket.text).map((piece) => (
          <Bytes key={piece.at} piece={piece} />
        ))}
      </pre>
    </div>
  );
}

/** A character that turns the direction stays what it is, shut in so that nothing around it is turned. */
function Bytes({ piece: { kind, text } }: { piece: Piece }) {
  if (kind === "text") return <>{text}</>;
  if (kind === "placeholder") return <span class="redacted">{text}</span>;
  return (
    <bdi class="turn" data-code={`U+${text.charCodeAt(0).toString(16).toUpperCase()}`}>
      {text}
    </bdi>
  );
}

function Copy({ text }: { text: string }) {
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      setOutcome("failed");
    }
  };
  return (
    <>
      <button type="button" class="btn small" onClick={copy}>
        <Icon name="copy" />
        {outcome === "copied" ? "Copied" : "Copy"}
      </button>
      <span class="meta" role="status">
        {outcome === "failed" && "This browser does not let the page copy. Save it instead."}
      </span>
    </>
  );
}

function Save({ text, name }: { text: string; name: string }) {
  const [href, setHref] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    setHref(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return (
    <a class="btn small" href={href} download={name}>
      <Icon name="file" />
      Save as file
    </a>
  );
}
