import type { Shelf } from "../../../extension/shelf.ts";

/** Values that are copied in and out, as a database does. */
export function fakeShelf<Value extends object>(
  keyOf: (value: Value) => string,
): Shelf<Value> & { values: Map<string, Value> } {
  const values = new Map<string, Value>();
  return {
    values,
    get: async (key) => structuredClone(values.get(key) ?? null),
    all: async () => structuredClone([...values.values()]),
    put: async (value) => void values.set(keyOf(value), structuredClone(value)),
    change: async (key, change) => {
      const before = values.get(key);
      const after = before ? change(structuredClone(before)) : null;
      if (after) values.set(key, structuredClone(after));
      return structuredClone(after ?? before ?? null);
    },
    drop: async (key) => void values.delete(key),
  };
}
