// The menu of this generation unfolds by a class of its own.
document.addEventListener("click", (event) => {
  const parent = event.target.closest("#menu a.parent");
  if (parent) parent.parentElement.classList.toggle("open");
});
