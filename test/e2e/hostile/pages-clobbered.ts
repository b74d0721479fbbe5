import { type HostilePage, list, opencart, rows } from "./pages-frame.ts";

/** Elements whose names and ids stand where a reader looks for methods and objects. */

const ofDocument =
  "querySelector querySelectorAll getElementById getElementsByTagName createTreeWalker createElement documentElement body head title location URL baseURI textContent childNodes firstChild forms images scripts links all cookie defaultView nodeType ownerDocument implementation currentScript readyState domain referrer cloneNode contains evaluate dispatchEvent addEventListener";
const ofElements =
  "attributes children childNodes firstChild lastChild parentNode parentElement nodeType nodeName tagName textContent innerHTML innerText getAttribute hasAttribute querySelector querySelectorAll matches closest classList className id ownerDocument nextSibling remove append length action method elements submit namespaceURI";
const ofWindow =
  "deskbellAsked deskbellArmed deskbellReadPage deskbellCapture deskbellStop deskbellArm deskbellObserved chrome browser performance navigator location document URL Array Object JSON Map Set Promise Element Document CharacterData DOMParser Error crypto fetch self top parent frames length name status";

const names = (all: string) => all.split(" ");
const each = (all: string, make: (name: string) => string) => names(all).map(make).join("");

const taking: readonly [string, (name: string) => string][] = [
  ["images", (name) => `<img name="${name}" id="${name}">`],
  ["forms", (name) => `<form name="${name}" id="${name}"><input name="getAttribute"></form>`],
  ["objects", (name) => `<object name="${name}" id="${name}"></object>`],
  ["embeds", (name) => `<embed name="${name}">`],
  ["frames", (name) => `<iframe name="${name}" srcdoc=""></iframe>`],
];

export const clobberedPages: readonly HostilePage[] = [
  ...taking.map(([what, make]) => ({
    name: `${what} that take the names of all of document's members`,
    markup: () => opencart({ header: each(ofDocument, make) }),
  })),
  {
    name: "elements that take the names of what the extension keeps in its window",
    markup: () =>
      opencart({ header: each(ofWindow, (name) => `<a id="${name}"></a><form id="${name}" name="${name}"></form>`) }),
  },
  {
    name: "pairs of one name, which make a collection of it",
    markup: () =>
      opencart({
        header: each(`${ofDocument} ${ofWindow}`, (name) => `<a id="${name}" name="${name}"></a>`.repeat(2)),
      }),
  },
  {
    name: "a form around the list whose fields take the names of an element's members",
    markup: () =>
      opencart({
        content: `<form id="content">${each(ofElements, (name) => `<input name="${name}">`)}${list()}</form>`,
      }),
  },
  {
    name: "a form in each cell whose fields take the names of an element's members",
    markup: () => {
      const form = `<form>${each(ofElements, (name) => `<input name="${name}">`)}</form>`;
      return opencart({ content: list(rows.replaceAll("<td>", `<td>${form}`)) });
    },
  },
  {
    name: "a footer that is a form with a field called textContent",
    markup: () =>
      opencart({ footer: `<form id="footer"><input name="textContent" value="9.9.9.9"></form>Version 3.0.3.8` }),
  },
  {
    name: "each id of the frame a hundred times more, at its end",
    markup: () =>
      opencart({
        body: ["header", "content", "footer", "menu"]
          .map((id) => `<div id="${id}">Version 9.9.9.9</div>`.repeat(100))
          .join(""),
      }),
  },
];
