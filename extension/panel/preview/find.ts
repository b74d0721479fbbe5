import { type Piece, piecesOf } from "../../../shared/ui/plain.tsx";

/** Where words stand in a text, in any case; at most so many are counted. */
export function findAll(text: string, wanted: string, most = 5_000): number[] {
  if (!wanted) return [];
  const found: number[] = [];
  const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "gi");
  for (const match of text.matchAll(pattern)) {
    if (found.push(match.index) === most) break;
  }
  return found;
}

interface ShownPiece extends Piece {
  isHit: boolean;
}

/** The text's pieces, cut once more where the found words begin and end. */
export function withHit(text: string, hitAt: number | null, length: number): ShownPiece[] {
  const end = (hitAt ?? 0) + length;
  return piecesOf(text).flatMap((piece) => {
    const stop = piece.at + piece.text.length;
    if (hitAt === null || stop <= hitAt || piece.at >= end) return [{ ...piece, isHit: false }];
    if (piece.kind !== "text") return [{ ...piece, isHit: true }];
    const cuts = [piece.at, Math.max(piece.at, hitAt), Math.min(stop, end), stop];
    return [0, 1, 2]
      .map((index) => {
        const from = cuts[index] ?? stop;
        const text = piece.text.slice(from - piece.at, (cuts[index + 1] ?? stop) - piece.at);
        return { kind: piece.kind, at: from, text, isHit: index === 1 };
      })
      .filter(({ text }) => text !== "");
  });
}
