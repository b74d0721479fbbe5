import type { Voice } from "../voice.ts";
import { CopyButton } from "./copy.tsx";

/** A SHA-256 in short, its size, and a way to have the whole of it. */
export function ShortHash({ sha256, size, voice }: { sha256: string; size: number; voice: Voice }) {
  const short = `${groups(sha256, 4).slice(0, 2).join(" ")} … ${groups(sha256, 4).slice(-2).join(" ")}`;
  return (
    <div class="hash">
      <span class="grow" dir="ltr">
        SHA-256 <span title={sha256}>{short}</span> · <span class="nowrap">{bytesOf(size)}</span>
      </span>
      <CopyButton text={sha256} label="Copy the whole SHA-256" voice={voice} />
    </div>
  );
}

export function WholeHash({ sha256 }: { sha256: string }) {
  return (
    <div class="hash">
      <span dir="ltr">{groups(sha256, 8).join(" ")}</span>
    </div>
  );
}

export function bytesOf(size: number): string {
  return `${size.toLocaleString("en-GB")} bytes`;
}

function groups(text: string, length: number): string[] {
  return text.match(new RegExp(`.{1,${length}}`, "g")) ?? [];
}
