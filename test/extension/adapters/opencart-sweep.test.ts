import { describe, expect, test } from "vitest";
import { readsOf } from "../../../extension/adapters/allowed.ts";
import { factAdapters } from "../../../extension/adapters/facts.ts";
import { sweepOf } from "../../../extension/adapters/sweeps.ts";

const said = (id: string, version: string | null) => sweepOf(id, version)?.says.join(" ") ?? "";

const stores: readonly (readonly [id: string, version: string | null])[] = [
  ["opencart", null],
  ["opencart", "1.4.9.6"],
  ["opencart", "1.5.6.4"],
  ["opencart", "2.0.3.1"],
  ["opencart", "2.2.0.0"],
  ["opencart", "2.3.0.2"],
  ["opencart", "3.0.2.0"],
  ["opencart", "3.0.3.9"],
  ["opencart", "4.0.1.1"],
  ["opencart", "4.0.2.3"],
  ["opencart", "4.1.0.4"],
  ["ocstore", "2.3.0.2"],
  ["ocstore", "3.0.3.7"],
  ["opencart-brasil", "3.0.3.3"],
  ["opencart-overclocked", "1.11.1"],
  ["arastta", "1.6.2"],
  ["mijoshop", null],
  ["mijoshop", "3.0.29"],
  ["aceshop", null],
  ["jcart", "2.2.0.0"],
  ["joocart", "1.5.4"],
];

test.each(stores)("%s %s: there is something to agree to exactly where there is something to sweep", (id, version) => {
  const adapter = factAdapters.find((one) => one.id === id);
  const times = (adapter ? readsOf(adapter, version, "sweep") : [])
    .filter(({ depth }) => depth === "sweep")
    .map(({ timeoutMs }) => timeoutMs);
  expect(sweepOf(id, version) !== null).toBe(times.length > 0);
  if (times.length > 0) expect(sweepOf(id, version)?.longestMs).toBeGreaterThanOrEqual(Math.max(...times));
});

describe("what a person agrees to", () => {
  test.each(stores.filter(([id, version]) => sweepOf(id, version)))(
    "%s %s: says that extensions go, and no code words",
    (id, version) => {
      expect(said(id, version)).toContain("removes each installed extension whose files are missing");
      expect(said(id, version)).not.toMatch(/\bGET\b|\broute\b|controller|session|sweep|\bSQL\b|\/\w+\//i);
    },
  );

  test("says of each line what is lost there", () => {
    expect(said("opencart", "1.5.6.4")).toContain("its settings stay");
    expect(said("opencart", "2.0.3.1")).toContain("every box of it");
    expect(said("opencart", "2.0.3.1")).not.toContain("its settings");
    expect(said("opencart", "2.3.0.2")).toContain("its settings and every box of it");
    expect(said("opencart", "3.0.5.1")).toContain("its settings and every box of it");
    expect(said("opencart", "4.1.0.4")).toContain("its settings go, a license key among them");
    expect(said("opencart", "4.1.0.4")).not.toContain("every box");
  });

  test("names whom the store asks, where it asks anybody", () => {
    for (const version of ["1.5.6.4", "2.3.0.2", "3.0.2.0"])
      expect(said("opencart", version)).not.toMatch(/30 seconds|\.com/);
    for (const version of ["3.0.3.0", "4.0.2.3"])
      expect(said("opencart", version)).toMatch(/30 seconds.*opencart\.com/);
    expect(said("opencart-brasil", "3.0.3.3")).toMatch(/30 seconds.*opencart\.com/);
    expect(said("ocstore", "3.0.3.7")).toMatch(/30 seconds.*opencartforum\.com/);
  });

  test("says where the person's own clicks wait, and where nobody has tried it", () => {
    for (const version of ["1.5.6.4", "2.2.0.0"])
      expect(said("opencart", version)).toContain("Your own clicks in this admin wait");
    expect(said("opencart", "3.0.5.1")).not.toContain("Your own clicks");
    for (const [id, version] of [
      ["opencart", "4.0.1.1"],
      ["arastta", "1.6.2"],
      ["mijoshop", null],
    ] as const)
      expect(said(id, version)).toContain("Nobody has tried this");
    expect(said("opencart", "4.0.2.3")).not.toContain("Nobody has tried this");
  });
});
