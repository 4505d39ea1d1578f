// Renders items with citeproc-js, as Zotero does. Reads {style, locale, items} from standard input; writes for each item
// its entry in the bibliography, and what the processor complains of.
const CSL = require("citeproc");
const { style, locale, items } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const byId = new Map(items.map((item) => [item.id, item]));
const system = { retrieveLocale: () => locale, retrieveItem: (id) => byId.get(id) };
const engine = new CSL.Engine(system, style, "en-US", true);
engine.updateItems(items.map((item) => item.id));
const [about, entries] = engine.makeBibliography();
process.stdout.write(JSON.stringify({ ids: about.entry_ids.flat(), errors: about.bibliography_errors, entries }));
