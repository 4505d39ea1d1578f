// Blocks, and has to: what was chosen must hold before the first line is painted. Without a choice the system decides.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const key = "painsite-theme";
  const ofSystem = () => (system.matches ? "dark" : "light");

  const read = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    } // storage may be forbidden
  };
  const write = (choice) => {
    try {
      choice ? localStorage.setItem(key, choice) : localStorage.removeItem(key);
    } catch {
      /* for this page alone */
    }
  };
  const show = (choice) => {
    if (choice === "dark" || choice === "light") root.dataset.theme = choice;
    else delete root.dataset.theme;
    root.dataset.scheme = root.dataset.theme || ofSystem(); // the style sheet shows the button that offers the other
  };

  show(read());
  system.addEventListener("change", () => show(root.dataset.theme));
  addEventListener("storage", (event) => event.key === key && show(event.newValue));
  addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-switch]")) return;
    const wanted = root.dataset.scheme === "dark" ? "light" : "dark";
    const choice = wanted === ofSystem() ? "" : wanted; // what the system says is the system's choice again
    write(choice);
    show(choice);
  });
})();
