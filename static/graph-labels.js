// Labels beside their nodes: the heaviest first, none over another.
import { byWeight, count, labels } from "./graph-data.js";
import { card, markRadius, narrow, pen, stage, xOf, yOf } from "./graph-stage.js";

const IS_CROWD = count > 300;
const [BESIDE, ABOVE] = IS_CROWD ? [16, 8] : [6, 0]; // in a crowd labels keep their distance
const LONGEST = 34; // characters

const textOf = (node) => {
  const label = labels[node];
  return label.length > LONGEST ? `${label.slice(0, LONGEST - 2).trimEnd()}…` : label;
};

// Boxes are left, top, right and bottom.
const isFree = ([left, top, right, bottom], boxes) =>
  left >= 2 &&
  right <= stage.width - 2 &&
  !boxes.some(
    ([x0, y0, x1, y1]) => left < x1 + BESIDE && right > x0 - BESIDE && top < y1 + ABOVE && bottom > y0 - ABOVE,
  );

// Gives of some nodes those whose labels find room, with whether theirs stands before it.
export const apart = (candidates, most) => {
  const boxes = card.hidden || narrow.matches ? [] : [[stage.width - 340, 0, stage.width, stage.height]];
  const found = [];
  pen.font = stage.font;
  for (const node of candidates) {
    if (found.length === most) break;
    const [x, y] = [xOf(node), yOf(node)];
    if (x < -20 || y < 0 || x > stage.width + 20 || y > stage.height) continue;
    const long = pen.measureText(textOf(node)).width;
    const away = markRadius(node) + 5;
    const behind = [x + away, y - 9, x + away + long, y + 9];
    const before = [x - away - long, y - 9, x - away, y + 9];
    const box = [behind, before].find((one) => isFree(one, boxes));
    if (!box) continue;
    boxes.push(box);
    found.push([node, box === before]);
  }
  return found;
};

// The same of all nodes that are shown and in sight.
export const chooseLabels = () => {
  const { width, height, shown } = stage;
  const isInSight = (node) => xOf(node) > 0 && xOf(node) < width && yOf(node) > 0 && yOf(node) < height;
  const candidates = byWeight.filter((node) => shown[node] && isInSight(node));
  return apart(candidates.slice(0, 120), Math.round(5 + (width * height) / (count > 100 ? 40000 : 20000)));
};

export const paintLabels = (chosen, centre = -1) => {
  pen.font = stage.font;
  pen.direction = stage.direction;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const [node, isBefore] of chosen) {
    const away = markRadius(node) + (node === centre ? 10 : 5);
    const at = [textOf(node), xOf(node) + (isBefore ? -away : away), yOf(node)];
    pen.textAlign = isBefore ? "right" : "left";
    pen.strokeStyle = stage.colours.paper;
    pen.lineWidth = 4;
    pen.globalAlpha = 0.85;
    pen.strokeText(...at);
    pen.globalAlpha = 1;
    pen.fillStyle = node === centre ? stage.colours.rubric : stage.colours.ink;
    pen.fillText(...at);
  }
};
