import type { ExtensionFile, StoreState } from "./state.ts";

/** One box in the form of a user group. */
export interface PermissionBox {
  route: string;
  isChecked: boolean;
}

/**
 * Every controller on disk, as the form of a user group lists them. The platform's own are open to administrators from
 * the start, a third party's from when it is installed.
 */
export function permissionBoxes(
  state: StoreState,
  groupId: string | null,
  own: readonly string[],
  routeOf: (file: ExtensionFile) => string,
): PermissionBox[] {
  const group = state.groups.find(({ id }) => String(id) === groupId);
  const isOpen = (route: string) => !group || group.access === "all" || group.access.includes(route);
  const registered = new Set(state.registered.map(({ type, code }) => `${type}/${code}`));
  const extensions = state.files.map((file) => {
    const route = routeOf(file);
    const isThere = file.vendor === "opencart" || registered.has(`${file.type}/${file.code}`);
    return { route, isChecked: isThere && isOpen(route) };
  });
  return [...own.map((route) => ({ route, isChecked: isOpen(route) })), ...extensions].sort((one, other) =>
    one.route < other.route ? -1 : 1,
  );
}
