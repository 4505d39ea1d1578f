// Lines and nodes are painted on a sheet beside the screen, a few milliseconds at a time; what is seen is that sheet, moved
// and scaled, until the next one is ready. So a drag stays smooth however much there is to paint.
import { across, articles, byWeight, edges, retracted } from "./graph-data.js";
import { radius, stage, xOf, yOf } from "./graph-stage.js";

const LINES_AT_ONCE = 60; // many short paths are painted faster than a long one, and lines that cross grow darker
const NODES_AT_ONCE = 200;

let sheet = null; // what is ready: its canvas, the margin around what is seen, and the place it was painted for
let painting = null; // what comes next, with the steps that are left

export const mark = (to, node, x, y, size) => {
  if (articles.has(node)) return to.rect(x - size, y - size, 2 * size, 2 * size);
  to.moveTo(x + size, y);
  to.arc(x, y, size, 0, 7);
};

export const strike = (to, x, y, size) => {
  to.moveTo(x - size * 1.6, y + size * 1.6);
  to.lineTo(x + size * 1.6, y - size * 1.6);
};

function* paintLines(to, points, isOutside) {
  to.beginPath();
  let inPath = 0;
  for (const [from, cited] of edges) {
    if (stage.shown[from] && stage.shown[cited] && !isOutside(points[from], points[cited])) {
      to.moveTo(...points[from]);
      to.lineTo(...points[cited]);
      inPath += 1;
    }
    if (inPath < LINES_AT_ONCE) continue;
    to.stroke();
    to.beginPath();
    inPath = 0;
    yield;
  }
  to.stroke();
}

function* paintNodes(to, nodes, points, at, isOutside) {
  let done = 0;
  for (const node of nodes) {
    const [x, y] = points[node];
    const size = radius(node, at);
    if (isOutside([x - size, y - size], [x + size, y + size])) continue;
    to.beginPath();
    mark(to, node, x, y, size);
    to.fill();
    if (size > 3) to.stroke();
    done += 1;
    if (done % NODES_AT_ONCE === 0) yield;
  }
}

function* paint(to, at, margin) {
  const { colours, shown, width, height } = stage;
  const isBeyond = (one, other, most) => (one < -margin && other < -margin) || (one > most && other > most);
  const isOutside = ([x0, y0], [x1, y1]) => isBeyond(x0, x1, width + margin) || isBeyond(y0, y1, height + margin);
  const points = across.map((_, node) => [xOf(node, at), yOf(node, at)]);
  to.strokeStyle = colours.quiet;
  to.lineWidth = 0.7;
  to.globalAlpha = Math.min(0.5, (7.5 / Math.sqrt(edges.length)) * at.k ** 0.5);
  yield* paintLines(to, points, isOutside);
  const order = byWeight.toReversed(); // the heaviest on top
  for (const isShown of [0, 1]) {
    for (const isArticle of [false, true]) {
      to.globalAlpha = isShown ? 1 : 0.15;
      to.fillStyle = isArticle ? colours.rubric : colours.ink;
      to.strokeStyle = colours.paper;
      to.lineWidth = 1;
      const nodes = order.filter((node) => shown[node] === isShown && articles.has(node) === isArticle);
      yield* paintNodes(to, nodes, points, at, isOutside);
    }
  }
  to.globalAlpha = 1;
  to.strokeStyle = colours.rubric;
  to.lineWidth = 1.5;
  to.beginPath();
  for (const node of retracted) if (shown[node]) strike(to, ...points[node], radius(node, at));
  to.stroke();
}

export const isPainting = () => Boolean(painting?.steps);
export const isSheetOf = (place) => sheet?.at === place;

export const beginSheet = () => {
  const { width, height, place } = stage;
  const margin = Math.round(Math.min(width, height) / 3);
  const ratio = devicePixelRatio;
  const canvas = painting?.canvas ?? document.createElement("canvas");
  canvas.width = (width + 2 * margin) * ratio;
  canvas.height = (height + 2 * margin) * ratio;
  const to = canvas.getContext("2d", { willReadFrequently: true }); // painted by the processor, piece by piece
  to.setTransform(ratio, 0, 0, ratio, margin * ratio, margin * ratio);
  painting = { canvas, margin, at: place, steps: paint(to, place, margin) };
};

// Paints for some milliseconds; tells whether the sheet is ready.
export const paintSheet = (milliseconds) => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until) {
    if (!painting.steps.next().done) continue;
    const { canvas, margin, at } = painting;
    painting = sheet ? { canvas: sheet.canvas } : null;
    sheet = { canvas, margin, at };
    return true;
  }
  return false;
};

export const showSheet = (pen) => {
  if (!sheet) return;
  const { canvas, margin, at } = sheet;
  const { place } = stage;
  const scale = place.k / at.k;
  const size = scale / devicePixelRatio;
  const [x, y] = [place.x - (at.x + margin) * scale, place.y - (at.y + margin) * scale];
  pen.drawImage(canvas, x, y, canvas.width * size, canvas.height * size);
};
