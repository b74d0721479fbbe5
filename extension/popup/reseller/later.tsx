import "../../../shared/desk-problems.ts";
import { useEffect, useMemo } from "preact/hooks";
import "./reseller.css";
import type { ResellerRole } from "../reseller-role.ts";
import { AccountScreen } from "./account-screen.tsx";
import { ClientsScreen } from "./clients-screen.tsx";
import { LicenseScreen } from "./license-screen.tsx";
import { PairScreen } from "./pair-screen.tsx";
import { createReseller, type ResellerState } from "./state.ts";

/** Every screen of the reseller's side: a piece of the program of its own, with its styles. */
export function ResellerScreens({ role }: { role: ResellerRole }) {
  const state = useMemo(() => createReseller(role), [role]);
  useEffect(() => void state.refresh(), [state]);
  return <CurrentScreen state={state} />;
}

function CurrentScreen({ state }: { state: ResellerState }) {
  const screen = state.screen.value;
  const kept = state.role.kept.value;
  if (!kept) return <PairScreen state={state} />;
  if (screen.name === "account") return <AccountScreen state={state} kept={kept} />;
  const row =
    screen.name === "license" ? state.rows.value.find(({ license }) => license.licenseId === screen.licenseId) : null;
  return row ? <LicenseScreen state={state} kept={kept} row={row} /> : <ClientsScreen state={state} kept={kept} />;
}
