import type { Report } from "../../../shared/report.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import type { StoreClaim } from "../../adapters/adapter.ts";
import { CaptureLine } from "../parts/capture-line.tsx";
import { hostOf } from "../parts/header.tsx";
import type { Panel } from "../state.ts";

/** What is known of the store this panel stands in. */
export function StoreCard({ panel }: { panel: Panel }) {
  const claim = panel.start.value?.claim ?? null;
  if (!claim) return <UnknownStore origin={panel.start.value?.storeOrigin ?? ""} />;
  if (!claim.signedIn) return <SignedOut claim={claim} />;
  const draft = panel.keeper.value;
  const report = draft?.report.value;
  return (
    <section class="card" aria-label="This store">
      <div class="pad line top wide">
        <Icon name="store" look="lg" />
        <div class="grow">
          <div class="line wrap">
            <b class="grow some">
              <Plain text={nameOf(claim, report)} />
            </b>
            <span class="badge positive">
              <Icon name="check" />
              Recognised
            </span>
          </div>
          {report ? (
            <p class="sm soft">
              <Plain text={readingOf(report)} />
            </p>
          ) : null}
        </div>
      </div>
      {draft ? (
        <div class="pad rule">
          <CaptureLine panel={panel} draft={draft} />
        </div>
      ) : null}
    </section>
  );
}

function UnknownStore({ origin }: { origin: string }) {
  return (
    <section class="card pad line top wide" aria-label="This store">
      <Icon name="store" look="lg" />
      <div class="grow">
        <div class="line wrap">
          <b class="grow some">{hostOf(origin)}</b>
          <span class="badge neutral">
            <Icon name="info" />
            Not recognised
          </span>
        </div>
        <p class="sm soft">We do not know this admin page. Nothing was read from it; you can write without it.</p>
      </div>
    </section>
  );
}

function SignedOut({ claim }: { claim: StoreClaim }) {
  return (
    <section class="card pad line top wide" aria-label="This store">
      <Icon name="lock" look="lg" />
      <div class="grow">
        <b>Your store has logged you out</b>
        <p class="sm soft">
          Log in to <Plain text={claim.label} /> in this tab and open this again. Your draft is kept; you can also write
          without what the store shows.
        </p>
      </div>
    </section>
  );
}

function nameOf({ label, version }: StoreClaim, report: Report | null | undefined): string {
  return [label, version ?? report?.platform.version].filter(Boolean).join(" ");
}

/** "PHP 8.2.36 · 41 modules, 6 third-party · 12 modifications"; some stores show only what others made. */
function readingOf({ server, modules, modifications, logs }: Report): string {
  const foreign = modules.filter(({ thirdParty }) => thirdParty).length;
  const errors = logs.reduce((sum, { groups }) => sum + groups.length, 0);
  const parts = [
    server.php && `PHP ${server.php}`,
    modules.length > 0 && modulesOf(modules.length, foreign),
    modifications.length > 0 && count(modifications.length, "modification"),
    errors > 0 && count(errors, "logged error"),
  ].filter(Boolean);
  return parts.join(" · ") || "Little could be read; what is missing says why.";
}

function modulesOf(all: number, foreign: number): string {
  if (foreign === all) return count(all, "third-party module");
  return `${count(all, "module")}${foreign ? `, ${foreign} third-party` : ""}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
