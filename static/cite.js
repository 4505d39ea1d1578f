// Buttons that copy and save the formats under "how to cite". Without them the same text is there to be selected.
// Its words come from the page: data-copy, data-save, data-copied, data-saved and data-selected of `.formats`.

// For take.js too, which imports this script.
globalThis.saveFile = (name, type, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

(() => {
  const formats = document.querySelector("#cite .formats");
  if (!formats) return;
  const words = formats.dataset;

  // Italics go along where they can; where there is no clipboard (plain http), the browser's old way is tried, and
  // what it cannot copy stays selected.
  const copy = async (source) => {
    const text = source.textContent.trim();
    try {
      if (source.querySelector("em") && window.ClipboardItem) {
        const blob = (type, content) => new Blob([content], { type });
        const html = blob("text/html", source.innerHTML.trim());
        await navigator.clipboard.write([
          new ClipboardItem({ "text/plain": blob("text/plain", text), "text/html": html }),
        ]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      return words.copied;
    } catch {
      getSelection().selectAllChildren(source);
      return document.execCommand("copy") ? words.copied : words.selected;
    }
  };

  const save = (source) => {
    const { file, type = "text/plain" } = source.dataset;
    const lines = `${source.textContent.trim()}\n`;
    // RIS asks for the line ends of old
    saveFile(file, type, file.endsWith(".ris") ? lines.replace(/\n/g, "\r\n") : lines);
    return words.saved;
  };

  const addButtons = (source) => {
    // the one that shows at once has its room kept in the page
    let bar = source.nextElementSibling;
    if (!bar?.matches(".take")) {
      bar = document.createElement("p");
      bar.className = "take";
      source.after(bar);
    }
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    let timer;
    const addButton = (text, act) => {
      const button = bar.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = text;
      button.setAttribute("aria-label", `${text}: ${source.dataset.format}`);
      button.addEventListener("click", async () => {
        clearTimeout(timer);
        status.textContent = "";
        status.textContent = await act(source);
        timer = setTimeout(() => {
          status.textContent = "";
        }, 6000);
      });
    };
    addButton(words.copy, copy);
    addButton(words.save, save);
    bar.append(status);
  };

  document.querySelectorAll("#cite [data-file]").forEach(addButtons);
})();
