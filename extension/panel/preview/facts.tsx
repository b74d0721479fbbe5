import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Fact, FactGroup, FactGroupId, MissingFact } from "../../../shared/facts.ts";
import { withMasks } from "../../../shared/masking.ts";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import type { DraftKeeper } from "../draft-keeper.ts";
import type { Panel } from "../state.ts";
import { FilesGroup } from "./files-group.tsx";
import type { Preview } from "./state.ts";

/** How many facts of a group are listed before the rest is asked for, and how many more each time. */
const shownAtFirst = 6;
const shownMore = 200;

export function Facts({ panel, preview, draft }: { panel: Panel; preview: Preview; draft: DraftKeeper }) {
  return (
    <div class="card groups">
      <MessageGroup draft={draft} />
      <FilesGroup panel={panel} draft={draft} />
      {preview.groups.value.map((group) => (
        <Group key={group.id} group={group} preview={preview} />
      ))}
    </div>
  );
}

const icons: Record<FactGroupId, IconName> = {
  store: "store",
  declared: "message",
  page: "file",
  server: "server",
  modules: "box",
  modifications: "code",
  installer: "inbox",
  logs: "alert",
  browser: "globe",
  changes: "clock",
};

/** Lists that tend to be long open on demand. */
const openAtFirst: readonly FactGroupId[] = ["store", "server", "logs"];

function MessageGroup({ draft }: { draft: DraftKeeper }) {
  const isOpen = useSignal(false);
  return (
    <section class="group">
      <div class="bar">
        <span class="held soft">
          <Icon name="lock" look="sm" />
        </span>
        <Disclosure id="message-facts" isOpen={isOpen.value} onPress={() => (isOpen.value = !isOpen.value)}>
          <Icon name="message" />
          <b class="grow">Your message</b>
          <span class="meta">always sent</span>
        </Disclosure>
      </div>
      <div id="message-facts" class="own-words" hidden={!isOpen.value}>
        <p dir="auto">
          <b>
            <Plain text={withMasks(draft.subject.value, draft.masks.value)} />
          </b>
        </p>
        <p class="words" dir="auto">
          <Plain text={withMasks(draft.message.value, draft.masks.value)} />
        </p>
      </div>
    </section>
  );
}

function Group({ group, preview }: { group: FactGroup; preview: Preview }) {
  const { id, title, facts, missing } = group;
  const isOpen = useSignal(openAtFirst.includes(id));
  const most = useSignal(shownAtFirst);
  const tick = preview.tickOf(group);
  const kept = facts.filter(({ path }) => !preview.isLeftOut(path)).length;
  const shown = facts.length <= most.value + 1 ? facts : facts.slice(0, most.value);
  return (
    <section class="group">
      <div class="bar">
        {facts.length ? (
          <Tick
            state={tick}
            label={`Send ${title}`}
            onPress={() =>
              preview.toggle(
                facts.map(({ path }) => path),
                tick !== "true",
              )
            }
          />
        ) : (
          <span class="held" />
        )}
        <Disclosure id={`${id}-facts`} isOpen={isOpen.value} onPress={() => (isOpen.value = !isOpen.value)}>
          <Icon name={icons[id]} />
          <b class="grow">{title}</b>
          <span class="meta num">
            {facts.length === 0 ? "not read" : kept === facts.length ? kept : `${kept} of ${facts.length}`}
          </span>
        </Disclosure>
      </div>
      <div id={`${id}-facts`} hidden={!isOpen.value}>
        {isOpen.value ? (
          <ul class="rows">
            {shown.map((fact) => (
              <FactRow key={fact.path} fact={fact} isLong={id === "logs"} preview={preview} />
            ))}
            {shown.length < facts.length ? (
              <li class="rest">
                <button type="button" class="link meta" onClick={() => (most.value += shownMore)}>
                  {Math.min(shownMore, facts.length - shown.length)} more
                </button>
              </li>
            ) : null}
            {missing.map((fact) => (
              <MissingRow key={fact.name} fact={fact} />
            ))}
          </ul>
        ) : null}
      </div>
    </section>
  );
}

function FactRow({ fact, isLong, preview }: { fact: Fact; isLong: boolean; preview: Preview }) {
  const { path, name, value, detail, from } = fact;
  const isSent = !preview.isLeftOut(path);
  return (
    <li class={`fact ${isLong ? "long" : ""} ${isSent ? "" : "removed"}`}>
      <Tick
        state={isSent ? "true" : "false"}
        label={`Send ${name}: ${value}`}
        onPress={() => preview.toggle([path], !isSent)}
      />
      <span class="k">
        <Plain text={name} />
      </span>
      <span class="v">
        <bdi class={isLong ? "mono" : ""}>
          <Plain text={value} />
        </bdi>
        <span class="meta">
          {isSent ? <Plain text={[detail, from].filter(Boolean).join(" · ")} /> : "left out by you"}
        </span>
      </span>
    </li>
  );
}

function MissingRow({ fact: { name, why } }: { fact: MissingFact }) {
  return (
    <li class="fact missing">
      <span />
      <span class="k">
        <Plain text={name} />
      </span>
      <span class="v">
        not read: <Plain text={why} />
      </span>
    </li>
  );
}

function Tick({ state, label, onPress }: { state: "true" | "false" | "mixed"; label: string; onPress(): void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a native box has no third state that CSS alone can draw
    <button type="button" class="tick" role="checkbox" aria-checked={state} aria-label={label} onClick={onPress}>
      <Icon name={state === "mixed" ? "minus" : "check"} />
    </button>
  );
}

function Disclosure({
  id,
  isOpen,
  onPress,
  children,
}: {
  id: string;
  isOpen: boolean;
  onPress(): void;
  children: ComponentChildren;
}) {
  return (
    <button type="button" class="more" aria-expanded={isOpen} aria-controls={id} onClick={onPress}>
      {children}
      <Icon name="down" />
    </button>
  );
}
