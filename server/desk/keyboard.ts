import { type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";

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

/** Keys of a screen that the frame around it does not know: it shows them and listens for them. */
export const KeysOfScreen = createContext<Signal<readonly Key[]> | null>(null);

/** Gives the frame the keys of this screen, as long as it is there. */
export function useScreenKeys(keys: readonly Key[]): void {
  const shown = useContext(KeysOfScreen);
  const current = useRef(keys);
  current.current = keys;
  const names = keys.map(({ key, words }) => `${key} ${words}`).join();
  useEffect(() => {
    if (!shown) return;
    // What a key does is looked up as it is pressed: the screen may have been drawn anew since.
    shown.value = current.current.map((key, at) => ({ ...key, act: () => current.current[at]?.act() }));
    return () => {
      shown.value = [];
    };
  }, [shown, names]);
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
