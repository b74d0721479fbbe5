import { useSignal } from "@preact/signals";
import type { CodeLine, DeviceLine, LicensePage } from "../../../shared/license-list.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { until, when } from "../../../shared/ui/when.ts";
import { Field } from "../field.tsx";
import { storeWords } from "../words.ts";
import type { LicensesApi } from "./api.ts";
import type { LicenseState } from "./license-state.ts";

interface DevicesProps {
  api: LicensesApi;
  state: LicenseState;
  page: LicensePage;
  now: Date;
}

/** Browsers of this license and codes that could still connect one. */
export function Devices({ api, state, page, now }: DevicesProps) {
  return (
    <section class="section">
      <h2 class="label">Browsers</h2>
      {page.devices.length === 0 && page.codes.length === 0 && <p class="meta">None is connected.</p>}
      <ul class="rows">
        {page.devices.map((device) => (
          <Device key={device.deviceId} api={api} state={state} device={device} now={now} />
        ))}
        {page.codes.map((code) => (
          <Code key={code.codeId} api={api} state={state} code={code} now={now} />
        ))}
      </ul>
    </section>
  );
}

interface DeviceProps {
  api: LicensesApi;
  state: LicenseState;
  device: DeviceLine;
  now: Date;
}

function Device({ api, state, device, now }: DeviceProps) {
  const asked = useSignal<"rename" | "end" | null>(null);
  const { deviceId, label, party, standing, storeOrigin, lastUsedAt } = device;
  const turn = (to: "rename" | "end") => () => {
    asked.value = asked.value === to ? null : to;
  };
  return (
    <li>
      <div class="row-what">
        <b>
          <Plain text={label} />
        </b>
        <p class="meta">
          {party === "client" ? "store owner" : "holder"}, {standing === "key-only" ? "by key, files only" : "by code"}{" "}
          · <Plain text={storeWords(storeOrigin)} /> · {when(lastUsedAt, now.getTime())}
        </p>
      </div>
      <div class="line wrap">
        <button type="button" class="btn small" aria-expanded={asked.value === "rename"} onClick={turn("rename")}>
          Rename
        </button>
        <button type="button" class="btn small danger" aria-expanded={asked.value === "end"} onClick={turn("end")}>
          Disconnect
        </button>
      </div>
      {asked.value === "end" && (
        <div class="row-more stack">
          <p>This browser is out with its next request. To come back it needs a new code.</p>
          <div class="line wrap">
            <button
              type="button"
              class="btn small danger"
              aria-disabled={state.busy.value}
              onClick={() => state.act(() => api.revokeDevice(deviceId), `${label} is disconnected.`)}
            >
              Disconnect it
            </button>
            <button type="button" class="btn small quiet" onClick={turn("end")}>
              Back
            </button>
          </div>
        </div>
      )}
      {asked.value === "rename" && (
        <Rename
          label={label}
          onRename={(next) => {
            asked.value = null;
            const undo = {
              call: () => api.renameDevice({ deviceId, label }),
              sentence: `It is called ${label} again.`,
            };
            return state.act(() => api.renameDevice({ deviceId, label: next }), `It is called ${next} now.`, undo);
          }}
        />
      )}
    </li>
  );
}

function Rename({ label, onRename }: { label: string; onRename: (label: string) => void }) {
  const value = useSignal(label);
  const submit = (event: Event) => {
    event.preventDefault();
    if (value.value.trim() !== "") onRename(value.value.trim());
  };
  return (
    <form class="row-more line wrap" onSubmit={submit}>
      <Field label="Name" value={value} kind="text" autocomplete="off" />
      <button type="submit" class="btn small primary">
        Rename
      </button>
    </form>
  );
}

function Code({ api, state, code, now }: { api: LicensesApi; state: LicenseState; code: CodeLine; now: Date }) {
  return (
    <li>
      <div class="row-what">
        <b>Code for {code.party === "client" ? "the store owner" : "the holder"}</b>
        <p class="meta">
          made {when(code.createdAt, now.getTime())}, not used · ends {until(code.expiresAt, now.getTime())}
        </p>
      </div>
      <button
        type="button"
        class="btn small danger"
        aria-disabled={state.busy.value}
        onClick={() => state.act(() => api.revokeCode(code.codeId), "The code opens nothing any more.")}
      >
        Take back
      </button>
    </li>
  );
}
