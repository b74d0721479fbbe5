import type { Brand } from "../../../shared/brand.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Logo } from "../../../shared/ui/logo.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";

const themes = [
  { id: "light", words: "Light" },
  { id: "dark", words: "Dark" },
] as const;

/** What clients see of a brand, as it is typed: the button, the panel and a mail, light and dark. */
export function BrandPreview({ brand }: { brand: Brand }) {
  return (
    <section class="brand-preview" aria-labelledby="preview-title">
      <h2 class="h2" id="preview-title">
        What clients see
      </h2>
      <div class="brand-themes">
        {themes.map(({ id, words }) => (
          <figure key={id} data-theme={id} data-brand="" style={{ "--brand": brand.colour }}>
            <figcaption class="meta">{words}</figcaption>
            <LauncherPart brand={brand} />
            <PanelPart brand={brand} />
            <MailPart brand={brand} />
          </figure>
        ))}
      </div>
      <p class="hint">
        The button keeps its blue in every store: it stands in pages that are drawn before anything is asked of this
        server.
      </p>
    </section>
  );
}

function LauncherPart({ brand }: { brand: Brand }) {
  return (
    <div class="brand-store">
      <span class="brand-launcher">
        <Icon name="bell" />
        {brand.button ?? "Get Support"}
      </span>
    </div>
  );
}

function PanelPart({ brand }: { brand: Brand }) {
  return (
    <div class="brand-panel">
      <div class="line">
        <span class="mark">
          <Logo brand={brand} />
        </span>
        <div class="grow">
          <p class="h3 clip">
            <Plain text={brand.name} />
          </p>
          <p class="meta clip">
            <Plain text={brand.senderName} /> answers here
          </p>
        </div>
      </div>
      {brand.helpLinks.length > 0 && (
        <p class="line wrap meta">
          {brand.helpLinks.map(({ label, url }) => (
            <span class="brand-help" key={`${label} ${url}`}>
              {label}
            </span>
          ))}
        </p>
      )}
      <span class="btn primary">New request</span>
    </div>
  );
}

/** As server/mails/render.ts draws it: the reader's own black and white, and the button alone in the brand's colour. */
function MailPart({ brand }: { brand: Brand }) {
  return (
    <div class="brand-mail">
      <p class="meta clip">
        From <Plain text={brand.senderName} />
      </p>
      <p>
        <b>
          <Plain text={brand.name} />
        </b>
      </p>
      <p>Your request T-1042 was answered.</p>
      <span class="brand-mail-button" style={{ background: brand.colour }}>
        Read the answer
      </span>
      <p class="meta brand-mail-foot">To write to us, go to {brand.helpLinks[0]?.url ?? "the address of this desk"}</p>
    </div>
  );
}
