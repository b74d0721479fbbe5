import type { Ask, Facts, Read, Source, StoreClaim } from "../adapter.ts";
import type { Page } from "../page.ts";
import { actionReader } from "./actions.ts";
import { bundledWith, isPackaged } from "./bundled.ts";

/** Folders of controllers that the platform brings; a module that adds one of its own is no part of it. */
const ownFolders =
  /^(?:catalog|cms|common|customer|design|error|event|extension|localisation|mail|marketing|marketplace|openbay|report|sale|search|setting|ssr|startup|task|test|tool|upgrade|user)\//;

/**
 * The form of a user group names every controller on disk. What is not the platform's own is a third party's module;
 * neither its name nor its status stands here.
 */
export function thirdPartyControllers({ page, depth }: Source, claim: StoreClaim): Facts | null {
  const { platform, version } = claim;
  const isBundled = bundledWith(platform, version);
  if (version === null || !isBundled) return null;
  const routes = page
    .all('input[name="permission[access][]"]')
    .map((box) => page.attribute(box, "value") ?? "")
    .filter((route) => /^[\w./-]{3,200}$/.test(route));
  const listed = routes.flatMap((route) => {
    const module = moduleOf(route, isPackaged(version));
    const isOwn = module && isBundled(module.type, module.code, module.vendor);
    // What a fork may have brought itself is named where it is an extension, and not said to be anybody's.
    if (!module || isOwn || (isOwn === null && !route.startsWith("extension/"))) return [];
    const { type, code, vendor } = module;
    return [
      {
        key: `${type}/${code}`,
        type,
        code,
        vendor,
        name: code,
        cells: [],
        dimmed: false,
        installed: null,
        dims: false,
        depth,
        instances: [],
      },
    ];
  });
  return routes.length > 0 ? { listed } : null;
}

interface Controller {
  type: string;
  code: string;
  vendor: string | null;
}

/** 4.x: `extension/<package>/<type>/<code>`; before: `extension/<type>/<code>`, and the lists are `extension/extension/…`. */
function moduleOf(route: string, packaged: boolean): Controller | null {
  const parts = route.split("/");
  const [first = "", second = "", third = ""] = parts;
  if (first !== "extension") {
    return ownFolders.test(route) || parts.length < 2
      ? null
      : { type: first, code: parts.slice(1).join("/"), vendor: null };
  }
  if (!packaged) {
    return second === "extension" || !third ? null : { type: second, code: parts.slice(2).join("/"), vendor: null };
  }
  return parts.length < 4 ? null : { type: third, code: parts.slice(3).join("/"), vendor: second };
}

/** The form of the first group, which is the administrators' in a fresh store; all groups' forms name the same. */
export function firstUserGroup(reads: readonly Read[], page: Page): Ask[] {
  const actionsIn = actionReader(page);
  const ids = page
    .all("table tbody tr")
    .flatMap((row) => actionsIn(row).map(({ params }) => Number(params.get("user_group_id"))))
    .filter((id) => Number.isInteger(id) && id > 0);
  const form = reads.find(({ after }) => after === "user-groups");
  return form && ids.length > 0
    ? [{ read: form, params: { user_group_id: String(Math.min(...ids.slice(0, 500))) } }]
    : [];
}
