import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import {
  adminRecipe,
  filesRecipes,
  type HostPanel,
  hostPanels,
  type Recipe,
  type RecipePlatform,
  recipeFamily,
  recipePlatforms,
  recipeVersion,
} from "../../shared/access-steps.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import type { Access } from "./state.ts";

type Way = "make" | "disable";

/** How a temporary user is made in this store's admin, or disabled again; another platform can be chosen. */
export function AdminRecipe({ access, way }: { access: Access; way: Way }) {
  const claim = access.start.value?.claim ?? null;
  const family = recipeFamily(claim?.platform ?? null);
  const chosen = useSignal<RecipePlatform | null>(null);
  const platform = chosen.value ?? family;
  const recipe = adminRecipe(
    platform,
    platform === family && claim ? recipeVersion(claim.platform, claim.version) : null,
  );
  return (
    <Steps
      recipe={recipe}
      way={way}
      what="a temporary user"
      label="Shop software"
      options={recipePlatforms}
      value={platform}
      onChoose={(next) => {
        chosen.value = next;
      }}
    />
  );
}

export function FilesRecipe({ way }: { way: Way }) {
  const chosen = useSignal<HostPanel>("cpanel");
  return (
    <Steps
      recipe={filesRecipes[chosen.value]}
      way={way}
      what="a temporary account"
      label="Control panel of your host"
      options={hostPanels}
      value={chosen.value}
      onChoose={(next) => {
        chosen.value = next;
      }}
    />
  );
}

function Steps<Value extends string>({
  recipe,
  way,
  what,
  label,
  options,
  value,
  onChoose,
}: {
  recipe: Recipe;
  way: Way;
  what: string;
  label: string;
  options: readonly (readonly [Value, string])[];
  value: Value;
  onChoose(value: Value): void;
}) {
  const id = useId();
  const steps = recipe[way];
  return (
    <details class="recipe">
      <summary>
        {way === "make" ? `Make ${what}` : "How to disable it"}: {steps.length} steps
        <Icon name="down" look="sm" />
      </summary>
      <div class="stack">
        <div class="line wrap">
          <label class="label" for={id}>
            {label}
          </label>
          <select
            class="input pick"
            id={id}
            value={value}
            onChange={(event) => {
              const next = options.find(([one]) => one === event.currentTarget.value);
              if (next) onChoose(next[0]);
            }}
          >
            {options.map(([one, words]) => (
              <option key={one} value={one}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {way === "make" && recipe.note ? <p class="hint">{recipe.note}</p> : null}
      </div>
    </details>
  );
}
