// Where a footnote stands in the margin, its call points to it; where there is no room, it opens below the line.
// Either way the reading position stays. Without this script a call leads to the list of notes, and that back.
(() => {
  const CALLS = ".text sup.note > a";
  const notes = new Map(); // by call

  const noteOf = (call) => {
    if (!notes.has(call)) notes.set(call, find(call));
    return notes.get(call);
  };
  const find = (call) => {
    const note = document.querySelector(`.sidenote[data-note="${call.hash.slice(1)}"]`);
    if (!note || call.id.endsWith("-1")) return note;
    const copy = note.cloneNode(true); // a later call opens a copy of its own, or it would open out of sight
    copy.classList.add("copy");
    copy.hidden = true;
    if (copy.localName === "span") call.parentElement.after(copy);
    else call.closest(".text > *").after(copy);
    return copy;
  };
  const isBeside = (note) => note.hidden && getComputedStyle(note).display !== "none";
  const state = () => {
    for (const call of document.querySelectorAll(CALLS)) {
      const note = noteOf(call);
      if (!note || isBeside(note)) call.removeAttribute("aria-expanded");
      else call.setAttribute("aria-expanded", String(!note.hidden));
    }
  };
  const point = (note) => {
    note.classList.remove("called");
    note.getBoundingClientRect(); // begins the animation anew
    note.classList.add("called");
    note.scrollIntoView({ block: "nearest" });
  };

  addEventListener("click", (event) => {
    const call = event.target.closest?.(CALLS);
    const note = call && noteOf(call);
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (isBeside(note)) point(note);
    else note.hidden = !note.hidden;
    state();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const call = [...notes.keys()].find(
      (one) => one === document.activeElement || notes.get(one)?.contains(document.activeElement),
    );
    const note = call && notes.get(call);
    if (!note || note.hidden) return;
    note.hidden = true;
    call.focus({ preventScroll: true });
    state();
  });
  addEventListener("resize", state);
  state();
})();
