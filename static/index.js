// Loads what narrows and sorts the master index where its data can be fetched. From disk, and where they are missing, the
// page stays the list that it is.
(() => {
  const box = document.querySelector("#main > .filter");
  if (!box) return;
  if (location.protocol === "file:") {
    box.remove(); // it would leave an empty column
    return;
  }
  // all at once, or a browser would find one after the other
  const { src } = document.currentScript;
  const modules = ["filter", "boxes", "choice", "narrow"];
  const loaded = modules.map((name) => import(new URL(`index-${name}.js`, src).href));
  Promise.all(loaded).catch(() => box.remove());
})();
