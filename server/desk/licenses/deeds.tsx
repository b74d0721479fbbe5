import type { ComponentType } from "preact";
import type { LicenseDeed, LicensePage } from "../../../shared/license-list.ts";
import type { Role } from "../api.ts";
import type { LicensesApi } from "./api.ts";
import { Decide } from "./decide.tsx";
import {
  AnswerForm,
  AskTransferForm,
  AssignForm,
  BanForm,
  CodeForm,
  ContactForm,
  MoveForm,
  NameForm,
  NoteAnswerForm,
  RenewForm,
  StateCostsForm,
  SuspendForm,
} from "./deed-forms.tsx";
import type { LicenseState } from "./license-state.ts";
import { deedWords } from "./words.ts";

export interface DeedProps {
  api: LicensesApi;
  state: LicenseState;
  page: LicensePage;
  role: Role;
}

const forms: Record<LicenseDeed, ComponentType<DeedProps>> = {
  suspend: SuspendForm,
  resume: SuspendForm,
  renew: RenewForm,
  ban: BanForm,
  move: MoveForm,
  assign: AssignForm,
  "log-contact": ContactForm,
  "note-answer": NoteAnswerForm,
  answer: AnswerForm,
  "name-reseller": NameForm,
  "ask-transfer": AskTransferForm,
  "state-costs": StateCostsForm,
  consent: Decide,
  decline: Decide,
  cancel: Decide,
  "make-code": CodeForm,
};

const dangerous: readonly LicenseDeed[] = ["ban", "decline"];

/** What this reader may do now; each says what follows before it happens. */
export function Deeds(props: DeedProps) {
  const { state, page } = props;
  const open = state.open.value;
  const Form = open !== null && page.may.includes(open) ? forms[open] : null;
  if (page.may.length === 0) return null;
  return (
    <section class="section" aria-label="Actions">
      <div class="line wrap">
        {page.may.map((deed) => (
          <button
            key={deed}
            type="button"
            class={`btn small ${dangerous.includes(deed) ? "danger" : ""}`}
            aria-expanded={open === deed}
            onClick={() => {
              state.open.value = open === deed ? null : deed;
            }}
          >
            {deedWords[deed]}
          </button>
        ))}
      </div>
      {Form && (
        <div class="card pad">
          <Form key={open} {...props} />
        </div>
      )}
    </section>
  );
}
