import { sizeWords } from "../../../shared/files.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import type { DraftKeeper } from "../draft-keeper.ts";
import { fileAdderOf } from "../request/add-files.ts";
import type { Panel } from "../state.ts";

/** The files that go with it; the text names each by its SHA-256. */
export function FilesGroup({ panel, draft }: { panel: Panel; draft: DraftKeeper }) {
  const files = draft.files.value;
  if (files.length === 0) return null;
  const adder = fileAdderOf(panel, draft);
  return (
    <section class="group" aria-label="Files">
      <div class="bar">
        <span class="held soft">
          <Icon name="plus" look="sm" />
        </span>
        <div class="more">
          <Icon name="file" />
          <b class="grow">Files</b>
          <span class="meta">{files.length} sent, as they are</span>
        </div>
      </div>
      <ul class="stack close own-words">
        {files.map(({ id, name, size }) => (
          <li class="line" key={id}>
            <bdi class="grow clip" title={name}>
              <Plain text={name} />
            </bdi>
            <span class="meta num">{sizeWords(size)}</span>
            <button type="button" class="link" aria-label={`Remove ${name}`} onClick={() => adder.remove(id, name)}>
              Remove
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
