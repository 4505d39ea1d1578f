// What is found in the master index: a page of lines, what was chosen as buttons that undo it, links to the other pages.
import { addressOf, without, YEARS } from "./index-choice.js";
import { fetchOnce, fill, grouped, make } from "./shared.js";

const PAGE = 30;

const results = document.querySelector(".results");
const part = (selector) => results.querySelector(selector);

const line = ([href, name, summary, marks]) => {
  const item = make("li", {}, make("a", { className: "name", href, dir: "auto" }, name));
  if (summary) item.append(make("p", { className: "summary" }, summary));
  item.append(make("ul", { className: "marks" }, ...marks.flatMap((mark) => [make("li", {}, mark), " "])));
  return item;
};

// The rows lie in files of `perFile`, of which `href` is the first.
const linesOf = async (entries, href, perFile) => {
  const fileOf = (entry) => Math.floor(entry / perFile) + 1;
  const fetchRows = async (file) => [file, await fetchOnce(href.replace(/1(?=\.json$)/, file))];
  const rows = new Map(await Promise.all([...new Set(entries.map(fileOf))].map(fetchRows)));
  return entries.map((entry) => line(rows.get(fileOf(entry))[entry % perFile]));
};

// What a button says, what it stands for, and what is chosen without it.
const chips = (data, choice, labels) => {
  const ofFacets = data.facets.flatMap(({ name, values }, index) =>
    [...choice.chosen[index]].map((value) => {
      const [key, text = key] = values[value];
      return [text, `${labels[name]}: ${text}`, without(choice, index, value)];
    }),
  );
  const typed = [choice.text, `${labels.q}: ${choice.text}`, { text: "" }];
  const years = YEARS.filter((name) => choice[name]).map((name) => {
    const text = `${labels[name]} ${choice[name]}`;
    return [text, text, { [name]: "" }];
  });
  return [...ofFacets, ...(choice.text ? [typed] : []), ...years];
};

const showChoices = (choices, words, undo) => {
  const buttons = choices.map(([text, name, changes]) => {
    const button = make("button", { type: "button", ariaLabel: fill(words.remove, { value: name }) }, text);
    button.addEventListener("click", () => undo(changes));
    return make("li", {}, button);
  });
  part(".chosen").replaceChildren(...buttons);
  part(".chosen").hidden = !buttons.length;
};

const showPager = (page, pages, addressOfPage, write) => {
  const lead = (link, to) => {
    link.href = addressOfPage(to);
    link.dataset.page = to;
    return link;
  };
  const near = [...new Set([1, page - 1, page, page + 1, pages])].filter((one) => one >= 1 && one <= pages);
  const items = near.map((one) => {
    const link = lead(make("a", {}, write(one)), one);
    if (one === page) link.ariaCurrent = "page";
    return make("li", {}, link);
  });
  part(".pager ol").replaceChildren(...items);
  lead(part(".previous"), page - 1).hidden = page === 1;
  lead(part(".next"), page + 1).hidden = page === pages;
  part(".pager").hidden = pages < 2;
};

// `labels` say what facets and fields are called, by name; `undo` is called with what changes; `isLast` tells whether
// nothing else was chosen meanwhile.
export const showFound = async (found, data, choice, { words, labels, undo, isLast }) => {
  const write = (count) => grouped(count, words.thousands);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(choice.page, pages);
  const some = pages > 1 ? words.countOnPage : words.count;
  const values = { count: write(found.length), number: write(page), pages: write(pages) };
  part(".found").textContent = fill(found.length ? some : words.nothing, values);
  showChoices(chips(data, choice, labels), words, undo);
  showPager(page, pages, (to) => addressOf(data, { ...choice, page: to }), write);
  if (part(".take")) part(".take").hidden = !found.length;
  const shown = found.slice((page - 1) * PAGE, page * PAGE);
  const lines = await linesOf(shown, words.rows, data.rows).catch(() => null);
  if (!isLast()) return;
  part(".lines").replaceChildren(...(lines ?? []));
  if (!lines) part(".found").textContent = words.failed;
};
