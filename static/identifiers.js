// Leads on from the page for unknown addresses where a DOI or PMID was typed as people write it: with capitals, with
// characters that no file's name has, or as an address of doi.org. The names of the files are made by
// painsite/pages/identifiers.py; this is the same function.

const root = new URL(".", document.currentScript.src);

function hex(text) {
  return Array.from(new TextEncoder().encode(text), (byte) => `~${byte.toString(16).padStart(2, "0")}`).join("");
}

function encodeStep(step) {
  if (step === "index.html") return `${hex("i")}ndex.html`;
  const chars = Array.from(step);
  const encoded = chars.map((char, position) => {
    const isAtEnd = position === 0 || position === chars.length - 1;
    const isKept = /^[A-Za-z0-9_();,.-]$/.test(char) && !(char === "." && isAtEnd);
    return isKept ? char : hex(char === "\0" ? "/" : char);
  });
  return encoded.join("");
}

function encode(identifier) {
  return identifier
    .replace(/^\/|\/$|\/(?=\/)/g, "\0")
    .split("/")
    .map(encodeStep)
    .join("/");
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign of its own
  }
}

/** Give the address of the file for what stands in the browser's line, or nothing where it is none of these. */
function wanted() {
  const typed = location.href.slice(root.href.length);
  const found = /^(doi|pmid)\/(.+)$/is.exec(typed);
  if (!location.href.startsWith(root.href) || !found) return "";
  const kind = found[1].toLowerCase();
  let identifier = decode(found[2])
    .replace(/\/$/, "")
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (kind === "doi") identifier = identifier.replace(/^(?:https?:\/*)?(?:dx\.|www\.)?doi\.org\/|^doi:\s*/, "");
  if (/~[0-9a-f]{2}/.test(identifier)) return ""; // it is the name of a file already
  return `${root.href}${kind}/${encode(identifier)}/`;
}

const target = wanted();
if (target && target !== location.href && target !== `${location.href}/`) location.replace(target);
