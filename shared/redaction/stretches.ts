import { onlyRemoved, removed } from "./placeholders.ts";

/** A stretch of a text, and what it is. */
export interface Stretch {
  from: number;
  to: number;
  kind: string;
  /** Kinds that must never arrive anywhere, as against those that are merely nobody's business. */
  classA: boolean;
}

/** In order and apart: what overlaps becomes one, named after the secret in it or else the one that begins first. */
export function joined(stretches: Stretch[]): Stretch[] {
  stretches.sort((a, b) => a.from - b.from || b.to - a.to);
  const apart: Stretch[] = [];
  let last: Stretch | undefined;
  for (const next of stretches) {
    if (last === undefined || next.from >= last.to) {
      last = next;
      apart.push(next);
      continue;
    }
    last.to = Math.max(last.to, next.to);
    if (next.classA && !last.classA) [last.kind, last.classA] = [next.kind, true];
  }
  return apart;
}

/** Adds what stands there in a view's text unless it is empty or was removed before. */
export function addTo(found: Stretch[], text: string, from: number, to: number, kind: string, classA: boolean): void {
  if (to > from && !isRemoved(text, from, to)) found.push({ from, to, kind, classA });
}

function isRemoved(text: string, from: number, to: number): boolean {
  let at = from;
  while (at < to && isMarkOrSpace(text.charCodeAt(at))) at++;
  return text[at] === removed && onlyRemoved.test(text.slice(at, to));
}

function isMarkOrSpace(code: number): boolean {
  return code <= 0x20 || code === 0x22 || code === 0x27;
}
