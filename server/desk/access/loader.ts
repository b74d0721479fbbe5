import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type ComponentType, h } from "preact";
import type { AccountApi } from "../account/api.ts";
import type { DeskApi, Person } from "../api.ts";
import type { Digest } from "../ticket/bytes.ts";
import type { AccessProps } from "./access.tsx";
import type { AccessApi } from "./api.ts";
import type { OpenedAccess } from "./open-access.ts";
import type { ResellerAccessProps } from "./reseller-access.tsx";

/** The parts of a ticket that are about access: not of the desk's first page, so each is fetched when it is shown. */
export interface AccessLoader {
  /** Whether a login of the ticket is live; false until access was read. */
  isLive: ReadonlySignal<boolean>;
  access(): Promise<ComponentType<Omit<AccessProps, "state">>>;
  /** What keeps the ticket from being closed. */
  living(): Promise<ComponentType<object>>;
  resellerAccess(): Promise<ComponentType<Omit<ResellerAccessProps, "api" | "ticketId">>>;
}

export interface AccessLoaderDeps {
  api: DeskApi;
  digest: Digest | null;
  person: Person;
  account: () => Promise<AccountApi>;
  /** What is asked of the server, where it is not the server that this page came from. */
  access?: () => Promise<AccessApi>;
  onOtherPerson: () => Promise<void>;
}

interface Ticket {
  ticketId: string;
  rests: Signal<boolean>;
  read: () => Promise<void>;
}

export function createAccessLoader(deps: AccessLoaderDeps, { ticketId, rests, read }: Ticket): AccessLoader {
  const isLive = signal(false);
  const connect = deps.access ?? (async () => (await import("./api.ts")).connectAccess());

  async function open(): Promise<OpenedAccess> {
    const [{ openAccess }, api, account] = await Promise.all([import("./open-access.ts"), connect(), deps.account()]);
    const { person, digest, onOtherPerson: onOther, api: desk } = deps;
    const onChanged = () => void read();
    return openAccess(ticketId, { api, account, desk, person, digest, rests, isLive, onOther, onChanged });
  }

  let opened: Promise<OpenedAccess> | null = null;
  function openOnce(): Promise<OpenedAccess> {
    opened ??= open().catch((why: unknown) => {
      opened = null;
      throw why;
    });
    return opened;
  }

  return {
    isLive,
    access: async () => (await openOnce()).Access,
    living: async () => (await openOnce()).Living,
    async resellerAccess() {
      const [{ ResellerAccess }, api] = await Promise.all([import("./reseller-access.tsx"), connect()]);
      return (props) => h(ResellerAccess, { ...props, api, ticketId });
    },
  };
}
