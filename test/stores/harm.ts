import { type RegisteredExtension, type StoreState, settingKey } from "./state.ts";
import { type Controller, redirect } from "./visit.ts";

/**
 * What a list of extensions does before it shows anything: every registered extension whose file is missing is
 * uninstalled, with its settings and, on 3.x, its module instances.
 */
export function dropOrphans(state: StoreState, type: string): void {
  const isOrphan = (entry: RegisteredExtension) =>
    entry.type === type && !state.files.some((file) => file.type === type && file.code === entry.code);
  for (const entry of state.registered.filter(isOrphan)) uninstall(state, entry);
}

function uninstall(state: StoreState, entry: RegisteredExtension): void {
  state.registered = state.registered.filter((other) => other !== entry);
  delete state.settings[settingKey(entry)];
  if (state.kind === "opencart-3") state.instances = state.instances.filter(({ code }) => code !== entry.code);
  state.harm.push(`uninstalled ${entry.type}/${entry.code}`);
}

/** The plain GET links that change a store: each is written down, does its deed, and goes back to its list. */
export function harmful(separator: "/" | "."): Record<string, Controller> {
  const route = (path: string, method: string) => `${path}${separator}${method}`;
  const deed = (path: string, method: string, act: (state: StoreState, params: URLSearchParams) => void) => {
    const controller: Controller = (visit) => {
      visit.state.harm.push(`route ${visit.route}`);
      act(visit.state, visit.params);
      visit.session.success = "The change was made.";
      return redirect(visit.link(path));
    };
    return [route(path, method), controller] as const;
  };
  const modify = (enabled: boolean) => (state: StoreState, params: URLSearchParams) => {
    const found = state.modifications.find(({ id }) => String(id) === params.get("modification_id"));
    if (found) found.enabled = enabled;
  };
  const nothing = () => {};
  const types = ["module", "payment", "shipping", "theme", "total"];
  const lists = types.map((type) => (separator === "/" ? `extension/extension/${type}` : `extension/${type}`));
  return Object.fromEntries([
    deed("marketplace/modification", "enable", modify(true)),
    deed("marketplace/modification", "disable", modify(false)),
    deed("marketplace/modification", "refresh", nothing),
    deed("marketplace/modification", "clear", nothing),
    deed("marketplace/modification", "clearlog", (state) => {
      state.logs["ocmod.log"] = "";
    }),
    deed("tool/log", "clear", (state, params) => {
      state.logs[params.get("filename") ?? "error.log"] = "";
    }),
    ...lists.flatMap((list) => [
      deed(list, "install", nothing),
      deed(list, "uninstall", (state, params) => {
        const code = params.get("code") ?? params.get("extension");
        const entry = state.registered.find((registered) => registered.code === code);
        if (entry) uninstall(state, entry);
      }),
    ]),
  ]);
}
