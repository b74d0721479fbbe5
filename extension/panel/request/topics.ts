import type { Ask } from "../../../shared/ask.ts";
import type { Topic } from "../../../shared/programmes/schema.ts";
import type { Report } from "../../../shared/report.ts";
import type { Terms } from "../../messages.ts";

const groups: readonly { name: string; topics: readonly Topic[] }[] = [
  { name: "Questions", topics: ["functionality-question", "configuration-setup", "architecture-advice"] },
  {
    name: "Something is wrong",
    topics: [
      "configuration-fault",
      "bug-fix",
      "third-party-extension-bug",
      "server-or-modified-files",
      "database-data",
      "security-bug",
    ],
  },
  {
    name: "Changes",
    topics: ["upgrade", "code-modification", "theme-customization", "payment-method-change", "new-functionality"],
  },
  { name: "Server and people", topics: ["server-configuration", "reseller-unreachable"] },
];

/** The topics of these terms in groups; groups that hold none are left out. */
export function groupedTopics({ topics }: Terms): { name: string; topics: Terms["topics"] }[] {
  return groups
    .map(({ name, topics: members }) => ({
      name,
      topics: members.flatMap((id) => topics.find((topic) => topic.id === id) ?? []),
    }))
    .filter(({ topics }) => topics.length > 0);
}

/** A new topic begins anew: what was agreed to for another one is not agreed to for this one. */
export function askFor(topic: Topic, terms: Terms, report: Report | null): Ask {
  return {
    topic,
    agreesUpTo: null,
    upgrade: topic === "upgrade" ? upgradeFrom(terms.releases, report?.platform.version ?? null) : null,
    moduleMadeFor: null,
  };
}

/** From the version that was read, where it is on the list, to the newest; null where that says nothing. */
export function upgradeFrom(releases: readonly string[], version: string | null): Ask["upgrade"] {
  const newest = releases.at(-1);
  if (version === null || newest === undefined || !releases.includes(version) || version === newest) return null;
  return { from: version, to: newest };
}
