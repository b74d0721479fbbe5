/** A keyed place for values that outlive the background. One value is read and changed without another write between. */
export interface Shelf<Value> {
  get(key: string): Promise<Value | null>;
  all(): Promise<Value[]>;
  /** Resolves once the value would survive a kill. */
  put(value: Value): Promise<void>;
  /** What `change` returns is kept; null keeps what was there. Resolves to what is there now. */
  change(key: string, change: (value: Value) => Value | null): Promise<Value | null>;
  drop(key: string): Promise<void>;
}
