// Shows results as elements; what comes from the index is text, never HTML.
import { fill, fold, make } from "./shared.js";

// An excerpt has `<mark>` around words and `&lt;`, `&gt;` for what was `<` and `>`.
const excerpt = (text) => {
  const made = make("span", { className: "search-excerpt" });
  text.split(/<mark>(.*?)<\/mark>/s).forEach((part, index) => {
    const plain = part.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    if (index % 2 === 0) {
      made.append(plain);
      return;
    }
    // Pagefind marks the signs around a word too
    const [, before, word, after] = plain.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su);
    made.append(before, word ? make("mark", {}, word) : "", after);
  });
  return made;
};

// Authors of a work whom what was typed names, and whom its label does not: else nobody sees why it was found.
const named = ({ authors = "", label }, query) => {
  if (!label) return [];
  const words = (text) => fold(text).split(/[^\p{L}\p{N}]+/u);
  const typed = words(query).filter((word) => word.length > 2);
  const isTyped = (part) => typed.some((word) => part.startsWith(word));
  const asks = (text) => words(text).some(isTyped);
  return authors.split(", ").filter((author) => asks(author) && !label.includes(author.split(" ").pop()));
};

// Puts what became of a work, headline, label, authors asked for, type of study and year, and a passage into an element.
export const describe = (target, { meta, excerpt: passage }, query) => {
  const about = [meta.label, ...named(meta, query).slice(0, 3), meta.kind, meta.label ? "" : meta.year];
  const kind = about.filter(Boolean).join(" · ");
  if (meta.status) target.append(make("strong", { className: "mark" }, meta.status), " ");
  target.append(make("span", { className: "name", dir: "auto" }, meta.title));
  if (kind) target.append(" ", make("span", { className: "kind" }, kind));
  // one that only repeats the name says nothing
  if (passage && !passage.replace(/<\/?mark>/g, "").startsWith(meta.title)) target.append(" ", excerpt(passage));
};

const pattern = ({ instead, sure }, words) => {
  if (!sure) return words.suggestion;
  return instead ? words.corrected : words.missing;
};

// Says what became of mistyped words; `addressOf` gives the address of what may have been meant.
export const tell = (target, changes, words, addressOf) => {
  target.replaceChildren();
  for (const change of changes) {
    const { word, instead, sure } = change;
    const [before, after] = fill(pattern(change, words), { word }).split("{instead}");
    const line = make("span", { className: "search-change" }, before);
    if (instead) line.append(sure ? instead : make("a", { href: addressOf(word, instead) }, instead), after ?? "");
    target.append(line, " ");
  }
  target.hidden = !changes.length;
};
