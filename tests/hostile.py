"""Texts that are hard on programs, and a site that has one wherever an editor may write one."""

from collections.abc import Mapping

HOSTILE: Mapping[str, str] = {
    "quotes": "“Worn” 'discs' \"hurt\" `little`",
    "angle brackets": "Pain < 3 & disc > 4 </title></script><script>alert(1)</script><!-- ]]> -->",
    "entities": "AT&amp;T &lt;b&gt; &#38; &nbsp;",
    "emoji": "Back pain 🦴👩🏽‍⚕️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "right to left": "ألم أسفل الظهر (כאב גב תחתון) \u202eevil\u202c",
    "separators": "one\u2028two\u2029three\u0085four",
    "no characters": "a\ufffeb\uffffc",
    "controls": "bell\u0007 escape\u001b[31m delete\u007f null\u0000end",
    "braces and percent": "{name} %s %(title)s {{ 7 * 7 }} {% raw %} $x$ \\textbf{b}",
    "long": "Lumbar disc herniation " * 435,
}
"""By what is hard about them."""


def hostile_site(text: str) -> dict[str, str]:
    """Put a text wherever an editor may write one."""
    quoted = "".join(char if char.isprintable() and char not in '\\"' else f"\\U{ord(char):08x}" for char in text)
    fields = ("title", "headline", "summary", "container_title", "commentary")
    lists = ("written_by", "reviewed_by")
    entry = [*(f'{name}: "{quoted}"' for name in fields), *(f'{name}: ["{quoted}"]' for name in lists)]
    entry += [
        f'authors: [{{literal: "{quoted}"}}]',
        "added: 2026-01-01",
        f'tags: ["{quoted if len(text) < 200 else 1}"]',
    ]
    entry += ["doi: 10.1002/(sici)17:15/16<1661::aid>3.0.co;2-2", f'changes: [{{date: 2026-02-01, note: "{quoted}"}}]']
    front = [f'title: "{quoted}"', f'description: "{quoted}"', f'authors: ["{quoted}"]', "date: 2026-01-01", entry[-1]]
    plain = "".join(char for char in text if char.isprintable() or char in "\u2028\u2029")
    body = f"{plain}\n\nSee [@weber-1983][^1].\n\n[^1]: {plain}\n"
    return {
        "bibliography/site.yaml": f'url: https://example.org/\nname: "{quoted}"\ntagline: "{quoted}"\n',
        "bibliography/weber-1983.yaml": "\n".join(entry),
        "bibliography/articles/guide.md": "\n".join(["---", *front, "---", body]),
    }
