import type { Facts, Source } from "../adapter.ts";
import type { Page } from "../page.ts";

/** Beside these the page holds the person's cookies and the server's environment: nothing else of it is looked at. */
const directives = [
  "memory_limit",
  "max_execution_time",
  "max_input_vars",
  "post_max_size",
  "upload_max_filesize",
] as const;

export function phpInfo({ page }: Source): Facts | null {
  const version = /^PHP Version (\d[\w.+~-]{0,40})/.exec(page.text("h1.p, h1") ?? "")?.[1];
  if (!version) return null;
  const values = valuesOf(page);
  const shown = directives.flatMap((name) => {
    const value = values.get(name);
    return value && /^-?[\w.]{1,20}$/.test(value) ? [`${name} ${value}`] : [];
  });
  const api = /^[\w ./-]{1,40}$/.exec(values.get("Server API") ?? "")?.[0];
  const further = [...(api ? [api] : []), ...shown].join(", ");
  // The second word is the server's own name.
  const [, system, release] = /^(\w{1,20}) \S{1,200} ([\w.-]{1,60})/.exec(values.get("System") ?? "") ?? [];
  return {
    server: {
      php: further ? `${version} (${further})` : version,
      ...(system ? { os: `${system} ${release}` } : {}),
      from: { php: "phpinfo", ...(system ? { os: "phpinfo" } : {}) },
    },
  };
}

const wanted: readonly string[] = [...directives, "Server API", "System"];

function valuesOf(page: Page): Map<string, string> {
  const values = new Map<string, string>();
  for (const row of page.all("tr").slice(0, 5_000)) {
    const name = page.text(page.one("td.e", row), 60);
    if (name && wanted.includes(name) && !values.has(name))
      values.set(name, page.text(page.one("td.v", row), 300) ?? "");
  }
  return values;
}
