// Finding a node by its label, its name or the people behind it.
import { byWeight, fetchNames, labels, nameOf, words, write } from "./graph-data.js";
import { showAll } from "./graph-filter.js";
import { goTo } from "./graph-moving.js";
import { select } from "./graph-node.js";
import { room, stage, status, view } from "./graph-stage.js";
import { fill, fold, make } from "./shared.js";

const MOST_FOUND = 8;
const NEAR = 2.5; // how much a node that was looked for is enlarged, at the least

const field = room.querySelector("#graph-search");
const list = room.querySelector("#graph-found");
const folded = labels.map(fold);
let texts = []; // folded; headline or title, and last names
let active = -1;
let hits = [];

const learnNames = async () => {
  texts = (await fetchNames()).map(fold);
};

const match = (asked) => {
  const tests = [
    (node) => folded[node].startsWith(asked),
    (node) => folded[node].includes(asked),
    (node) => texts[node].includes(asked),
  ];
  const ranks = tests.map(() => []);
  for (const node of byWeight) ranks[tests.findIndex((test) => test(node))]?.push(node);
  return ranks.flat();
};

const close = () => {
  list.hidden = true;
  active = -1;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
};

const itemOf = (node, index) => {
  const item = make(
    "li",
    { id: `graph-hit-${index}`, role: "option", ariaSelected: "false" },
    make("span", { dir: "auto" }, labels[node]),
  );
  nameOf(node).then((name) => name && item.append(make("span", { className: "remark", dir: "auto" }, name)));
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    choose(index);
  });
  return item;
};

const look = async () => {
  const asked = fold(field.value.trim());
  if (!asked) {
    close();
    status.textContent = "";
    return;
  }
  await learnNames();
  if (fold(field.value.trim()) !== asked) return;
  const all = match(asked);
  hits = all.slice(0, MOST_FOUND);
  list.replaceChildren(...hits.map(itemOf));
  active = -1;
  list.hidden = !hits.length;
  field.setAttribute("aria-expanded", String(hits.length > 0));
  field.removeAttribute("aria-activedescendant");
  status.textContent = all.length ? fill(words.found, { count: write(all.length) }) : words.nothing;
};

const choose = (index) => {
  const node = hits[index];
  if (node === undefined) return;
  close();
  if (!stage.shown[node]) showAll();
  select(node);
  goTo(node, Math.max(stage.place.k, NEAR));
  view.focus({ preventScroll: true });
};

const activate = (step) => {
  list.children[active]?.setAttribute("aria-selected", "false");
  active = (active + step + hits.length) % hits.length;
  list.children[active].setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", `graph-hit-${active}`);
};

const keys = {
  ArrowDown: () => activate(1),
  ArrowUp: () => activate(-1),
  Enter: () => choose(Math.max(active, 0)),
  Escape: close,
};

field.addEventListener("input", look);
field.addEventListener("blur", close);
field.addEventListener("keydown", (event) => {
  if (list.hidden || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

// this came when the field got the focus
if (field.value && document.activeElement === field) look();
else learnNames();
