import { generate } from "lean-qr/nano";

/** Light modules that a reader needs around the code (ISO/IEC 18004). */
const quiet = 4;

/** A QR code: black on white in the dark too, since not every camera reads it the other way round. */
export function Qr({ text, label }: { text: string; label: string }) {
  const code = generate(text);
  const side = code.size + 2 * quiet;
  return (
    <svg class="qr" viewBox={`${-quiet} ${-quiet} ${side} ${side}`} role="img" aria-label={label}>
      <rect x={-quiet} y={-quiet} width={side} height={side} fill="#fff" />
      <path d={pathOf(code)} fill="#000" />
    </svg>
  );
}

function pathOf({ size, get }: { size: number; get: (x: number, y: number) => boolean }): string {
  const cells = Array.from({ length: size * size }, (_, at) => [at % size, Math.floor(at / size)] as const);
  return cells.flatMap(([x, y]) => (get(x, y) ? `M${x} ${y}h1v1h-1z` : [])).join("");
}
