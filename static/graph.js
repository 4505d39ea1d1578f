// The whole citation graph, drawn on a canvas. Its data come in parts, its words from the template `graph-parts`.
// Lines and nodes are painted on a sheet beside the screen, a few milliseconds at a time; what is seen is that sheet,
// moved and scaled, until the next one is ready. So a drag stays smooth however much there is to paint.
(async () => {
  const room = document.getElementById("drawing"),
    parts = document.getElementById("graph-parts");
  if (!room || !parts) return;
  const words = parts.dataset;
  const say = (text) => {
    const line = document.createElement("p");
    line.className = "graph-message";
    line.textContent = text;
    room.replaceChildren(line);
  };
  say(words.loading);

  const load = async (href) => {
    const answer = await fetch(href);
    if (!answer.ok) throw new Error(`${href}: ${answer.status}`);
    return answer.json();
  };
  let structure, nodes;
  try {
    [structure, nodes] = await Promise.all([load(words.structure), load(words.nodes)]);
    document.createElement("canvas").getContext("2d").save(); // a browser may have none
  } catch {
    return say(words.failed);
  }

  // What there is
  const count = nodes.labels.length,
    { x: across, y: down, cites } = structure;
  const citedBy = cites.map(() => []);
  cites.forEach((cited, node) => cited.forEach((one) => citedBy[one].push(node)));
  const edges = cites.flatMap((cited, node) => cited.map((one) => [node, one]));
  const articles = new Set(nodes.articles),
    retracted = new Set(nodes.retracted);
  const weight = citedBy.map((citing, node) => citing.length + (articles.has(node) ? cites[node].length : 0));
  const byWeight = [...weight.keys()].sort((a, b) => weight[b] - weight[a] || a - b);
  const order = [...byWeight].reverse(); // the heaviest on top
  const tree = d3.quadtree(
    [...weight.keys()],
    (node) => across[node],
    (node) => down[node],
  );
  const named = new Map();
  const partOfNames = (part) => {
    if (!named.has(part))
      named.set(
        part,
        load(`${words.names}${part + 1}.json`).catch(() => {
          named.delete(part);
          return { names: [], people: [] };
        }),
      );
    return named.get(part);
  };
  const ownName = async (node) => (await partOfNames(Math.floor(node / words.part))).names[node % words.part];
  const nameOf = async (node) => (await ownName(node)) || nodes.labels[node];
  const addressOf = (node) =>
    (articles.has(node) ? words.article : words.entry).replace("~", nodes.steps[node].replace(/[$]/g, "$$$$"));

  // What stands in the room
  room.replaceChildren(parts.content.cloneNode(true));
  const one = (selector) => room.querySelector(selector);
  const view = one(".graph-view"),
    card = one(".graph-card"),
    said = one(".graph-said");
  const narrow = matchMedia("(max-width: 60rem)"); // the card stands below the drawing: as in the style sheet
  const screen = view.appendChild(document.createElement("canvas")),
    pen = screen.getContext("2d");
  let sheet = null,
    painting = null;
  let width = 0,
    height = 0,
    unit = 1,
    fit = 1,
    left = 0,
    top = 0;
  let place = d3.zoomIdentity,
    shown = new Uint8Array(count).fill(1),
    hovered = -1,
    selected = -1,
    labelled = [];
  let colours = {},
    font = "",
    direction = "ltr";

  const X = (node, at = place) => (left + across[node] * fit) * at.k + at.x;
  const Y = (node, at = place) => (top + down[node] * fit) * at.k + at.y;
  const radius = (node, at = place) => (1.1 + 0.75 * Math.sqrt(weight[node])) * unit * at.k ** 0.45;

  const readColours = () => {
    const probe = room.appendChild(document.createElement("span"));
    for (const name of ["paper", "ink", "quiet", "rule", "rubric"]) {
      probe.style.color = `var(--${name})`;
      colours[name] = getComputedStyle(probe).color;
    }
    probe.className = "graph-label";
    const style = getComputedStyle(probe);
    font = `${style.fontSize} ${style.fontFamily}`;
    direction = style.direction;
    probe.remove();
  };

  // Painting
  const mark = (to, node, x, y, r) => {
    if (articles.has(node)) to.rect(x - r, y - r, 2 * r, 2 * r);
    else {
      to.moveTo(x + r, y);
      to.arc(x, y, r, 0, 7);
    }
  };
  const strike = (to, x, y, r) => {
    to.moveTo(x - r * 1.6, y + r * 1.6);
    to.lineTo(x + r * 1.6, y - r * 1.6);
  };

  function* paint(to, at, margin) {
    const [w, h] = [width + margin, height + margin];
    const outside = (a, b) =>
      (a[0] < -margin && b[0] < -margin) ||
      (a[0] > w && b[0] > w) ||
      (a[1] < -margin && b[1] < -margin) ||
      (a[1] > h && b[1] > h);
    const points = order.length && across.map((_, node) => [X(node, at), Y(node, at)]);
    to.strokeStyle = colours.quiet;
    to.lineWidth = 0.7;
    to.globalAlpha = Math.min(0.5, (7.5 / Math.sqrt(edges.length)) * at.k ** 0.5);
    to.beginPath();
    let inPath = 0;
    for (let index = 0; index < edges.length; index++) {
      const [from, cited] = edges[index];
      if (shown[from] && shown[cited] && !outside(points[from], points[cited])) {
        to.moveTo(...points[from]);
        to.lineTo(...points[cited]);
        inPath++;
      }
      // many short paths are painted faster than a long one, and lines that cross grow darker
      if (inPath === 60) {
        to.stroke();
        to.beginPath();
        inPath = 0;
        yield;
      }
    }
    to.stroke();
    for (const isShown of [0, 1]) {
      for (const isArticle of [false, true]) {
        to.globalAlpha = isShown ? 1 : 0.15;
        to.fillStyle = isArticle ? colours.rubric : colours.ink;
        to.strokeStyle = colours.paper;
        to.lineWidth = 1;
        let done = 0;
        for (const node of order) {
          if (shown[node] !== isShown || articles.has(node) !== isArticle) continue;
          const [x, y] = points[node],
            r = radius(node, at);
          if (outside([x - r, y - r], [x + r, y + r])) continue;
          to.beginPath();
          mark(to, node, x, y, r);
          to.fill();
          if (r > 3) to.stroke();
          if (++done % 200 === 0) yield;
        }
      }
    }
    to.globalAlpha = 1;
    to.strokeStyle = colours.rubric;
    to.lineWidth = 1.5;
    to.beginPath();
    for (const node of retracted) if (shown[node]) strike(to, ...points[node], radius(node, at));
    to.stroke();
  }

  const begin = () => {
    const margin = Math.round(Math.min(width, height) / 3),
      ratio = devicePixelRatio;
    const canvas = painting?.canvas ?? document.createElement("canvas");
    canvas.width = (width + 2 * margin) * ratio;
    canvas.height = (height + 2 * margin) * ratio;
    const to = canvas.getContext("2d", { willReadFrequently: true }); // painted by the processor, piece by piece
    to.setTransform(ratio, 0, 0, ratio, margin * ratio, margin * ratio);
    painting = { canvas, margin, at: place, steps: paint(to, place, margin) };
  };
  const work = () => {
    const now = performance.now(),
      until = now + (now - lastMove < 150 ? 3 : 8); // ms; what moves comes first
    while (performance.now() < until) {
      if (!painting.steps.next().done) continue;
      const { canvas, margin, at } = painting;
      painting = sheet ? { canvas: sheet.canvas } : null;
      sheet = { canvas, margin, at };
      chooseLabels();
      return;
    }
  };

  let waiting = 0,
    isStale = true,
    lastMove = 0;
  const redraw = () => {
    waiting ||= requestAnimationFrame(frame);
  };
  const repaint = () => {
    isStale = true;
    redraw();
  };
  const frame = () => {
    waiting = 0;
    if (!width || !height) return;
    if (painting?.steps) work();
    if (!painting?.steps && (isStale || sheet.at !== place)) {
      isStale = false;
      begin();
    }
    show();
    view.dataset.state = painting?.steps ? "painting" : "ready";
    if (painting?.steps) redraw();
  };

  const show = () => {
    const ratio = devicePixelRatio;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    if (sheet) {
      const { canvas, margin, at } = sheet,
        scale = place.k / at.k;
      const x = place.x - (at.x + margin) * scale,
        y = place.y - (at.y + margin) * scale;
      pen.drawImage(canvas, x, y, (canvas.width / ratio) * scale, (canvas.height / ratio) * scale);
    }
    const centre = hovered >= 0 ? hovered : selected;
    if (centre < 0) return labels(labelled);
    pen.fillStyle = colours.paper;
    pen.globalAlpha = 0.78;
    pen.fillRect(0, 0, width, height);
    star(centre);
  };
  const star = (centre) => {
    const around = [...new Set([...citedBy[centre], ...cites[centre]])].filter((node) => shown[node]);
    pen.lineWidth = 1;
    pen.globalAlpha = Math.max(0.25, Math.min(0.8, 12 / Math.sqrt(around.length)) - 0.1);
    for (const [others, colour] of [
      [cites[centre], colours.quiet],
      [citedBy[centre], colours.rubric],
    ]) {
      pen.strokeStyle = colour;
      for (const other of others)
        if (shown[other]) {
          pen.beginPath();
          pen.moveTo(X(centre), Y(centre));
          pen.lineTo(X(other), Y(other));
          pen.stroke();
        }
    }
    pen.globalAlpha = 1;
    for (const node of [...around, centre]) {
      pen.fillStyle = articles.has(node) ? colours.rubric : colours.ink;
      pen.beginPath();
      mark(pen, node, X(node), Y(node), Math.max(2.5, radius(node)));
      pen.fill();
      if (!retracted.has(node)) continue;
      pen.strokeStyle = colours.rubric;
      pen.beginPath();
      strike(pen, X(node), Y(node), Math.max(2.5, radius(node)));
      pen.stroke();
    }
    pen.strokeStyle = colours.rubric;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(X(centre), Y(centre), Math.max(2.5, radius(centre)) + (articles.has(centre) ? 6 : 4), 0, 7);
    pen.stroke();
    around.sort((a, b) => weight[b] - weight[a] || a - b);
    labels(apart([centre, ...around], 30), centre);
  };

  // Labels, the heaviest first, none over another
  const text = (node) =>
    nodes.labels[node].length > 34 ? `${nodes.labels[node].slice(0, 32).trimEnd()}…` : nodes.labels[node];
  const apart = (candidates, most) => {
    const boxes = card.hidden || narrow.matches ? [] : [[width - 340, 0, width, height]],
      found = [];
    const [beside, above] = count > 300 ? [16, 8] : [6, 0]; // in a crowd labels keep their distance
    pen.font = font;
    for (const node of candidates) {
      if (found.length === most) break;
      const x = X(node),
        y = Y(node);
      if (x < -20 || y < 0 || x > width + 20 || y > height) continue;
      const long = pen.measureText(text(node)).width,
        r = Math.max(2.5, radius(node)) + 5;
      const box = [
        [x + r, y - 9, x + r + long, y + 9],
        [x - r - long, y - 9, x - r, y + 9],
      ].find(
        ([x0, y0, x1, y1]) =>
          x0 >= 2 &&
          x1 <= width - 2 &&
          !boxes.some(([a0, b0, a1, b1]) => x0 < a1 + beside && x1 > a0 - beside && y0 < b1 + above && y1 > b0 - above),
      );
      if (!box) continue;
      boxes.push(box);
      found.push([node, box[0] < x]);
    }
    return found;
  };
  const chooseLabels = () => {
    const candidates = byWeight.filter(
      (node) => shown[node] && X(node) > 0 && X(node) < width && Y(node) > 0 && Y(node) < height,
    );
    labelled = apart(candidates.slice(0, 120), Math.round(5 + (width * height) / (count > 100 ? 40000 : 20000)));
  };
  const labels = (chosen, centre = -1) => {
    pen.font = font;
    pen.direction = direction;
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    for (const [node, isBefore] of chosen) {
      const r = Math.max(2.5, radius(node)) + 5;
      pen.textAlign = isBefore ? "right" : "left";
      pen.strokeStyle = colours.paper;
      pen.lineWidth = 4;
      pen.globalAlpha = 0.85;
      const aside = node === centre ? r + 5 : r;
      const at = [text(node), X(node) + (isBefore ? -aside : aside), Y(node)];
      pen.strokeText(...at);
      pen.globalAlpha = 1;
      pen.fillStyle = node === centre ? colours.rubric : colours.ink;
      pen.fillText(...at);
    }
  };

  // Moving about
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const target = d3.select(view);
  const zoom = d3
    .zoom()
    .scaleExtent([0.6, 40])
    .on("zoom", (event) => {
      place = event.transform;
      lastMove = performance.now();
      redraw();
    });
  target.call(zoom).on("dblclick.zoom", null);
  const moved = (milliseconds = 350) =>
    calm.matches ? target.interrupt() : target.transition().duration(milliseconds);
  const roomLeft = () =>
    card.hidden ? [width, height] : narrow.matches ? [width, height * 0.45] : [width - 330, height];
  const isSeen = (node, edge = 40) => {
    const [across, down] = roomLeft();
    return X(node) > edge && X(node) < across - edge && Y(node) > edge && Y(node) < down - edge;
  };
  const goTo = (node, k = place.k) => {
    // beside the card, or above it
    const [x, y] = narrow.matches ? [width / 2, height / 4] : [(width - 330) / 2, height / 2];
    moved(600).call(
      zoom.transform,
      d3.zoomIdentity
        .translate(x, y)
        .scale(k)
        .translate(-left - across[node] * fit, -top - down[node] * fit),
    );
  };
  for (const button of room.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoomBy(button.dataset.zoom));
  }
  const zoomBy = (way) =>
    way === "all"
      ? moved().call(zoom.transform, d3.zoomIdentity)
      : moved().call(zoom.scaleBy, way === "in" ? 1.6 : 1 / 1.6);

  const nodeAt = (event) => {
    const [x, y] = d3.pointer(event, view);
    const wx = ((x - place.x) / place.k - left) / fit,
      wy = ((y - place.y) / place.k - top) / fit;
    const reach = (event.pointerType === "touch" ? 24 : 14) / (place.k * fit);
    // the nearest; of a large node its whole mark
    let best = -1,
      nearest = Infinity;
    for (const node of [tree.find(wx, wy, reach), ...labelled.map(([node]) => node)]) {
      if (node === undefined || !shown[node]) continue;
      const distance = Math.hypot(X(node) - x, Y(node) - y) - radius(node);
      if (distance < nearest && distance < reach * place.k * fit) [best, nearest] = [node, distance];
    }
    return best;
  };
  view.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const node = nodeAt(event);
    view.classList.toggle("on-node", node >= 0);
    if (node !== hovered) {
      hovered = node;
      redraw();
    }
  });
  view.addEventListener("pointerleave", () => {
    if (hovered >= 0) {
      hovered = -1;
      redraw();
    }
  });
  view.addEventListener("click", (event) => {
    hovered = -1;
    select(nodeAt(event));
  });

  // One node and its neighbours
  const select = (node, { follow = false } = {}) => {
    selected = node;
    view.dataset.node = node < 0 ? "" : nodes.steps[node];
    redraw();
    const address = new URL(location.href);
    node < 0 ? address.searchParams.delete("focus") : address.searchParams.set("focus", nodes.steps[node]);
    address.hash = "";
    try {
      history.replaceState(null, "", address);
    } catch {
      /* a page from disk, or too many at once */
    }
    card.hidden = node < 0;
    if (node < 0) return void (said.textContent = "");
    if (follow && !isSeen(node)) goTo(node);
    describe(node);
  };
  const add = (parent, tag, content, properties = {}) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(content);
    parent.append(element);
    return element;
  };
  const describe = async (node) => {
    const content = document.createDocumentFragment();
    const year = String(nodes.years[node] || "");
    const facts = [nodes.labels[node].includes(year) ? "" : year, retracted.has(node) ? words.retracted : ""]
      .filter(Boolean)
      .join(" · ");
    add(content, "p", `${articles.has(node) ? "" : nodes.labels[node]}`, {
      className: "graph-card-label",
      dir: "auto",
    });
    const link = add(add(content, "p", "", { className: "graph-card-name", dir: "auto" }), "a", nodes.labels[node], {
      href: addressOf(node),
    });
    add(content, "p", facts, { className: "graph-card-facts" });
    const counts = [];
    for (const [heading, others] of [
      [words.cited, citedBy[node]],
      [words.cites, cites[node]],
    ]) {
      if (!others.length) continue;
      counts.push(`${heading} ${others.length}`);
      add(content, "h2", `${heading} ${others.length}`);
      const list = add(content, "ul", "");
      for (const other of [...others].sort((a, b) => weight[b] - weight[a] || a - b).slice(0, 60)) {
        const button = add(add(list, "li", ""), "button", nodes.labels[other], { type: "button", dir: "auto" });
        button.addEventListener("click", () => {
          select(other, { follow: true });
          view.focus();
        });
      }
    }
    card.firstElementChild.replaceChildren(content);
    card.firstElementChild.scrollTop = 0;
    link.textContent = await nameOf(node);
    if (selected === node)
      said.textContent = [...new Set([nodes.labels[node], link.textContent, facts, ...counts])]
        .filter(Boolean)
        .join(". ");
  };
  one(".graph-close").addEventListener("click", () => {
    select(-1);
    view.focus();
  });

  // Keyboard
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const next = ([dx, dy]) => {
    if (selected < 0)
      return byWeight.find((node) => shown[node] && isSeen(node, 0)) ?? byWeight.find((node) => shown[node]) ?? -1;
    let best = selected,
      least = Infinity;
    for (const node of [...citedBy[selected], ...cites[selected]]) {
      const x = X(node) - X(selected),
        y = Y(node) - Y(selected);
      const ahead = x * dx + y * dy,
        aside = Math.abs(x * dy - y * dx);
      if (!shown[node] || ahead <= 0 || aside > 1.8 * ahead) continue;
      if (ahead + 2 * aside < least) [best, least] = [node, ahead + 2 * aside];
    }
    return best;
  };
  view.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const way = ways[event.key];
    if (way && event.shiftKey)
      moved(150).call(zoom.translateBy, (-way[0] * width) / 6 / place.k, (-way[1] * height) / 6 / place.k);
    else if (way) select(next(way), { follow: true });
    else if (event.key === "+" || event.key === "=") zoomBy("in");
    else if (event.key === "-" || event.key === "−") zoomBy("out");
    else if (event.key === "0") zoomBy("all");
    else if (event.key === "Enter" && selected >= 0) location.assign(addressOf(selected));
    else if (event.key === "Escape" && selected >= 0) select(-1);
    else return;
    event.preventDefault();
  });
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      select(-1);
      view.focus();
    }
  });

  // Filters
  const status = one(".graph-status"),
    form = one(".graph-tools");
  const [topic, kind, from, to] = ["topic", "kind", "from", "to"].map((name) => one(`#graph-${name}`));
  nodes.topics
    .map((name, index) => [name, index])
    .sort(([a], [b]) => a.localeCompare(b, document.documentElement.lang))
    .forEach(([name, index]) => add(topic, "option", name, { value: index }));
  const years = nodes.years.filter(Boolean);
  const number = (value) => value.toLocaleString(document.documentElement.lang || undefined);
  if (years.length) [from.placeholder, to.placeholder] = [String(Math.min(...years)), String(Math.max(...years))];
  const filter = () => {
    const wanted = topic.value === "" ? -1 : Number(topic.value);
    const [first, last] = [Number(from.value) || -Infinity, Number(to.value) || Infinity];
    const isTimed = from.value || to.value;
    shown = Uint8Array.from(nodes.years, (year, node) =>
      Number(
        (wanted < 0 || nodes.tagged[node].includes(wanted)) &&
          (!kind.value || articles.has(node) === (kind.value === "article")) &&
          (!isTimed || (year && year >= first && year <= last)),
      ),
    );
    const left = shown.reduce((sum, one) => sum + one, 0);
    status.textContent =
      left === count ? "" : words.status.replace("{count}", number(left)).replace("{total}", words.total);
    if (selected >= 0 && !shown[selected]) select(-1);
    hovered = -1;
    repaint();
    if (left && !byWeight.some((node) => shown[node] && isSeen(node))) zoomBy("all");
  };
  for (const control of [topic, kind, from, to]) control.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());

  // Search
  const search = one("#graph-search"),
    found = one("#graph-found");
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Array(count).fill(""); // headline or title, and last names
  let labelsPlain = null,
    active = -1,
    hits = [];
  const everyName = async () => {
    labelsPlain ??= nodes.labels.map(plain);
    const all = Array.from({ length: Math.ceil(count / words.part) }, (_, part) => partOfNames(part));
    (await Promise.all(all)).forEach((part, index) =>
      part.names.forEach((name, at) => {
        texts[index * words.part + at] = plain(`${name} ${part.people[at]}`);
      }),
    );
  };
  const match = (asked) => {
    const rank = (node) =>
      labelsPlain[node].startsWith(asked)
        ? 0
        : labelsPlain[node].includes(asked)
          ? 1
          : texts[node].includes(asked)
            ? 2
            : 3;
    const ranked = byWeight.map((node) => [rank(node), node]).filter(([rank]) => rank < 3);
    return ranked.sort(([a], [b]) => a - b).map(([, node]) => node);
  };
  const close = () => {
    found.hidden = true;
    active = -1;
    search.setAttribute("aria-expanded", "false");
    search.removeAttribute("aria-activedescendant");
  };
  const look = async () => {
    const asked = plain(search.value.trim());
    if (!asked) {
      close();
      status.textContent = "";
      return;
    }
    await everyName();
    if (plain(search.value.trim()) !== asked) return;
    const all = match(asked);
    hits = all.slice(0, 8);
    found.replaceChildren();
    hits.forEach((node, index) => {
      const item = add(found, "li", "", { id: `graph-hit-${index}`, role: "option" });
      item.setAttribute("aria-selected", "false");
      add(item, "span", nodes.labels[node], { dir: "auto" });
      ownName(node).then((name) => name && add(item, "span", name, { className: "remark", dir: "auto" }));
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        choose(index);
      });
    });
    active = -1;
    found.hidden = !hits.length;
    search.setAttribute("aria-expanded", String(hits.length > 0));
    search.removeAttribute("aria-activedescendant");
    status.textContent = all.length ? words.found.replace("{count}", number(all.length)) : words.nothing;
  };
  const choose = (index) => {
    const node = hits[index];
    if (node === undefined) return;
    close();
    if (!shown[node]) {
      topic.value = kind.value = from.value = to.value = "";
      filter();
    }
    select(node);
    goTo(node, Math.max(place.k, 2.5));
    view.focus({ preventScroll: true });
  };
  search.addEventListener("focus", () => everyName(), { once: true });
  search.addEventListener("input", look);
  search.addEventListener("blur", close);
  search.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !found.hidden) {
      event.preventDefault();
      found.children[active]?.setAttribute("aria-selected", "false");
      active = (active + step + hits.length) % hits.length;
      found.children[active].setAttribute("aria-selected", "true");
      search.setAttribute("aria-activedescendant", `graph-hit-${active}`);
    } else if (event.key === "Enter" && !found.hidden) {
      event.preventDefault();
      choose(Math.max(active, 0));
    } else if (event.key === "Escape" && !found.hidden) {
      event.preventDefault();
      close();
    }
  });

  // Size and colours
  const measure = () => {
    const box = view.getBoundingClientRect();
    if (
      !box.width ||
      (width === box.width && height === box.height && screen.width === Math.round(box.width * devicePixelRatio))
    )
      return;
    [width, height] = [box.width, box.height];
    screen.width = Math.round(width * devicePixelRatio);
    screen.height = Math.round(height * devicePixelRatio);
    const edge = 28,
      [wide, high] = [Math.max(...across, 1), Math.max(...down, 1)];
    fit = Math.min((width - 2 * edge) / wide, (height - 2 * edge) / high);
    left = (width - wide * fit) / 2;
    top = (height - high * fit) / 2;
    unit = Math.min(1.9, Math.max(0.5, Math.sqrt((width * height) / count) / 34));
    zoom
      .extent([
        [0, 0],
        [width, height],
      ])
      .translateExtent([
        [-width / 2, -height / 2],
        [1.5 * width, 1.5 * height],
      ]);
    repaint();
  };
  const recolour = () => {
    readColours();
    repaint();
  };
  readColours();
  new ResizeObserver(measure).observe(view);
  measure();
  new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme", "data-scheme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);

  const asked = new URLSearchParams(location.search).get("focus") || decodeURIComponent(location.hash.slice(1));
  const start = asked ? nodes.steps.indexOf(asked) : -1;
  if (start >= 0) {
    select(start);
    goTo(start, Math.max(1, Math.min(4, count / 300)));
  }
})();
