"""The preview's page of what to do next: the report, with links to pages and to the editor's program."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from painsite.preview.overlay import with_code
from painsite.problems import Place
from painsite.queries.reporting import Row, Section


def format_todo(
    report: Sequence[Section], addresses: Mapping[str, str], link: Callable[[Place], str], stylesheet: str
) -> bytes:
    """Return the page; `addresses` are those of pages by citekey, `link` leads to a place, empty for nowhere."""
    body = "".join(_section(section, addresses, link) for section in report)
    nothing = "" if report else "<p>Nothing that painsite can find.</p>"
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>To do</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon.svg">'
        f'<link rel="stylesheet" href="{stylesheet}"></head><body><main><p><a href="/">Back to the site</a></p>'
        f"<h1>To do</h1>{nothing}{body}</main></body></html>"
    ).encode()


def _section(section: Section, addresses: Mapping[str, str], link: Callable[[Place], str]) -> str:
    rows = "".join(_items(section.rows, addresses, link))
    return (
        f'<section id="{section.name}"><h2>{with_code(section.title)} <small>{len(section.rows):,}</small></h2>'
        f"<p>{with_code(section.remedy)}</p><ul>{rows}</ul></section>"
    )


def _items(rows: Sequence[Row], addresses: Mapping[str, str], link: Callable[[Place], str]) -> Iterator[str]:
    for row in rows:
        place, address = escape(str(row.place)), addresses.get(row.citekey, "")
        text = f'<a href="{escape(address)}">{escape(row.text)}</a>' if address else with_code(row.text)
        where = link(row.place)
        edit = (
            f'<a class="place" href="{escape(where)}">{place}</a>' if where else f'<span class="place">{place}</span>'
        )
        yield f"<li>{text} {edit}</li>"
