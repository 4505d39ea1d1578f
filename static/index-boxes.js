// The boxes to tick of a facet. They keep their places and the focus: what has no entries left goes, what has some comes
// back.
import { fill, fold, make } from "./shared.js";

const LONG = 8; // so many values stand folded behind their name
const SOUGHT = 12; // and among so many one can look for words
const MOST_VALUES = 100;

const enclose = (set, title, isOpen) => {
  const details = make("details", { open: isOpen }, make("summary", {}, title));
  set.querySelector("legend").classList.add("unseen");
  details.append(...set.querySelectorAll(".remark, .years"));
  set.append(details);
  return details;
};

const makeSearch = (hint) => make("input", { type: "search", autocomplete: "off", placeholder: hint, ariaLabel: hint });

const makeBox = (name, [key, text = key]) =>
  make(
    "label",
    {},
    make("input", { type: "checkbox", name, value: key }),
    make("span", { dir: "auto" }, text),
    make("span", { className: "count" }),
  );

// Puts elements into a list in their order, and moves none that stands right.
const arrange = (list, elements) => {
  for (const element of [...list.children]) if (!elements.includes(element)) element.remove();
  elements.forEach((element, place) => {
    if (list.children[place] !== element) list.insertBefore(element, list.children[place]);
  });
};

// `chosen` gives the numbers of what is chosen now, `write` how a count is written; `total` is that of all entries.
// Gives the facet's name, and a function that shows how often each value is there.
export const makeBoxes = (facet, set, { isFirst, hint, total, chosen, write }) => {
  const title = set.querySelector("legend").textContent;
  const folded = facet.values.map(([key, text = key]) => fold(text));
  const details = facet.values.length > LONG ? enclose(set, title, isFirst || chosen().size > 0) : null;
  const parent = details ?? set;
  const isSearched = facet.values.length > SOUGHT && facet.name !== "year";
  const search = isSearched ? parent.appendChild(makeSearch(fill(hint, { facet: title }))) : null;
  const list = parent.appendChild(make("div", { className: "boxes" }));
  const boxes = new Map(); // by value
  let counts = null;

  const boxOf = (value) => {
    if (!boxes.has(value)) boxes.set(value, makeBox(facet.name, facet.values[value]));
    return boxes.get(value);
  };
  const shown = () => {
    const sought = fold(search?.value.trim() ?? "");
    let room = MOST_VALUES;
    return [...facet.values.keys()].filter((value) => {
      if (chosen().has(value) || boxes.get(value)?.contains(document.activeElement)) return true;
      if (!counts[value] || !folded[value].includes(sought) || room === 0) return false;
      room -= 1;
      return true;
    });
  };
  const update = () => {
    set.hidden = facet.values.length < 2 && !chosen().size && counts[0] === total;
    if (details?.open === false) return; // until it is opened
    const values = shown();
    arrange(list, values.map(boxOf));
    for (const value of values) {
      const [box, , count] = boxOf(value).children;
      box.checked = chosen().has(value);
      const text = write(counts[value]);
      if (count.textContent !== text) count.textContent = text;
    }
  };

  search?.addEventListener("input", (event) => {
    event.stopPropagation();
    update();
  });
  details?.addEventListener("toggle", () => counts && update());
  return {
    title,
    show: (now) => {
      counts = now;
      update();
    },
  };
};
