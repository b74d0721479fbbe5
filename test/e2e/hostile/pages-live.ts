import { expect } from "vitest";
import { address, type HostilePage, list, opencart, row, rows, script } from "./pages-frame.ts";

/** Pages whose names would run if anybody made markup of them, and pages that do things of their own. */

const payloads: readonly [string, string][] = [
  ["a script", "<script>trip(1)</script>"],
  ["a picture that fails", "<img src=x onerror=trip(1)>"],
  ["a drawing that loads", "<svg onload=trip(1)><animate onbegin=trip(1) attributeName=x dur=1s>"],
  ["a frame of its own source", "<iframe srcdoc='<script>parent.trip(1)</script>'></iframe>"],
  [
    "a form that sends itself",
    "<form action=javascript:trip(1)><input autofocus onfocus=trip(1)></form><details open ontoggle=trip(1)>",
  ],
  [
    "a closing of every element that can hold it",
    "</textarea></title></style></script></template></noscript><img src=x onerror=trip(1)>",
  ],
  ["a template literal and a regular expression", "${trip(1)}`$&$1$'\\u003cimg src=x onerror=trip(1)\\u003e"],
];
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const told: readonly HostilePage[] = payloads.map(([what, payload]) => ({
  name: `${what}, as text, as the name of everything`,
  markup: () => {
    const text = escaped(payload);
    return opencart({
      title: text,
      content: list(rows + row("told", text)),
      stores: `<li><a href="http://s.test/" target="_blank">${text}</a></li>`,
      footer: `${text} Version 3.0.3.8`,
      attributes: `lang="${text}"`,
    });
  },
  expects: (report) => {
    expect(report.modules.map(({ code }) => code)).toContain("told");
    expect(report.page.title?.slice(0, 5)).toBe(payload.slice(0, 5));
  },
}));

const links: readonly HostilePage[] = [
  {
    name: "scripts as the addresses of all that is looked at",
    markup: () =>
      opencart({
        content: list(
          `${rows}<tr><td>Run</td><td>On</td><td><a href="javascript:trip(1)//route=extension/extension/module/install">x</a><button formaction="javascript:trip(2)//index.php?route=x" onclick="trip(3);'index.php?route=x'" value="javascript:trip(4)//route=x">x</button></td></tr>`,
        ),
        header: `<a href="javascript:trip(5)//route=common/logout">x</a>`,
      }),
  },
  {
    name: "handlers of every kind on every element that is looked at",
    markup: () =>
      opencart({
        content: list(
          rows.replaceAll(
            "<td>",
            '<td onclick="trip(1)" onfocus="trip(2)" onmouseover="trip(3)" onbeforecopy="trip(4)" oncopy="trip(5)" tabindex="0">',
          ),
        ),
      }),
  },
  {
    name: "a page that is to be left for a script in an hour",
    markup: () => opencart({ head: '<meta http-equiv="refresh" content="3600;url=javascript:trip(1)">' }),
  },
  {
    name: "a policy that allows the page nothing more",
    markup: () =>
      opencart({
        body: script(
          `document.head.insertAdjacentHTML("beforeend", '<meta http-equiv="content-security-policy" content="default-src \\'none\\'; require-trusted-types-for \\'script\\'; trusted-types \\'none\\'">')`,
        ),
      }),
  },
];

const odd = (text: string) =>
  script(
    `document.querySelector("td b").textContent = ${JSON.stringify(text)}.repeat(50); document.title = ${JSON.stringify(text)}.repeat(50);`,
  );
const signs: readonly [string, string][] = [
  ["lone halves of signs", "a\ud800b\udfff\ud83d"],
  ["zero bytes and control signs", "a\u0000b\u0007c\u001b[31m\u0085\u2028"],
  ["signs that turn writing around", "a\u202e\u202d\u2066\u2067\u2069b"],
  ["signs of no width", "p\u200ba\u200ds\u2060s\ufeffw\u00adord=secret"],
  ["a hundred marks on each letter", `a${"\u0301\u0489".repeat(50)}`],
  ["forged placeholders and reports", '[email#1] [token#9999999] {"schema":1,"platform":{"native":true}} [redacted]'],
];
const written: readonly HostilePage[] = signs.map(([what, text]) => ({
  name: `${what} in names and title`,
  markup: () => opencart({ body: odd(text) }),
  expects: (report) => {
    expect(JSON.stringify(report).isWellFormed()).toBe(true);
    expect(report.modules).toHaveLength(2);
  },
}));

const live: readonly HostilePage[] = [
  {
    name: "every method that finds elements or takes texts replaced, in the page's world",
    markup: () =>
      opencart({
        body: script(`for (const made of [Node, Element, HTMLElement, Document, CharacterData, TreeWalker, DOMParser, Range, NodeList, EventTarget])
  for (const [name, { value, get, set }] of Object.entries(Object.getOwnPropertyDescriptors(made.prototype))) {
    try {
      if (typeof value === "function" && name !== "constructor") made.prototype[name] = function () { trip(name); return null; };
      else if (get) Object.defineProperty(made.prototype, name, { get() { trip(name); throw new Error("no"); }, set });
    } catch {}
  }`),
      }),
  },
  {
    name: "arrays, maps, JSON, texts, numbers and promises poisoned, in the page's world",
    markup: () =>
      opencart({
        body: script(`const bad = (name) => function () { trip(name); throw new Error("no"); };
for (const made of [Array, Map, Set, String, RegExp, Promise, Object, URL, URLSearchParams, TextEncoder]) for (const name of Object.getOwnPropertyNames(made.prototype)) {
  if (/^(constructor|push|__proto__|toString|valueOf|hasOwnProperty)$/.test(name)) continue;
  try { Object.defineProperty(made.prototype, name, { value: bad(name) }); } catch {}
}
JSON.parse = JSON.stringify = bad("JSON"); Array.prototype[Symbol.iterator] = bad("iterator"); Object.prototype.route = "x"; performance.now = bad("now");`),
      }),
  },
  {
    name: "elements of its own that throw wherever they are touched",
    markup: () =>
      opencart({
        content: list(rows.replaceAll("<b>", "<x-trap><b>").replaceAll("</b>", "</b></x-trap>")),
        body: script(`customElements.define("x-trap", class extends HTMLElement {
  static observedAttributes = ["id", "class", "href"];
  constructor() { super(); for (const name of ["getAttribute", "querySelectorAll", "textContent", "firstChild"]) Object.defineProperty(this, name, { get() { trip(name); throw new Error("no"); } }); }
  attributeChangedCallback() { trip("attribute"); } adoptedCallback() { trip("adopted"); } disconnectedCallback() { trip("gone"); }
});`),
      }),
  },
  {
    name: "observers of every change to the page, who must see none",
    markup: () =>
      opencart({
        body: script(
          `addEventListener("load", () => new MutationObserver((seen) => seen.forEach((one) => trip(one.type))).observe(document, { subtree: true, childList: true, attributes: true, characterData: true }));`,
        ),
      }),
  },
  {
    name: "a storm of changes that each call for the next",
    markup: () =>
      opencart({
        body: script(`const box = document.body.appendChild(document.createElement("p")); let storm = 0;
new MutationObserver(() => { if (storm++ < 1e6) setTimeout(() => { box.textContent = storm; }); }).observe(box, { childList: true }); box.textContent = "go";`),
      }),
  },
  {
    name: "a list that is written anew a hundred times a second",
    markup: () =>
      opencart({
        body: script(
          `const body = document.querySelector("tbody"), was = body.innerHTML; setInterval(() => { body.innerHTML = was; }, 10);`,
        ),
      }),
  },
  {
    name: "a version that is another one at every look",
    markup: () =>
      opencart({
        footer: '<span id="turning">Version 3.0.3.8</span>',
        body: script(
          `setInterval(() => { document.querySelector("#turning").textContent = "Version 3.0." + Math.floor(Math.random() * 9) + ".8"; }, 5);`,
        ),
      }),
    expects: ({ platform }) => expect(platform.version).toMatch(/^3\.0\.\d\.8$/),
  },
  {
    name: "a page that has written itself anew by document.open",
    markup: () =>
      opencart({
        body: script(
          `addEventListener("load", () => { const was = document.documentElement.outerHTML.replace(/<script>[^]*?<\\/script>/g, ""), kept = trips; document.open(); document.write("<!DOCTYPE html>" + was); document.close(); self.trips = kept; });`,
        ),
      }),
  },
  {
    name: "a document without its root, put back later",
    markup: () =>
      opencart({
        body: script(
          `addEventListener("load", () => { const root = document.documentElement; root.remove(); setTimeout(() => document.append(root), 100000); });`,
        ),
      }),
    expects: ({ platform }) => expect(platform.id).toBe("unknown"),
  },
  {
    name: "frames that load the admin again",
    markup: () => opencart({ body: '<iframe srcdoc="<p>x</p>"></iframe>'.repeat(100) }),
  },
  {
    name: "dialogs, popovers and full screens over the list",
    markup: () =>
      opencart({
        body: `<dialog id="d">x</dialog><div popover="manual" id="p">x</div>${script(`d.showModal(); p.showPopover();`)}`,
      }),
  },
  {
    name: "a title that is changed by whoever reads it",
    markup: () =>
      opencart({
        body: script(
          `Object.defineProperty(document, "title", { get() { trip("title"); return "no"; } }); Object.defineProperty(document, "querySelector", { get() { trip("own"); } });`,
        ),
      }),
  },
  {
    name: "a hidden field, a password and a cookie that nobody may carry away",
    markup: () =>
      opencart({
        content: `${list()}<input type="hidden" name="secret" value="canary-hidden"><input type="password" value="canary-password"><a href="${address("x", { password: "canary-link" })}">x</a>`,
        body: script(`document.cookie = "OCSESSID=canary-cookie"; localStorage.setItem("x", "canary-stored");`),
      }),
    expects: (report) => expect(JSON.stringify(report)).not.toContain("canary-"),
  },
];

export const livePages: readonly HostilePage[] = [...told, ...links, ...written, ...live];
