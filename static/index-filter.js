// Narrows and sorts the master index: what is chosen stands in the page's address, so that it can be linked to and the
// back button works. Without a choice the page stays as it came.
import { makeBoxes } from "./index-boxes.js";
import { addressOf, nothingChosen, readChoice, without, YEARS, yearIn } from "./index-choice.js";
import { narrow } from "./index-narrow.js";
import { fetchOnce, fill, fold, grouped } from "./shared.js";

const PAUSE = 150; // milliseconds without a key until what was typed is looked for

const box = document.querySelector("#main > .filter");
const words = box.dataset;
box.append(document.getElementById("filter").content.cloneNode(true));
const form = box.querySelector("form");
const { sort, q } = form.elements;
const opener = box.querySelector(".filter-open");
const shower = box.querySelector(".filter-show"); // on a phone the results lie below the whole form
const results = document.querySelector(".results");
const part = (selector) => results.querySelector(selector);
const heading = part("h2");
const plain = document.querySelectorAll("#main > :is(.group, .pager), .opening > :is(.orders, .groups, .take-away)");

const write = (count) => grouped(count, words.thousands);

const data = await fetchOnce(words.facets);
let choice = readChoice(data, location.search);
let found = [];
let names;
let turn = 0;

for (const set of form.querySelectorAll("fieldset")) {
  if (!data.facets.some((facet) => facet.name === set.dataset.facet)) set.remove();
}
for (const option of [...sort.options]) if (!(option.value in data.sorts)) option.remove();
const boxes = data.facets.map((facet, index) =>
  makeBoxes(facet, form.querySelector(`[data-facet="${facet.name}"]`), {
    isFirst: index === 0, // the topics, where there are any
    hint: words.values,
    total: data.count,
    chosen: () => choice.chosen[index],
    write,
  }),
);

const go = (changes, { push = true } = {}) => {
  choice = { ...choice, page: 1, ...changes };
  history[push ? "pushState" : "replaceState"](null, "", addressOf(data, choice));
  return show();
};

const showForm = (counts) => {
  boxes.forEach((one, index) => void one.show(counts[index]));
  sort.value = choice.order;
  if (q.value.trim() !== choice.text) q.value = choice.text;
  for (const name of YEARS) {
    const field = form.elements[name];
    if (yearIn(field.value) !== choice[name]) field.value = choice[name];
  }
};

// What facets and fields are called, by name.
const labels = Object.fromEntries([
  ...data.facets.map(({ name }, index) => [name, boxes[index].title]),
  ...["q", ...YEARS].map((name) => [name, form.elements[name].labels[0].textContent.trim()]),
]);

const undo = (changes) => {
  go(changes);
  (results.hidden ? opener : (part(".chosen button") ?? heading)).focus();
};

// What the first choice and the first words need.
let module;
const learn = async () => {
  module ??= await import("./index-results.js");
  if (choice.text) names ??= (await fetchOnce(words.names)).map(fold);
};

const showFound = async (isLast) => {
  shower.textContent = fill(found.length ? words.count : words.nothing, { count: write(found.length) });
  await module?.showFound(found, data, choice, { words, labels, undo, isLast });
  if (isLast()) part(".lines").ariaBusy = null;
};

const show = async () => {
  turn += 1;
  const mine = turn;
  const isLast = () => mine === turn;
  const isPlain = addressOf(data, choice) === location.pathname;
  if (!isPlain) part(".lines").ariaBusy = "true";
  // what is there already shows at once: the focus goes to it
  if (!isPlain && (!module || (choice.text && !names))) {
    await learn().catch(() => {
      part(".found").textContent = words.failed;
    });
    if (!isLast()) return;
  }
  const narrowed = narrow(data, choice, names);
  found = narrowed.found;
  showForm(narrowed.counts);
  for (const element of plain) element.hidden = !isPlain;
  results.hidden = isPlain;
  shower.hidden = isPlain;
  if (!isPlain) await showFound(isLast);
};

const tick = ({ name, value, checked }) => {
  const facet = data.facets.findIndex((one) => one.name === name);
  if (facet < 0) return;
  const number = data.facets[facet].values.findIndex(([key]) => key === value);
  if (!checked) return go(without(choice, facet, number));
  return go({ chosen: choice.chosen.map((set, index) => (index === facet ? new Set([...set, number]) : set)) });
};

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", ({ target }) => {
  if (target === sort) go({ order: sort.value });
  else if (YEARS.includes(target.name)) go({ [target.name]: yearIn(target.value) });
  else tick(target);
});
let timer = 0;
q.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => go({ text: q.value.trim() }, { push: false }), PAUSE);
});
shower.addEventListener("click", () => {
  opener.click();
  heading.focus();
  heading.scrollIntoView();
});
opener.addEventListener("click", () => {
  opener.ariaExpanded = String(box.classList.toggle("open"));
});
part(".reset").addEventListener("click", () => {
  go(nothingChosen(data));
  (opener.offsetParent ? opener : sort).focus();
});
part(".pager").addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  await go({ page: Number(link.dataset.page) });
  heading.focus({ preventScroll: true });
  results.scrollIntoView();
});
part(".take")?.addEventListener("click", async (event) => {
  const { href } = event.target.dataset;
  if (!href) return;
  const status = part(".take [role=status]");
  status.textContent = "";
  try {
    const { take } = await import("./take.js");
    status.textContent = fill(words.saved, { file: await take(href, found, data.count) });
  } catch {
    status.textContent = words.failed;
  }
});
addEventListener("popstate", () => {
  choice = readChoice(data, location.search);
  show();
});

show();
box.classList.add("ready");
