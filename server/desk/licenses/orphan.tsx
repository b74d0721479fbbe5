import type { Adoption } from "../../../shared/license-list.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { wholeWords } from "../times.ts";

/** What an orphan still needs: an owner's word and a company's written request, for the same company. */
export function Orphan({ adoption: { requests, named, wish } }: { adoption: Adoption }) {
  return (
    <section class="section card pad">
      <h2 class="label">Adoption</h2>
      <p>
        {named === null ? (
          "The owner has not named a reseller yet."
        ) : (
          <>
            The owner named <Plain text={named} />.
          </>
        )}
      </p>
      {wish !== null && (
        <p>
          The owner wishes:{" "}
          <b>
            <Plain text={wish.company} />
          </b>{" "}
          <span class="meta">{wholeWords(wish.at)}</span>
        </p>
      )}
      {requests.length === 0 && <p class="meta">No company has asked for it in writing.</p>}
      <ul class="stack tight">
        {requests.map(({ resellerId, name, text }) => (
          <li key={resellerId}>
            <b>
              <Plain text={name} />
            </b>{" "}
            asked in writing
            <p class="soft">
              <Plain text={text} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
