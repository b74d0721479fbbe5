import { useSignal } from "@preact/signals";
import { Icon } from "../../../shared/ui/icon.tsx";

/** Shown once: the server keeps them sealed and never tells them again. */
export function BackupCodes({ codes, fileName }: { codes: readonly string[]; fileName: string }) {
  const said = useSignal("");
  const text = `${codes.join("\n")}\n`;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => {
        said.value = "Copied.";
      },
      () => {
        said.value = "Copying did not work here. Select the codes, or save them.";
      },
    );
  return (
    <div class="stack">
      <ul class="backup-codes mono" aria-label="Backup codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div class="line wrap">
        <button type="button" class="btn small" onClick={copy}>
          <Icon name="copy" />
          Copy
        </button>
        <a class="btn small" download={fileName} href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}>
          <Icon name="file" />
          Save as a file
        </a>
        <span class="meta" role="status">
          {said.value}
        </span>
      </div>
    </div>
  );
}
