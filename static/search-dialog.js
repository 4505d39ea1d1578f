// The dialog of search: a field and a list of the best results, as https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ has
// it. The page of search holds it and its words, so that no other page has to.
import { openEngine } from "./search-engine.js";
import { describe, tell } from "./search-show.js";
import { fill, grouped, make } from "./shared.js";

const SHOWN = 8;
const PAUSE = 120; // milliseconds without a key until what was typed is searched

const fetchPage = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

const loadStyles = (href) =>
  new Promise((resolve) => {
    document.head.append(make("link", { rel: "stylesheet", href, onload: resolve, onerror: resolve }));
  });

const address = document.querySelector("[data-search-open]").href;
const page = await fetchPage(address);
const words = { ...page.querySelector("[data-search-page]").dataset };
const template = page.querySelector("template[data-search-dialog]");
const dialog = document.importNode(template.content, true).querySelector("dialog");
await loadStyles(new URL("search.css", import.meta.url).href);
document.body.append(dialog);

const part = (name) => dialog.querySelector(`[data-search-${name}]`);
const [form, status, said, list, more] = ["form", "status", "said", "results", "more"].map(part);
const field = form.querySelector("input");
const bundles = words.bundles.split(" ").filter(Boolean);
let engine;
let turn = 0;
let timer;
form.action = address;

const pageOf = (query) => `${address.split("?")[0]}?${new URLSearchParams({ q: query })}`;
const chosen = () => list.querySelector('[aria-selected="true"]');

const choose = (option) => {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
};

const optionOf = (one, index, query) => {
  const option = make("a", {
    className: "search-result",
    id: `search-option-${index}`,
    href: one.href,
    tabIndex: -1,
    role: "option",
    ariaSelected: "false",
  });
  describe(option, one, query);
  return option;
};

const show = (found, { results, changes }, query) => {
  list.replaceChildren(...found.map((one, index) => optionOf(one, index, query)));
  list.hidden = !found.length;
  field.setAttribute("aria-expanded", String(found.length > 0));
  choose(null);
  const number = grouped(results.length, words.thousands);
  status.textContent = results.length ? fill(words.count, { count: number }) : words.none;
  tell(said, changes, words, (word, instead) => pageOf(field.value.replace(word, instead)));
  more.hidden = results.length <= SHOWN;
  const link = more.querySelector("a");
  link.textContent = fill(words.all, { count: number });
  link.href = pageOf(field.value);
};

const clear = (message = "") => {
  for (const one of [list, said, more]) one.hidden = true;
  list.replaceChildren();
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
  status.textContent = message;
};

// What failed may be there the next time.
const opened = () => {
  engine ??= openEngine(new URL("..", address).href, bundles);
  engine.catch(() => {
    engine = undefined;
  });
  return engine;
};

const search = async () => {
  turn += 1;
  const mine = turn;
  const query = field.value.trim();
  if (!query) return clear();
  if (list.hidden) status.textContent = words.waiting;
  try {
    const answer = await (await opened()).search(query);
    const found = await Promise.all(answer.results.slice(0, SHOWN).map((result) => result.data()));
    if (mine === turn) show(found, answer, query);
  } catch {
    engine = undefined;
    if (mine === turn) clear(words.failed);
  }
};

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
field.addEventListener("keydown", (event) => {
  const all = [...list.children];
  const at = all.indexOf(chosen());
  if (event.key === "ArrowDown" && all.length) choose(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp" && all.length) choose(all[(at <= 0 ? all.length : at) - 1]);
  else if (event.key === "Enter" && at >= 0) all[at].click();
  else if (event.key === "Escape")
    dialog.close(); // a browser would clear the field first
  else return;
  event.preventDefault();
});
part("close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close(); // beside it
});

export const open = () => {
  if (dialog.open) return;
  dialog.showModal();
  field.select();
  opened();
};
