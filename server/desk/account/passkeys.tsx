import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { ProblemNote } from "../problem.tsx";
import { wholeWords } from "../times.ts";
import type { AccountApi, Passkey } from "./api.ts";
import { asking } from "./asking.ts";

/** The person's passkeys, as rows of a list. */
export function Passkeys({ account }: { account: AccountApi }) {
  const passkeys = useSignal<Passkey[]>([]);
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  const show = async () => {
    const answer = await account.passkeys();
    if (answer.ok) passkeys.value = answer.value.passkeys;
  };
  useEffect(() => {
    show();
  }, []);
  const add = () => ask(() => account.addPasskey(`Passkey ${passkeys.value.length + 1}`), show);
  return (
    <>
      {passkeys.value.map(({ id, name, createdAt, backedUp }) => (
        <li key={id}>
          <div class="row-what">
            <b>{name || "Passkey"}</b>
            <p class="meta">
              {createdAt ? `Added ${wholeWords(createdAt)}. ` : ""}
              {backedUp ? "Kept by your password manager." : "On one device."}
            </p>
          </div>
          <button
            type="button"
            class="btn small danger"
            aria-disabled={busy.value}
            aria-label={`Remove ${name || "the passkey"}`}
            onClick={() => ask(() => account.removePasskey(id), show)}
          >
            Remove
          </button>
        </li>
      ))}
      <li>
        <div class="row-what">
          <b>Passkeys</b>
          <p class="meta">They sign you in without a password, by finger, face or PIN.</p>
        </div>
        <button type="button" class="btn small" aria-disabled={busy.value} onClick={add}>
          Add a passkey
        </button>
        {refusal.value && (
          <div class="row-more">
            <ProblemNote refusal={refusal.value} />
          </div>
        )}
      </li>
    </>
  );
}
