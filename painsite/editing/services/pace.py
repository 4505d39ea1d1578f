"""How fast a service may be asked, from what it says in each answer. Knows nothing of the network."""

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

_SHARE = 0.8
"""Of a limit, what is used: others may ask from the same address."""
_LIMITS = ("x-rate-limit-limit", "x-ratelimit-limit", "ratelimit-limit")
_INTERVALS = ("x-rate-limit-interval", "x-ratelimit-interval", "x-ratelimit-window")
_UNITS = {"": 1.0, "ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_LONGEST = 3600.0
"""Seconds between two requests: a header that asks for more is not understood."""


def pause_between(headers: Mapping[str, str], known: float) -> float:
    """Return the seconds between two requests: by the limit in an answer's headers, else those that are known.

    Crossref says `x-rate-limit-limit: 10` and `x-rate-limit-interval: 1s`; NCBI has the limit of one second alone.
    """
    limit = _number(headers, _LIMITS)
    if not limit:
        return known
    interval = next((seconds for name in _INTERVALS if (seconds := _seconds(headers.get(name, "")))), 1.0)
    pause = interval / limit / _SHARE
    return pause if pause <= _LONGEST else known


def wait_asked_for(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds of `Retry-After`, given as such or as a date (RFC 9110, 10.2.3), or None without one.

    `now` is in seconds since 1970.
    """
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", text):
        return float(text)
    try:
        when = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    # `-0000` names no zone, and means UTC (RFC 5322, 3.3)
    return max(0.0, (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now) if when else None


def _number(headers: Mapping[str, str], names: tuple[str, ...]) -> float:
    for name in names:
        if found := re.match(r"\d{1,9}", headers.get(name, "").strip()):
            return float(found[0])
    return 0.0


def _seconds(text: str) -> float:
    found = re.fullmatch(r"(\d{1,9})\s*(ms|s|m|h|)", text.strip().lower())
    return float(found[1]) * _UNITS[found[2]] if found else 0.0
