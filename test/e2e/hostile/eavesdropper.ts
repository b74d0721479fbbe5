/** One event as the page saw it: everything in it, or reachable from it, that could be what was typed. */
export interface Heard {
  kind: string;
  text: string;
}

export interface Overheard {
  events: Heard[];
  /** Data and origins of `message` events. */
  messages: string[];
  /** Errors, refused loads and policy reports. */
  complaints: string[];
  /** How often anybody in the page's world called what the page has replaced. */
  calls: Record<string, number>;
}

/** Events that carry what is typed. A page may hear none of them from the panel. */
export const typingKinds = [
  "keydown",
  "keypress",
  "keyup",
  "beforeinput",
  "input",
  "change",
  "paste",
  "copy",
  "cut",
  "compositionstart",
  "compositionupdate",
  "compositionend",
] as const;

const otherKinds = [
  "focus",
  "focusin",
  "focusout",
  "blur",
  "select",
  "selectionchange",
  "selectstart",
  "pointerdown",
  "pointerup",
  "pointermove",
  "pointerover",
  "click",
  "dragstart",
  "drop",
  "toggle",
] as const;

/** What the page has heard since it was loaded; runs in the page. */
export function readEar(): Overheard {
  return (window as unknown as { overheard: Overheard }).overheard;
}

/** A script for the end of a page's head: listens before anything of ours can be there. */
export function eavesdropper(): string {
  return `<script>(${listen})(${JSON.stringify([...typingKinds, ...otherKinds])})</script>`;
}

function listen(kinds: string[]): void {
  const heard: Overheard = { events: [], messages: [], complaints: [], calls: {} };
  Object.assign(window, { overheard: heard });
  const count = (name: string) => {
    heard.calls[name] = (heard.calls[name] ?? 0) + 1;
  };

  const valueIn = (target: unknown) => String((target as { value?: unknown } | null)?.value ?? "");
  const hear = (event: Event) => {
    const { key, data, clipboardData, dataTransfer } = event as KeyboardEvent & InputEvent & ClipboardEvent;
    const said = [
      key,
      data,
      clipboardData?.getData("text"),
      dataTransfer?.getData("text"),
      ...event.composedPath().map(valueIn),
      valueIn(document.activeElement),
      document.getSelection()?.toString(),
    ];
    heard.events.push({ kind: event.type, text: said.filter(Boolean).join("\n") });
  };
  for (const target of [window, document]) for (const kind of kinds) target.addEventListener(kind, hear, true);
  window.addEventListener("message", ({ data, origin }) => heard.messages.push(`${origin} ${JSON.stringify(data)}`));
  window.addEventListener(
    "error",
    ({ message, filename, target }) => heard.complaints.push(`${message} ${filename} ${target}`),
    true,
  );
  document.addEventListener("securitypolicyviolation", ({ blockedURI, sourceFile }) =>
    heard.complaints.push(`${blockedURI} ${sourceFile}`),
  );

  const wrap = (owner: object, name: string) => {
    const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
    Reflect.set(owner, name, function replaced(this: unknown, ...args: unknown[]) {
      count(name);
      return original.apply(this, args);
    });
  };
  wrap(Element.prototype, "attachShadow");
  wrap(EventTarget.prototype, "addEventListener");
  wrap(HTMLElement.prototype, "showPopover");
  wrap(window, "postMessage");
  for (const { prototype } of [HTMLInputElement, HTMLTextAreaElement]) {
    const { get, set } = Object.getOwnPropertyDescriptor(prototype, "value") as Required<PropertyDescriptor>;
    Object.defineProperty(prototype, "value", {
      get() {
        return get.call(this);
      },
      set(value) {
        heard.events.push({ kind: "value", text: String(value) });
        set.call(this, value);
      },
    });
  }
}
