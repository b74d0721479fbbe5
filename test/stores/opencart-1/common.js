// What this admin's own scripts do: show the menu, send the form on Return, ask before removing, open tabs.
document.addEventListener("DOMContentLoaded", () => {
  for (const list of document.querySelectorAll("#menu > ul")) list.style.display = "";
  const tabs = [...document.querySelectorAll("#tabs a")];
  const open = (chosen) => {
    for (const tab of tabs) {
      tab.classList.toggle("selected", tab === chosen);
      document.querySelector(tab.hash).style.display = tab === chosen ? "" : "none";
    }
  };
  for (const tab of tabs) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      open(tab);
    });
  }
  if (tabs[0]) open(tabs[0]);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".sign-in input")) event.target.form.submit();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*=uninstall]");
  if (link && !confirm("Delete or uninstall cannot be undone. Are you sure?")) event.preventDefault();
});
