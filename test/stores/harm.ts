import { type RegisteredExtension, type StoreState, settingKey } from "./state.ts";
import { type Controller, redirect } from "./visit.ts";

/**
 * What a list of extensions does before it shows anything: every registered extension whose file is missing is
 * uninstalled, with its settings (kept by 1.5) and its module instances (kept by 4.x).
 */
export function dropOrphans(state: StoreState, type: string): void {
  const isOrphan = (entry: RegisteredExtension) =>
    entry.type === type && !state.files.some((file) => file.type === type && file.code === entry.code);
  for (const entry of state.registered.filter(isOrphan)) {
    const kept = state.settings[settingKey(entry)];
    uninstall(state, entry);
    if (state.kind === "opencart-1.5" && kept) state.settings[settingKey(entry)] = kept;
  }
}

function uninstall(state: StoreState, entry: RegisteredExtension): void {
  state.registered = state.registered.filter((other) => other !== entry);
  delete state.settings[settingKey(entry)];
  if (state.kind !== "opencart-4") state.instances = state.instances.filter(({ code }) => code !== entry.code);
  state.harm.push(`uninstalled ${entry.type}/${entry.code}`);
}

/** Where a generation keeps what changes the store, and the sign before the name of a deed. */
export interface DeedPlaces {
  separator: "/" | ".";
  /** The list of a type's extensions. */
  list: (type: string) => string;
  types: readonly string[];
  modifications: string | null;
  log: string;
}

type Act = (state: StoreState, params: URLSearchParams) => void;

/** A plain GET link that changes the store: it is written down, does its deed, and goes back to its list. */
export function deed(list: string, act: Act): Controller {
  return (visit) => {
    visit.state.harm.push(`route ${visit.route}`);
    act(visit.state, visit.params);
    visit.session.success = "The change was made.";
    return redirect(visit.link(list));
  };
}

export function harmful(places: DeedPlaces): Record<string, Controller> {
  const { modifications, log } = places;
  const lists = places.types.map(places.list);
  return Object.fromEntries(
    [
      ...(modifications
        ? Object.entries(modificationDeeds).map(([name, act]) => [modifications, name, act] as const)
        : []),
      [log, "clear", clearLog] as const,
      ...lists.flatMap((list) => Object.entries(extensionDeeds).map(([name, act]) => [list, name, act] as const)),
    ].map(([list, name, act]) => [`${list}${places.separator}${name}`, deed(list, act)]),
  );
}

const nothing: Act = () => {};

const switchTo =
  (enabled: boolean): Act =>
  (state, params) => {
    const found = state.modifications.find(({ id }) => String(id) === params.get("modification_id"));
    if (found) found.enabled = enabled;
  };

const modificationDeeds: Record<string, Act> = {
  enable: switchTo(true),
  disable: switchTo(false),
  refresh: nothing,
  clear: nothing,
  clearlog: (state) => {
    state.logs["ocmod.log"] = "";
  },
};

const clearLog: Act = (state, params) => {
  state.logs[params.get("filename") ?? "error.log"] = "";
};

const extensionDeeds: Record<string, Act> = {
  install: nothing,
  uninstall: (state, params) => {
    const code = params.get("code") ?? params.get("extension");
    const entry = state.registered.find((registered) => registered.code === code);
    if (entry) uninstall(state, entry);
  },
  delete: (state, params) => {
    state.instances = state.instances.filter(({ id }) => String(id) !== params.get("module_id"));
  },
};
