// Blocks, and has to: what was chosen must hold before the first line is painted. Without a choice the system decides.
(() => {
  const root = document.documentElement
  const system = matchMedia("(prefers-color-scheme: dark)")
  const key = "painsite-theme"
  const known = value => (value === "dark" || value === "light" ? value : "")

  const read = () => {
    try { return known(localStorage.getItem(key)) } catch { return "" } // storage may be forbidden
  }
  const write = value => {
    try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key) } catch { /* for this page alone */ }
  }
  const show = value => (value ? (root.dataset.theme = value) : delete root.dataset.theme)

  show(read())

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]")
    if (!button) return
    const isDark = () => (known(root.dataset.theme) || (system.matches ? "dark" : "light")) === "dark"
    const name = () => (button.textContent = isDark() ? button.dataset.light : button.dataset.dark)
    button.hidden = false
    name()
    button.addEventListener("click", () => {
      const wanted = isDark() ? "light" : "dark"
      // back to what the system says is back to the system's choice
      const choice = wanted === (system.matches ? "dark" : "light") ? "" : wanted
      write(choice)
      show(choice)
      name()
    })
    system.addEventListener("change", name)
    addEventListener("storage", event => {
      if (event.key === key) { show(read()); name() }
    })
  })
})()
