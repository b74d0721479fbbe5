import { useSignal } from "@preact/signals";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { Voice } from "../voice.ts";

/** Copies text, and says whether it could. */
export function CopyButton({ text, label, voice }: { text: string; label: string; voice: Voice }) {
  const isCopied = useSignal(false);
  return (
    <button
      type="button"
      class="btn quiet square small"
      aria-label={label}
      title={label}
      onClick={async () => {
        isCopied.value = await copy(text);
        if (isCopied.value) voice.say("Copied.");
        else voice.warn("This browser did not allow copying here.");
      }}
    >
      <Icon name={isCopied.value ? "check" : "copy"} look="sm" />
    </button>
  );
}

/** A frame may be denied the clipboard; the older way still works on a press. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "sr";
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    if (before instanceof HTMLElement) before.focus();
    return isCopied;
  }
}
