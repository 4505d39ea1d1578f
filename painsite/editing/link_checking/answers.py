"""What became of an address, and what was found out the last time."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import DecodeError, Struct
from msgspec import json as msgspec_json

Outcome = Literal["fine", "moved", "dead", "timeout", "unclear"]
OUTCOMES: tuple[Outcome, ...] = ("dead", "timeout", "moved", "unclear", "fine")
"""The gravest first."""


class Answer(Struct, frozen=True, kw_only=True):
    """What an address has answered."""

    outcome: Outcome
    status: int = 0
    """Of the last response; 0 where none came."""
    moved_to: str = ""
    """The address that takes the place of this one for good."""
    reason: str = ""
    """Why nothing came."""
    asked: int = 0
    """When, in seconds since 1970."""


class _Kept(Struct, frozen=True):
    answers: dict[str, Answer]


def read_answers(path: Path) -> dict[str, Answer]:
    """Return what was found out before, by address; nothing where the file is not there or damaged."""
    try:
        return msgspec_json.decode(path.read_bytes(), type=_Kept).answers
    except (OSError, DecodeError):
        return {}


def write_answers(path: Path, answers: Mapping[str, Answer]) -> None:
    """Keep what was found out, in one moment. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f"{path.name}.{os.getpid()}.new")
    waiting.write_bytes(msgspec_json.encode(_Kept(answers=dict(sorted(answers.items())))))
    waiting.replace(path)


def is_fresh(answer: Answer | None, now: int, days: int) -> bool:
    """Tell whether an answer still counts: one that was good, for some days."""
    return answer is not None and answer.outcome in {"fine", "moved"} and 0 <= now - answer.asked < days * 86_400


def as_json(answers: Mapping[str, Answer], places: Mapping[str, list[str]]) -> str:
    """Return every address as an object of a JSON list."""
    rows = [
        {
            "address": address,
            "result": answer.outcome,
            "status": answer.status or None,
            "moved_to": answer.moved_to or None,
            "reason": answer.reason or None,
            "places": places[address],
        }
        for address, answer in answers.items()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
