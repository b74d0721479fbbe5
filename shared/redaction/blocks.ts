/** A stretch of a text, and what it is. */
export interface Stretch {
  from: number;
  to: number;
  kind: string;
}

/** Private keys in PEM form. One without an end goes on to where the text ends. */
export function privateKeys(text: string): Stretch[] {
  const found: Stretch[] = [];
  const begin = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
  for (let match = begin.exec(text); match; match = begin.exec(text)) {
    const end = text.indexOf("-----END", match.index + match[0].length);
    const close = end < 0 ? -1 : text.indexOf("-----", end + 8);
    const to = close < 0 ? text.length : close + 5;
    found.push({ from: match.index, to, kind: "private-key" });
    begin.lastIndex = to;
  }
  return found;
}

const statement = /\b(?:SELECT|INSERT|UPDATE|DELETE|REPLACE)\b/i;
const failure =
  /Error No|SQLSTATE|SQL syntax|Duplicate entry|mysqli|PDOException|Unknown column|doesn't exist|Error: /i;

/**
 * Values in SQL statements that a database error quotes: names of tables and columns stay, what a customer typed goes.
 * Looks at lines on which both an error and a statement stand.
 */
export function sqlLiterals(text: string): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  while (start <= text.length) {
    const end = text.indexOf("\n", start);
    const stop = end < 0 ? text.length : end;
    const line = text.slice(start, stop);
    const verb = statement.exec(line)?.index ?? -1;
    if (verb >= 0 && failure.test(line)) {
      // Apart, since an apostrophe before the statement would turn its quotes inside out.
      literalsIn(line.slice(0, verb), start, found);
      literalsIn(line.slice(verb), start + verb, found);
    }
    start = stop + 1;
  }
  return found;
}

const literal =
  /'(?:[^'\\]|\\.){0,20000}'?|"(?:[^"\\]|\\.){0,20000}"?|(?<=[=<>,(]\s{0,4})-?\d{1,30}(?:\.\d{1,10})?(?=\s{0,4}(?:[,);]|$|\s[A-Z]))/g;

function literalsIn(line: string, offset: number, found: Stretch[]): void {
  literal.lastIndex = 0;
  for (let match = literal.exec(line); match; match = literal.exec(line)) {
    const [quote = ""] = match[0];
    const isQuoted = quote === "'" || quote === '"';
    const from = offset + match.index + (isQuoted ? 1 : 0);
    const to =
      offset + match.index + match[0].length - (isQuoted && match[0].length > 1 && match[0].endsWith(quote) ? 1 : 0);
    if (to > from) found.push({ from, to, kind: "value" });
  }
}
