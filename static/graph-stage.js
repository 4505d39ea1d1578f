// The room of the drawing: its elements, what is shown of the graph, and where a node lies on the screen.
import { across, count, down, weight } from "./graph-data.js";

document.createElement("canvas").getContext("2d").save(); // a browser may have none

export const room = document.getElementById("drawing");
room.replaceChildren(document.getElementById("graph-parts").content.cloneNode(true));
export const [view, card, said, status] = ["view", "card", "said", "status"].map((name) =>
  room.querySelector(`.graph-${name}`),
);
export const narrow = matchMedia("(max-width: 60rem)"); // the card stands below the drawing: as in the style sheet
const BESIDE = 330; // pixels that the card takes elsewhere
const EDGE = 28;

const screen = view.appendChild(document.createElement("canvas"));
export const pen = screen.getContext("2d");

// Sizes in pixels; `place` is how the drawing was moved and scaled, `fit` how it is scaled to fill the room before that.
export const stage = {
  width: 0,
  height: 0,
  unit: 1,
  fit: 1,
  left: 0,
  top: 0,
  place: d3.zoomIdentity,
  shown: new Uint8Array(count).fill(1),
  hovered: -1,
  selected: -1,
  colours: {},
  font: "",
  direction: "ltr",
};

export const xOf = (node, at = stage.place) => (stage.left + across[node] * stage.fit) * at.k + at.x;
export const yOf = (node, at = stage.place) => (stage.top + down[node] * stage.fit) * at.k + at.y;
export const radius = (node, at = stage.place) => (1.1 + 0.75 * Math.sqrt(weight[node])) * stage.unit * at.k ** 0.45;
// of a node that can be seen even where it is small
export const markRadius = (node) => Math.max(2.5, radius(node));

// Width and height that the card leaves.
const roomLeft = () => {
  if (card.hidden) return [stage.width, stage.height];
  return narrow.matches ? [stage.width, stage.height * 0.45] : [stage.width - BESIDE, stage.height];
};

export const isSeen = (node, edge = 40) => {
  const [width, height] = roomLeft();
  return xOf(node) > edge && xOf(node) < width - edge && yOf(node) > edge && yOf(node) < height - edge;
};

// Where a node is brought: beside the card, or above it.
export const middle = () =>
  narrow.matches ? [stage.width / 2, stage.height / 4] : [(stage.width - BESIDE) / 2, stage.height / 2];

// Tells whether anything has another size than before.
export const measure = () => {
  const { width, height } = view.getBoundingClientRect();
  const [wide, high] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  if (!width || (stage.width === width && stage.height === height && screen.width === wide)) return false;
  const [most, deepest] = [Math.max(...across, 1), Math.max(...down, 1)];
  const fit = Math.min((width - 2 * EDGE) / most, (height - 2 * EDGE) / deepest);
  screen.width = wide;
  screen.height = high;
  Object.assign(stage, {
    width,
    height,
    fit,
    left: (width - most * fit) / 2,
    top: (height - deepest * fit) / 2,
    unit: Math.min(1.9, Math.max(0.5, Math.sqrt((width * height) / count) / 34)),
  });
  return true;
};

// Colours and font of the page, for the pen.
export const readStyle = () => {
  const probe = room.appendChild(document.createElement("span"));
  for (const name of ["paper", "ink", "quiet", "rule", "rubric"]) {
    probe.style.color = `var(--${name})`;
    stage.colours[name] = getComputedStyle(probe).color;
  }
  probe.className = "graph-label";
  const { fontSize, fontFamily, direction } = getComputedStyle(probe);
  stage.font = `${fontSize} ${fontFamily}`;
  stage.direction = direction;
  probe.remove();
};
