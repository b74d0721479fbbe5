import { addTo, type Stretch } from "./stretches.ts";
import { lineEnd } from "./values.ts";
import type { View } from "./view.ts";

/** `#3 /x/y.php(12): ` or `#3 [internal function]: `, wherever on a line. */
const frame = /#\d{1,4} (?=\{main\}|\[internal function\]: |[^\s#][^\n#]{0,300}?\(\d{1,7}\): )/g;
const call = /: [\w\\\u2028]{1,200}(?:\{closure\}[\w\\\u2028]{0,100})?(?:(?:->|::)[\w{}]{1,100})?\(/;
/** What PHP prints for what it does not show. */
const shapes = /^(?:Array|Object\([\w\\@/.:$-]{1,200}\)|NULL|true|false|Resource id|\.\.\.|)$/i;

/**
 * Arguments in the frames of a PHP stack trace: `bar([argument#1], Array)`. PHP does not escape what it quotes there, so
 * that all between two arguments that are no text goes as one. Written by hand, since an expression for it is not linear.
 */
export function frameArguments({ text }: View, found: Stretch[]): void {
  const starts: number[] = [];
  frame.lastIndex = 0;
  while (frame.test(text)) starts.push(text.lastIndexOf("#", frame.lastIndex - 1));
  for (const [nth, start] of starts.entries()) {
    const part = text.slice(start, starts[nth + 1] ?? text.length);
    const opening = call.exec(part.slice(0, 1_000));
    if (opening === null) continue;
    const from = opening.index + opening[0].length;
    const line = part.slice(0, frameEnd(part, from));
    const close = line.lastIndexOf(")");
    literals(text, start + from, start + (close >= from ? close : line.length), found);
  }
}

/** A frame goes to the end of its line; an argument that is still open there may hold breaks. */
function frameEnd(part: string, from: number): number {
  let stop = lineEnd(part, from);
  for (let lines = 0; stop < part.length && lines < 16 && isOpen(part.slice(from, stop)); lines++) {
    stop = lineEnd(part, stop + 1);
  }
  return stop;
}

function isOpen(line: string): boolean {
  return line.includes("'") && !line.trimEnd().endsWith(")");
}

function literals(text: string, from: number, to: number, found: Stretch[]): void {
  let [at, begin] = [from, -1];
  for (const part of text.slice(from, to).split(", ")) {
    const isShape = shapes.test(part.trim());
    if (!isShape && begin < 0) begin = at;
    if (isShape && begin >= 0) {
      addTo(found, text, begin, at - 2, "argument", false);
      begin = -1;
    }
    at += part.length + 2;
  }
  if (begin >= 0) addTo(found, text, begin, to, "argument", false);
}
