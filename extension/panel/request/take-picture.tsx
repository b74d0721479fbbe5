import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { sentence } from "../../../shared/problems.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import type { PictureWait } from "../../messages.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import { type Panel, refusalOf } from "../state.ts";

interface Taking {
  /** Set while the next press of the icon takes a picture. */
  wait: Signal<PictureWait | null>;
  begin(): Promise<void>;
  cancel(): Promise<void>;
  stop(): void;
}

function createTaking({ host, voice, place }: Panel, { draftId }: DraftKeeper): Taking {
  const wait = signal<PictureWait | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    clearTimeout(timer);
    wait.value = null;
  };
  const unwant = () => host.send("picture.unwant", draftId).catch(() => {});
  const stopListening = host.listen((event) => {
    if (event.kind !== "picture.taken" || event.draftId !== draftId) return;
    end();
    voice.say("The picture is taken. It opens in a tab beside this one.");
  });

  return {
    wait,
    async begin() {
      try {
        wait.value = await host.send("picture.want", draftId);
        voice.say(`Waiting for your press. ${pressWords(wait.value)}`);
        timer = setTimeout(() => {
          end();
          voice.say("No picture was taken.");
        }, Date.parse(wait.value.until) - place.now());
      } catch (error) {
        voice.warn(sentence(refusalOf(error)));
      }
    },
    async cancel() {
      end();
      await unwant();
    },
    stop() {
      stopListening();
      // Another page of the store may be what is to be seen: leaving this screen calls nothing off.
      clearTimeout(timer);
    },
  };
}

/** The browser shows a page only after this press: a press in the page or in the panel does not count for it. */
function pressWords({ shortcut }: PictureWait): string {
  const icon = "Press the icon of this extension in your browser’s toolbar";
  return `${icon}${shortcut ? `, or ${shortcut}` : ""}. You can open another page of the store first.`;
}

export function TakePicture({ panel, draft, isFull }: { panel: Panel; draft: DraftKeeper; isFull: boolean }) {
  const taking = useMemo(() => createTaking(panel, draft), [panel, draft]);
  useEffect(() => taking.stop, [taking]);
  const wait = taking.wait.value;
  if (wait) {
    return (
      <Note tone="accent" icon="camera">
        <div class="stack close">
          <p>{pressWords(wait)}</p>
          <p class="hint">What people typed, and tables of customers and orders, are covered before you see it.</p>
          <button type="button" class="link" onClick={taking.cancel}>
            Cancel
          </button>
        </div>
      </Note>
    );
  }
  return (
    <button
      type="button"
      class="btn small"
      aria-describedby="files-limits"
      aria-disabled={isFull}
      onClick={() => {
        if (!isFull) void taking.begin();
      }}
    >
      <Icon name="camera" />
      {panel.place.isOwnTab ? "Take a picture of the store’s page" : "Take a picture of this page"}
    </button>
  );
}
