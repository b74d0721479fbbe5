import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ResellerLine } from "../../../shared/license-list.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { asking } from "../account/asking.ts";
import { Field } from "../field.tsx";
import { ProblemNote, ProblemScreen } from "../problem.tsx";
import { brandHref } from "../router.ts";
import { counted } from "../words.ts";
import type { LicensesApi } from "./api.ts";
import "../account/account.css";
import "./licenses.css";
import { licensesHref } from "./query.ts";

export interface ResellersProps {
  licenses: LicensesApi;
}

/** Who sells for the vendor, for operators; how to reach them is shown to nobody else. */
export function Resellers({ licenses: api }: ResellersProps) {
  const listed = useSignal<ResellerLine[] | null>(null);
  const said = useSignal("");
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  const read = () =>
    ask(api.resellers, (answer) => {
      listed.value = answer;
    });
  useEffect(() => {
    read();
  }, []);
  const show = async (sentence: string) => {
    const answer = await api.resellers();
    if (answer.ok) listed.value = answer.value;
    said.value = sentence;
  };
  if (listed.value === null && refusal.value) {
    return <ProblemScreen title="Resellers could not be read" refusal={refusal.value} onRetry={read} />;
  }
  return (
    <>
      <header class="head">
        <h1 class="h2 grow">Resellers</h1>
      </header>
      <div class="page" aria-busy={listed.value === null}>
        <AddForm
          busy={busy.value}
          onAdd={(name) =>
            ask(
              () => api.addReseller(name),
              () => show(`${name} is added.`),
            )
          }
        />
        {refusal.value && <ProblemNote refusal={refusal.value} />}
        <p class="meta" role="status">
          {said.value}
        </p>
        {listed.value?.length === 0 && <p class="soft">No reseller yet.</p>}
        <ul class="rows">
          {listed.value?.map((reseller) => (
            <Row
              key={reseller.resellerId}
              reseller={reseller}
              onEdit={(change) =>
                ask(
                  () => api.editReseller({ resellerId: reseller.resellerId, ...change }),
                  () => show(`${change.name} is changed.`),
                )
              }
            />
          ))}
        </ul>
      </div>
    </>
  );
}

function AddForm({ busy, onAdd }: { busy: boolean; onAdd: (name: string) => void }) {
  const name = useSignal("");
  const submit = (event: Event) => {
    event.preventDefault();
    if (name.value.trim() === "" || busy) return;
    onAdd(name.value.trim());
    name.value = "";
  };
  return (
    <form class="line wrap" onSubmit={submit} aria-label="Add a reseller">
      <Field label="Name of a new reseller" value={name} kind="text" autocomplete="off" />
      <button type="submit" class="btn small primary" aria-disabled={busy}>
        Add it
      </button>
    </form>
  );
}

type Change = Pick<ResellerLine, "name" | "contact">;

function Row({ reseller, onEdit }: { reseller: ResellerLine; onEdit: (change: Change) => void }) {
  const isOpen = useSignal(false);
  const { resellerId, name, licenses, people, contact } = reseller;
  const all = { search: "", state: null, life: null, product: "", resellerId };
  return (
    <li>
      <div class="row-what">
        <b>
          <Plain text={name} />
        </b>
        <p class="meta">
          <a href={licensesHref(all)}>{counted(licenses, "license")}</a> · {people} who sign in
        </p>
      </div>
      <a class="btn small" href={brandHref(resellerId)} aria-label={`Brand of ${name}`}>
        Brand
      </a>
      <button
        type="button"
        class="btn small"
        aria-expanded={isOpen.value}
        aria-label={`Edit ${name}`}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        Edit
      </button>
      {isOpen.value && (
        <EditForm
          reseller={{ name, contact }}
          onEdit={(change) => {
            isOpen.value = false;
            onEdit(change);
          }}
        />
      )}
    </li>
  );
}

function EditForm({ reseller, onEdit }: { reseller: Change; onEdit: (change: Change) => void }) {
  const name = useSignal(reseller.name);
  const fields = {
    address: useSignal(reseller.contact.address),
    telephone: useSignal(reseller.contact.telephone),
    mail: useSignal(reseller.contact.mail),
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const { address, telephone, mail } = fields;
    onEdit({
      name: name.value.trim(),
      contact: { address: address.value.trim(), telephone: telephone.value.trim(), mail: mail.value.trim() },
    });
  };
  return (
    <form class="row-more stack" onSubmit={submit} aria-label={`Edit ${reseller.name}`} noValidate>
      <p class="soft">How to reach them is shown to operators alone.</p>
      <div class="form-grid">
        <Field label="Name" value={name} kind="text" autocomplete="off" />
        <Field label="Address" value={fields.address} kind="text" autocomplete="off" />
        <Field label="Telephone" value={fields.telephone} kind="text" autocomplete="off" />
        <Field label="Mail" value={fields.mail} kind="text" autocomplete="off" />
      </div>
      <div class="line wrap">
        <button type="submit" class="btn small primary">
          Keep
        </button>
      </div>
    </form>
  );
}
