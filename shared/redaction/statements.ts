import { addTo, type Stretch } from "./stretches.ts";
import { lineEnd, runStart } from "./values.ts";
import { escapedBreak, type View } from "./view.ts";

const verb = /\b(?:SELECT|INSERT|UPDATE|DELETE|REPLACE)\b/i;
const failure =
  /Error No|SQLSTATE|SQL syntax|SQL error|Duplicate entry|mysqli|PDOException|Unknown column|doesn't exist|Incorrect \w{1,20} value|Data too long|foreign key constraint|Error: /gi;
/** The next line of a statement that was printed over several. */
const goesOn =
  /[ \t]{0,40}(?:FROM|WHERE|AND|OR|SET|VALUES?|(?:LEFT|RIGHT|INNER|OUTER)? ?JOIN|ON|ORDER|GROUP|HAVING|LIMIT|UNION|INTO|SELECT|[(,'"`])(?![A-Za-z])/iy;
const complaint = /(?:Duplicate entry|Incorrect \w{1,20} value:|near)\s{1,4}'/gi;
const complaintEnd = /' (?:for (?:key|column)|at line)/g;

/**
 * Values in SQL statements that a database error quotes: names of tables and columns stay, what a customer typed goes.
 * Looks at lines on which both an error and a statement stand, and at what goes on from them.
 */
export function sqlLiterals(view: View, found: Stretch[]): void {
  const { text } = view;
  failure.lastIndex = 0;
  for (let match = failure.exec(text); match; match = failure.exec(text)) {
    const start = lineStart(text, match.index);
    const stop = lineEnd(text, match.index);
    failure.lastIndex = Math.max(stop, failure.lastIndex);
    const line = text.slice(start, stop);
    complaints(line, start, found, text);
    const at = verb.exec(line)?.index ?? -1;
    if (at < 0) continue;
    // Apart, since an apostrophe before the statement would turn its quotes inside out.
    literalsIn(view, start, start + at, found, false);
    const end = statementEnd(text, stop);
    literalsIn(view, start + at, end, found, true);
    failure.lastIndex = Math.max(end, failure.lastIndex);
  }
}

/** Looks no further back than a line is long. */
function lineStart(text: string, at: number): number {
  const from = Math.max(0, at - 1_000);
  const before = text.slice(from, at);
  return from + Math.max(before.lastIndexOf("\n"), before.lastIndexOf(escapedBreak)) + 1;
}

function statementEnd(text: string, lineStop: number): number {
  let stop = lineStop;
  for (let lines = 0; lines < 60; lines++) {
    const next = stop + (text.startsWith("\r\n", stop) ? 2 : 1);
    goesOn.lastIndex = next;
    if (next >= text.length || !goesOn.test(text)) break;
    stop = lineEnd(text, next);
  }
  return stop;
}

/** What the database quotes in its complaint itself, up to the words that follow it. */
function complaints(line: string, offset: number, found: Stretch[], text: string): void {
  for (const { index, 0: whole } of line.matchAll(complaint)) {
    const from = index + whole.length;
    complaintEnd.lastIndex = from;
    const end = complaintEnd.exec(line);
    if (end) addTo(found, text, offset + from, offset + end.index, "value", false);
  }
}

const literal = /['"]|-?\d+(?:\.\d+)?/g;
const afterNumber = /\s{0,4}(?:[,);]|$|\s[A-Z])/my;

/** A number that a statement compares or stores, as against one in a name. */
function isNumber(text: string, from: number, to: number): boolean {
  afterNumber.lastIndex = to;
  return /[=<>,(]/.test(text[runStart(text, from, /\s/, 4) - 1] ?? "") && afterNumber.test(text);
}

function literalsIn(view: View, start: number, end: number, found: Stretch[], isStatement: boolean): void {
  const { text } = view;
  literal.lastIndex = start;
  for (let match = literal.exec(text); match && match.index < end; match = literal.exec(text)) {
    const [mark] = match;
    const isQuoted = mark === "'" || mark === '"';
    // Before the statement, double quotes are those of whoever wrote the error down.
    if (mark === '"' && !isStatement) continue;
    const from = isQuoted ? match.index + 1 : match.index;
    const to = isQuoted ? literalEnd(view, from, end, mark, isStatement) : Math.min(end, from + mark.length);
    if (isQuoted || isNumber(text, from, to)) addTo(found, text, from, to, "value", false);
    literal.lastIndex = isQuoted && to > from ? to + 1 : Math.max(to, from);
  }
}

/** At a mark that is neither escaped deeper than the one that opened nor doubled; else at the statement's end, and in prose not at all. */
function literalEnd({ text, depthOf }: View, from: number, end: number, mark: string, isStatement: boolean): number {
  const floor = depthOf(from - 1);
  for (let at = text.indexOf(mark, from); at >= 0 && at < end; at = text.indexOf(mark, at + 1)) {
    if (depthOf(at) > floor) continue;
    if (text[at + 1] !== mark || at === from) return at;
    at++;
  }
  return isStatement ? end : from;
}
