// Opens search when somebody asks for it, and loads nothing before. Without it the link leads to the page of search.
(() => {
  const link = document.querySelector("[data-search-open]");
  const page = document.querySelector("[data-search-page]");
  if (!link) return;
  // a page from disk may not load modules or an index
  if (location.protocol === "file:") {
    if (page) {
      page.querySelector("[data-search-disk]").hidden = false;
      page.querySelector("[data-search-form]").remove();
    }
    return;
  }
  const { src } = document.currentScript;
  const load = (name) => import(new URL(name, src).href);
  const open = () => {
    if (page) page.querySelector("input").focus();
    else
      load("search-dialog.js").then(
        ({ open }) => open(),
        () => location.assign(link.href),
      );
  };

  if (page) load("search-page.js");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault(); // the sign would be typed into the field, or begin the browser's own search
    open();
  });
})();
