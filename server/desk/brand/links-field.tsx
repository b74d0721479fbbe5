import { useId, useRef } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import { type BrandFields, mostLinks } from "./fields.ts";
import type { BrandState } from "./state.ts";
import { FieldProblem } from "./text-field.tsx";

type Link = BrandFields["helpLinks"][number];

/** Where clients find help besides asking; nobody else's are taken over. */
export function LinksField({ state }: { state: BrandState }) {
  const id = useId();
  const list = useRef<HTMLFieldSetElement>(null);
  const { helpLinks } = state.fields.value;
  const set = (links: Link[]) => state.set({ helpLinks: links });
  const change = (at: number, part: Partial<Link>) =>
    set(helpLinks.map((link, index) => (index === at ? { ...link, ...part } : link)));
  const focus = (selector: string) =>
    requestAnimationFrame(() => [...(list.current?.querySelectorAll<HTMLElement>(selector) ?? [])].at(-1)?.focus());
  const problem = state.problems.value.helpLinks;
  return (
    <fieldset
      class="field brand-links"
      ref={list}
      aria-describedby={`${id}-problem`}
      onChange={() => state.leave("helpLinks")}
    >
      <legend class="label">Help links</legend>
      <p class="hint">
        {helpLinks.length === 0
          ? "None, and none is taken over: a link of anybody else would say who stands behind you."
          : "The first one also stands at the end of mails."}
      </p>
      {helpLinks.map((link, at) => (
        // A link is its place in the list: it has no other name while it is typed.
        <div class="brand-link" key={at}>
          <input
            class="input"
            aria-label={`Words of link ${at + 1}`}
            placeholder="Handbook"
            autocomplete="off"
            value={link.label}
            onInput={(event) => change(at, { label: event.currentTarget.value })}
          />
          <input
            class="input"
            type="url"
            aria-label={`Address of link ${at + 1}`}
            placeholder="https://help.example/"
            autocomplete="off"
            dir="ltr"
            value={link.url}
            onInput={(event) => change(at, { url: event.currentTarget.value })}
          />
          <button
            type="button"
            class="btn quiet square"
            aria-label={`Remove link ${at + 1}`}
            onClick={() => {
              set(helpLinks.filter((_, index) => index !== at));
              focus(".brand-add");
            }}
          >
            <Icon name="x" />
          </button>
        </div>
      ))}
      <FieldProblem id={`${id}-problem`} problem={problem} />
      {helpLinks.length < mostLinks && (
        <button
          type="button"
          class="btn small brand-add"
          onClick={() => {
            set([...helpLinks, { label: "", url: "" }]);
            focus("input[aria-label^=Words]");
          }}
        >
          <Icon name="plus" />
          Add a link
        </button>
      )}
    </fieldset>
  );
}
