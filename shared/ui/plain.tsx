import { placeholderPattern } from "../redaction/placeholders.ts";

/**
 * Foreign text, shown as text. Placeholders of removed secrets stand out as chips, and characters that would turn the
 * direction of what follows are shown by their code, so that nothing can read otherwise than it is sent.
 */
const special = new RegExp(`${placeholderPattern.source}|[\\u202a-\\u202e\\u2066-\\u2069]`, "g");

export interface Piece {
  kind: "text" | "placeholder" | "turn";
  text: string;
  /** Where it begins, in UTF-16 units of the whole text. */
  at: number;
}

/** The text cut into pieces; joined they give the text again. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const push = (kind: Piece["kind"], part: string) => {
    if (part) pieces.push({ kind, text: part, at });
    at += part.length;
  };
  for (const match of text.matchAll(special)) {
    push("text", text.slice(at, match.index));
    push(match[0].startsWith("[") ? "placeholder" : "turn", match[0]);
  }
  push("text", text.slice(at));
  return pieces;
}

export function Plain({ text }: { text: string }) {
  return (
    <>
      {piecesOf(text).map((piece) => (
        <PlainPiece key={piece.at} piece={piece} />
      ))}
    </>
  );
}

export function PlainPiece({ piece: { kind, text } }: { piece: Piece }) {
  if (kind === "text") return <>{text}</>;
  if (kind === "placeholder") return <span class="redacted">{text}</span>;
  return (
    <span class="redacted out" title="A character that turns the direction of text">
      U+{text.charCodeAt(0).toString(16).toUpperCase()}
    </span>
  );
}
