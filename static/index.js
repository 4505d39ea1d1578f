// Narrowing and sorting the master index: what is chosen stands in the page's address, so that it can be linked to and
// the back button works. Without a choice the page stays as it came. The data are described in painsite/pages/lists/facets.py.
(() => {
  const box = document.querySelector("#main > .filter");
  if (!box || location.protocol === "file:") return; // where nothing can be fetched
  const words = box.dataset;
  const MOST_VALUES = 100,
    LONG = 8,
    SOUGHT = 12,
    PAGE = 30;
  box.append(document.getElementById("filter").content.cloneNode(true));
  const opener = box.querySelector(".filter-open");
  const form = box.querySelector("form");
  const shower = box.querySelector(".filter-show"); // on a phone the results lie below the whole form
  const { sort, q, from, to } = form.elements;
  const bounds = { from, to }; // years
  const results = document.querySelector(".results");
  const heading = results.querySelector("h2");
  const part = (selector) => results.querySelector(selector);
  const plain = document.querySelectorAll("#main > :is(.group, .pager), .opening > :is(.orders, .groups, .take-away)");
  let data,
    facets,
    years,
    names,
    state,
    found = [],
    asked = 0,
    timer = 0;

  const say = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);
  const number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, words.thousands);
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const add = (parent, tag, values = {}) => parent.appendChild(Object.assign(document.createElement(tag), values));
  const loaded = new Map();
  const load = (href) => {
    if (!loaded.has(href)) {
      const answer = fetch(href).then((response) => (response.ok ? response.json() : Promise.reject(response.status)));
      answer.catch(() => loaded.delete(href));
      loaded.set(href, answer);
    }
    return loaded.get(href);
  };

  // The state: what is chosen of each facet, by number; the first and last year, as typed; words to look for; an order; a
  // page of the results.
  const read = () => {
    const query = new URLSearchParams(location.search);
    const chosen = facets.map(
      (facet) =>
        new Set(
          query
            .getAll(facet.name)
            .map((key) => facet.keys.get(key))
            .filter((value) => value !== undefined),
        ),
    );
    const wanted = query.get("sort");
    const order = wanted in data.sorts ? wanted : "published";
    const [first, last] = ["from", "to"].map((name) => yearIn(query.get(name) ?? ""));
    return {
      chosen,
      from: first,
      to: last,
      text: (query.get("q") ?? "").trim(),
      order,
      page: Math.max(1, parseInt(query.get("page")) || 1),
    };
  };
  const yearIn = (text) => text.match(/\d{4}/)?.[0] ?? "";
  const address = ({ chosen, text, order, page, ...given }) => {
    const query = new URLSearchParams();
    facets.forEach((facet, index) =>
      [...chosen[index]].sort((a, b) => a - b).forEach((value) => query.append(facet.name, facet.values[value][0])),
    );
    for (const name in bounds) if (given[name]) query.set(name, given[name]);
    if (text) query.set("q", text);
    if (order !== "published") query.set("sort", order);
    if (page > 1) query.set("page", page);
    return String(query) ? `?${query}` : location.pathname;
  };
  const go = (changes, { push = true } = {}) => {
    state = { ...state, page: 1, ...changes };
    history[push ? "pushState" : "replaceState"](null, "", address(state));
    return show();
  };

  // An entry that fails one facet alone counts there: what a further choice of that facet would add.
  const tests = () =>
    facets.map(({ all, of, values }, index) => {
      const chosen = state.chosen[index];
      if (!chosen.size) return null;
      if (all) return (entry) => [...chosen].every((value) => of[entry].includes(value));
      const isChosen = Uint8Array.from(values, (_, value) => chosen.has(value));
      return (entry) => isChosen[of[entry]];
    });
  const narrow = () => {
    const fails = new Uint8Array(data.count),
      failing = new Uint8Array(data.count);
    const parts = fold(state.text).split(/\s+/).filter(Boolean);
    const match = parts.length && names ? (entry) => parts.every((part) => names[entry].includes(part)) : null;
    const isWithin = (year) => year && (!state.from || year >= state.from) && (!state.to || year <= state.to);
    const during = years && (state.from || state.to) ? (entry) => isWithin(years[entry]) : null;
    [...tests(), during, match].forEach((test, index) => {
      if (test)
        for (let entry = 0; entry < data.count; entry++)
          if (!test(entry)) {
            fails[entry]++;
            failing[entry] = index;
          }
    });
    const counts = facets.map(({ values }) => new Uint32Array(values.length));
    const count = (index, entry) => {
      const { all, of } = facets[index];
      if (all) for (const value of of[entry]) counts[index][value]++;
      else if (of[entry] >= 0) counts[index][of[entry]]++;
    };
    for (let entry = 0; entry < data.count; entry++) {
      if (!fails[entry]) facets.forEach((_, index) => count(index, entry));
      else if (fails[entry] === 1 && facets[failing[entry]]?.all === false) count(failing[entry], entry);
    }
    found = [...inOrder(state.order)].filter((entry) => !fails[entry]);
    return counts;
  };
  const orders = new Map();
  const inOrder = (name) => {
    if (!orders.has(name)) {
      const keys = Float64Array.from(data.sorts[name], (rank, entry) => rank * data.count + entry).sort();
      orders.set(
        name,
        keys.map((key) => key % data.count),
      );
    }
    return orders.get(name);
  };

  // Boxes to tick keep their places and the focus: what has no entries left goes, what has some comes back.
  const prepare = (facet) => {
    facet.set = form.querySelector(`[data-facet="${facet.name}"]`);
    facet.title = facet.set.querySelector("legend").textContent;
    facet.keys = new Map(facet.values.map(([key], value) => [key, value]));
    facet.boxes = new Map();
    facet.folded = facet.values.map(([key, text = key]) => fold(text));
    let parent = facet.set;
    if (facet.values.length > LONG) {
      const isFirst = facet === facets[0]; // the topics, where there are any
      parent = facet.details = add(facet.set, "details", {
        open: isFirst || state.chosen[facets.indexOf(facet)].size > 0,
      });
      add(parent, "summary", { textContent: facet.title });
      facet.set.querySelector("legend").classList.add("unseen");
      for (const above of facet.set.querySelectorAll(".remark, .years")) parent.append(above);
    }
    if (facet.values.length > SOUGHT && facet.name !== "year") {
      facet.search = add(parent, "input", { type: "search", autocomplete: "off" });
      facet.search.placeholder = say(words.values, { facet: facet.title });
      facet.search.setAttribute("aria-label", facet.search.placeholder);
      facet.search.addEventListener("input", (event) => {
        event.stopPropagation();
        tick(facet);
      });
    }
    facet.details?.addEventListener("toggle", () => facet.counts && tick(facet));
    facet.list = add(parent, "div", { className: "boxes" });
  };
  const boxOf = (facet, value) => {
    if (!facet.boxes.has(value)) {
      const [key, text = key] = facet.values[value];
      const label = document.createElement("label");
      add(label, "input", { type: "checkbox", name: facet.name, value: key });
      add(label, "span", { textContent: text, dir: "auto" });
      add(label, "span", { className: "count" });
      label.dataset.value = value;
      facet.boxes.set(value, label);
    }
    return facet.boxes.get(value);
  };
  const tick = (facet) => {
    const chosen = state.chosen[facets.indexOf(facet)];
    facet.set.hidden = facet.values.length < 2 && !chosen.size && facet.counts[0] === data.count;
    if (facet.details?.open === false) return; // until it is opened
    const sought = fold(facet.search?.value.trim() ?? "");
    const focused = facet.list.contains(document.activeElement)
      ? +document.activeElement.parentElement.dataset.value
      : -1;
    let room = MOST_VALUES;
    const wanted = new Set();
    facet.counts.forEach((count, value) => {
      if (chosen.has(value) || value === focused || (count && facet.folded[value].includes(sought) && room-- > 0))
        wanted.add(value);
    });
    for (const label of [...facet.list.children]) if (!wanted.has(+label.dataset.value)) label.remove();
    let next = facet.list.firstElementChild;
    for (const value of wanted) {
      const label = boxOf(facet, value);
      const [box, , count] = label.children;
      if (label === next) next = next.nextElementSibling;
      else facet.list.insertBefore(label, next);
      if (box.checked !== chosen.has(value)) box.checked = chosen.has(value);
      const text = number(facet.counts[value]);
      if (count.textContent !== text) count.textContent = text;
    }
  };

  const line = ([href, name, summary, marks]) => {
    const item = document.createElement("li");
    add(item, "a", { className: "name", href, dir: "auto", textContent: name });
    if (summary) add(item, "p", { className: "summary", textContent: summary });
    const list = add(item, "ul", { className: "marks" });
    marks.forEach((textContent) => {
      add(list, "li", { textContent });
      list.append(" ");
    });
    return item;
  };
  const rows = async (entries) => {
    const parts = [...new Set(entries.map((entry) => Math.floor(entry / data.rows) + 1))];
    const lists = await Promise.all(parts.map((one) => load(words.rows.replace(/1(?=\.json$)/, one))));
    const byPart = new Map(parts.map((one, index) => [one, lists[index]]));
    return entries.map((entry) => line(byPart.get(Math.floor(entry / data.rows) + 1)[entry % data.rows]));
  };
  const chip = (text, name, without) => {
    const item = document.createElement("li");
    const button = add(item, "button", { type: "button", textContent: text });
    button.setAttribute("aria-label", say(words.remove, { value: name }));
    button.addEventListener("click", () => {
      go(without());
      (results.hidden ? opener : (part(".chosen button") ?? heading)).focus();
    });
    return item;
  };
  const choices = () => {
    const list = part(".chosen");
    const chips = facets.flatMap((facet, index) =>
      [...state.chosen[index]].map((value) => {
        const [key, text = key] = facet.values[value];
        const without = () => ({
          chosen: state.chosen.map((set, other) =>
            other === index ? new Set([...set].filter((one) => one !== value)) : set,
          ),
        });
        return chip(text, `${facet.title}: ${text}`, without);
      }),
    );
    if (state.text) chips.push(chip(state.text, `${q.labels[0].textContent}: ${state.text}`, () => ({ text: "" })));
    for (const [name, field] of Object.entries(bounds)) {
      const text = `${field.labels[0].textContent.trim()} ${state[name]}`;
      if (state[name]) chips.push(chip(text, text, () => ({ [name]: "" })));
    }
    list.replaceChildren(...chips);
    list.hidden = !chips.length;
  };
  const pager = (pages) => {
    const list = part(".pager ol");
    const near = [...new Set([1, state.page - 1, state.page, state.page + 1, pages])].filter(
      (page) => page >= 1 && page <= pages,
    );
    list.replaceChildren(
      ...near.map((page) => {
        const item = document.createElement("li");
        const link = add(item, "a", { href: address({ ...state, page }), textContent: number(page) });
        link.dataset.page = page;
        if (page === state.page) link.setAttribute("aria-current", "page");
        return item;
      }),
    );
    for (const [selector, page] of [
      [".previous", state.page - 1],
      [".next", state.page + 1],
    ]) {
      const link = part(selector);
      link.hidden = page < 1 || page > pages;
      link.href = address({ ...state, page });
      link.dataset.page = page;
    }
    part(".pager").hidden = pages < 2;
  };

  const show = async () => {
    const mine = ++asked;
    if (state.text && !names) {
      try {
        names = (await load(words.names)).map(fold);
      } catch {
        part(".found").textContent = words.failed;
      }
      if (mine !== asked) return;
    }
    const isPlain = address(state) === location.pathname;
    const counts = narrow();
    facets.forEach((facet, index) => {
      facet.counts = counts[index];
      tick(facet);
    });
    sort.value = state.order;
    if (q.value.trim() !== state.text) q.value = state.text;
    for (const name in bounds) if (yearIn(bounds[name].value) !== state[name]) bounds[name].value = state[name];
    for (const element of plain) element.hidden = !isPlain;
    results.hidden = shower.hidden = isPlain;
    if (isPlain) return;
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    state.page = Math.min(state.page, pages);
    const text = found.length ? (pages > 1 ? words.countOnPage : words.count) : words.nothing;
    part(".found").textContent = say(text, {
      count: number(found.length),
      number: number(state.page),
      pages: number(pages),
    });
    shower.textContent = say(found.length ? words.count : words.nothing, { count: number(found.length) });
    choices();
    pager(pages);
    if (part(".take")) part(".take").hidden = !found.length;
    const list = part(".lines");
    list.setAttribute("aria-busy", "true");
    try {
      const lines = await rows(found.slice((state.page - 1) * PAGE, state.page * PAGE));
      if (mine === asked) list.replaceChildren(...lines);
    } catch {
      if (mine === asked) {
        list.replaceChildren();
        part(".found").textContent = words.failed;
      }
    }
    if (mine === asked) list.removeAttribute("aria-busy");
  };

  const listen = () => {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => {
      if (event.target === sort) return go({ order: sort.value });
      if (event.target.name in bounds) return go({ [event.target.name]: yearIn(event.target.value) });
      const index = facets.findIndex((facet) => facet.name === event.target.name);
      if (index < 0) return;
      const chosen = new Set(state.chosen[index]);
      const value = facets[index].keys.get(event.target.value);
      if (event.target.checked) chosen.add(value);
      else chosen.delete(value);
      go({ chosen: state.chosen.map((set, other) => (other === index ? chosen : set)) });
    });
    q.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => go({ text: q.value.trim() }, { push: false }), 150);
    });
    shower.addEventListener("click", () => {
      opener.click();
      heading.focus();
      heading.scrollIntoView();
    });
    opener.addEventListener("click", () => {
      const isOpen = box.classList.toggle("open");
      opener.setAttribute("aria-expanded", String(isOpen));
    });
    part(".reset").addEventListener("click", () => {
      go({ chosen: facets.map(() => new Set()), from: "", to: "", text: "", order: "published" });
      (opener.offsetParent ? opener : sort).focus();
    });
    part(".pager").addEventListener("click", async (event) => {
      const link = event.target.closest("a");
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      await go({ page: +link.dataset.page });
      heading.focus({ preventScroll: true });
      results.scrollIntoView();
    });
    addEventListener("popstate", () => {
      state = read();
      show();
    });
  };

  load(words.facets)
    .then((content) => {
      data = content;
      facets = data.facets;
      for (const facet of facets) facet.keys = new Map(facet.values.map(([key], value) => [key, value]));
      const published = facets.find((facet) => facet.name === "year");
      years = published?.of.map((value) => parseInt(published.values[value]) || 0);
      state = read();
      for (const set of form.querySelectorAll("fieldset"))
        if (!facets.some((facet) => facet.name === set.dataset.facet)) set.remove();
      for (const option of [...sort.options]) if (!(option.value in data.sorts)) option.remove();
      facets.forEach(prepare);
      listen();
      window.indexSelection = () => ({ found, count: data.count });
      show();
      box.classList.add("ready");
    })
    .catch(() => box.remove());
})();
