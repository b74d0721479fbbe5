import { z } from "zod";

/** How support looks and what it calls itself to whoever reads it. */
export interface Brand {
  name: string;
  /** Who signs messages and mails. */
  senderName: string;
  /** `#rrggbb`; white text on it reads well. */
  colour: string;
  /** A small PNG as a data URI; null takes the bell. */
  logo: string | null;
  helpLinks: readonly HelpLink[];
  /** On the button in the store's pages; null takes "Get Support". */
  button: string | null;
  /** Whether nobody but this brand may be named to its readers. */
  isWhiteLabel: boolean;
}

export interface HelpLink {
  label: string;
  /** https. */
  url: string;
}

/** Bytes of the PNG, before base64. */
export const logoLimit = 20_000;
/** WCAG AA for text of any size. */
export const leastContrast = 4.5;

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u);

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/)
  .refine((text) => contrastToWhite(text) >= leastContrast, "white text cannot be read on this colour");

const pngStart = "iVBORw0KGgo";
const logo = z
  .string()
  .max("data:image/png;base64,".length + Math.ceil(logoLimit / 3) * 4)
  .regex(new RegExp(`^data:image/png;base64,${pngStart}[A-Za-z0-9+/]+={0,2}$`));

const helpLink = z.strictObject({
  label: line(60),
  url: z
    .string()
    .max(500)
    .regex(/^https:\/\/[^\s<>"'\\]+$/)
    .refine((text) => URL.canParse(text)),
});

/** What one of vendor, programme and reseller says of it; the rest is inherited. */
export const brandParts = z.strictObject({
  name: line(60).exactOptional(),
  senderName: line(60).exactOptional(),
  colour: colour.exactOptional(),
  logo: logo.nullable().exactOptional(),
  helpLinks: z.array(helpLink).max(5).exactOptional(),
  button: line(24).nullable().exactOptional(),
});
export type BrandParts = z.infer<typeof brandParts>;

/** A brand as the server sends it. Lenient: a newer server may say more. */
export const brand: z.ZodType<Brand> = z.object({
  name: line(100),
  senderName: line(100),
  colour,
  logo: logo.nullable(),
  helpLinks: z.array(helpLink).max(5).readonly(),
  button: line(24).nullable(),
  isWhiteLabel: z.boolean(),
});

/** Where nobody chose another. */
const defaultColour = "#2f56b0";

/**
 * Reseller over programme over vendor. Under a reseller only the colour is inherited: a name, a sender, a logo or a link
 * of anybody else would say who stands behind them.
 */
export function brandFor(
  vendor: BrandParts & { name: string },
  programme: BrandParts | null,
  reseller: (BrandParts & { name: string }) | null,
): Brand {
  const ours = { ...vendor, ...programme };
  const own = reseller ?? ours;
  return {
    name: own.name,
    senderName: own.senderName ?? own.name,
    colour: own.colour ?? ours.colour ?? defaultColour,
    logo: own.logo ?? null,
    helpLinks: own.helpLinks ?? [],
    button: own.button ?? null,
    isWhiteLabel: reseller !== null,
  };
}

/** WCAG's contrast ratio between white and `#rrggbb`: 1 to 21. */
export function contrastToWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
