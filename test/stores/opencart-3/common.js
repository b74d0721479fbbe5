// What this admin's own scripts do: unfold menus, open tabs, load lists.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-toggle]");
  if (!link) return;
  const kind = link.dataset.toggle;
  if (kind === "tooltip") return;
  event.preventDefault();
  if (kind === "dropdown") link.parentElement.classList.toggle("open");
  const target = link.hash ? document.querySelector(link.hash) : null;
  if (kind === "collapse") {
    target.classList.toggle("in");
    link.classList.toggle("collapsed");
  }
  if (kind === "tab") {
    for (const other of link.closest("ul").children) other.classList.toggle("active", other === link.parentElement);
    for (const pane of target.parentElement.children) pane.classList.toggle("active", pane === target);
  }
});

async function load(address, target) {
  const answer = await fetch(address, { headers: { "x-requested-with": "XMLHttpRequest" } });
  target.innerHTML = await answer.text();
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("#button-menu")?.addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector("#column-left").classList.toggle("active");
  });
  const history = document.querySelector("#history");
  if (history) load(history.dataset.load, history);
  const type = document.querySelector("select[name=type]");
  if (type) {
    const list = document.querySelector("#extension");
    type.addEventListener("change", () => load(type.value, list));
    load(type.value, list);
  }
});
