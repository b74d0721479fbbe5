import type { Modification } from "../../../shared/report.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { FilteredTable } from "./filtered.tsx";

const filters = [
  { words: "All", keeps: () => true },
  { words: "Off", keeps: ({ enabled }: Modification) => enabled === false },
  { words: "Failed", keeps: ({ failures }: Modification) => failures.length > 0 },
];

export function Modifications({ modifications }: { modifications: readonly Modification[] }) {
  return (
    <FilteredTable
      title="Modifications"
      items={modifications}
      filters={filters}
      columns={["Modification", "Version", "Author", "State", "Date"]}
      row={({ name, code, kind, version, author, enabled, enabledWhy, failures, date }, key) => (
        <tr key={key}>
          <td>
            <bdi>
              <Plain text={name} />
            </bdi>{" "}
            <span class="mono meta" dir="ltr">
              {[kind, code].filter(Boolean).join("/")}
            </span>
            {failures.map((failure) => (
              <span class="critical tone fact-detail meta" key={failure}>
                <Plain text={failure} />
              </span>
            ))}
          </td>
          <td class="num">{version && <Plain text={version} />}</td>
          <td>{author && <Plain text={author} />}</td>
          <td>
            {enabled === null ? "not known" : enabled ? "on" : "off"}
            {enabled === null && enabledWhy && (
              <span class="meta fact-detail">
                <Plain text={enabledWhy} />
              </span>
            )}
          </td>
          <td class="num">{date && <Plain text={date} />}</td>
        </tr>
      )}
    />
  );
}
