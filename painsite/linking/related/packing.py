"""A survey as bytes, to be kept from one run to the next."""

from typing import Any

import msgspec
import numpy as np

from painsite.linking.related.answers import ALONE, UNKNOWN
from painsite.linking.related.arrays import Integers, Lists
from painsite.linking.related.cocitation_arrays import Company
from painsite.linking.related.corpus import REFERENCE_DEPTH, TEXT_DEPTH, Bounds, Survey
from painsite.linking.related.similarity import FEATURE_SHIFT, WEIGHT_BITS, Depth, Index

_WIDTHS = {"closeness": np.int16, "own_scores": np.int64}


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """A survey's words, and its arrays by the names of their fields."""

    depths: tuple[Depth, Depth]
    names: tuple[str, ...]
    words: tuple[str, ...]
    tags: tuple[str, ...]
    entries: int
    columns: dict[str, bytes]


def pack_survey(survey: Survey) -> bytes:
    """Pack a survey."""
    columns: dict[str, Integers] = {"citekeys": survey.citekeys, "years": survey.years}
    company, bounds = survey.company, survey.bounds
    for name, lists in (
        ("tagged", survey.tagged),
        ("related", survey.related),
        ("not_related", survey.not_related),
        ("seats", company.seats),
        ("near", company.near),
        ("considered", bounds.considered),
    ):
        columns |= _lists_columns(name, lists)
    columns |= {
        "closeness": company.closeness,
        "text_bars": bounds.text_bars,
        "coupling_bars": bounds.coupling_bars,
        **_index_columns("texts", survey.texts),
        **_index_columns("couplings", survey.couplings),
    }
    # as views, which are packed as bytes are: to copy each before they are all together would take as much again
    packed: dict[str, Any] = {
        name: _width(name, column).data.cast("B") if len(column) else b"" for name, column in columns.items()
    }
    return msgspec.msgpack.encode(
        _Packed(
            depths=(survey.texts.depth, survey.couplings.depth),
            names=survey.names,
            words=survey.words,
            tags=survey.tags,
            entries=survey.entries,
            columns=packed,
        )
    )


def _lists_columns(name: str, lists: Lists) -> dict[str, Integers]:
    return {f"{name}.starts": lists.starts, f"{name}.items": lists.items}


def _index_columns(name: str, index: Index) -> dict[str, Integers]:
    return {
        f"{name}.frequencies": index.frequencies,
        f"{name}.rarities": index.rarities,
        f"{name}.own_scores": index.own_scores,
        **_lists_columns(f"{name}.rows", index.rows),
        **_lists_columns(f"{name}.held", index.held),
        **_lists_columns(f"{name}.holders", index.holders),
    }


def _width(name: str, column: Integers) -> Integers:
    return column.astype(_WIDTHS.get(name.rpartition(".")[2], np.int32), copy=False)


def unpack_survey(packed: bytes) -> Survey:
    """Unpack a survey.

    ValueError where the bytes are not what `pack_survey` makes: another structure, other measures than the present
    ones, or numbers that lead nowhere. Bytes that were changed so that all numbers lead somewhere are not noticed.
    """
    try:
        found = msgspec.msgpack.decode(packed, type=_Packed)
        columns = _Columns(found.columns)
        survey = _unpack(found, columns)
    except (msgspec.MsgspecError, KeyError) as error:
        raise ValueError(f"no survey: {error}") from error
    return survey


class _Columns:
    """Columns by name, checked as they are taken."""

    def __init__(self, columns: dict[str, bytes]) -> None:
        self._columns = columns

    def numbers(self, name: str, count: int, least: int, end: int) -> Integers:
        """Return a column of so many numbers, from `least` up to below `end`."""
        width = np.dtype(_WIDTHS.get(name.rpartition(".")[2], np.int32))
        packed = self._columns[name]
        if len(packed) != count * width.itemsize:
            raise ValueError(f"no survey: `{name}` has {len(packed)} bytes instead of {count * width.itemsize}")
        column: Integers = np.frombuffer(packed, width)
        if count and not (least <= int(column.min()) and int(column.max()) < end):
            raise ValueError(f"no survey: `{name}` leads nowhere")
        return column

    def lists(self, name: str, count: int, end: int, least: int = 0) -> Lists:
        """Return so many lists of numbers from `least` up to below `end`."""
        total = len(self._columns[f"{name}.items"]) // 4
        starts = self.numbers(f"{name}.starts", count + 1, 0, total + 1)
        if starts[0] or starts[-1] != total or (starts[1:] < starts[:-1]).any():
            raise ValueError(f"no survey: the lists of `{name}` do not stand end to end")
        return Lists(starts=starts, items=self.numbers(f"{name}.items", total, least, end))

    def index(self, name: str, depth: Depth, documents: int, names: int) -> Index:
        """Return an index of so many documents and names of features."""
        rows = 2 * names << FEATURE_SHIFT
        return Index(
            depth=depth,
            rows=self.lists(f"{name}.rows", documents, rows),
            frequencies=self.numbers(f"{name}.frequencies", 2 * names, 0, documents + 1),
            rarities=self.numbers(f"{name}.rarities", 2 * names, 0, 32),
            held=self.lists(f"{name}.held", documents, rows),
            own_scores=self.numbers(f"{name}.own_scores", documents, 0, 1 << 40),
            holders=self.lists(f"{name}.holders", 2 * names, documents << WEIGHT_BITS),
        )


def _unpack(found: _Packed, columns: _Columns) -> Survey:
    if found.depths != (TEXT_DEPTH, REFERENCE_DEPTH):
        raise ValueError("no survey: it was made by other measures")
    nodes, names = len(found.columns["citekeys"]) // 4, len(found.names)
    if not 0 <= found.entries <= nodes:
        raise ValueError(f"no survey: {found.entries} of {nodes} nodes are entries")
    seats = columns.lists("seats", nodes, names)
    near = columns.lists("near", len(seats.items), names)
    return Survey(
        names=found.names,
        words=found.words,
        tags=found.tags,
        entries=found.entries,
        citekeys=columns.numbers("citekeys", nodes, 0, names),
        years=columns.numbers("years", nodes, -(1 << 31), 1 << 31),
        tagged=columns.lists("tagged", nodes, len(found.tags)),
        related=columns.lists("related", nodes, names),
        not_related=columns.lists("not_related", nodes, names),
        company=Company(seats=seats, near=near, closeness=columns.numbers("closeness", len(near.items), 0, 1 << 15)),
        texts=columns.index("texts", TEXT_DEPTH, nodes, len(found.words)),
        couplings=columns.index("couplings", REFERENCE_DEPTH, nodes, names),
        bounds=Bounds(
            text_bars=columns.numbers("text_bars", nodes, ALONE, 1 << 31),
            coupling_bars=columns.numbers("coupling_bars", nodes, UNKNOWN, 1 << 31),
            considered=columns.lists("considered", nodes, names),
        ),
    )
