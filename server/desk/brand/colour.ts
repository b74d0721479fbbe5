import { contrastToWhite, leastContrast } from "../../../shared/brand.ts";

/** `#rrggbb` of what somebody typed; null where it names no colour. A `#` may be left out, and `#abc` is `#aabbcc`. */
export function colourOf(typed: string): string | null {
  const digits = typed.trim().toLowerCase().replace(/^#/, "");
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`;
  return /^[0-9a-f]{3}$/.test(digits) ? `#${[...digits].map((digit) => digit + digit).join("")}` : null;
}

export function isReadable(colour: string): boolean {
  return contrastToWhite(colour) >= leastContrast;
}

/** The same colour, only as much darker as white text on it needs: every channel by the same part. */
export function darkEnough(colour: string): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  for (let percent = 100; percent > 0; percent--) {
    const darker = hex(channels.map((channel) => Math.floor((channel * percent) / 100)));
    if (isReadable(darker)) return darker;
  }
  return "#000000";
}

function hex(channels: readonly number[]): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
