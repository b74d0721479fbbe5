import type { TicketAccess } from "../../../shared/credentials.ts";
import type { AccessState } from "./state.ts";

/** Only whoever works on a ticket can see a login, so that is said where logins are. */
export function Assignee({ state, found: { assignee, isMine } }: { state: AccessState; found: TicketAccess }) {
  const { doing, asking, mayTakeOver } = state;
  if (doing.value?.what === "take-over" && assignee && !isMine) return <TakeOver state={state} name={assignee.name} />;
  return (
    <p class="line wrap access-who">
      <span class="grow">
        {assignee === null && "Nobody works on it yet."}
        {assignee !== null && isMine && "You work on it."}
        {assignee !== null && !isMine && (
          <>
            <bdi>{assignee.name}</bdi> works on it.
            {!mayTakeOver && " A senior or an operator can take it over."}
          </>
        )}
      </span>
      {assignee === null && (
        <button type="button" class="btn small" id="take" aria-disabled={asking.busy.value} onClick={state.take}>
          Take this ticket
        </button>
      )}
      {assignee !== null && !isMine && mayTakeOver && (
        <button
          type="button"
          class="btn small"
          id="take"
          onClick={() => {
            doing.value = { what: "take-over" };
          }}
        >
          Take it over
        </button>
      )}
    </p>
  );
}

function TakeOver({ state: { doing, asking, take }, name }: { state: AccessState; name: string }) {
  return (
    <section class="note caution" aria-label="Take the ticket over">
      <div class="grow stack close">
        <p>
          <b>
            Take it over from <bdi>{name}</bdi>?
          </b>{" "}
          They can see no login of it any more, and you can.
        </p>
        <div class="line wrap">
          <button type="button" class="btn small" aria-disabled={asking.busy.value} onClick={take}>
            Take it over
          </button>
          <button
            type="button"
            class="btn small quiet"
            onClick={() => {
              doing.value = null;
            }}
          >
            Leave it
          </button>
        </div>
      </div>
    </section>
  );
}
