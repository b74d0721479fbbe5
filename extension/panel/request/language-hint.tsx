import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Note } from "../../../shared/ui/note.tsx";
import type { DraftKeeper } from "../draft-keeper.ts";
import type { Panel } from "../state.ts";

/** Shorter texts are in any language. */
const leastCharacters = 30;
const pauseMs = 800;

/** Says quietly that support answers in other languages than the text seems to be in. It holds nothing up. */
export function LanguageHint({
  panel,
  draft,
  languages,
}: {
  panel: Panel;
  draft: DraftKeeper;
  languages: readonly string[];
}) {
  const seen = useSignal<string | null>(null);
  const text = `${draft.subject.value}\n${draft.message.value}`.trim();
  useEffect(() => {
    if (text.length < leastCharacters) {
      seen.value = null;
      return;
    }
    let isOld = false;
    const timer = setTimeout(async () => {
      const language = await panel.host.send("text.language", text).catch(() => null);
      if (!isOld) seen.value = language;
    }, pauseMs);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [panel, text, seen]);
  const language = baseOf(seen.value ?? "");
  if (!language || languages.some((code) => baseOf(code) === language)) return null;
  return (
    <Note tone="caution" icon="globe">
      <p>
        <b>This looks like {languageName(language)}.</b> Support answers in {languageList(languages)}. You can send it,
        but an answer may take longer.
      </p>
    </Note>
  );
}

/** "English or Russian" */
export function languageList(codes: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(codes.map(languageName));
}

function languageName(code: string): string {
  return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
}

function baseOf(code: string): string {
  return code.split(/[-_]/)[0]?.toLowerCase() ?? "";
}
