// Which entries of the master index have what is chosen, and how many each value would leave. The data are described in
// painsite/pages/lists/facets.py.
import { fold } from "./shared.js";

const facetTest = ({ all, of, values }, chosen) => {
  if (!chosen.size) return null;
  if (all) return (entry) => [...chosen].every((value) => of[entry].includes(value));
  const isChosen = Uint8Array.from(values, (_, value) => chosen.has(value));
  return (entry) => isChosen[of[entry]];
};

const yearTest = ({ facets }, { from, to }) => {
  const published = facets.find((facet) => facet.name === "year");
  if (!published || !(from || to)) return null;
  const isWithin = (year) => year && (!from || year >= from) && (!to || year <= to);
  const kept = published.values.map(([key]) => isWithin(Number.parseInt(key, 10) || 0));
  return (entry) => kept[published.of[entry]];
};

const wordsTest = (names, text) => {
  const parts = fold(text).split(/\s+/).filter(Boolean);
  return parts.length && names ? (entry) => parts.every((part) => names[entry].includes(part)) : null;
};

// How many tests each entry fails, and the last of them.
const fail = (tests, count) => {
  const fails = new Uint8Array(count);
  const last = new Uint8Array(count);
  for (const [index, test] of tests.entries()) {
    for (let entry = 0; test && entry < count; entry += 1) {
      if (test(entry)) continue;
      fails[entry] += 1;
      last[entry] = index;
    }
  }
  return { fails, last };
};

// An entry that fails one facet alone counts there: what a further choice of that facet would add.
const countValues = ({ count, facets }, { fails, last }) => {
  const counts = facets.map(({ values }) => new Uint32Array(values.length));
  const add = (index, entry) => {
    const { all, of } = facets[index];
    if (all) for (const value of of[entry]) counts[index][value] += 1;
    else if (of[entry] >= 0) counts[index][of[entry]] += 1;
  };
  for (let entry = 0; entry < count; entry += 1) {
    if (!fails[entry]) facets.forEach((_, index) => void add(index, entry));
    else if (fails[entry] === 1 && facets[last[entry]]?.all === false) add(last[entry], entry);
  }
  return counts;
};

const orders = new Map();
const inOrder = ({ count, sorts }, name) => {
  if (!orders.has(name)) {
    const keys = Float64Array.from(sorts[name], (rank, entry) => rank * count + entry).sort();
    orders.set(
      name,
      keys.map((key) => key % count),
    );
  }
  return orders.get(name);
};

// `names` are folded, one an entry; without them words are not looked for.
export const narrow = (data, choice, names) => {
  const facetTests = data.facets.map((facet, index) => facetTest(facet, choice.chosen[index]));
  const failed = fail([...facetTests, yearTest(data, choice), wordsTest(names, choice.text)], data.count);
  return {
    found: [...inOrder(data, choice.order)].filter((entry) => !failed.fails[entry]),
    counts: countValues(data, failed),
  };
};
