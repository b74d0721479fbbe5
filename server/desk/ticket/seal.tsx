import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import type { Seal } from "./bytes.ts";

export function SealBadge({ seal }: { seal: Seal }) {
  if (seal.state === "checking") return <span class="badge neutral">Checking the bytes</span>;
  if (seal.state === "unchecked") {
    return (
      <span class="badge neutral" title="This browser computes hashes only over https.">
        Bytes not checked
      </span>
    );
  }
  if (seal.state === "differs") {
    return (
      <span class="badge critical">
        <Icon name="alert" />
        Bytes differ
      </span>
    );
  }
  return (
    <span class="badge positive" title="This browser computed the hash of the text and found the stored one.">
      <Icon name="shield" />
      Bytes as shown
    </span>
  );
}

export function SealWarning({ seal, stored }: { seal: Seal; stored: string }) {
  if (seal.state !== "differs") return null;
  return (
    <div class="part" role="alert">
      <Note tone="critical" icon="alert">
        <p>
          <b>This is not what was stored.</b> The text below has another checksum than the request that the holder saw
          and sent. Do not act on it; tell whoever runs this server.
        </p>
        <dl class="facts">
          <dt>Stored</dt>
          <dd class="mono">{stored}</dd>
          <dt>Shown</dt>
          <dd class="mono">{seal.sha256}</dd>
        </dl>
      </Note>
    </div>
  );
}
