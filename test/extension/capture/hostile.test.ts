// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { reportLimit } from "../../../extension/capture/limits.ts";
import { runCapture } from "../../../extension/capture/run.ts";
import { report as reportSchema } from "../../../shared/report.ts";
import { token } from "../../support/pages.ts";
import { captureOf, fakeStore, html } from "./fake-store.ts";

const parse = (text: string) => new DOMParser().parseFromString(text, "text/html");
const dashboard = html("3x-dashboard");
const within = (inner: string) => dashboard.replace("<h1>Overview</h1>", () => inner);
const action = (code: string) =>
  `<a href="https://shop.example/admin/index.php?route=extension/extension/module/uninstall&amp;user_token=${token}&amp;extension=${code}">x</a>`;
const url = new URL(`https://shop.example/admin/index.php?route=marketplace/extension&user_token=${token}`);

async function capture(document: Document) {
  const began = performance.now();
  const report = await runCapture(captureOf("3x-dashboard", fakeStore().fetch, { document, url }));
  const spent = performance.now() - began;
  const text = JSON.stringify(report);
  expect(reportSchema.safeParse(report).error).toBeUndefined();
  expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(reportLimit);
  return { report, text, spent };
}

const names = [
  "querySelector",
  "querySelectorAll",
  "documentElement",
  "body",
  "head",
  "title",
  "location",
  "URL",
  "baseURI",
  "textContent",
  "getElementById",
  "cloneNode",
  "childNodes",
  "firstChild",
  "forms",
  "images",
  "defaultView",
  "nodeType",
  "all",
  "cookie",
];

test.each(names)("an element that takes the name %s from the document changes nothing", async (name) => {
  const { report } = await capture(
    parse(
      within(
        `<img name="${name}"><form name="${name}" id="${name}"><input name="getAttribute"></form><object id="${name}"></object>`,
      ),
    ),
  );
  expect(report.platform).toMatchObject({ id: "opencart", version: "3.0.3.8" });
  expect(report.page.title).toBe("Overview");
  expect(report.modifications).toHaveLength(2);
});

test("fields that take the names of a form's own parts change nothing", async () => {
  const clobbered = [
    "attributes",
    "children",
    "parentNode",
    "getAttribute",
    "querySelectorAll",
    "textContent",
    "classList",
  ];
  const { report } = await capture(
    parse(
      dashboard.replace(
        '<nav id="column-left">',
        `<form id="content">${clobbered.map((name) => `<input name="${name}">`)}</form>$&`,
      ),
    ),
  );
  expect(report.platform.version).toBe("3.0.3.8");
});

test("markup in names is text, and what claims to be ours is not believed", async () => {
  const forged = '<script>steal()</script>"><img src=x onerror=steal()> [email#1] {"schema":1}';
  const escaped = forged.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const { report } = await capture(
    parse(
      within(
        `<table class="table"><tbody><tr><td>${escaped}</td><td></td><td>${action("x")}</td></tr></tbody></table>`,
      ),
    ),
  );
  expect(report.modules[0]).toMatchObject({ code: "x", name: forged, depth: "page" });
});

test("rows under another address or token are nobody's modules", async () => {
  const rows = [
    action("a").replace("shop.example/admin/", "shop.example/"),
    action("b").replace(token, "0".repeat(32)),
    action("c").replace("/admin/", "/admin/../other/"),
  ].map((link) => `<tr><td>Forged</td><td></td><td>${link}</td></tr>`);
  const { report } = await capture(parse(within(`<table class="table"><tbody>${rows.join("")}</tbody></table>`)));
  expect(report.modules.map(({ name }) => name)).not.toContain("Forged");
});

describe("a page made to be heavy is read in time, and its report stays small", () => {
  // In a browser these take a few milliseconds; the parser of the tests takes longer, hence the generous limit.
  const limitMs = 6_000;
  const row = (at: number) => `<tr><td>M${at} ${"x".repeat(200)}</td><td>On</td><td>${action(`m${at}`)}</td></tr>`;
  const rows = (count: number) => Array.from({ length: count }, (_, at) => row(at)).join("");

  test("ten thousand levels deep", async () => {
    const document = parse(dashboard);
    let inner: Element = document.createElement("div");
    for (let at = 0; at < 10_000; at += 1) {
      const outer = document.createElement("div");
      outer.append(inner);
      inner = outer;
    }
    document.querySelector("#content")?.append(inner);
    const { report, spent } = await capture(document);
    expect(report.platform.version).toBe("3.0.3.8");
    expect(spent).toBeLessThan(limitMs);
  });

  test("a hundred thousand nodes", async () => {
    const { report, spent } = await capture(parse(within("<i></i>".repeat(100_000))));
    expect(report.platform.version).toBe("3.0.3.8");
    expect(spent).toBeLessThan(limitMs);
  });

  test("fifty megabytes of text where names stand", async () => {
    const document = parse(dashboard);
    const text = "user_token=abcdefabcdef12 ann@mail.example ".repeat(1_200_000);
    document.querySelector("#footer")?.prepend(text);
    document.querySelector("title")?.replaceChildren(text);
    const { report, spent } = await capture(document);
    expect(report.page.title?.length).toBeLessThanOrEqual(300);
    expect(JSON.stringify(report)).not.toContain("ann@mail");
    expect(spent).toBeLessThan(limitMs);
  });

  test("more rows than any store has modules", async () => {
    const { report, spent } = await capture(
      parse(within(`<table class="table"><tbody>${rows(6_000)}</tbody></table>`)),
    );
    expect(report.modules.length).toBeGreaterThan(500);
    expect(report.missing).toContainEqual(
      expect.objectContaining({ fact: "modules", why: expect.stringContaining("more left out") }),
    );
    expect(spent).toBeLessThan(limitMs);
  });
});

test("lone surrogates, zero bytes and signs that turn writing around do not break the report", async () => {
  const document = parse(
    within(`<table class="table"><tbody><tr><td id="odd"></td><td></td><td>${action("x")}</td></tr></tbody></table>`),
  );
  document.querySelector("#odd")?.append("a\ud800b\u0000c\u202ed");
  const { report } = await capture(document);
  expect(report.modules[0]?.name.isWellFormed()).toBe(true);
});

describe("a page that takes longer than it may", () => {
  const row = (at: number, inside: string) =>
    `<tr><td>M${at}${inside}</td><td>On</td><td>${action(`m${at}`)}</td></tr>`;
  /** `msOf` says how long before a look it was, by its number. */
  const read = async (msOf: (look: number) => number, inside = "<i></i>".repeat(500)) => {
    let [ms, look] = [0, 0];
    const clock = () => {
      look += 1;
      ms += msOf(look);
      return ms;
    };
    const rows = Array.from({ length: 400 }, (_, at) => row(at, inside));
    const document = parse(within(`<table class="table"><tbody>${rows.join("")}</tbody></table>`));
    return runCapture(captureOf("3x-dashboard", fakeStore().fetch, { document, url, depth: "page", clock }));
  };

  test("is read up to there, and the report says that it was cut", async () => {
    const report = await read(() => 1);
    expect(report.modules.length).toBeGreaterThan(10);
    expect(report.modules.length).toBeLessThan(400);
    expect(report.missing).toContainEqual({ fact: "page", why: "the open page: too much to be read to its end" });
    expect(report.platform).toMatchObject({ id: "opencart", version: "3.0.3.8", fingerprint: { from: "3.0.3.9" } });
  });

  test("ends too where each look in it takes long by itself", async () => {
    const report = await read((look) => (look % 2 === 0 ? 30 : 0));
    expect(report.modules.length).toBeLessThan(200);
    expect(report.missing.map(({ fact }) => fact)).toContain("page");
  });

  test("loses no row of a usual list while the machine does something else now and then", async () => {
    const report = await read((look) => (look % 50 === 0 ? 500 : 0), "");
    expect(report.modules).toHaveLength(400);
    expect(report.missing.map(({ fact }) => fact)).not.toContain("page");
  });

  test("is told from one that had time enough", async () => {
    const report = await read(() => 0);
    expect(report.modules).toHaveLength(400);
    expect(report.missing.map(({ fact }) => fact)).not.toContain("page");
  });
});
