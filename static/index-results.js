// What is found in the master index: a page of lines, what was chosen as buttons that undo it, links to the other pages.
import { fetchOnce, fill, make } from "./shared.js";

const PAGE = 30;

export const results = document.querySelector(".results");
export const part = (selector) => results.querySelector(selector);

export const pagesOf = (found) => Math.max(1, Math.ceil(found.length / PAGE));

const line = ([href, name, summary, marks]) => {
  const item = make("li", {}, make("a", { className: "name", href, dir: "auto" }, name));
  if (summary) item.append(make("p", { className: "summary" }, summary));
  item.append(make("ul", { className: "marks" }, ...marks.flatMap((mark) => [make("li", {}, mark), " "])));
  return item;
};

// The rows lie in files of `perFile`, of which `href` is the first.
export const linesOf = async (found, page, href, perFile) => {
  const entries = found.slice((page - 1) * PAGE, page * PAGE);
  const fileOf = (entry) => Math.floor(entry / perFile) + 1;
  const rows = (file) => fetchOnce(href.replace(/1(?=\.json$)/, file));
  const files = new Map();
  for (const file of new Set(entries.map(fileOf))) files.set(file, rows(file));
  return Promise.all(entries.map(async (entry) => line((await files.get(fileOf(entry)))[entry % perFile])));
};

// `choices` are what a button says, what it stands for, and what undoes it.
export const showChoices = (choices, remove) => {
  const list = part(".chosen");
  list.replaceChildren(
    ...choices.map(([text, name, undo]) => {
      const button = make("button", { type: "button", ariaLabel: fill(remove, { value: name }) }, text);
      button.addEventListener("click", undo);
      return make("li", {}, button);
    }),
  );
  list.hidden = !choices.length;
};

export const showPager = (page, pages, addressOf, write) => {
  const lead = (link, to) => {
    link.href = addressOf(to);
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
