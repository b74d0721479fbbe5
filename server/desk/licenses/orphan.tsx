import type { LicensePage } from "../../../shared/license-list.ts";
import { Plain } from "../../../shared/ui/plain.tsx";

/** What an orphan still needs: an owner's word and a company's written request, for the same company. */
export function Orphan({ adoption: { requests, named } }: { adoption: NonNullable<LicensePage["adoption"]> }) {
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
