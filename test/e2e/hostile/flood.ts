/** What a flood did, and whether anything of ours came back after it. */
export interface Flooded {
  /** Things done to the panel or to what is left of it. */
  deeds: number;
  /** How often, of the looks taken in the flood's last seconds, there was a panel to do things to. */
  lateSights: number;
}

/**
 * Removes, moves and restyles the panel a thousand times a second. Runs in the page. Where there is no panel it does the
 * same to an element of its own.
 */
export function flood(selector: string, ms: number): Promise<Flooded> {
  const own = document.createElement("div");
  const done: Flooded = { deeds: 0, lateSights: 0 };
  const started = performance.now();
  const deeds = [
    (host: HTMLElement) => host.remove(),
    (host: HTMLElement) => document.body.prepend(host),
    (host: HTMLElement) => host.setAttribute("style", "left:-9999px;opacity:0"),
    (host: HTMLElement) => host.removeAttribute("popover"),
  ];
  return new Promise((resolve) => {
    const work = () => {
      const passed = performance.now() - started;
      for (; done.deeds < Math.min(passed, ms); done.deeds += 1) {
        const host = document.querySelector<HTMLElement>(selector);
        if (host && passed > ms - 3_000) done.lateSights += 1;
        deeds[done.deeds % deeds.length]?.(host ?? own);
      }
      if (passed < ms) setTimeout(work);
      else resolve(done);
    };
    work();
  });
}

/** Everything that a script can make up, sent to our elements and to all that they stand in. Runs in the page. */
export function makeUpEvents(): number {
  let count = 0;
  const ours = [...document.querySelectorAll<HTMLElement>("*")].filter(({ localName }) => localName.includes("-"));
  const around = ours.flatMap(({ parentElement }) => (parentElement ? [parentElement] : []));
  const targets: EventTarget[] = [window, document, document.documentElement, document.body, ...around, ...ours];
  const put = (target: EventTarget, event: Event) => {
    target.dispatchEvent(event);
    count += 1;
  };
  const options = { bubbles: true, composed: true, cancelable: true };
  for (const target of targets) {
    for (const kind of ["pointerdown", "pointermove", "pointerup"])
      put(target, new PointerEvent(kind, { ...options, pointerId: 1, isPrimary: true, clientX: 1_300, clientY: 760 }));
    for (const kind of ["mousedown", "mouseup", "click", "dblclick"])
      put(target, new MouseEvent(kind, { ...options, detail: 1, clientX: 1_300, clientY: 760 }));
    for (const key of ["Enter", " ", "Escape", "n", "ArrowLeft"]) {
      put(target, new KeyboardEvent("keydown", { ...options, key }));
      put(target, new KeyboardEvent("keydown", { ...options, key, ctrlKey: true }));
    }
    put(target, new KeyboardEvent("keydown", { ...options, key: "H", code: "KeyH", altKey: true, shiftKey: true }));
    put(target, new SubmitEvent("submit", { bubbles: true }));
    put(target, new Event("toggle"));
  }
  for (const host of ours) host.click();
  return count;
}

/** Messages of every shape that ours have, by every way that a page has. Runs in the page. */
export function shout(names: string[], count: number): void {
  for (let index = 0; index < count; index += 1) {
    const name = names[index % names.length] ?? "";
    const shapes = [{ name, args: [{}] }, { event: { kind: "launcher.close" } }, { type: name }, name];
    const message: unknown = shapes[index % shapes.length];
    window.postMessage(message, "*");
    for (let frame = 0; frame < window.length; frame += 1) window[frame]?.postMessage(message, "*");
    document.dispatchEvent(new CustomEvent(name, { detail: message }));
    window.dispatchEvent(new CustomEvent("deskbell", { detail: message }));
  }
}
