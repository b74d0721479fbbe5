// What this admin's own scripts do: unfold menus, open tabs and dialogs, send forms, load lists.
const asScript = { "x-requested-with": "XMLHttpRequest" };

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-bs-dismiss=modal]");
  if (close) close.closest(".modal").classList.remove("show");
  const link = event.target.closest("[data-bs-toggle]");
  if (!link || link.dataset.bsToggle === "tooltip") return;
  event.preventDefault();
  const target = document.querySelector(link.dataset.bsTarget ?? (link.hash || null) ?? "#none");
  const kind = link.dataset.bsToggle;
  if (kind === "dropdown") link.parentElement.querySelector(".dropdown-menu").classList.toggle("show");
  if (kind === "modal") target.classList.add("show");
  if (kind === "collapse") {
    target.classList.toggle("show");
    link.classList.toggle("collapsed");
  }
  if (kind === "tab") {
    for (const other of link.closest("ul").querySelectorAll(".nav-link"))
      other.classList.toggle("active", other === link);
    for (const pane of target.parentElement.children) pane.classList.toggle("active", pane === target);
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.ocToggle !== "ajax") return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: asScript });
  const { redirect, error } = await answer.json();
  if (redirect) location.href = redirect;
  if (error) {
    const line = document.createElement("div");
    line.className = "alert alert-danger alert-dismissible";
    line.textContent = error;
    document.querySelector("#alert").replaceChildren(line);
  }
});

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("#button-menu")?.addEventListener("click", () => {
    document.querySelector("#column-left").classList.toggle("active");
  });
  const type = document.querySelector("#input-type");
  type?.addEventListener("change", async () => {
    const answer = await fetch(type.value, { headers: asScript });
    document.querySelector("#extension").innerHTML = await answer.text();
  });
});
