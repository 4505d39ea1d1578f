// A card for each citation, on hover, keyboard focus and tap. All it says is in the page: in an article in the list of
// references, elsewhere in the template. It stands right behind its citation, so that Tab leads into it.
(() => {
  const template = document.getElementById("card");
  if (!template || !HTMLElement.prototype.showPopover) return;
  const CITATIONS = ":is(.text, .footnote) a[href^='#ref-'], :is(.prose, .own-note, .footnote) :is(a.cite, .cited > a)";
  const WAIT = 350;
  const GRACE = 250;
  const card = template.content.querySelector(".card");
  let shown = null;
  let timer = 0;
  let dismissed = null;
  let pointer = "mouse";

  const sourceOf = (link) => {
    const href = link.getAttribute("href");
    if (href[0] === "#") return document.querySelector(`li[id="${href.slice(1)}"][data-name]`);
    return [...template.content.querySelectorAll("[data-href]")].find((one) => one.dataset.href === href);
  };
  const later = (action, wait) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
  const part = (name) => card.querySelector(`.card-${name}`);
  const isPinned = () => card.classList.contains("pinned");

  const place = (link) => {
    const [line] = link.getClientRects();
    const left = Math.min(line.left - 16, document.documentElement.clientWidth - card.offsetWidth - 12);
    const below = line.bottom + 6;
    const above = line.top - 6 - card.offsetHeight;
    const top = below + card.offsetHeight > innerHeight && above > 0 ? above : below;
    card.style.left = `${Math.max(left, 12) + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };
  const show = (link) => {
    clearTimeout(timer);
    const source = sourceOf(link);
    if (!source || shown === link) return;
    hide();
    const { kind, name, work, href, status } = source.dataset;
    const title = part("name").firstElementChild;
    title.textContent = name;
    title.href = href ?? source.querySelector(".own-page").getAttribute("href");
    part("kind").textContent = kind;
    part("status").textContent = status ?? "";
    part("work").textContent = work;
    part("summary").textContent = source.querySelector(":scope > .summary")?.textContent ?? "";
    (link.closest("sup") ?? link).after(card);
    card.showPopover();
    place(link);
    shown = link;
  };
  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    const inside = card.contains(document.activeElement);
    dismissed = shown;
    if (inside) shown.focus({ preventScroll: true });
    card.classList.remove("pinned");
    card.hidePopover();
    card.remove();
    shown = null;
  };
  const leave = () => (shown && !isPinned() ? later(hide, GRACE) : clearTimeout(timer));
  const citation = (event) => event.target.closest?.(CITATIONS);
  const isOurs = (element) => element && (card.contains(element) || shown?.contains(element));

  addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = citation(event);
    if (isOurs(event.target)) clearTimeout(timer);
    else if (link && !isPinned()) later(() => show(link), WAIT);
  });
  addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || isOurs(event.relatedTarget)) return;
    if (citation(event) || card.contains(event.target)) card.contains(document.activeElement) || leave();
  });
  addEventListener("focusin", (event) => {
    if (isOurs(event.target)) return clearTimeout(timer);
    if (shown && !isPinned()) later(hide, 0);
    const link = citation(event);
    if (link && link !== dismissed && !isPinned() && link.matches(":focus-visible")) later(() => show(link), WAIT);
    dismissed = null;
  });
  addEventListener("focusout", (event) => !event.relatedTarget || isOurs(event.relatedTarget) || leave());
  addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    if (shown && !isPinned() && !isOurs(event.target)) hide();
  });
  addEventListener("click", (event) => {
    if (event.target.closest?.(".card-button")) return isPinned() ? hide() : card.classList.add("pinned");
    const link = citation(event);
    if (!link) return;
    if (pointer !== "touch" || shown === link || !sourceOf(link)) return hide(); // a second tap follows the link
    event.preventDefault();
    show(link);
  });
  addEventListener("keydown", (event) => {
    pointer = "key";
    if (event.key !== "Escape") return;
    if (shown) event.preventDefault();
    hide();
  });
})();
