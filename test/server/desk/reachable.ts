/** A string that can be reached from what Preact has rendered, and by which way. */
export interface Reached {
  text: string;
  way: string;
}

/** Every string in what Preact has rendered: its nodes, their properties, the state in them. */
export function stringsRendered(): Reached[] {
  const seen = new Set<unknown>();
  const found: Reached[] = [];
  const queue: { value: unknown; way: string }[] = [...document.querySelectorAll("*"), document].flatMap((element) =>
    rendered(element).map((value) => ({ value, way: element.nodeName.toLowerCase() })),
  );
  for (const { value, way } of queue) {
    if (typeof value === "string") found.push({ text: value, way });
    if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof Node || value === window || value === globalThis) continue;
    if (value instanceof Map || value instanceof Set) {
      queue.push(...[...value].flat().map((each) => ({ value: each, way: `${way}[]` })));
    }
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (property && "value" in property) queue.push({ value: property.value, way: `${way}.${String(key)}` });
    }
  }
  return found;
}

/** What the renderer keeps on an element: its children's nodes and its listeners. */
function rendered(element: Node): unknown[] {
  return Object.entries(element).flatMap(([name, value]) => (name.startsWith("__") || name === "l" ? [value] : []));
}
