// Shows results as elements; what comes from the index is text, never HTML.

export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export const element = (tag, className = "", text = "") => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

export const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export const count = (number, thousand) => String(number).replace(/\B(?=(\d{3})+$)/g, thousand.slice(1, -3));

// An excerpt has `<mark>` around words and `&lt;`, `&gt;` for what was `<` and `>`.
const excerpt = (text) => {
  const made = element("span", "search-excerpt");
  text.split(/<mark>(.*?)<\/mark>/s).forEach((part, index) => {
    const plain = part.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    if (index % 2 === 0) return made.append(plain);
    // Pagefind marks the signs around a word too
    const [, before, word, after] = plain.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su);
    made.append(before, word ? element("mark", "", word) : "", after);
  });
  return made;
};

// Authors of a work whom what was typed names, and whom its label does not: else nobody sees why it was found.
const named = ({ authors = "", label }, query) => {
  if (!label) return [];
  const typed = fold(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2);
  const isTyped = (part) => typed.some((word) => part.startsWith(word));
  const asks = (text) =>
    fold(text)
      .split(/[^\p{L}\p{N}]+/u)
      .some(isTyped);
  return authors.split(", ").filter((author) => asks(author) && !label.includes(author.split(" ").pop()));
};

// Puts what became of a work, headline, label, authors asked for, type of study and year, and a passage into an element.
export const describe = (target, { meta, excerpt: passage }, query) => {
  const about = [meta.label, ...named(meta, query).slice(0, 3), meta.kind, meta.label ? "" : meta.year];
  const kind = about.filter(Boolean).join(" · ");
  const name = element("span", "name", meta.title);
  name.dir = "auto";
  if (meta.status) target.append(element("strong", "mark", meta.status), " ");
  target.append(name);
  if (kind) target.append(" ", element("span", "kind", kind));
  // one that only repeats the name says nothing
  if (passage && !passage.replace(/<\/?mark>/g, "").startsWith(meta.title)) target.append(" ", excerpt(passage));
};

// Says what became of mistyped words; `again` makes the link to what may have been meant.
export const tell = (target, changes, words, again) => {
  target.replaceChildren();
  for (const { word, instead, sure } of changes) {
    const pattern = sure ? (instead ? words.corrected : words.missing) : words.suggestion;
    const line = element("span", "search-change");
    const [before, after] = fill(pattern, { word }).split("{instead}");
    line.append(before);
    if (instead) line.append(sure ? instead : again(word, instead), after ?? "");
    target.append(line, " ");
  }
  target.hidden = !changes.length;
};
