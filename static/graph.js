// Has the citation graph drawn in the room that its page keeps for it, and says meanwhile that it is loading; where it
// cannot be fetched or drawn, it says that.
(() => {
  const room = document.getElementById("drawing");
  const parts = document.getElementById("graph-parts");
  if (!room || !parts) return;
  const say = (text) => {
    const line = document.createElement("p");
    line.className = "graph-message";
    line.textContent = text;
    room.replaceChildren(line);
  };
  say(parts.dataset.loading);
  // all at once, or a browser would find one after the other
  const { src } = document.currentScript;
  const modules = ["page", "data", "filter", "frame", "labels", "moving", "node", "sheet", "stage"];
  const loaded = modules.map((name) => import(new URL(`graph-${name}.js`, src).href));
  Promise.all(loaded).catch(() => say(parts.dataset.failed));
})();
