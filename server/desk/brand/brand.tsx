import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Brand as ShownBrand } from "../../../shared/brand.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { ProblemNote, ProblemScreen } from "../problem.tsx";
import "../account/account.css";
import type { BrandApi } from "./api.ts";
import "./brand.css";
import { ColourField } from "./colour-field.tsx";
import { LinksField } from "./links-field.tsx";
import { LogoField } from "./logo-field.tsx";
import { BrandPreview } from "./preview.tsx";
import { type BrandState, createBrand } from "./state.ts";
import { TextField } from "./text-field.tsx";

export interface BrandProps {
  brand: BrandApi;
  storage: Storage;
  /** Of whom, for operators; null is the reseller who looks. */
  resellerId: string | null;
  isOperator: boolean;
}

/** What the clients of a reseller see: what it says itself, and what it takes over. */
export function Brand({ brand, storage, resellerId, isOperator }: BrandProps) {
  const state = useMemo(() => createBrand({ api: brand, resellerId, storage }), []);
  useEffect(() => {
    state.read();
  }, []);
  const saved = state.saved.value;
  const refusal = state.refusal.value;
  if (refusal && !saved) {
    return <ProblemScreen title="The brand could not be read" refusal={refusal} onRetry={state.read} />;
  }
  return (
    <>
      <header class="head">
        {isOperator && (
          <a class="btn quiet square small" href="/desk/resellers" aria-label="Back to the resellers">
            <Icon name="back" look="flip" />
          </a>
        )}
        <h1 class="h2 grow clip">
          {isOperator ? "Brand" : "Your brand"}
          {saved && isOperator && (
            <>
              {" of "}
              <Plain text={saved.inherited.name} />
            </>
          )}
        </h1>
      </header>
      <div class="page brand-page" aria-busy={saved === null}>
        {saved && <BrandForm state={state} inherited={saved.inherited} />}
        {state.shown.value && <BrandPreview brand={state.shown.value} />}
      </div>
    </>
  );
}

function BrandForm({ state, inherited }: { state: BrandState; inherited: ShownBrand }) {
  const form = useRef<HTMLFormElement>(null);
  const refusal = state.refusal.value;
  const submit = async (event: Event) => {
    event.preventDefault();
    const wrong = await state.save();
    if (wrong)
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>("[aria-invalid], .brand-link input")?.focus(),
      );
  };
  return (
    <form class="card stack brand-form" ref={form} onSubmit={submit} aria-label="The brand" noValidate>
      {state.isOvertaken.value && (
        <Note tone="caution" icon="info">
          <p>Somebody saved another one since you began. Yours is still here; saving it replaces theirs.</p>
        </Note>
      )}
      <TextField state={state} name="name" label="Name" source="the account's name" inherited={inherited.name} />
      <TextField
        state={state}
        name="senderName"
        label="Sender"
        hint="Who signs answers and mails."
        source="the name"
        inherited={state.fields.value.name.trim() || inherited.name}
      />
      <ColourField state={state} inherited={inherited.colour} />
      <LogoField state={state} />
      <TextField
        state={state}
        name="button"
        label="Words on the button in the store"
        source="what every store has"
        inherited="Get Support"
      />
      <LinksField state={state} />
      {refusal && <ProblemNote refusal={refusal} />}
      <SaveBar state={state} />
    </form>
  );
}

function SaveBar({ state }: { state: BrandState }) {
  const isChanged = state.isChanged.value;
  return (
    <div class="brand-save">
      <p class="meta grow" role="status">
        {isChanged ? keptWords(state.isKept.value) : state.said.value}
      </p>
      {isChanged && (
        <button type="button" class="btn quiet" onClick={state.undo}>
          Put back what is saved
        </button>
      )}
      <button type="submit" class="btn primary" aria-disabled={state.busy.value || !isChanged}>
        {state.busy.value ? "Saving" : "Save"}
      </button>
    </div>
  );
}

function keptWords(isKept: boolean): string {
  return isKept
    ? "Not saved yet. This browser keeps it, also when you leave the page."
    : "Not saved yet, and this browser cannot keep it. Save before you leave the page.";
}
