// Saving the entries of a narrowed index as one file: they are picked by their place out of the files of the whole site,
// which hold up to 10,000 records each, in the order of the index.
(() => {
  const bar = document.querySelector(".results .take");
  if (!bar) return;
  const words = document.querySelector("#main > .filter").dataset;
  const status = bar.querySelector("[role=status]");
  const MOST = 10000;
  const NEW_LINE = /(?<=\n)/;
  const formats = {
    bib: {
      type: "application/x-bibtex",
      split: (text) => text.split(/^(?=@)/m).filter((one) => one[0] === "@"),
      join: (records) => records.map((one) => `${one.trimEnd()}\n`).join("\n"),
    },
    ris: {
      type: "application/x-research-info-systems",
      split: (text) =>
        text
          .split(/(?<=^ER  -[^\n]*\n)/m)
          .filter((one) => one.trim())
          .map((one) => one.trimStart()),
      join: (records) => records.join("\r\n"),
    },
    json: {
      type: "application/vnd.citationstyles.csl+json",
      split: JSON.parse,
      join: (records) => `${JSON.stringify(records, null, 2)}\n`,
    },
    csv: {
      type: "text/csv",
      split: (text) => text.split(NEW_LINE).slice(1),
      join: (records, text) => text.split(NEW_LINE)[0] + records.join(""),
    },
  };
  // with its byte order mark, by which spreadsheets know the encoding
  const decode = (content) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
  const fetchText = async (href) => {
    const response = await fetch(href);
    if (!response.ok) throw new Error(response.status);
    return decode(await response.arrayBuffer());
  };

  const take = async (href, { found, count }) => {
    const suffix = href.split(".").pop();
    const { type, split, join } = formats[suffix];
    const files = [...new Set(found.map((entry) => Math.floor(entry / MOST)))].sort((one, other) => one - other);
    const records = new Map();
    let first;
    for (const file of files) {
      const text = await fetchText(file ? href.replace(/\.(?=\w+$)/, `-${file + 1}.`) : href);
      const parts = split(text);
      // a newer site than the page came from
      if (parts.length !== Math.min(MOST, count - file * MOST)) throw new Error(`${parts.length} records`);
      records.set(file, parts);
      first ??= text;
    }
    const picked = found.map((entry) => records.get(Math.floor(entry / MOST))[entry % MOST]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([join(picked, first)], { type: `${type};charset=utf-8` }));
    link.download = `selection.${suffix}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return link.download;
  };

  bar.addEventListener("click", async (event) => {
    const { href } = event.target.dataset;
    if (!href) return;
    status.textContent = "";
    try {
      status.textContent = words.saved.replace("{file}", await take(href, window.indexSelection()));
    } catch {
      status.textContent = words.failed;
    }
  });
})();
