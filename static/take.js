// Saving the entries of a narrowed index as one file: they are picked by their place out of the files of the whole site,
// which hold up to 10,000 records each, in the order of the index.
import "./cite.js";

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
        .split(/(?<=^ER {2}-[^\n]*\n)/m)
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

const fetchText = async (href) => {
  const answer = await fetch(href);
  if (!answer.ok) throw new Error(`${href}: ${answer.status}`);
  // with its byte order mark, by which spreadsheets know the encoding
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
};

// Saves entries, by their places among all `count`, from the files of one format, of which `href` is the first; gives the
// name of the file.
export const take = async (href, found, count) => {
  const suffix = href.split(".").pop();
  const { type, split, join } = formats[suffix];
  const fileOf = (entry) => Math.floor(entry / MOST);
  const files = [...new Set(found.map(fileOf))].sort((one, other) => one - other);
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
  const picked = found.map((entry) => records.get(fileOf(entry))[entry % MOST]);
  const name = `selection.${suffix}`;
  saveFile(name, type, join(picked, first));
  return name;
};
