// Searches the index: Pagefind's parts as one, what was typed made fit for it, mistyped words put right.

// How much a field weighs beside the running text; what only shows weighs nothing.
const ranking = {
  metaWeights: { title: 12, label: 14, authors: 8, work: 6, ids: 14, tags: 4, headings: 2, kind: 0, year: 0 },
};
const SEARCHED = ["title", "label", "authors", "work", "ids", "tags", "headings"];
const LOOKED_AT = 3; // results that tell whether a word was found; all of them have every word

export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const json = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
};

// Identifiers are often pasted with what stands around them.
const clean = (query) =>
  query
    .replace(/https?:\/\/(dx\.)?doi\.org\/|https?:\/\/arxiv\.org\/(abs|pdf)\/|\b(doi|arxiv|isbn):?\s*(?=[\d])/gi, "")
    .replace(/https?:\/\/(pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov\/(pubmed|pmc\/articles))\//gi, "")
    .replace(/\bpmid:?\s*(?=\d)/gi, "")
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

export const openEngine = async (root, bundles) => {
  const base = (number) => new URL(`search/${number}/`, root).pathname;
  const [first, ...others] = bundles;
  if (first === undefined) return { search: async () => ({ results: [], changes: [] }), facts: async () => emptyFacts };
  const { createInstance } = await import(new URL(`search/${first}/pagefind.js`, root).href);
  const pagefind = createInstance({ basePath: base(first), ranking });
  await Promise.all(others.map((number) => pagefind.mergeIndex(base(number), { ranking })));
  let vocabulary;
  let facts;

  const find = async (query) => {
    const { results } = await pagefind.search(query);
    return results.map((result) => ({ id: result.id, score: result.score, data: () => load(result, root) }));
  };

  const heard = async (results) => {
    const found = await Promise.all(results.slice(0, LOOKED_AT).map((result) => result.data()));
    return found.flatMap(({ meta, marked }) => [...SEARCHED.flatMap((field) => pieces(meta[field] ?? "")), ...marked]);
  };

  // Says of each word that no result has what becomes of it: { word, instead }, where nothing is near without `instead`.
  // `sure`: what was found has nothing to do with it.
  const mistyped = async (words, results) => {
    const known = await heard(results);
    const changes = [];
    for (const word of words) {
      const plain = bare(word);
      if (!plain || known.some((one) => one.startsWith(plain))) continue;
      const near = known.some((one) => sharedStart(one, plain) >= Math.max(4, plain.length - 3));
      vocabulary ??= await json(new URL("search/words.json", root));
      // it is a word, but none that stands together with the others
      if (vocabulary.some((one) => fold(one).startsWith(plain))) continue;
      const instead = /\p{N}/u.test(plain) ? "" : nearest(plain, vocabulary);
      if (instead || !near) changes.push({ word, instead, sure: !near });
    }
    return changes;
  };

  return {
    search: async (typed) => {
      const query = clean(typed);
      if (!query) return { results: [], changes: [] };
      const results = await find(query);
      if (/^".+"$/.test(query)) return { results, changes: [] };
      const words = query.split(" ");
      const changes = await mistyped(words, results);
      const sure = new Map(changes.filter((change) => change.sure).map(({ word, instead }) => [word, instead]));
      if (!sure.size) return { results, changes, words };
      const instead = words.map((word) => sure.get(word) ?? word).filter(Boolean);
      return { results: instead.length ? await find(instead.join(" ")) : [], changes, words: instead };
    },
    facts: () => (facts ??= loadFacts(root, bundles)),
  };
};

const load = async (result, root) => {
  const found = await result.data();
  const words = found.raw_content.split(/[\r\n\s]+/g);
  return {
    meta: found.meta,
    href: new URL(found.raw_url, root).href,
    excerpt: found.excerpt,
    marked: found.locations.flatMap((location) => pieces(words[location] ?? "")),
  };
};

const emptyFacts = { types: [], tags: [], of: () => undefined };

// Rows by what results are called. Two results in different parts that are called alike have none: no filter may lose them.
const loadFacts = async (root, bundles) => {
  const [{ types, tags, bundles: rows }, ...ids] = await Promise.all([
    json(new URL("search/facts.json", root)),
    ...bundles.map((number) => json(new URL(`search/${number}/ids.json`, root))),
  ]);
  const found = new Map();
  bundles.forEach((number, position) => {
    ids[position].forEach((id, index) => {
      const [entry, type, year, citations, commentary, tagged] = rows[number][index] ?? [];
      found.set(id, found.has(id) || !rows[number][index] ? undefined : { entry, type, year, citations, commentary, tagged });
    });
  });
  return { types, tags, of: (id) => found.get(id) };
};
