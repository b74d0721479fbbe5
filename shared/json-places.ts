/**
 * Reads JSON and remembers the line on which each value stands, so that a mistake in a file can be pointed at. Values
 * are what `JSON.parse` gives; a text that is no JSON is told by the line where reading stopped.
 */
export type JsonPlaces =
  | { ok: true; value: unknown; lineOf: (path: readonly PropertyKey[]) => number }
  | { ok: false; line: number; says: string };

const token = /\s*("(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\]:,])/y;

export function readJson(text: string): JsonPlaces {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { line, says } = whereItStops(text);
    return { ok: false, line, says };
  }
  const lines = linesOf(text);
  return { ok: true, value, lineOf: (path) => nearest(lines, path) };
}

/** The line of the value at this path, or of the nearest value around it. */
function nearest(lines: ReadonlyMap<string, number>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(keyOf(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

/** Line of every property and item, by its path. Only for text that is JSON. */
function linesOf(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  const next = tokens(text);
  const walk = (path: string[], { word, line }: Token): void => {
    if (!lines.has(keyOf(path))) lines.set(keyOf(path), line);
    if (word !== "{" && word !== "[") return;
    const isObject = word === "{";
    let index = 0;
    for (let at = next(); at.word !== "}" && at.word !== "]"; at = next()) {
      if (at.word === ",") continue;
      if (isObject) {
        const inner = [...path, String(JSON.parse(at.word))];
        lines.set(keyOf(inner), at.line);
        next();
        walk(inner, next());
      } else {
        walk([...path, String(index++)], at);
      }
    }
  };
  walk([], next());
  return lines;
}

interface Token {
  word: string;
  line: number;
}

function tokens(text: string): () => Token {
  const scan = new RegExp(token);
  let line = 1;
  let counted = 0;
  return () => {
    const word = scan.exec(text)?.[1] ?? "]";
    const start = scan.lastIndex - word.length;
    line += text.slice(counted, start).split("\n").length - 1;
    counted = start;
    return { word, line };
  };
}

/** Reads as far as it is JSON: each beginning is tried by what may follow what. */
function whereItStops(text: string): { line: number; says: string } {
  const scan = new RegExp(token);
  const open: ("{" | "[")[] = [];
  let wants: "value" | "first" | "name" | "colon" | "end" = "value";
  let end = 0;
  const stop = (says: string) => ({ line: text.slice(0, end).split("\n").length, says });
  for (;;) {
    scan.lastIndex = end;
    const found = scan.exec(text);
    if (!found?.[1]) {
      const rest = text.slice(end).trimStart();
      end = text.length - rest.length;
      return stop(rest === "" ? "the file ends too early" : `this cannot be read: ${rest.slice(0, 20).split("\n")[0]}`);
    }
    const word = found[1];
    end = scan.lastIndex - word.length;
    const inside = open.at(-1);
    if ((word === "}" || word === "]") && (wants === "end" || wants === "first")) {
      if (inside !== (word === "}" ? "{" : "[")) return stop(`${word} closes nothing here`);
      open.pop();
      wants = "end";
    } else if (wants === "end") {
      if (word !== "," || !inside)
        return stop(inside ? "a comma is missing before this" : "the file goes on after its end");
      wants = inside === "{" ? "name" : "value";
    } else if (wants === "colon") {
      if (word !== ":") return stop("a colon is missing before this");
      wants = "value";
    } else if (wants === "name" || (wants === "first" && inside === "{")) {
      if (!word.startsWith('"') || !isJson(word)) return stop("a name in double quotes is expected here");
      wants = "colon";
    } else if (word === "{" || word === "[") {
      open.push(word);
      wants = "first";
    } else if ([",", ":", "}", "]"].includes(word)) {
      return stop("a value is missing before this");
    } else {
      if (!isJson(word)) return stop(`this cannot be read: ${word.slice(0, 20)}`);
      wants = "end";
    }
    end += word.length;
  }
}

function isJson(word: string): boolean {
  try {
    JSON.parse(word);
    return true;
  } catch {
    return false;
  }
}
