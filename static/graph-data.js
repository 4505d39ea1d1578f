// What there is: nodes, known by their number, and who cites whom. The data come in parts, whose addresses the template
// `graph-parts` has beside the words of the page.
import { fetchJson, fetchOnce } from "./shared.js";

export const words = document.getElementById("graph-parts").dataset;

const [structure, nodes] = await Promise.all([fetchJson(words.structure), fetchJson(words.nodes)]);

export const { labels, steps, tagged, topics, years } = nodes;
export const { x: across, y: down, cites } = structure;
export const count = labels.length;
export const articles = new Set(nodes.articles);
export const retracted = new Set(nodes.retracted);

export const edges = cites.flatMap((cited, node) => cited.map((one) => [node, one]));
export const citedBy = cites.map(() => []);
for (const [node, cited] of edges) citedBy[cited].push(node);

export const weight = citedBy.map((citing, node) => citing.length + (articles.has(node) ? cites[node].length : 0));
export const heavier = (one, other) => weight[other] - weight[one] || one - other;
export const byWeight = [...weight.keys()].sort(heavier);

// Names, headline or title, and last names of people, of the nodes of one part.
const partOfNames = (part) => fetchOnce(`${words.names}${part + 1}.json`).catch(() => ({ names: [], people: [] }));

export const nameOf = async (node) => (await partOfNames(Math.floor(node / words.part))).names[node % words.part];

// Names and people of every node as one text.
export const fetchNames = async () => {
  const texts = new Array(count).fill("");
  const parts = await Promise.all(
    Array.from({ length: Math.ceil(count / words.part) }, (_, part) => partOfNames(part)),
  );
  for (const [part, { names, people }] of parts.entries()) {
    for (const [at, name] of names.entries()) texts[part * words.part + at] = `${name} ${people[at]}`;
  }
  return texts;
};

export const addressOf = (node) => (articles.has(node) ? words.article : words.entry).replace("~", () => steps[node]);

export const write = (number) => number.toLocaleString(document.documentElement.lang || undefined);
