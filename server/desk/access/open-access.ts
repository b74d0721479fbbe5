import { type ComponentType, h } from "preact";
import { Access, type AccessProps } from "./access.tsx";
import { browserClipboard } from "./clipboard.ts";
import { Living } from "./living.tsx";
import { type AccessDeps, createAccess } from "./state.ts";

export interface OpenedAccess {
  Access: ComponentType<Omit<AccessProps, "state">>;
  Living: ComponentType<object>;
}

/** Both parts of an engineer's ticket, over one state. */
export function openAccess(ticketId: string, deps: Omit<AccessDeps, "clipboard">): OpenedAccess {
  const state = createAccess(ticketId, { ...deps, clipboard: browserClipboard() });
  return {
    Access: (props) => h(Access, { ...props, state }),
    Living: () => h(Living, { state }),
  };
}
