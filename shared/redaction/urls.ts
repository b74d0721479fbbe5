import { addTo, type Stretch } from "./stretches.ts";
import { isRandom } from "./values.ts";
import type { View } from "./view.ts";

/** Parameters that say which page of a shop was asked for. */
const routes =
  /^(?:route|_route_|dispatch|controller|fc|action|view|task|option|target|mode|screen|page|tab|section|post_type|taxonomy)$/i;
const routeValue = /^[\w./|-]{1,80}$/;
/** Small numbers, versions and words that sort tell nothing of anyone. */
const harmless = /^(?:\d{1,4}|\d{1,3}(?:\.\d{1,3}){1,2}|asc|desc|true|false|on|off|[yn])$/i;

const parameter = /[?&;#]([^=&;#?\s"'<>`\\(){}]{1,80})(?:=([^&;#?\s"'<>`\\]*))?/y;
const valueRun = /[^&;#?\s"'<>`\\]*/y;

/** Queries and fragments of addresses: the keys stay, and the values that say which page it was. */
export function queries(view: View, found: Stretch[]): void {
  const { text } = view;
  for (let at = text.indexOf("?"); at >= 0; at = text.indexOf("?", at + 1)) {
    if (!/[\w/.\-%]/.test(text[at - 1] ?? " ")) continue;
    at = queryEnd(view, at, found) - 1;
  }
  fragments(view, found);
}

function queryEnd(view: View, start: number, found: Stretch[]): number {
  const { text } = view;
  let at = start;
  for (;;) {
    parameter.lastIndex = at;
    const match = parameter.exec(text);
    if (match === null) return Math.max(at, start + 1);
    const [, key = "", value] = match;
    if (value === undefined) {
      if (text[at] === "#" || isRandom(key, 16)) addFragment(text, at + 1, parameter.lastIndex, found);
      at = parameter.lastIndex;
    } else {
      const from = parameter.lastIndex - value.length;
      at = valueEnd(view, from, parameter.lastIndex);
      addValue(text, key, from, at, found);
    }
  }
}

/** What is encoded deeper than the sign is a part of the value; a question mark begins a query of its own. */
function valueEnd({ text, encodingOf }: View, from: number, stop: number): number {
  const floor = encodingOf(from - 1);
  let at = stop;
  while (at < text.length && text[at] !== "?" && encodingOf(at) > floor) {
    if (text.slice(Math.max(from, at - 2_000), at).includes("?")) break;
    valueRun.lastIndex = at + 1;
    valueRun.test(text);
    at = valueRun.lastIndex;
  }
  return at;
}

function addValue(text: string, key: string, from: number, to: number, found: Stretch[]): void {
  const value = text.slice(from, Math.min(to, from + 2_000));
  if (text[to] === "?" || harmless.test(value)) return;
  if (routes.test(key) && routeValue.test(value) && !/[A-Za-z0-9]{20,}/.test(value)) return;
  addTo(found, text, from, trimmed(text, from, to), "query", false);
}

/** Without the marks of the sentence around it. */
function trimmed(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /[.,:!)]/.test(text[end - 1] ?? "")) end--;
  return end;
}

const simple = /^[a-z]{1,20}(?:[_-][a-z]{1,20}){0,3}$/i;

function addFragment(text: string, from: number, to: number, found: Stretch[]): void {
  const end = trimmed(text, from, to);
  if (!simple.test(text.slice(from, Math.min(end, from + 100)))) addTo(found, text, from, end, "query", false);
}

const addressRun = /[^\s"'<>`\\?]*/y;

/** Fragments of addresses without a query. */
function fragments(view: View, found: Stretch[]): void {
  const { text } = view;
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at)) {
    addressRun.lastIndex = at + 3;
    addressRun.test(text);
    const end = addressRun.lastIndex;
    const hash = text.slice(at, end).indexOf("#");
    if (hash >= 0 && !text.slice(at + hash, end).includes("=")) addFragment(text, at + hash + 1, end, found);
    else if (hash >= 0) queryEnd(view, at + hash, found);
    at = end;
  }
}
