/** The deepest JSON that is taken. A submission inside a call is text and counts by itself. */
export const mostDepth = 32;

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Whether a JSON text nests deeper than `most`, found without parsing it: parsers and schemas recurse. */
export function isDeeperThan(text: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === backslash) at++;
      else if (char === quote) inString = false;
    } else if (char === quote) {
      inString = true;
    } else if (char === openBracket || char === openBrace) {
      if (++depth > most) return true;
    } else if (char === closeBracket || char === closeBrace) {
      depth--;
    }
  }
  return false;
}
