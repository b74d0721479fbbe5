import { classOfField } from "./names.ts";
import { addTo, type Stretch } from "./stretches.ts";
import { quotedEnd } from "./values.ts";
import type { View } from "./view.ts";

const attribute = /[\s/]{1,40}(?<name>[\w:[\]-]{1,60})(?:\s{0,4}=\s{0,4}(?:(?<mark>["'])|(?<plain>[^\s"'>]+))?)?/y;
const harmlessType = /^(?:submit|button|reset|checkbox|radio|image)$/i;

/** Values of the fields of a form, in markup that somebody quotes. The names of a field and its type say what it is. */
export function inputs(view: View, found: Stretch[]): void {
  const { text } = view;
  const tag = /<(?:input|textarea)(?=[\s/])/gi;
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    const { attributes, end } = attributesOf(view, tag.lastIndex);
    tag.lastIndex = Math.max(tag.lastIndex, end);
    const value = attributes.get("value");
    if (value === undefined) continue;
    const textOf = (name: string) => {
      const extent = attributes.get(name);
      return extent ? text.slice(extent.from, extent.to) : "";
    };
    const meaning = /^password$/i.test(textOf("type"))
      ? { kind: "password", classA: true }
      : (classOfField(textOf("name")) ?? classOfField(textOf("id")));
    if (meaning === null && harmlessType.test(textOf("type"))) continue;
    addTo(found, text, value.from, value.to, meaning?.kind ?? "value", meaning?.classA ?? false);
  }
}

interface Extent {
  from: number;
  to: number;
}

function attributesOf(view: View, start: number): { attributes: Map<string, Extent>; end: number } {
  const { text } = view;
  const attributes = new Map<string, Extent>();
  let at = start;
  for (let count = 0; count < 60; count++) {
    attribute.lastIndex = at;
    const groups = attribute.exec(text)?.groups;
    if (!groups) break;
    at = attribute.lastIndex;
    const { name = "", mark, plain = "" } = groups;
    const to = mark ? quotedEnd(view, at, mark) : at;
    if (to < 0) {
      attributes.set(name.toLowerCase(), { from: at, to: at });
      break;
    }
    attributes.set(name.toLowerCase(), { from: at - plain.length, to });
    at = mark ? to + 1 : at;
  }
  return { attributes, end: at };
}
