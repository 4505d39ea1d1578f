// Shows results as elements; what comes from the index is text, never HTML.

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
    made.append(index % 2 ? element("mark", "", plain) : plain);
  });
  return made;
};

// Puts label, type of study and year, headline and a passage into an element.
export const describe = (target, { meta, excerpt: passage }) => {
  const kind = [meta.label, meta.kind, meta.label ? "" : meta.year].filter(Boolean).join(" · ");
  target.append(element("span", "name", meta.title));
  if (kind) target.append(" ", element("span", "kind", kind));
  // one that only repeats the name says nothing
  if (passage && !passage.startsWith(meta.title)) target.append(" ", excerpt(passage));
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
