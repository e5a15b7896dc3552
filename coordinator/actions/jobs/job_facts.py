"""Facts that are kept with a job for its rate card, as people write them: tier=2; zone=mill.

A name with a point stands for one of several: own_rates.1042=41.50, estimate.days=3.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from coordinator.actions.results import Refused
from coordinator.rules.rates.facts import FLAGS, WORDS

PAYER: Final = "payer"
"""Kept among the facts too, but said by itself."""
APPROVED_AT: Final = "approved_at"
ASKED_AT: Final = "asked_at"
"""When a detail was asked for that was ordered after its job, a local time."""
SEATS_ASKED_AT: Final = "seats_asked_at"
"""The same of seats, by what stands behind the detail's number: seats_asked_at.c=..."""
TIMES: Final = (APPROVED_AT, ASKED_AT, SEATS_ASKED_AT)
FACTS_HINT: Final = "for the rate card: attendance=450; released_early=yes; zone=mill"
TOLD_ELSEWHERE: Final = {
    "requested_at": "say when the job was asked for: `job change NUMBER --asked-at`, or its form",
    "cancelled_at": "say when a detail was cancelled: `detail cancel NUMBER --cancelled-at`, or the"
    " form that cancels it; for one that is cancelled, `detail change NUMBER --cancelled-at`",
}
"""Facts that the book keeps by themselves, and where."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_-]+)?\Z")
_NUMBER: Final = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?\Z")
_YES, _NO = ("yes", "true"), ("no", "false")


def fact_words(rate_facts: str) -> str:
    """The facts of a job as one line."""
    parts = []
    for name, value in _kept(rate_facts).items():
        if name == PAYER:
            continue
        if isinstance(value, dict):
            parts += [f"{name}.{part}={_said(each)}" for part, each in value.items()]
        else:
            parts.append(f"{name}={_said(value)}")
    return "; ".join(parts)


def with_facts(rate_facts: str, text: str) -> str | Refused:
    """The facts of a job (JSON) with all of them said anew in one line; who pays stays."""
    kept = _kept(rate_facts)
    found: dict[str, Any] = {PAYER: kept[PAYER]} if PAYER in kept else {}
    problems = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        name, equals, value = (each.strip() for each in part.partition("="))
        problem = _problem(name, value) if equals else f"{part!r} is not name=value."
        if problem:
            problems.append(problem)
        elif value:
            _put(found, name, _meant(name, value))
    return Refused(tuple(problems)) if problems else json.dumps(found, ensure_ascii=False)


def merged(rate_facts: str, said: Mapping[str, str]) -> str:
    """The line of a job's facts with some said anew; an empty value takes one away."""
    known = dict(part.split("=", 1) for part in fact_words(rate_facts).split("; ") if part)
    known |= said
    return "; ".join(f"{name}={value}" for name, value in known.items() if value)


def _kept(rate_facts: str) -> dict[str, Any]:
    try:
        found = json.loads(rate_facts or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _said(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _problem(name: str, value: str) -> str:
    if not _NAME.match(name) or name == PAYER:
        return f"{name!r} is no name of a fact: write small letters, such as attendance=450."
    if name in TOLD_ELSEWHERE:
        return f"{name} is kept by itself: {TOLD_ELSEWHERE[name]}."
    if name in FLAGS and value and value.lower() not in (*_YES, *_NO):
        return f"{name} is yes or no, not {value!r}."
    if name.partition(".")[0] in TIMES and value:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return f"{name} is a local time such as 2026-05-04T10:00, not {value!r}."
    return ""


def _meant(name: str, value: str) -> Any:
    """A word where a card asks for one, else a number, yes or no where it reads so."""
    if name in WORDS or name.partition(".")[0] in TIMES:
        return value
    if value.lower() in (*_YES, *_NO):
        return value.lower() in _YES
    if _NUMBER.match(value):
        return float(value) if "." in value else int(value)
    return value


def _put(found: dict[str, Any], name: str, value: Any) -> None:
    outer, point, inner = name.partition(".")
    if point:
        below = found.get(outer)
        found[outer] = {**(below if isinstance(below, dict) else {}), inner: value}
    else:
        found[name] = value
