// What is seen, a frame at a time: the sheet, and over it labels, or one node among those that it cites or that cite it.
import { articles, citedBy, cites, heavier, retracted } from "./graph-data.js";
import { apart, chooseLabels, paintLabels } from "./graph-labels.js";
import { beginSheet, isPainting, isSheetOf, mark, paintSheet, showSheet, strike } from "./graph-sheet.js";
import { markRadius, pen, stage, view, xOf, yOf } from "./graph-stage.js";

const MOST_LABELS = 30; // around a node
const BUSY = 150; // milliseconds after a move in which painting takes less of a frame: what moves comes first

let isWaiting = false;
let isStale = true;
let lastMove = 0;
let labelled = []; // nodes that have a label, and on which side

const paintLinks = (centre, others, colour) => {
  pen.strokeStyle = colour;
  for (const other of others) {
    if (!stage.shown[other]) continue;
    pen.beginPath();
    pen.moveTo(xOf(centre), yOf(centre));
    pen.lineTo(xOf(other), yOf(other));
    pen.stroke();
  }
};

const paintNode = (node) => {
  const at = [xOf(node), yOf(node), markRadius(node)];
  pen.fillStyle = articles.has(node) ? stage.colours.rubric : stage.colours.ink;
  pen.beginPath();
  mark(pen, node, ...at);
  pen.fill();
  if (!retracted.has(node)) return;
  pen.strokeStyle = stage.colours.rubric;
  pen.beginPath();
  strike(pen, ...at);
  pen.stroke();
};

const paintStar = (centre) => {
  const { colours, shown } = stage;
  const around = [...new Set([...citedBy[centre], ...cites[centre]])].filter((node) => shown[node]);
  pen.lineWidth = 1;
  pen.globalAlpha = Math.max(0.25, Math.min(0.8, 12 / Math.sqrt(around.length)) - 0.1);
  paintLinks(centre, cites[centre], colours.quiet);
  paintLinks(centre, citedBy[centre], colours.rubric);
  pen.globalAlpha = 1;
  for (const node of [...around, centre]) paintNode(node);
  pen.strokeStyle = colours.rubric;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(xOf(centre), yOf(centre), markRadius(centre) + (articles.has(centre) ? 6 : 4), 0, 7);
  pen.stroke();
  paintLabels(apart([centre, ...around.sort(heavier)], MOST_LABELS), centre);
};

const show = () => {
  const { colours, height, hovered, selected, width } = stage;
  pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  pen.clearRect(0, 0, width, height);
  showSheet(pen);
  const centre = hovered >= 0 ? hovered : selected;
  if (centre < 0) return paintLabels(labelled);
  pen.fillStyle = colours.paper;
  pen.globalAlpha = 0.78;
  pen.fillRect(0, 0, width, height);
  paintStar(centre);
};

const frame = () => {
  isWaiting = false;
  if (!stage.width || !stage.height) return;
  const isBusy = performance.now() - lastMove < BUSY;
  if (isPainting() && paintSheet(isBusy ? 3 : 8)) labelled = chooseLabels();
  if (!isPainting() && (isStale || !isSheetOf(stage.place))) {
    isStale = false;
    beginSheet();
  }
  show();
  view.dataset.state = isPainting() ? "painting" : "ready";
  if (isPainting()) redraw();
};

export const redraw = () => {
  if (!isWaiting) requestAnimationFrame(frame);
  isWaiting = true;
};

export const repaint = () => {
  isStale = true;
  redraw();
};

export const moveTo = (place) => {
  stage.place = place;
  lastMove = performance.now();
  redraw();
};
