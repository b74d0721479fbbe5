import type { StoreModule } from "../../../shared/report.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { FilteredTable } from "./filtered.tsx";

const filters = [
  { words: "Third-party", keeps: ({ thirdParty }: StoreModule) => thirdParty === true },
  { words: "Off", keeps: ({ enabled, installed }: StoreModule) => enabled === false || installed === false },
  { words: "All", keeps: () => true },
];

export function Modules({ modules }: { modules: readonly StoreModule[] }) {
  return (
    <FilteredTable
      title="Modules"
      items={modules}
      filters={modules.some(({ thirdParty }) => thirdParty) ? filters : [...filters].reverse()}
      columns={["Module", "Version", "Developer", "State"]}
      row={(module, key) => (
        <tr key={key}>
          <td>
            <bdi class={module.thirdParty ? "is-third-party" : ""}>
              <Plain text={module.name} />
            </bdi>{" "}
            <span class="mono meta" dir="ltr">
              {module.type}/{module.code}
            </span>
          </td>
          <td class="num">{module.version && <Plain text={module.version} />}</td>
          <td>{module.developer && <Plain text={module.developer} />}</td>
          <td>
            <StateWords module={module} />
          </td>
        </tr>
      )}
    />
  );
}

function StateWords({ module: { installed, enabled, enabledWhy, instances } }: { module: StoreModule }) {
  const on = instances.filter((instance) => instance.enabled).length;
  const detail = instances.length > 0 ? `${on} of ${instances.length} in use` : enabled === null ? enabledWhy : null;
  return (
    <>
      {installed === false ? "not installed" : enabled === null ? "not known" : enabled ? "on" : "off"}
      {detail && (
        <span class="meta fact-detail">
          <Plain text={detail} />
        </span>
      )}
    </>
  );
}
