// The citation graph under pointer and keys. Its parts are imported from here.
import { addressOf, byWeight, citedBy, cites, count, steps } from "./graph-data.js";
import { redraw, repaint } from "./graph-frame.js";
import { goTo, limitMoves, shift, zoomBy } from "./graph-moving.js";
import { select } from "./graph-node.js";
import { card, isSeen, measure, radius, readStyle, room, stage, view, xOf, yOf } from "./graph-stage.js";
import "./graph-filter.js";

// The nearest node; of a large one its whole mark.
const nodeAt = (event) => {
  const [x, y] = d3.pointer(event, view);
  let best = -1;
  let nearest = event.pointerType === "touch" ? 24 : 14; // pixels
  for (const node of byWeight) {
    if (!stage.shown[node]) continue;
    const distance = Math.hypot(xOf(node) - x, yOf(node) - y) - radius(node);
    if (distance < nearest) [best, nearest] = [node, distance];
  }
  return best;
};

const hover = (node) => {
  if (node === stage.hovered) return;
  stage.hovered = node;
  redraw();
};

view.addEventListener("pointermove", (event) => {
  if (event.pointerType === "touch" || event.buttons) return;
  const node = nodeAt(event);
  view.classList.toggle("on-node", node >= 0);
  hover(node);
});
view.addEventListener("pointerleave", () => hover(-1));
view.addEventListener("click", (event) => {
  stage.hovered = -1;
  select(nodeAt(event));
});
for (const button of room.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => zoomBy(button.dataset.zoom));
}

// who wants to find a node needs all names: those, and what looks for them, come when somebody does
room.querySelector("#graph-search").addEventListener("focus", () => import("./graph-search.js"), { once: true });

const leave = () => {
  select(-1);
  view.focus();
};
room.querySelector(".graph-close").addEventListener("click", leave);
card.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
});

const first = () => {
  const shown = byWeight.filter((node) => stage.shown[node]);
  return shown.find((node) => isSeen(node, 0)) ?? shown[0] ?? -1;
};

// Of what the selected node cites or is cited by, what lies nearest in a direction.
const next = ([dx, dy]) => {
  const { selected, shown } = stage;
  if (selected < 0) return first();
  let best = selected;
  let least = Infinity;
  for (const node of [...citedBy[selected], ...cites[selected]]) {
    const [x, y] = [xOf(node) - xOf(selected), yOf(node) - yOf(selected)];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (!shown[node] || ahead <= 0 || aside > 1.8 * ahead) continue;
    if (ahead + 2 * aside < least) [best, least] = [node, ahead + 2 * aside];
  }
  return best;
};

const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const zooms = { "+": "in", "=": "in", "-": "out", "−": "out", 0: "all" };

view.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const way = ways[event.key];
  const { selected } = stage;
  if (way && event.shiftKey) shift(...way);
  else if (way) select(next(way), { follow: true });
  else if (zooms[event.key]) zoomBy(zooms[event.key]);
  else if (event.key === "Enter" && selected >= 0) location.assign(addressOf(selected));
  else if (event.key === "Escape" && selected >= 0) select(-1);
  else return;
  event.preventDefault();
});

const resize = () => {
  if (!measure()) return;
  limitMoves();
  repaint();
};
const recolour = () => {
  readStyle();
  repaint();
};
readStyle();
new ResizeObserver(resize).observe(view);
resize();
new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme", "data-scheme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);

const asked = new URLSearchParams(location.search).get("focus") || decodeURIComponent(location.hash.slice(1));
const start = asked ? steps.indexOf(asked) : -1;
if (start >= 0) {
  select(start);
  goTo(start, Math.max(1, Math.min(4, count / 300)));
}
