import { isRecord, isValidOn, readWords } from "../shared/profile-parts.ts";
import { readProfileLeniently, type StoreProfile, storeProfile } from "../shared/store-profile.ts";
import { readStrictly } from "../shared/strict-json.ts";
import type { ProfileImport, ProfileSummary } from "./messages.ts";
import type { Item } from "./settings.ts";

/** A store profile as it was imported; a newer version of ours may have written it. */
export interface KeptProfile {
  profile: unknown;
  /** ISO 8601, UTC. */
  importedAt: string;
}

export type Profiles = ReturnType<typeof createProfiles>;

const mostProfiles = 50;
const longestText = 200_000;

/** Store profiles of this browser: strict when one comes in, lenient from then on. */
export function createProfiles(deps: {
  kept: Item<KeptProfile[]>;
  now(): Date;
  /** Told the sites that a profile came or went for. */
  changed(origins: readonly string[]): Promise<void>;
}) {
  const { kept, now, changed } = deps;
  const inUse = (one: StoreProfile) => isValidOn(one, now().toISOString().slice(0, 10));

  async function used(): Promise<StoreProfile[]> {
    const read = (await kept.get()).flatMap(({ profile }) => readProfileLeniently(profile) ?? []);
    return read.filter(inUse);
  }

  return {
    /** Those that name this very site and are still valid. */
    async usedOn(origin: string): Promise<StoreProfile[]> {
      return (await used()).filter(({ match }) => match.origins.includes(origin));
    },

    /** Sites that some valid profile names. */
    async origins(): Promise<string[]> {
      return (await used()).flatMap(({ match }) => match.origins);
    },

    async list(): Promise<ProfileSummary[]> {
      return (await kept.get()).map((one) => summaryOf(one, inUse));
    },

    /** One with the same id takes the earlier one's place. */
    async importText(text: string): Promise<ProfileImport> {
      const wrong = (says: string) => ({ ok: false as const, mistakes: [{ line: 1, where: "", says }] });
      if (text.length > longestText) return wrong("this is too long for a store profile");
      const read = readStrictly(text, storeProfile);
      if (!read.ok) return read;
      const before = await kept.get();
      const others = before.filter(({ profile }) => idOf(profile) !== read.value.id);
      if (others.length >= mostProfiles) return wrong(`more than ${mostProfiles} store profiles are not kept here`);
      const imported: KeptProfile = { profile: read.value, importedAt: now().toISOString() };
      await kept.change((all) => [...all.filter(({ profile }) => idOf(profile) !== read.value.id), imported]);
      const replaced = before.find(({ profile }) => idOf(profile) === read.value.id);
      await changed([...new Set([...read.value.match.origins, ...originsOf(replaced)])]);
      return { ok: true, value: summaryOf(imported, inUse) };
    },

    /** Answers with its text, so that it can be imported again; null where there was none. */
    async remove(id: string): Promise<string | null> {
      const found = (await kept.get()).find(({ profile }) => idOf(profile) === id);
      if (!found) return null;
      await kept.change((all) => all.filter(({ profile }) => idOf(profile) !== id));
      await changed(originsOf(found));
      return JSON.stringify(found.profile, null, 2);
    },
  };
}

function idOf(profile: unknown): string {
  return isRecord(profile) ? String(profile.id) : "";
}

function originsOf(kept: KeptProfile | undefined): string[] {
  return (kept && readProfileLeniently(kept.profile)?.match.origins) ?? [];
}

function summaryOf({ profile, importedAt }: KeptProfile, inUse: (one: StoreProfile) => boolean): ProfileSummary {
  const read = readProfileLeniently(profile);
  if (!read) {
    const id = idOf(profile);
    return {
      id,
      title: id,
      brandName: id,
      origins: [],
      reads: [],
      asksFor: [],
      importedAt,
      validUntil: null,
      state: "unreadable",
    };
  }
  const { id, title, brand, match, safeReads, validUntil } = read;
  return {
    id,
    title,
    brandName: brand.name,
    origins: match.origins,
    reads: readWords(read),
    asksFor: safeReads.map(({ path }) => path),
    importedAt,
    validUntil: validUntil ?? null,
    state: inUse(read) ? "in-use" : "ended",
  };
}
