import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { ProblemNote } from "../problem.tsx";
import { ageWords, wholeWords } from "../times.ts";
import type { AccountApi, OwnSession } from "./api.ts";
import { asking } from "./asking.ts";

/** Where the person is signed in. */
export function SessionsCard({ account, now }: { account: AccountApi; now: () => Date }) {
  const sessions = useSignal<OwnSession[] | null>(null);
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  const show = async () => {
    const answer = await account.sessions();
    if (answer.ok) sessions.value = answer.value;
  };
  const end = (sessionId: string) => ask(() => account.endSession(sessionId), show);
  useEffect(() => {
    ask(account.sessions, (answer) => {
      sessions.value = answer;
    });
  }, []);
  const others = (sessions.value ?? []).filter(({ isCurrent }) => !isCurrent);
  return (
    <section class="card" aria-labelledby="sessions-title" aria-busy={sessions.value === null}>
      <h2 class="h2" id="sessions-title">
        Signed in
      </h2>
      {refusal.value && <ProblemNote refusal={refusal.value} />}
      <ul class="rows">
        {(sessions.value ?? []).map((session) => (
          <li key={session.id}>
            <div class="row-what">
              <b>{session.browser}</b> {session.isCurrent && <span class="badge accent">This one</span>}
              <p class="meta" title={wholeWords(session.begunAt)}>
                Begun {ago(session.begunAt, now())}, used {ago(session.lastUsedAt, now())},{" "}
                {session.factor === "second" ? "with a second factor" : "with the password alone"}
              </p>
            </div>
            {!session.isCurrent && (
              <button
                type="button"
                class="btn small"
                aria-disabled={busy.value}
                aria-label={`End the session of ${session.browser}`}
                onClick={() => end(session.id)}
              >
                End
              </button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <button
          type="button"
          class="btn small"
          aria-disabled={busy.value}
          onClick={() => ask(account.endOtherSessions, show)}
        >
          End all others
        </button>
      )}
    </section>
  );
}

function ago(iso: string, now: Date): string {
  const age = ageWords(iso, now);
  return age === "just now" ? age : `${age} ago`;
}
