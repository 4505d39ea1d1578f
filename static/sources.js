// Sources in order of appearance, by year, or by study type. Numbers stay: each item has its own as `value`.
(() => {
  const choices = document.querySelector(".source-orders");
  const list = choices?.parentElement.querySelector("ol.references");
  if (!list) return;
  const items = [...list.children]; // in order of appearance
  const asides = items.filter((item) => item.matches(".footnote")); // have neither year nor type, and come last
  const sources = items.filter((item) => !asides.includes(item));
  const by = (key) => [...sources].sort((one, other) => key(one) - key(other)); // stable: appearance decides
  const orders = {
    appearance: () => items,
    year: () => [...by((item) => -(item.dataset.year ?? 0)), ...asides],
    type: () => [...by((item) => item.dataset.strength), ...asides],
  };
  choices.addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (!chosen) return;
    list.append(...orders[chosen.value]());
    for (const button of choices.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button === chosen));
  });
  choices.hidden = false;
})();
