import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { type ContactWay, contactWays } from "../../../shared/licenses.ts";
import { Select } from "../account/select.tsx";
import { Field } from "../field.tsx";
import { storeWords } from "../words.ts";
import { Buttons, Confirm } from "./confirm.tsx";
import { CostsForm } from "./costs-form.tsx";
import type { DeedProps } from "./deeds.tsx";
import type { LicenseState } from "./license-state.ts";
import { wishedAmong } from "./wished.ts";

interface FormProps {
  state: LicenseState;
  words: string;
  isReady?: boolean;
  isDanger?: boolean;
  onSubmit: () => void;
  children: ComponentChildren;
}

function Form({ state, words, isReady = true, isDanger = false, onSubmit, children }: FormProps) {
  const submit = (event: Event) => {
    event.preventDefault();
    if (isReady) onSubmit();
  };
  return (
    <form class="stack" onSubmit={submit} aria-label={words}>
      {children}
      <Buttons state={state} words={words} isDanger={isDanger} isReady={isReady} />
    </form>
  );
}

export function SuspendForm({ api, state, page: { licenseId, state: now } }: DeedProps) {
  const suspend = { call: () => api.suspend(licenseId), sentence: "The license is suspended." };
  const resume = { call: () => api.resume(licenseId), sentence: "The license is active." };
  const [act, undo] = now === "active" ? [suspend, resume] : [resume, suspend];
  return (
    <Confirm
      state={state}
      says={now === "active" ? "No request can be sent under it until it is resumed." : "Requests can be sent again."}
      words={now === "active" ? "Suspend it" : "Resume it"}
      onAct={() => state.act(act.call, act.sentence, undo)}
    />
  );
}

const upgradeWords = [
  { value: "null", words: "Not known" },
  { value: "true", words: "Yes" },
  { value: "false", words: "No" },
];

export function RenewForm({ api, state, page }: DeedProps) {
  const { licenseId, plans } = page;
  const plan = useSignal(page.plan ?? "");
  const until = useSignal(page.planUntil ?? "");
  const upgrades = useSignal(String(page.upgradeSubscription));
  const isReady = plan.value !== "" || until.value === "";
  const before = { plan: page.plan, planUntil: page.planUntil, upgradeSubscription: page.upgradeSubscription };
  const submit = () => {
    const upgradeSubscription = upgrades.value === "null" ? null : upgrades.value === "true";
    const next = { plan: plan.value || null, planUntil: until.value || null, upgradeSubscription };
    const undo = { call: () => api.renew({ licenseId, ...before }), sentence: "It is as it was before." };
    return state.act(() => api.renew({ licenseId, ...next }), "The license is renewed.", undo);
  };
  return (
    <Form state={state} words="Renew it" isReady={isReady} onSubmit={submit}>
      <div class="form-grid">
        <Select
          label="Plan"
          value={plan}
          options={[{ value: "", words: "None" }, ...plans.map((id) => ({ value: id, words: id }))]}
        />
        <label class="field">
          <span class="label">Last day</span>
          <input
            class="input"
            type="date"
            value={until.value}
            onInput={(event) => {
              until.value = event.currentTarget.value;
            }}
          />
        </label>
        <Select label="Upgrade subscription" value={upgrades} options={upgradeWords} />
      </div>
    </Form>
  );
}

export function BanForm({ api, state, page: { licenseId, banReasons } }: DeedProps) {
  const reason = useSignal(banReasons[0] ?? "");
  const submit = () => state.act(() => api.ban({ licenseId, reason: reason.value }), "The license is banned.");
  return (
    <Form state={state} words="Ban it for good" isDanger onSubmit={submit}>
      <p>Nothing can be sent under it ever again, and a ban is not taken back. What was sent stays.</p>
      <Select
        label="What the rules ban for"
        value={reason}
        options={banReasons.map((each) => ({ value: each, words: each.replaceAll("-", " ") }))}
      />
    </Form>
  );
}

export function MoveForm({ api, state, page: { licenseId, stores } }: DeedProps) {
  const from = useSignal(stores[0] ?? "");
  const to = useSignal("");
  const origin = to.value.trim() && URL.parse(/^https?:\/\//.test(to.value) ? to.value : `https://${to.value}`)?.origin;
  const submit = () => {
    if (!origin) return;
    return state.act(() => api.move({ licenseId, from: from.value, to: origin }), `The store is at ${origin} now.`);
  };
  if (stores.length === 0) return <p class="soft">No store is connected yet; the first browser names it.</p>;
  return (
    <Form state={state} words="Move it" isReady={Boolean(origin)} onSubmit={submit}>
      <p>The store’s browsers are disconnected and connect anew from the new address.</p>
      <div class="form-grid">
        <Select label="Store" value={from} options={stores.map((each) => ({ value: each, words: storeWords(each) }))} />
        <Field label="New address" value={to} kind="text" autocomplete="off" hint="shop.example" />
      </div>
    </Form>
  );
}

export function AssignForm({ api, state, page: { licenseId } }: DeedProps) {
  const resellerId = useSignal("");
  const options = state.resellers.value.map((each) => ({ value: each.resellerId, words: each.name }));
  const submit = () => {
    const next = resellerId.value || null;
    return state.act(() => api.assignReseller({ licenseId, resellerId: next }), "It is looked after anew.");
  };
  return (
    <Form state={state} words="Change it" onSubmit={submit}>
      <p>Whoever looked after it before sees it no more, and codes that nobody has used end.</p>
      <Select label="Looked after by" value={resellerId} options={[{ value: "", words: "The vendor" }, ...options]} />
    </Form>
  );
}

const wayWords: Record<ContactWay, string> = {
  mail: "Mail",
  telephone: "Telephone",
  letter: "Letter",
  other: "Another way",
};

export function ContactForm({ api, state, page: { licenseId, orphanAt } }: DeedProps) {
  const by = useSignal<string>("mail");
  const note = useSignal("");
  const submit = () => {
    const way = contactWays.find((each) => each === by.value) ?? "other";
    return state.act(() => api.logContact({ licenseId, by: way, note: note.value.trim() }), "The attempt is logged.");
  };
  return (
    <Form state={state} words="Log it" onSubmit={submit}>
      <p>
        {orphanAt ? "The week runs from the first attempt; this one is noted." : "The week starts with this attempt."}
      </p>
      <div class="form-grid">
        <Select label="How" value={by} options={contactWays.map((value) => ({ value, words: wayWords[value] }))} />
        <NoteField note={note} label="What came of it" />
      </div>
    </Form>
  );
}

function NoteField({ note, label }: { note: { value: string }; label: string }) {
  return (
    <label class="field">
      <span class="label">{label}</span>
      <input
        class="input"
        value={note.value}
        onInput={(event) => {
          note.value = event.currentTarget.value;
        }}
      />
    </label>
  );
}

const willingWords = [
  { value: "true", words: "They go on looking after it" },
  { value: "false", words: "They do not wish to" },
];

export function NoteAnswerForm({ api, state, page: { licenseId } }: DeedProps) {
  const willing = useSignal("true");
  const note = useSignal("");
  const isWilling = willing.value === "true";
  const submit = () =>
    state.act(
      () => api.noteAnswer({ licenseId, willing: isWilling, note: note.value.trim() }),
      isWilling ? "The clock is stopped." : "The license is orphaned.",
    );
  return (
    <Form state={state} words="Note it" isDanger={!isWilling} onSubmit={submit}>
      <div class="form-grid">
        <Select label="Their answer" value={willing} options={willingWords} />
        <NoteField note={note} label="Note, for operators" />
      </div>
      <p>{isWilling ? "The license stays theirs." : "The license is orphaned at once and leaves this reseller."}</p>
    </Form>
  );
}

export function AnswerForm({ api, state, page: { licenseId } }: DeedProps) {
  const answer = (willing: boolean) => () =>
    state.act(
      () => api.answer({ licenseId, willing }),
      willing ? "Thank you: the license stays yours." : "It is left.",
    );
  return (
    <div class="stack">
      <p>The store’s owner reported that you cannot be reached. Whoever answers keeps the license.</p>
      <div class="line wrap">
        <button type="button" class="btn small primary" aria-disabled={state.busy.value} onClick={answer(true)}>
          I go on looking after it
        </button>
        <button type="button" class="btn small danger" aria-disabled={state.busy.value} onClick={answer(false)}>
          I give the license up at once
        </button>
      </div>
    </div>
  );
}

export function NameForm({ api, state, page: { licenseId, adoption } }: DeedProps) {
  const company = useSignal(adoption?.wish?.company ?? "");
  const resellerId = useSignal(adoption ? (wishedAmong(adoption)?.resellerId ?? "") : "");
  const options = state.resellers.value.map((each) => ({ value: each.resellerId, words: each.name }));
  const isReady = company.value.trim() !== "" && resellerId.value !== "";
  const submit = () =>
    state.act(
      () => api.nameReseller({ licenseId, resellerId: resellerId.value, company: company.value.trim() }),
      "Noted. Once that company asks for it in writing, the license is theirs.",
    );
  return (
    <Form state={state} words="Note it" isReady={isReady} onSubmit={submit}>
      <div class="form-grid">
        <Field label="The company, as the owner wrote it" value={company} kind="text" autocomplete="off" />
        <Select label="That is" value={resellerId} options={[{ value: "", words: "Choose a reseller" }, ...options]} />
      </div>
    </Form>
  );
}

export function AskTransferForm({ api, state, page: { licenseId } }: DeedProps) {
  const reseller = useSignal("");
  const submit = () =>
    state.act(
      () => api.askTransfer({ licenseId, reseller: reseller.value.trim() }),
      "The other company is asked. Now both say what it will cost.",
    );
  return (
    <Form state={state} words="Ask them" isReady={reseller.value.trim() !== ""} onSubmit={submit}>
      <p>Nothing moves before both have stated their costs and both agree. Either can decline at any step.</p>
      <Field label="The other reseller’s name" value={reseller} kind="text" autocomplete="off" />
    </Form>
  );
}

export function StateCostsForm({ api, state, page: { licenseId, transfer } }: DeedProps) {
  const own = transfer?.we === "to" ? transfer.to : transfer?.from;
  return (
    <CostsForm
      busy={state.busy.value}
      costs={own?.costs ?? null}
      onState={(costs) => state.act(() => api.stateCosts({ licenseId, costs }), "Your costs are stated.")}
    />
  );
}

export function CodeForm({ state, page, role }: DeedProps) {
  const forClient = page.reseller !== null || role === "reseller";
  const forHolder = role !== "reseller" || page.credits !== null;
  const code = state.code.value;
  return (
    <div class="stack">
      <p>A code connects one browser, once, within seven days.</p>
      <div class="line wrap">
        {forClient && (
          <button
            type="button"
            class="btn small primary"
            aria-disabled={state.busy.value}
            onClick={() => state.makeCode("client")}
          >
            For the store’s owner
          </button>
        )}
        {forHolder && (
          <button
            type="button"
            class="btn small"
            aria-disabled={state.busy.value}
            onClick={() => state.makeCode("holder")}
          >
            {role === "reseller" ? "For yourself" : "For the holder"}
          </button>
        )}
      </div>
      {code && <p class="secret">{code.invitation}</p>}
    </div>
  );
}
