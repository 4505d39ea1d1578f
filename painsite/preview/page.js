// On every page of the preview: what was open stays open when the page reloads, and a tab whose server has ended waits
// until it is there again.
(() => {
  const key = "painsite-preview";
  const host = document.querySelector("#painsite-preview");
  const overlay = host?.shadowRoot;

  const show = () => {
    host.dataset.scheme = document.documentElement.dataset.scheme || "";
  };
  if (host && document.documentElement.dataset.scheme) {
    show();
    new MutationObserver(show).observe(document.documentElement, { attributeFilter: ["data-scheme"] });
  }

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? {};
    } catch {
      return {}; // storage may be forbidden, or hold something else
    }
  };
  const write = (value) => {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      /* then the page begins at its top */
    }
  };

  const field = () => document.querySelector("dialog[open] input[type=search], dialog[open] input");
  addEventListener("pagehide", () => {
    const problems = overlay?.querySelector(".problems");
    write({
      address: location.pathname + location.search,
      at: [scrollX, scrollY],
      query: field()?.value ?? null,
      problems: problems ? problems.open : null,
    });
  });

  const search = (query) => {
    document.querySelector("[data-search-open]")?.click();
    const wait = new MutationObserver(() => fill());
    const fill = () => {
      const input = field();
      if (!input) return;
      wait.disconnect();
      input.value = query;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    wait.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["open"] });
    fill();
  };

  const restore = () => {
    const left = read();
    const [entry] = performance.getEntriesByType("navigation");
    if (entry?.type !== "reload" || left.address !== location.pathname + location.search) return;
    const problems = overlay?.querySelector(".problems");
    if (problems && left.problems !== null) problems.open = left.problems || problems.open;
    scrollTo({ left: left.at[0], top: left.at[1], behavior: "instant" });
    if (left.query !== null) search(left.query);
  };
  if (document.readyState === "complete") restore();
  else addEventListener("load", restore);

  // livereload's script says when its connection is lost; it would try again at ever longer intervals, and reload nothing
  const isThere = async () => {
    try {
      return (await fetch("/painsite-preview/alive", { cache: "no-store" })).ok;
    } catch {
      return false;
    }
  };
  document.addEventListener("LiveReloadConnect", async () => {
    if (!host) return;
    const answer = await fetch("/painsite-preview/alive", { cache: "no-store" }).catch(() => null);
    // what was built before the connection stood told nobody
    if (answer?.ok && (await answer.text()) !== host.dataset.version) location.reload();
    else host.dataset.connected = "";
  });
  let waiting = false;
  const waitForServer = async () => {
    const lost = overlay?.querySelector(".lost");
    if (lost) lost.hidden = false;
    if (await isThere()) location.reload();
    else setTimeout(waitForServer, 500);
  };
  document.addEventListener("LiveReloadDisconnect", () => {
    if (waiting) return;
    waiting = true;
    waitForServer();
  });
})();
