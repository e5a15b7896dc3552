"""A request out of a form, whatever brought it: its values read and bounded, nothing believed.

Values are texts, whole numbers, yes and no, and the few tables that the format has; anything else
is a problem in one sentence. Nothing is run, fetched or opened, and no price is taken over.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from coordinator.rules.intake.request_file import (
    FIELDS,
    FORMAT,
    MOST_BYTES,
    digest_of,
    slips,
)
from coordinator.rules.intake.wanted import WantedDate, dates_of
from coordinator.rules.outside_text import dot, marked

DEEPEST: Final = 6
MOST_ANSWERS: Final = 100
LONGEST_ANSWER: Final = 2_000
LONGEST_WORDS: Final = 4_000
LONGEST_LINE: Final = 200
_LINES: Final = ("title", "firm", "asker", "phone", "email", "place", "po_number")
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_HEX: Final = re.compile(r"[0-9a-f]{0,64}\Z")
_KNOWN: Final = frozenset((*FIELDS, "format", "sums"))


@dataclass(frozen=True, slots=True)
class Brought:
    """What a form says. `slips` are fields that are not as the form wrote them, `left_out` keys
    that no form of ours has; with `problems` there is no request.

    `estimate_cents` is what the form reckoned, `intake` the first digits of the document that it
    was made of; neither is believed.
    """

    event: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)
    dates: tuple[WantedDate, ...] = ()
    rule: str = ""
    terms_sha256: str = ""
    intake: str = ""
    estimate_cents: int | None = None
    digest: str = ""
    slips: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class _NotTaken(ValueError):
    """The JSON holds what no form of ours writes; the message says what."""


def read_json(text: str) -> Brought:
    """The request in a JSON text. Never raises."""
    if len(text) > MOST_BYTES:
        return Brought(problems=(f"It is longer than {MOST_BYTES:,} letters.",))
    if _depth(text) > DEEPEST:
        return Brought(problems=(f"It is nested deeper than {DEEPEST} levels.",))
    try:
        given = json.loads(
            text,
            parse_float=_no_number,
            parse_constant=_no_number,
            parse_int=_whole,
            object_pairs_hook=_table,
        )
    except _NotTaken as problem:
        return Brought(problems=(str(problem),))
    except (ValueError, RecursionError):
        return Brought(problems=("It is not readable JSON.",))
    return read_values(given)


def read_values(given: object) -> Brought:
    """The request in a JSON value; sums are looked at, too."""
    if not isinstance(given, dict):
        return Brought(problems=("It is no request: a JSON object is wanted.",))
    if given.get("format") != FORMAT:
        shown = _shown(str(given.get("format", "nothing")))
        return Brought(problems=(f"It is no request of the form {FORMAT}, but {shown}.",))
    if any(not _clean(text) for text in _texts(given)):
        return Brought(problems=("It holds half characters or NUL.",))
    problems = tuple(_problems(given))
    wanted = dates_of(given.get("wanted", []))
    problems += wanted.problems
    if problems:
        return Brought(problems=problems)
    return Brought(
        event=given.get("event", ""),
        lines={name: _line(given.get(name, "")) for name in _LINES},
        words=_lines(given.get("words", "")),
        answers=given.get("answers", {}),
        dates=wanted.dates,
        rule=given.get("rule", ""),
        terms_sha256=given.get("terms", ""),
        intake=given.get("intake", ""),
        estimate_cents=given.get("estimate"),
        digest=digest_of(given),
        slips=slips(given),
        left_out=tuple(_shown(key) for key in given if key not in _KNOWN)[:20],
    )


# ── the JSON itself ──────────────────────────────────────────────────────────────────────────


def _depth(text: str) -> int:
    """How deep brackets go, those in texts counted too: too many are refused either way."""
    deepest = depth = 0
    in_text = escaped = False
    for char in text:
        if in_text:
            in_text = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            in_text = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _no_number(text: str) -> object:
    raise _NotTaken(f"{_shown(text)} is no whole number.")


def _whole(text: str) -> int:
    if len(text) > 12:
        raise _NotTaken(f"The number {_shown(text)} is too large.")
    return int(text)


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NotTaken("A field stands in it twice.")
    return found


# ── the values ───────────────────────────────────────────────────────────────────────────────


def _problems(given: Mapping[str, Any]) -> list[str]:
    found = []
    for name in (*_LINES, "event", "words", "rule", "terms", "intake"):
        value, most = given.get(name, ""), LONGEST_WORDS if name == "words" else LONGEST_LINE
        if not isinstance(value, str):
            found.append(f"{name}: a text is wanted.")
        elif len(value) > most:
            found.append(f"{name}: is longer than {most:,} letters.")
    found += [
        f"{name}: is no SHA-256."
        for name in ("terms", "intake")
        if isinstance(given.get(name, ""), str) and not _HEX.match(given.get(name, ""))
    ]
    estimate = given.get("estimate")
    if estimate is not None and (isinstance(estimate, bool) or not isinstance(estimate, int)):
        found.append("estimate: cents are wanted.")
    return found + _answer_problems(given.get("answers", {}))


def _answer_problems(given: object) -> list[str]:
    if not isinstance(given, dict) or len(given) > MOST_ANSWERS:
        return [f"answers: a table of at most {MOST_ANSWERS} is wanted."]
    found = []
    for key, value in given.items():
        if not _KEY.match(key):
            found.append(f"answers: {_shown(key)} is no name of a question.")
        elif not isinstance(value, (str, int)):
            found.append(f"answers: {key}: a text, a number, yes or no is wanted.")
        elif isinstance(value, str) and len(value) > LONGEST_ANSWER:
            found.append(f"answers: {key}: is longer than {LONGEST_ANSWER:,} letters.")
    return found


def _texts(value: object) -> list[str]:
    """Every text and key in a value that is not deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in (*value, *value.values()) for text in _texts(each)]
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else []


def _clean(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _line(text: str) -> str:
    return marked(unicodedata.normalize("NFC", " ".join(text.split())), dot)


def _lines(text: str) -> str:
    return "\n".join(
        marked(unicodedata.normalize("NFC", line), dot) for line in text.splitlines()
    ).strip()


def _shown(text: str) -> str:
    cut = text if len(text) <= 40 else text[:39] + "…"
    return repr(marked(cut, dot))
