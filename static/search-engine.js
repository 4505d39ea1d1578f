// Searches the index: Pagefind's parts as one, what was typed made fit for it, mistyped words put right.
import { fetchJson, fetchOnce, fold } from "./shared.js";

// How much a field weighs beside the running text; what only shows weighs nothing.
const ranking = {
  metaWeights: {
    title: 12,
    label: 14,
    authors: 8,
    work: 6,
    ids: 14,
    tags: 4,
    headings: 2,
    kind: 0,
    year: 0,
    status: 0,
  },
};
const SEARCHED = ["title", "label", "authors", "work", "ids", "tags", "headings"];

// Identifiers are often pasted with what stands around them.
const clean = (query) =>
  query
    .replace(/https?:\/\/(dx\.)?doi\.org\/|https?:\/\/arxiv\.org\/(abs|pdf)\/|\b(doi|arxiv|isbn):?\s*(?=[\d])/gi, "")
    .replace(/https?:\/\/(pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov\/(pubmed|pmc\/articles))\//gi, "")
    .replace(/\bpmid:?\s*(?=\d)/gi, "")
    // Pagefind takes angle brackets for those of HTML; the index has such a DOI without them
    .replace(/\b10\.\d{4,9}\/\S+/g, (doi) => doi.replace(/[<>]|%3[ce]/gi, ""))
    .replace(/(\d)\/(\s|$)/g, "$1$2")
    .replace(/\s+/g, " ")
    .trim();

// Words as the index has them: without accents and signs.
const bare = (word) => fold(word).replace(/[^\p{L}\p{N}]/gu, "");
const pieces = (text) => text.split(/\s+/).flatMap((word) => [bare(word), ...word.split(/[^\p{L}\p{N}]+/u).map(bare)]);

const sharedStart = (one, other) => {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
};

// Insertions, deletions, substitutions and swaps of neighbours between two words, as far as they are no more than `most`.
export const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let least = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        least = Math.min(least, before[column - 2] + 1);
      }
      now.push(least);
    }
    if (Math.min(...now) > most) return most + 1;
    [before, last] = [last, now];
  }
  return last[other.length];
};

// Gives the word of a vocabulary, the most used first, that a mistyped one stands for; empty where there is none.
export const nearest = (word, vocabulary) => {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  let found = "";
  let least = most + 1;
  for (const other of vocabulary) {
    const folded = fold(other);
    // first letters are seldom mistyped
    const steps = distance(word, folded, most) + (folded[0] === word[0] ? 0 : 0.5);
    if (steps < least) [found, least] = [other, steps];
  }
  return found;
};

const isNear = (word, known) =>
  !/\p{N}/u.test(word) && known.some((one) => sharedStart(one, word) >= Math.max(4, word.length - 3));

export const openEngine = async (root, bundles) => {
  const [first, ...others] = bundles;
  if (first === undefined) return { search: async () => ({ results: [], changes: [] }), facts: async () => NO_FACTS };
  const base = (number) => new URL(`search/${number}/`, root).pathname;
  const { createInstance } = await import(new URL(`search/${first}/pagefind.js`, root).href);
  const pagefind = createInstance({ basePath: base(first), ranking });
  const ids = Promise.all(bundles.map((number) => fetchJson(new URL(`search/${number}/ids.json`, root))));
  const [found] = await Promise.all([
    others.length ? ids.then(bundleOfId) : null,
    ...others.map((number) => pagefind.mergeIndex(base(number), { ranking })),
  ]);
  const bundleOf = (result) => found?.get(result.id) ?? 0;
  let facts;

  // Where a part of the index does not have a word, Pagefind takes one that the word begins with, be it a letter: what it
  // then gives has nothing to do with the query. All results of a part have the same words, so that one of each tells.
  const find = async (query) => {
    const words = query.split(" ").map(bare).filter(Boolean);
    const results = (await pagefind.search(query)).results.map((result) => ({
      id: result.id,
      data: () => load(result, root),
      bundle: bundleOf(result),
    }));
    const best = new Map();
    for (const result of results) if (!best.has(result.bundle)) best.set(result.bundle, result);
    const parts = await Promise.all([...best].map(async ([bundle, result]) => [bundle, await heard(result)]));
    const has = (known) => words.every((word) => known.some((one) => one.startsWith(word)) || isNear(word, known));
    const right = parts.filter(([, known]) => has(known));
    const kept = new Set(right.map(([bundle]) => bundle));
    return {
      results: results.filter((result) => kept.has(result.bundle)),
      known: (kept.size ? right : parts).flatMap(([, known]) => known),
    };
  };

  // Says what becomes of a word that no result has: { word, instead, sure }, where nothing is near with an empty `instead`.
  // `sure`: what was found has nothing to do with it.
  const mistyped = async (word, known) => {
    const plain = bare(word);
    if (!plain || known.some((one) => one.startsWith(plain))) return [];
    const vocabulary = await fetchOnce(new URL("search/words.json", root).href);
    // it is a word, but none that stands together with the others
    if (vocabulary.some((one) => fold(one).startsWith(plain))) return [];
    const sure = !isNear(plain, known);
    const instead = /\p{N}/u.test(plain) ? "" : nearest(plain, vocabulary);
    return instead || sure ? [{ word, instead, sure }] : [];
  };

  return {
    search: async (typed) => {
      const query = clean(typed);
      if (!query) return { results: [], changes: [] };
      if (/^".+"$/.test(query)) return { results: (await find(query)).results, changes: [] };
      const words = query.split(" ");
      const { results, known } = await find(query);
      const changes = (await Promise.all(words.map((word) => mistyped(word, known)))).flat();
      const sure = new Map(changes.filter((change) => change.sure).map(({ word, instead }) => [word, instead]));
      if (!sure.size) return { results, changes };
      const instead = words.map((word) => sure.get(word) ?? word).filter(Boolean);
      return { results: instead.length ? (await find(instead.join(" "))).results : [], changes };
    },
    facts: () => (facts ??= loadFacts(root, bundles, ids)),
  };
};

// Gives the words in which a result was found, and those of its fields.
const heard = async (result) => {
  const { meta, marked } = await result.data();
  return [...SEARCHED.flatMap((field) => pieces(meta[field] ?? "")), ...marked];
};

const bundleOfId = (ids) => new Map(ids.flatMap((some, bundle) => some.map((id) => [id, bundle])));

const load = async (result, root) => {
  const found = await result.data();
  const words = found.raw_content.split(/\s+/);
  const whole = words.join(" ").trim();
  const plain = found.excerpt.replace(/<\/?mark>/g, "");
  return {
    meta: found.meta,
    href: new URL(found.raw_url, root).href,
    excerpt: `${whole.startsWith(plain) ? "" : "… "}${found.excerpt}${whole.endsWith(plain) ? "" : " …"}`,
    marked: found.locations.flatMap((location) => pieces(words[location] ?? "")),
  };
};

const NO_FACTS = { types: [], tags: [], of: () => undefined };

// Rows by what results are called. Two results in different parts that are called alike have none: no filter may lose them.
const loadFacts = async (root, bundles, ids) => {
  const [{ types, tags, bundles: rows }, known] = await Promise.all([
    fetchJson(new URL("search/facts.json", root)),
    ids,
  ]);
  const found = new Map();
  bundles.forEach((number, position) => {
    known[position].forEach((id, index) => {
      const [entry, type, year, citations, commentary, tagged] = rows[number][index];
      found.set(id, found.has(id) ? undefined : { entry, type, year, citations, commentary, tagged });
    });
  });
  return { types, tags, of: (id) => found.get(id) };
};
