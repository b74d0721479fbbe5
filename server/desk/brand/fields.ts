import { z } from "zod";
import {
  type Brand,
  type BrandParts,
  brandParts,
  contrastToWhite,
  leastContrast,
  logoLimit,
} from "../../../shared/brand.ts";
import { colourOf, darkEnough, isReadable } from "./colour.ts";

/** A brand as it is typed. What is empty is taken over. */
export interface BrandFields {
  name: string;
  senderName: string;
  colour: string;
  /** A PNG as a data URI. */
  logo: string;
  button: string;
  helpLinks: { label: string; url: string }[];
}

export const brandFields: z.ZodType<BrandFields> = z.strictObject({
  name: z.string(),
  senderName: z.string(),
  colour: z.string(),
  logo: z.string(),
  button: z.string(),
  helpLinks: z.array(z.strictObject({ label: z.string(), url: z.string() })),
});

export type FieldName = keyof BrandFields;

export const mostLinks = 5;
const lengths = { name: 60, senderName: 60, button: 24, label: 60 };

export function fieldsOf(parts: BrandParts | null): BrandFields {
  const { name = "", senderName = "", colour = "", logo, button, helpLinks = [] } = parts ?? {};
  return { name, senderName, colour, logo: logo ?? "", button: button ?? "", helpLinks };
}

/** What is stored; null where nothing is the reseller's own. */
export function partsOf(fields: BrandFields): BrandParts | null {
  const links = fields.helpLinks.map(({ label, url }) => ({ label: label.trim(), url: url.trim() }));
  const parts: BrandParts = {
    ...(fields.name.trim() && { name: fields.name.trim() }),
    ...(fields.senderName.trim() && { senderName: fields.senderName.trim() }),
    ...(fields.colour.trim() && { colour: colourOf(fields.colour) ?? fields.colour }),
    ...(fields.logo && { logo: fields.logo }),
    ...(fields.button.trim() && { button: fields.button.trim() }),
    ...(links.length > 0 && { helpLinks: links }),
  };
  return Object.keys(parts).length > 0 ? parts : null;
}

export type Problems = Partial<Record<FieldName, string>>;

/** What the server would refuse, each in a sentence; empty where it takes everything. */
export function problemsOf(fields: BrandFields): Problems {
  const read = brandParts.safeParse(partsOf(fields) ?? {});
  if (read.success) return {};
  const wrong = new Set(read.error.issues.map(({ path }) => String(path[0])));
  const sentences: Required<Problems> = {
    name: lineProblem(lengths.name),
    senderName: lineProblem(lengths.senderName),
    button: lineProblem(lengths.button),
    colour: colourProblem(fields.colour),
    logo: `Choose a PNG of at most ${logoLimit / 1000} kB.`,
    helpLinks: `Each link needs words, up to ${lengths.label} letters, and an address that begins with https://.`,
  };
  // The keys of the table are the names.
  const names = Object.keys(sentences) as FieldName[];
  return Object.fromEntries(names.filter((name) => wrong.has(name)).map((name) => [name, sentences[name]]));
}

function lineProblem(most: number): string {
  return `Use at most ${most} letters, all in one line.`;
}

function colourProblem(typed: string): string {
  const colour = colourOf(typed);
  if (!colour) return "A colour is # and six digits or letters from a to f, such as #2f56b0.";
  const ratio = Math.floor(contrastToWhite(colour) * 10) / 10;
  return `White text cannot be read on ${colour}: its contrast is ${ratio}:1, and ${leastContrast}:1 is needed.`;
}

/** The same colour as it can be used; null where what is typed is one already, or none at all. */
export function usableColour(typed: string): string | null {
  const colour = colourOf(typed);
  return colour && !isReadable(colour) ? darkEnough(colour) : null;
}

/** What clients will see of it. A colour that cannot be used stands in the preview as the nearest that can. */
export function shownOf(fields: BrandFields, inherited: Brand): Brand {
  const name = fields.name.trim() || inherited.name;
  const colour = colourOf(fields.colour);
  return {
    name,
    senderName: fields.senderName.trim() || name,
    colour: colour ? darkEnough(colour) : inherited.colour,
    logo: fields.logo || null,
    helpLinks: fields.helpLinks.filter(({ label, url }) => label.trim() && url.trim()),
    button: fields.button.trim() || null,
    isWhiteLabel: true,
  };
}
