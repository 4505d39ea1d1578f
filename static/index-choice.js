// What is chosen of the master index: of each facet values by number; the first and last year, as typed; words to look
// for; an order; a page of the results. It stands in the page's address.

export const YEARS = ["from", "to"];
export const USUAL_ORDER = "published";

export const yearIn = (text) => text.match(/\d{4}/)?.[0] ?? "";

export const nothingChosen = ({ facets }) => ({
  chosen: facets.map(() => new Set()),
  from: "",
  to: "",
  text: "",
  order: USUAL_ORDER,
  page: 1,
});

export const readChoice = ({ facets, sorts }, search) => {
  const query = new URLSearchParams(search);
  const numbers = ({ name, values }) => {
    const keys = values.map(([key]) => key);
    return query
      .getAll(name)
      .map((key) => keys.indexOf(key))
      .filter((value) => value >= 0);
  };
  const [from, to] = YEARS.map((name) => yearIn(query.get(name) ?? ""));
  return {
    chosen: facets.map((facet) => new Set(numbers(facet))),
    from,
    to,
    text: (query.get("q") ?? "").trim(),
    order: query.get("sort") in sorts ? query.get("sort") : USUAL_ORDER,
    page: Math.max(1, Number.parseInt(query.get("page"), 10) || 1),
  };
};

export const addressOf = ({ facets }, { chosen, text, order, page, ...years }) => {
  const query = new URLSearchParams();
  for (const [index, { name, values }] of facets.entries()) {
    for (const value of [...chosen[index]].sort((one, other) => one - other)) query.append(name, values[value][0]);
  }
  for (const name of YEARS) if (years[name]) query.set(name, years[name]);
  if (text) query.set("q", text);
  if (order !== USUAL_ORDER) query.set("sort", order);
  if (page > 1) query.set("page", page);
  return String(query) ? `?${query}` : location.pathname;
};

// What changes when one value of a facet is no longer chosen.
export const without = ({ chosen }, facet, value) => ({
  chosen: chosen.map((set, index) => (index === facet ? new Set([...set].filter((one) => one !== value)) : set)),
});
