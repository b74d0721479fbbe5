import { type NamedFile, sizeWords } from "../../../shared/files.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { counted } from "../words.ts";

/** What came with the request: each a download, none is shown here. */
export function Files({ files }: { files: readonly NamedFile[] }) {
  if (files.length === 0) return null;
  return (
    <section class="stack close" aria-label="Files">
      <h3 class="meta">{counted(files.length, "file")} came with the request</h3>
      <ul class="stack close">
        {files.map(({ id, name, size }) => (
          <li class="line" key={id}>
            <Icon name="file" />
            <a class="grow clip" href={`/files/${id}`} download title={name}>
              <bdi>
                <Plain text={name} />
              </bdi>
            </a>
            <span class="meta num">{sizeWords(size)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
