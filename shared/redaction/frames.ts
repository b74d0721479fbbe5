import { addTo, type Stretch } from "./stretches.ts";
import { lineEnd } from "./values.ts";
import type { View } from "./view.ts";

/** `#3 /x/y.php(12): Foo->bar(` or `#3 [internal function]: Foo->bar(`, wherever on a line. */
const frame = /#\d{1,4}\s{1,4}(?=[^\s#])/g;
const call = /: [\w\\]{1,200}(?:\{closure\}[\w\\]{0,100})?(?:(?:->|::)[\w{}]{1,100})?\(/g;
const nextFrame = /(?:^|\s|\\n|<br ?\/?>)#\d{1,4} /g;
/** What PHP prints for what it does not show. */
const shapes = /^(?:Array|Object\([\w\\@/.:$-]{1,200}\)|NULL|true|false|Resource id|\.\.\.|)$/i;

/**
 * Arguments in the frames of a PHP stack trace: `bar([argument#1], Array)`. PHP does not escape what it quotes there, so
 * that all between two arguments that are no text goes as one. Written by hand, since an expression for it is not linear.
 */
export function frameArguments({ text }: View, found: Stretch[]): void {
  frame.lastIndex = 0;
  for (let match = frame.exec(text); match; match = frame.exec(text)) {
    const stop = frameEnd(text, frame.lastIndex);
    const line = text.slice(match.index, stop);
    frame.lastIndex = Math.max(stop, frame.lastIndex);
    call.lastIndex = 0;
    if (!call.test(line)) continue;
    const close = line.lastIndexOf(")");
    const end = close >= call.lastIndex ? close : line.length;
    literals(text, match.index + call.lastIndex, match.index + end, found);
  }
}

/** A frame goes on to the next one, or to the end of its line; a text in it may hold breaks, if a quote is open. */
function frameEnd(text: string, from: number): number {
  let stop = lineEnd(text, from);
  for (let lines = 0; lines < 16 && !isClosed(text.slice(from, stop)); lines++) {
    const next = lineEnd(text, stop + 1);
    if (stop >= text.length || /^\s*#\d/.test(text.slice(stop, stop + 8))) break;
    stop = next;
  }
  nextFrame.lastIndex = from;
  const other = nextFrame.exec(text.slice(0, stop));
  return other ? other.index : stop;
}

function isClosed(line: string): boolean {
  return !line.includes("('") || line.trimEnd().endsWith(")");
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
