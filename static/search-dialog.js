// The dialog of search: a field and a list of the best results, as https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ has it.
import { openEngine } from "./search-engine.js";
import { count, describe, element, fill, tell } from "./search-show.js";

const SHOWN = 8;
const PAUSE = 120; // milliseconds without a key until what was typed is searched

let dialog;

export const open = async (address) => {
  dialog ??= make(address);
  (await dialog)();
};

// The page of search holds the dialog and its words, so that no other page has to.
const make = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const words = page.querySelector("[data-search-page]").dataset;
  const template = page.querySelector("template[data-search-dialog]");
  const made = document.importNode(template.content, true).querySelector("dialog");
  await style(new URL("search.css", import.meta.url).href);
  document.body.append(made);
  return connect(made, { ...words }, address);
};

const style = (address) =>
  new Promise((resolve) => {
    const link = element("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });

const connect = (made, words, address) => {
  const root = new URL("..", address).href;
  const part = (name) => made.querySelector(`[data-search-${name}]`);
  const [form, status, said, list, more] = ["form", "status", "said", "results", "more"].map(part);
  const field = form.querySelector("input");
  const link = more.querySelector("a");
  let engine;
  let turn = 0;
  let timer;
  form.action = address;

  const pageOf = (query) => `${address.split("?")[0]}?${new URLSearchParams({ q: query })}`;
  const options = () => [...list.children];
  const chosen = () => list.querySelector('[aria-selected="true"]');

  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };

  const show = (found, { results, changes }, query) => {
    list.replaceChildren(
      ...found.map((one, index) => {
        const option = element("a", "search-result");
        option.id = `search-option-${index}`;
        option.href = one.href;
        option.tabIndex = -1;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        describe(option, one, query);
        return option;
      }),
    );
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    choose(null);
    const number = count(results.length, words.thousand);
    status.textContent = results.length ? fill(words.count, { count: number }) : words.none;
    tell(said, changes, words, (word, instead) => {
      const again = element("a", "", instead);
      again.href = pageOf(field.value.replace(word, instead));
      return again;
    });
    more.hidden = results.length <= SHOWN;
    link.textContent = fill(words.all, { count: number });
    link.href = pageOf(field.value);
  };

  const clear = () => {
    for (const one of [list, said, more]) one.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    status.textContent = "";
  };

  const search = async () => {
    const mine = (turn += 1);
    const query = field.value.trim();
    if (!query) return clear();
    if (list.hidden) status.textContent = words.waiting;
    try {
      engine ??= openEngine(root, words.bundles.split(" ").filter(Boolean));
      const answer = await (await engine).search(query);
      const found = await Promise.all(answer.results.slice(0, SHOWN).map((result) => result.data()));
      if (mine === turn) show(found, answer, query);
    } catch {
      engine = undefined; // it may be there the next time
      if (mine !== turn) return;
      clear();
      status.textContent = words.failed;
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.indexOf(chosen());
    if (event.key === "ArrowDown" && all.length) choose(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp" && all.length) choose(all[(at <= 0 ? all.length : at) - 1]);
    else if (event.key === "Enter" && at >= 0) all[at].click();
    else if (event.key === "Escape")
      made.close(); // a browser would clear the field first
    else return;
    event.preventDefault();
  });
  part("close").addEventListener("click", () => made.close());
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close(); // beside it
  });

  return () => {
    if (made.open) return;
    made.showModal();
    field.select();
    engine ??= openEngine(root, words.bundles.split(" ").filter(Boolean));
    engine.catch(() => {
      engine = undefined;
    });
  };
};
