"""A setting as it is listed: its words, what may be typed for it, and how its value reads."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coordinator.actions.results import Refused

LONGEST_NUMBER = 6
"""Digits: no setting counts further."""


@dataclass(frozen=True, slots=True)
class Known:
    """A setting: its key, its words, what holds while it is not set, and the values to choose.

    One of a `shape` (list, dict) is typed as JSON.
    """

    key: str
    words: str
    default: str
    choices: tuple[tuple[object, str], ...] = ()
    hint: str = ""
    number: bool = False
    shape: type | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, as the book keeps it."""

    value: Any


YES_NO: tuple[tuple[object, str], ...] = ((True, "yes"), (False, "no"))


def typed(known: Known, text: str) -> Typed | Refused:
    """Read what was typed for a setting; a refusal names its key and what may be written."""
    if known.choices:
        return _chosen(known, text)
    if known.shape is not None:
        return _json(known, text)
    if not known.number:
        return Typed(text)
    if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER:
        return Typed(int(text))
    return _refused(known, f"'{text}' is no number. Write digits only: {known.hint}.")


def stands(known: Known, values: Mapping[str, Any]) -> str:
    """What holds, in words; `values` are the settings that are set, by key."""
    if known.key not in values:
        return f"{known.default} (as shipped)"
    value = values[known.key]
    if known.shape is not None:
        return json.dumps(value, ensure_ascii=False)
    return next((words for each, words in known.choices if each == value), str(value))


def may_be(known: Known) -> str:
    """What may be written, in words."""
    if known.choices:
        return ", ".join(_written(each) for each, _ in known.choices)
    return known.hint


def _chosen(known: Known, text: str) -> Typed | Refused:
    wanted = text.strip().casefold()
    for value, words in known.choices:
        if wanted in (_written(value), words.casefold(), json.dumps(value)):
            return Typed(value)
    return _refused(known, f"'{text}' is none of its values. Write one of: {may_be(known)}.")


def _json(known: Known, text: str) -> Typed | Refused:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if isinstance(value, known.shape or object):
        return Typed(value)
    return _refused(known, f"'{text}' cannot be read. Write it like {known.hint}")


def _written(value: object) -> str:
    """How a value is typed: yes and no, else the word that the book keeps."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _refused(known: Known, why: str) -> Refused:
    return Refused((f"{known.key} ({known.words}): {why}",))
