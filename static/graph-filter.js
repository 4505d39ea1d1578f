// Showing a part of the graph: one topic, entries or articles alone, some years.
import { articles, byWeight, count, tagged, topics, words, write, years } from "./graph-data.js";
import { repaint } from "./graph-frame.js";
import { zoomBy } from "./graph-moving.js";
import { select } from "./graph-node.js";
import { isSeen, room, stage, status } from "./graph-stage.js";
import { fill, make } from "./shared.js";

const { lang } = document.documentElement;

const controls = ["topic", "kind", "from", "to"].map((name) => room.querySelector(`#graph-${name}`));
const [topic, kind, from, to] = controls;

const byName = [...topics.entries()].sort(([, one], [, other]) => one.localeCompare(other, lang));
topic.append(...byName.map(([value, name]) => make("option", { value }, name)));
const known = years.filter(Boolean);
if (known.length) [from.placeholder, to.placeholder] = [String(Math.min(...known)), String(Math.max(...known))];

const tests = () => {
  const [first, last] = [Number(from.value) || -Infinity, Number(to.value) || Infinity];
  const found = [];
  if (topic.value) found.push((node) => tagged[node].includes(Number(topic.value)));
  if (kind.value) found.push((node) => articles.has(node) === (kind.value === "article"));
  if (from.value || to.value) found.push((node) => years[node] && years[node] >= first && years[node] <= last);
  return found;
};

const filter = () => {
  const all = tests();
  stage.shown = Uint8Array.from(years, (_, node) => Number(all.every((test) => test(node))));
  const left = stage.shown.reduce((sum, one) => sum + one, 0);
  status.textContent = left === count ? "" : fill(words.status, { count: write(left), total: words.total });
  if (stage.selected >= 0 && !stage.shown[stage.selected]) select(-1);
  stage.hovered = -1;
  repaint();
  if (left && !byWeight.some((node) => stage.shown[node] && isSeen(node))) zoomBy("all");
};

export const showAll = () => {
  for (const control of controls) control.value = "";
  filter();
};

for (const control of controls) control.addEventListener("input", filter);
room.querySelector(".graph-tools").addEventListener("submit", (event) => event.preventDefault());
