import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Ask } from "../../../shared/ask.ts";
import type { Topic } from "../../../shared/programmes/schema.ts";
import type { Terms } from "../../messages.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import { FieldFault, faultOf } from "./field-fault.tsx";
import type { Request } from "./state.ts";
import { groupedTopics, upgradeFrom } from "./topics.ts";

/** What is asked for: everything that the price and the answer time follow from. */
export function AskFields({ terms, draft, request }: { terms: Terms; draft: DraftKeeper; request: Request }) {
  const ask = draft.ask.value;
  return (
    <>
      <div class="field">
        <label for="topic">What do you need?</label>
        <select
          class="input"
          id="topic"
          value={ask?.topic ?? ""}
          {...faultOf("topic", request)}
          onChange={(event) => request.choose(topicOf(terms, event.currentTarget.value))}
        >
          <option value="" disabled>
            Choose the nearest
          </option>
          {groupedTopics(terms).map(({ name, topics }) => (
            <optgroup key={name} label={name}>
              {topics.map(({ id, words }) => (
                <option key={id} value={id}>
                  {words}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <FieldFault field="topic" request={request} />
        {ask ? null : (
          <p class="hint">
            You see the rule, the price and the answer time before you write. Not sure? An engineer can change it, and
            asks you before it costs more than you agreed to.
          </p>
        )}
      </div>
      {ask?.topic === "upgrade" && terms.releases.length > 1 ? (
        <UpgradeFields ask={ask} terms={terms} draft={draft} request={request} />
      ) : null}
      {ask?.topic === "third-party-extension-bug" ? (
        <ModuleField key={draft.draftId} ask={ask} request={request} />
      ) : null}
    </>
  );
}

function topicOf({ topics }: Terms, value: string): Topic | null {
  return topics.find(({ id }) => id === value)?.id ?? null;
}

function UpgradeFields({
  ask,
  terms: { releases },
  draft,
  request,
}: {
  ask: Ask;
  terms: Terms;
  draft: DraftKeeper;
  request: Request;
}) {
  const version = draft.report.value?.platform.version ?? null;
  const from = useSignal(ask.upgrade?.from ?? "");
  const to = useSignal(ask.upgrade?.to ?? releases.at(-1) ?? "");
  useEffect(() => {
    // The store may have been read only after the topic was chosen.
    const read = from.value === "" ? upgradeFrom(releases, version) : null;
    if (!read) return;
    from.value = read.from;
    request.change({ upgrade: read });
  }, [from, releases, version, request]);
  const put = () => {
    const isNewer = releases.indexOf(to.value) > releases.indexOf(from.value);
    if (from.value && !isNewer) to.value = releases.at(-1) ?? "";
    request.change({ upgrade: from.value && from.value !== to.value ? { from: from.value, to: to.value } : null });
  };
  const isUnlisted = version !== null && !releases.includes(version);
  const newer = releases.slice(releases.indexOf(from.value) + 1);
  return (
    <div class="field">
      <div class="line pair">
        <div class="field grow">
          <label for="upgrade-from">From version</label>
          <select
            class="input"
            id="upgrade-from"
            value={from.value}
            onChange={(event) => {
              from.value = event.currentTarget.value;
              put();
            }}
          >
            <option value="">{isUnlisted ? "Not on the list" : "I do not know"}</option>
            {releases.slice(0, -1).map((release) => (
              <option key={release}>{release}</option>
            ))}
          </select>
        </div>
        <div class="field grow">
          <label for="upgrade-to">To version</label>
          <select
            class="input"
            id="upgrade-to"
            value={to.value}
            onChange={(event) => {
              to.value = event.currentTarget.value;
              put();
            }}
          >
            {newer.map((release) => (
              <option key={release}>{release}</option>
            ))}
          </select>
        </div>
      </div>
      {from.value === "" ? (
        <p class="hint">
          {isUnlisted ? `Your store shows ${version}, which is not on the list of releases. ` : ""}Without the version
          an engineer names the price first; you are asked before anything costs.
        </p>
      ) : null}
    </div>
  );
}

function ModuleField({ ask, request }: { ask: Ask; request: Request }) {
  return (
    <div class="field">
      <label for="module-made-for">Which store version was the module made for?</label>
      <input
        class="input"
        id="module-made-for"
        dir="ltr"
        autocomplete="off"
        maxLength={40}
        placeholder="Such as 2.x; leave empty if you do not know"
        value={ask.moduleMadeFor ?? ""}
        onInput={(event) => request.change({ moduleMadeFor: event.currentTarget.value.trim() || null })}
      />
    </div>
  );
}
