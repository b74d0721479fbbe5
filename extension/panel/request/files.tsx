import { useEffect, useMemo, useRef } from "preact/hooks";
import { fileLimitWords, fileTypes, mostFiles, sizeWords } from "../../../shared/files.ts";
import { sentence } from "../../../shared/problems.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import type { DraftKeeper } from "../draft-keeper.ts";
import type { Panel } from "../state.ts";
import { type AddedFile, type FileAdder, fileAdderOf } from "./add-files.ts";
import { TakePicture } from "./take-picture.tsx";

/** Files of the request: what may be added is said before anything is chosen. */
export function AddFiles({ panel, draft }: { panel: Panel; draft: DraftKeeper }) {
  const adder = useMemo(() => fileAdderOf(panel, draft), [panel, draft]);
  const chooser = useRef<HTMLInputElement>(null);
  usePastedFiles(adder);
  const isFull = adder.room.value <= 0;
  return (
    <section class="card pad stack close" aria-labelledby="files">
      <h2 class="label line" id="files">
        <Icon name="file" />
        Files
      </h2>
      <p class="hint" id="files-limits">
        {`PNG, JPEG, WebP, PDF or plain text. Up to ${mostFiles} files, ${fileLimitWords} each; a picture can be pasted. Pictures lose what a camera or program wrote into them, such as a place; other files are sent as they are.`}
      </p>
      <ul class="stack close files">
        {draft.files.value.map(({ id, name, size, type }) => (
          <li class="line" key={id}>
            <FileName name={name} />
            <span class="meta num">{sizeWords(size)}</span>
            {type.startsWith("image/") ? (
              <button
                type="button"
                class="link"
                aria-label={`Edit ${name}`}
                onClick={() => panel.openOwn({ page: "picture", draftId: draft.draftId, fileId: id })}
              >
                Edit
              </button>
            ) : null}
            <Remove adder={adder} fileId={id} name={name} />
          </li>
        ))}
        {adder.adding.value.map((file) => (
          <Adding key={file.fileId} file={file} adder={adder} />
        ))}
      </ul>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        accept={fileTypes.join(",")}
        onChange={({ currentTarget }) => {
          void adder.add([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      <div class="line wrap">
        <button
          type="button"
          class="btn small"
          aria-describedby="files-limits"
          aria-disabled={isFull}
          onClick={() => {
            if (!isFull) chooser.current?.click();
          }}
        >
          <Icon name="plus" />
          {isFull ? `${mostFiles} files are added` : "Add files"}
        </button>
        <TakePicture panel={panel} draft={draft} isFull={isFull} />
      </div>
    </section>
  );
}

function Adding({ file, adder }: { file: AddedFile; adder: FileAdder }) {
  const { fileId, name, done, refusal, mayTryAgain } = file;
  return (
    <li class="stack close">
      <div class="line">
        <FileName name={name} />
        {refusal ? null : <progress aria-label={`Adding ${name}`} value={done} max={1} />}
        {mayTryAgain ? (
          <button type="button" class="link" onClick={() => adder.tryAgain(fileId)}>
            Try again
          </button>
        ) : null}
        <Remove adder={adder} fileId={fileId} name={name} />
      </div>
      {refusal ? (
        <p class="error">
          <Icon name="alert" />
          <Plain text={sentence(refusal)} />
        </p>
      ) : null}
    </li>
  );
}

function FileName({ name }: { name: string }) {
  return (
    <bdi class="grow clip" title={name}>
      <Plain text={name} />
    </bdi>
  );
}

function Remove({ adder, fileId, name }: { adder: FileAdder; fileId: string; name: string }) {
  return (
    <button
      type="button"
      class="btn quiet square small"
      aria-label={`Remove ${name}`}
      title="Remove"
      onClick={() => adder.remove(fileId, name)}
    >
      <Icon name="x" />
    </button>
  );
}

/** Where words come with a picture, as from an office program, the words are what was meant. */
function usePastedFiles(adder: FileAdder) {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const { files, types } = event.clipboardData ?? {};
      if (!files?.length || types?.includes("text/plain")) return;
      event.preventDefault();
      void adder.add([...files]);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [adder]);
}
