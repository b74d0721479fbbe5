import { panelStates } from "./states.ts";

/** All states beside each other; `?width=320&height=640&only=home` narrows them. */
const query = new URLSearchParams(location.search);
const width = query.get("width") ?? "400";
const height = query.get("height") ?? "780";
const only = query.get("only")?.split(",") ?? [];

for (const { name, title } of panelStates) {
  if (only.length > 0 && !only.some((start) => name.startsWith(start))) continue;
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  const frame = document.createElement("iframe");
  caption.textContent = title;
  frame.title = title;
  frame.src = `./panel.html?${new URLSearchParams({ state: name, dir: query.get("dir") ?? "ltr" })}`;
  frame.width = width;
  frame.height = height;
  figure.append(caption, frame);
  document.querySelector("main")?.append(figure);
}
