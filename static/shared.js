// What several modules of the theme need: texts, elements, data.

// A text as it is compared with what somebody types: without accents and capitals.
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// A count as the site writes it: its page says what stands between thousands.
export const grouped = (count, thousands) => String(count).replace(/\B(?=(\d{3})+$)/g, thousands);

export const make = (tag, properties = {}, ...content) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
};

export const fetchJson = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

// What failed is fetched anew when it is asked for again.
const fetched = new Map();
export const fetchOnce = (address) => {
  if (!fetched.has(address)) {
    const answer = fetchJson(address);
    answer.catch(() => fetched.delete(address));
    fetched.set(address, answer);
  }
  return fetched.get(address);
};
