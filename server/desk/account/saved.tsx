/** The one button of a form, and that it was done. */
export function Saved({ busy, isSaved, words }: { busy: boolean; isSaved: boolean; words: string }) {
  return (
    <div class="line">
      <button type="submit" class="btn" aria-disabled={busy}>
        {words}
      </button>
      <span class="meta" role="status">
        {isSaved ? "Saved." : ""}
      </span>
    </div>
  );
}
