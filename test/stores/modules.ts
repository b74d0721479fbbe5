import type { ExtensionFile, RegisteredExtension, StoreState } from "./state.ts";

/** Modules that all generations of this platform bring, beyond those that every store here has. */
const bundled = ["carousel", "filter", "information", "latest", "slideshow", "special", "store"];

interface Further {
  files: ExtensionFile[];
  registered: RegisteredExtension[];
  settings: StoreState["settings"];
}

/**
 * Made-up modules for large stores: first the platform's own, then third parties'. Two of three are installed, half of
 * those are switched on.
 */
export function furtherModules(count: number): Further {
  const files = Array.from({ length: Math.max(0, count) }, (_, index) => moduleFile(index));
  const registered = files
    .filter((_, index) => index % 3 !== 2)
    .map(({ type, code, vendor }) => ({ type, code, vendor }));
  const settings = registered.map(({ code }, index) => [
    `module_${code}`,
    { [`module_${code}_status`]: index % 2 === 0 ? "1" : "0" },
  ]);
  return { files, registered, settings: Object.fromEntries(settings) };
}

function moduleFile(index: number): ExtensionFile {
  const own = bundled[index];
  if (own !== undefined) {
    return { type: "module", code: own, vendor: "opencart", nameHtml: own[0]?.toUpperCase() + own.slice(1) };
  }
  const number = String(index - bundled.length + 1).padStart(4, "0");
  const code = `riverside_${number}`;
  return { type: "module", code, vendor: code, nameHtml: `Riverside <b>module</b> ${number}` };
}
