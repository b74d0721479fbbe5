import { type Signal, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** Single keys that do something. They rest while a person types, holds Ctrl, Alt or Meta, or has them switched off. */
export interface Key {
  /** As `KeyboardEvent.key` says it, in lower case where it is a letter. */
  key: string;
  words: string;
  act: () => void;
}

const stored = "deskbell.shortcuts";

export const shortcutsOn: Signal<boolean> = signal(globalThis.localStorage?.getItem(stored) !== "off");

export function switchShortcuts(): void {
  shortcutsOn.value = !shortcutsOn.value;
  localStorage.setItem(stored, shortcutsOn.value ? "on" : "off");
}

export function useKeys(keys: readonly Key[]): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (!shortcutsOn.value || isMeantElsewhere(event)) return;
      const found = current.current.find(({ key }) => key === nameOf(event));
      if (!found) return;
      event.preventDefault();
      found.act();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function nameOf({ key }: KeyboardEvent): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

function isMeantElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return true;
  if (document.querySelector("dialog[open]")) return true;
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (target.closest("input, textarea, select, [contenteditable]")) return true;
  return event.key === "Enter" && target.closest("a, button, summary") !== null;
}
