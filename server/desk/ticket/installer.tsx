import type { Report } from "../../../shared/report.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { FilteredTable } from "./filtered.tsx";

const all = [{ words: "All", keeps: () => true }];

export function Installer({ packages }: { packages: Report["installer"] }) {
  return (
    <FilteredTable
      title="Installed packages"
      items={packages}
      filters={all}
      columns={["Package", "Version", "State", "Date"]}
      row={({ name, code, version, date, installed }, key) => (
        <tr key={key}>
          <td>
            <bdi>
              <Plain text={name} />
            </bdi>{" "}
            {code && (
              <span class="mono meta" dir="ltr">
                <Plain text={code} />
              </span>
            )}
          </td>
          <td class="num">{version && <Plain text={version} />}</td>
          <td>{installed === null ? "not known" : installed ? "installed" : "not installed"}</td>
          <td class="num">{date && <Plain text={date} />}</td>
        </tr>
      )}
    />
  );
}
