"""Where a site is, as people write it."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from coordinator.actions.results import Refused
from notify.posted_words import cannot_be_posted

_MICRO = 1_000_000
_HINT = "Write it as 42.36013, -71.05893: latitude, then longitude, in degrees."


def with_place(fields: Mapping[str, Any]) -> dict[str, Any] | Refused:
    """The columns of a site, with `place` ("42.36013, -71.05893") read into coordinates; empty
    takes them away. Empty code words and notes are none."""
    told = dict(fields)
    for name in ("code_word", "notes"):
        if name in told:
            told[name] = str(told[name] or "").strip() or None
    if told.get("code_word") and (why := cannot_be_posted(told["code_word"])):
        return Refused((why,))
    if "place" not in told:
        return told
    text = str(told.pop("place") or "").strip()
    found = read_place(text) if text else (None, None)
    if found is None:
        return Refused((f"'{text}' is no position. {_HINT}",))
    return {**told, "lat": found[0], "lon": found[1]}


def read_place(text: str) -> tuple[int, int] | None:
    """Latitude and longitude in microdegrees; None where the text is no position."""
    parts = text.replace(";", ",").split(",")
    if len(parts) != 2:
        parts = text.split()
    try:
        lat, lon = (round(Decimal(part.strip()) * _MICRO) for part in parts)
    except (InvalidOperation, ValueError, OverflowError):
        return None
    return (lat, lon) if abs(lat) <= 90 * _MICRO and abs(lon) <= 180 * _MICRO else None
