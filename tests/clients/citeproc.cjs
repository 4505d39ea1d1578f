// Renders items with citeproc-js, as Zotero does. Reads {style, locale, items} from standard input; writes for each item
// its entry in the bibliography, and what the processor complains of. With `apart` each item is a bibliography of its
// own: nothing in it depends on the others, such as letters behind years and dashes for names that come again.
const CSL = require("citeproc");
const { style, locale, items, apart } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const byId = new Map(items.map((item) => [item.id, item]));
const system = { retrieveLocale: () => locale, retrieveItem: (id) => byId.get(id) };
const engine = new CSL.Engine(system, style, "en-US", true);
const every = items.map((item) => item.id);
const found = { ids: [], errors: [], entries: [] };
for (const ids of apart ? every.map((id) => [id]) : [every]) {
  engine.updateItems(ids);
  const [about, entries] = engine.makeBibliography();
  found.ids.push(...about.entry_ids.flat());
  found.errors.push(...about.bibliography_errors);
  found.entries.push(...entries);
}
process.stdout.write(JSON.stringify(found));
