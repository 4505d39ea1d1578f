// The page of search: what is typed and chosen stands in the address, so that it can be linked to and gone back to.
import { openEngine } from "./search-engine.js";
import { describe, tell } from "./search-show.js";
import { fill, grouped, make } from "./shared.js";

const AT_ONCE = 20;
const PAUSE = 200; // milliseconds without a key until what was typed is searched

const page = document.querySelector("[data-search-page]");
const root = new URL("..", document.querySelector("[data-search-open]").href).href;
const words = page.dataset;
const part = (name) => page.querySelector(`[data-search-${name}]`);
const [form, status, said, list, more, lists] = ["form", "status", "said", "results", "more", "lists"].map(part);
const field = form.elements.q;
const bundles = words.bundles.split(" ").filter(Boolean);
let engine;
let turn = 0;
let timer;
let waiting = [];
let isNew = true; // what the address names may not be offered yet

const write = (count) => grouped(count, words.thousands);

// Takes over what the address names; the words stay where somebody has begun to type them.
const read = (keepsWords) => {
  const controls = [...form.elements].filter((control) => control !== field || !keepsWords);
  const given = new URLSearchParams(location.search);
  for (const control of controls) {
    if (control.type === "checkbox") control.checked = given.get(control.name) === control.value;
    else if (control.name) control.value = given.get(control.name) ?? "";
  }
};

const wanted = () => {
  const values = [...new FormData(form)].map(([name, value]) => [name, value.trim()]);
  if (!isNew) return Object.fromEntries(values);
  const chosen = values.filter(([name, value]) => value || name === field.name);
  return { ...Object.fromEntries(new URLSearchParams(location.search)), ...Object.fromEntries(chosen) };
};

const addressOf = (values) => {
  const given = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  return `${location.pathname}${given.size ? `?${given}` : ""}`;
};

const filters = {
  kind: (kind, row) => (kind === "entry") === (row.entry === 1),
  type: (type, row, facts) => facts.types[row.type]?.[0] === type,
  tag: (tag, row, facts) => row.tagged.some((position) => facts.tags[position] === tag),
  from: (year, row) => row.year >= Number(year),
  to: (year, row) => row.year > 0 && row.year <= Number(year),
  commentary: (_, row) => row.commentary === 1,
};

const passes = (values, facts) => {
  const chosen = Object.entries(filters).filter(([name]) => values[name]);
  return (result) => {
    const row = facts.of(result.id);
    return !row || chosen.every(([name, isKept]) => isKept(values[name], row, facts));
  };
};

// Sorting keeps the best match first among equals; a year that is not known stands last.
const ordered = (results, order, facts) => {
  if (!order) return results;
  const value = (result) => facts.of(result.id)?.[order] ?? 0;
  return [...results].sort((one, other) => value(other) - value(one));
};

// Offers what the results have, by its words where these differ, with how often; what is chosen stays.
const offer = (name, values, texts = new Map()) => {
  const select = form.elements[name];
  if (!select) return; // the site has nothing to offer
  const chosen = select.value;
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
  const rows = [...counts].sort(([one, often], [other, otherOften]) => otherOften - often || one.localeCompare(other));
  const made = rows.map(([value, number]) => new Option(`${texts.get(value) ?? value} (${write(number)})`, value));
  select.replaceChildren(select.options[0], ...made);
  select.value = chosen;
};

const offerAll = (results, values, facts) => {
  const rows = (name) => results.filter(passes({ ...values, [name]: "" }, facts)).map((result) => facts.of(result.id));
  const known = (name) => rows(name).filter(Boolean);
  const typed = known("type").filter((row) => row.type >= 0);
  offer(
    "type",
    typed.map((row) => facts.types[row.type][0]),
    new Map(facts.types),
  );
  offer(
    "tag",
    known("tag").flatMap((row) => row.tagged.map((position) => facts.tags[position])),
  );
};

const showMore = async (focus) => {
  const mine = turn;
  const found = await Promise.all(waiting.splice(0, AT_ONCE).map((result) => result.data()));
  if (mine !== turn) return;
  const links = found.map((one) => {
    const link = make("a", { href: one.href });
    describe(link, one, field.value);
    return link;
  });
  list.append(...links.map((link) => make("li", { className: "search-result" }, link)));
  list.hidden = !list.children.length;
  more.hidden = !waiting.length;
  if (focus) links[0]?.focus();
};

const clear = () => {
  for (const one of [list, said, more]) one.hidden = true;
  status.textContent = "";
  lists.hidden = false;
};

const fail = () => {
  engine = undefined;
  status.textContent = "";
  part("failed").hidden = false;
  lists.hidden = false;
};

const show = async (answer, values, facts) => {
  const mine = turn;
  const results = ordered(answer.results.filter(passes(values, facts)), values.order, facts);
  waiting = [...results];
  list.replaceChildren();
  await showMore(false);
  if (mine !== turn) return;
  status.textContent = results.length ? fill(words.count, { count: write(results.length) }) : words.none;
  lists.hidden = results.length > 0;
  tell(said, answer.changes, words, (word, instead) => addressOf({ ...values, q: values.q.replace(word, instead) }));
};

const search = async () => {
  turn += 1;
  const mine = turn;
  const values = wanted();
  if (!values.q) return clear();
  status.textContent = words.waiting;
  lists.hidden = true;
  try {
    engine ??= openEngine(root, bundles);
    const open = await engine;
    const [answer, facts] = await Promise.all([open.search(values.q), open.facts()]);
    if (mine !== turn) return;
    offerAll(answer.results, values, facts);
    if (!isNew) return await show(answer, values, facts);
    // a link may name a value that was not offered until now
    isNew = false;
    read(true);
    return search();
  } catch {
    if (mine === turn) fail();
  }
};

// What is being typed replaces what was typed before it; what was done on purpose is a step of its own to go back to.
const act = (keep) => {
  clearTimeout(timer);
  const target = addressOf(wanted());
  if (target !== addressOf(Object.fromEntries(new URLSearchParams(location.search)))) {
    history[keep ? "pushState" : "replaceState"](null, "", target);
  }
  return search();
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  act(true);
});
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => act(false), PAUSE);
});
form.addEventListener("change", (event) => {
  if (event.target !== field) act(true);
});
more.querySelector("button").addEventListener("click", () => showMore(true));
addEventListener("popstate", () => {
  isNew = true;
  read(false);
  search();
});

read(field.value !== ""); // typed before this script was there
form.hidden = false;
if (field.value) act(false);
