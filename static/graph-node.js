// One node: it stands out in the drawing, a card tells of it, and the page's address names it.
import * as graph from "./graph-data.js";
import { redraw } from "./graph-frame.js";
import { goTo } from "./graph-moving.js";
import { card, isSeen, said, stage, view } from "./graph-stage.js";
import { make } from "./shared.js";

const MOST_LISTED = 60;

const { words } = graph;

const noteAddress = (node) => {
  const address = new URL(location.href);
  if (node < 0) address.searchParams.delete("focus");
  else address.searchParams.set("focus", graph.steps[node]);
  address.hash = "";
  try {
    history.replaceState(null, "", address);
  } catch {
    // too many at once
  }
};

const makeList = (nodes) => {
  const shown = [...nodes].sort(graph.heavier).slice(0, MOST_LISTED);
  const items = shown.map((node) => {
    const button = make("button", { type: "button", dir: "auto" }, graph.labels[node]);
    button.addEventListener("click", () => {
      select(node, { follow: true });
      view.focus();
    });
    return make("li", {}, button);
  });
  return make("ul", {}, ...items);
};

const factsOf = (node) => {
  const year = String(graph.years[node] || "");
  const isSaid = graph.labels[node].includes(year);
  return [isSaid ? "" : year, graph.retracted.has(node) ? words.retracted : ""].filter(Boolean).join(" · ");
};

const describe = async (node) => {
  const label = graph.labels[node];
  const facts = factsOf(node);
  const link = make("a", { href: graph.addressOf(node) }, label);
  const lists = [
    [words.cited, graph.citedBy[node]],
    [words.cites, graph.cites[node]],
  ]
    .filter(([, nodes]) => nodes.length)
    .map(([heading, nodes]) => [`${heading} ${nodes.length}`, nodes]);
  const content = card.firstElementChild;
  content.replaceChildren(
    make("p", { className: "graph-card-label", dir: "auto" }, graph.articles.has(node) ? "" : label),
    make("p", { className: "graph-card-name", dir: "auto" }, link),
    make("p", { className: "graph-card-facts" }, facts),
    ...lists.flatMap(([heading, nodes]) => [make("h2", {}, heading), makeList(nodes)]),
  );
  content.scrollTop = 0;
  const name = (await graph.nameOf(node)) || label;
  link.textContent = name;
  if (stage.selected !== node) return;
  const texts = new Set([label, name, facts, ...lists.map(([heading]) => heading)]);
  said.textContent = [...texts].filter(Boolean).join(". ");
};

// Less than 0 selects none; `follow` brings a node into sight.
export const select = (node, { follow = false } = {}) => {
  stage.selected = node;
  view.dataset.node = node < 0 ? "" : graph.steps[node];
  redraw();
  noteAddress(node);
  card.hidden = node < 0;
  if (node < 0) {
    said.textContent = "";
    return;
  }
  if (follow && !isSeen(node)) goTo(node);
  describe(node);
};
