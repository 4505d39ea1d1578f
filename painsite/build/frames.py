"""What all files of a kind share, as digests: the settings, how links are written, and the templates that print."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

from msgspec import msgpack, to_builtins

from painsite.build.inputs import Inputs
from painsite.build.start import Start
from painsite.hashing import content_digest, encode, value_digest
from painsite.model import Value
from painsite.pages.frame import Frame
from painsite.pages.planned import FileKind, Kind
from painsite.theme import TEMPLATES

_OWN, _DEFAULT = "templates/", "default/templates/"
NOT_SHOWN = ("wording", "rules", "allow", "often_cited", "old_after", "review_after", "citekey_scheme", "ignored_tags")
"""Settings that no page shows; the wording is told text by text."""
_EVERYTHING = "*"
"""Stands for a template that nobody can name beforehand, since its name is computed."""


class Frames(Value, frozen=True, kw_only=True):
    """Digests of what is handed to each kind, and of what prints it."""

    frame: bytes = b""
    templates: Mapping[str, bytes] = {}
    """By name."""
    shared: Mapping[str, bytes] = {}
    """By name, what the frame is made of: settings, and others; packed."""

    def of_kind(self, kind: Kind) -> bytes:
        """Return the digest for files of a kind; empty where they are made without a frame."""
        if isinstance(kind, FileKind):
            return self.frame if kind.is_framed else b""
        return self.of_template(kind.name)

    def of_template(self, name: str) -> bytes:
        """Return the digest for what a template prints."""
        return self.frame + self.templates[name]


def shared_parts(frame: Frame) -> dict[str, bytes]:
    """Return by name all that the frame is made of, packed."""
    settings = {field.name: encode(getattr(frame.settings, field.name)) for field in fields(frame.settings)}
    words = {f"wording.{name}": encode(text) for name, text in to_builtins(frame.settings.wording).items()}
    for name in NOT_SHOWN:
        del settings[name]
    others = {name: encode(getattr(frame, name)) for name in ("linking", "navigation", "logo_size", "has_feed")}
    return {**settings, **words, **others}


def make_frames(start: Start, frame: Frame, names: Iterable[str]) -> Frames:
    """Return the digests for the templates of these names."""
    used, shared = _read_uses(start), shared_parts(frame)
    return Frames(
        frame=value_digest(start.cache.program, sorted(shared.items())),
        templates={name: _closure_digest(name, used, start.inputs) for name in names},
        shared=shared,
    )


def _closure_digest(name: str, used: Mapping[str, tuple[str, ...]], inputs: Inputs) -> bytes:
    """Return a digest of a template and of all that it extends, includes or imports, whether they are there or not."""
    found: dict[str, bytes] = {}
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one == _EVERYTHING:
            return inputs.digest(_OWN, _DEFAULT)
        if one not in found:
            file = _file_of(one, inputs)
            found[one] = inputs.marks[file].digest if file else b""
            waiting += used.get(file, ())
    return value_digest(sorted(found.items()))


def _file_of(name: str, inputs: Inputs) -> str:
    """Return what a template's name means among the inputs: the site's own comes first; empty where there is none."""
    name = "/".join([step for step in name.split("/") if step not in {"", "."}])  # as Jinja reads `./parts//own.html`
    candidates = (f"{_OWN}{name}", f"{_DEFAULT}{name.removeprefix('default/')}", f"{_DEFAULT}{name}")
    return next((one for one in candidates if one in inputs.marks), "")


def _read_uses(start: Start) -> dict[str, tuple[str, ...]]:
    """Return by file among the inputs the names of the templates that it uses; looked for once in each content."""
    inputs = start.inputs
    files = [name for name in inputs.marks if name.startswith((_OWN, _DEFAULT))]
    key = content_digest(b"templates" + inputs.digest(_OWN, _DEFAULT))
    kept = start.cache.read([key]).get(key)
    if kept:
        return msgpack.decode(kept, type=dict[str, tuple[str, ...]])
    found: dict[str, tuple[str, ...]] = {}
    is_as_looked_at = True
    for name in files:
        try:
            content = _path_of(name, start.root).read_bytes()
        except OSError:
            content = b""
        # of one that was saved since the look nothing is known; the next build finds it changed
        is_same = content_digest(content) == inputs.marks[name].digest
        found[name] = _uses(content) if is_same else (_EVERYTHING,)
        is_as_looked_at &= is_same
    if is_as_looked_at:
        start.cache.write({key: msgpack.encode(found)})
    return found


def _path_of(name: str, root: Path) -> Path:
    return TEMPLATES / name.removeprefix(_DEFAULT) if name.startswith(_DEFAULT) else root / name


@lru_cache(maxsize=512)
def _uses(content: bytes) -> tuple[str, ...]:
    """Return the names of the templates that one uses.

    A preview parses the template that was saved, and none of the others again.
    """
    from jinja2 import Environment, TemplateSyntaxError, meta  # noqa: PLC0415 - only where templates are new

    try:
        tree = Environment(autoescape=True).parse(content.decode())
    except (UnicodeDecodeError, TemplateSyntaxError):
        return (_EVERYTHING,)  # rendering says what is wrong
    names = meta.find_referenced_templates(tree)
    return tuple(sorted({name if name is not None else _EVERYTHING for name in names}))
