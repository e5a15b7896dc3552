"""The request form as PDF, filled in with any program: its fields read, nothing else of it.

A PDF from outside is taken apart in a process of its own, with bounded time and memory, since one
that was made for it could hold a reader for ever. Only the values of form fields come back.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from coordinator.rules.intake.request_fields import (
    ACCEPT,
    CREW,
    DATES,
    LINES,
    MARK,
    OFTEN,
    OFTEN_FIELD,
    QUESTION,
    UNTIL,
    WORDS,
    day_of,
    span_of,
)
from coordinator.rules.intake.request_file import FORMAT, sums_of
from storage.imports.requests.brought import Brought, read_values

SECONDS: Final = 20
_READER = "storage.imports.requests.pdf_values"
_OFF = ("", "/Off", "Off")


def read_pdf(data: bytes) -> Brought | None:
    """The request in a filled form; None where the PDF is no request form. Never raises."""
    values = pdf_values(data)
    mark = _mark(values) if values else None
    return None if mark is None else _brought(values, mark)


@lru_cache(maxsize=4)
def pdf_values(data: bytes) -> Mapping[str, str]:
    """The values of a PDF's form fields by name; none where it cannot be read in time.

    The last ones are remembered: what is read before a transaction costs nothing within it.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", _READER], input=data, capture_output=True, timeout=SECONDS,
            check=False,
        )  # fmt: skip
        found = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _mark(values: Mapping[str, str]) -> Mapping[str, str] | None:
    try:
        mark = json.loads(values.get(MARK, ""))
    except (ValueError, RecursionError):
        return None
    ours = isinstance(mark, dict) and mark.get("format") == FORMAT
    return {str(k): str(v) for k, v in mark.items()} if ours else None


def _brought(values: Mapping[str, str], mark: Mapping[str, str]) -> Brought:
    problems = list(_problems(values))
    if problems:
        return Brought(problems=tuple(problems))
    spans = [span for _, span in _spans(values) if span is not None]
    crew = [{"role": role, "count": count} for role, count in _crew(values)]
    given: dict[str, Any] = {
        "format": FORMAT,
        "event": mark.get("event", ""),
        **{name: _said(values, name) for name in LINES},
        "words": _said(values, WORDS),
        "answers": dict(_answers(values)),
        "wanted": [
            {"starts": f"{start:%Y-%m-%dT%H:%M}", "ends": f"{end:%Y-%m-%dT%H:%M}", "crew": crew}
            for start, end in sorted(spans)
        ],
        "rule": _rule(values),
        "terms": mark.get("terms", "") if values.get(ACCEPT, "") not in _OFF else "",
        "intake": mark.get("intake", ""),
        "estimate": None,
    }
    if given["rule"]:
        given["wanted"] = given["wanted"][:1]
    return read_values(given | {"sums": sums_of(given)})


def _said(values: Mapping[str, str], name: str) -> str:
    return values.get(name, "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _answers(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in values:
        said = _said(values, name)
        if name.startswith(QUESTION) and said and said != "-":
            yield name.removeprefix(QUESTION), said


def _spans(values: Mapping[str, str]) -> Iterator[tuple[int, Any]]:
    """Each date that was begun to be filled in, with what it is; None where it is none."""
    for n in range(1, DATES + 1):
        parts = [_said(values, f"{name}-{n}") for name in ("date", "from", "to")]
        if any(parts):
            yield n, span_of(parts[0], parts[1], parts[2])


def _crew(values: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    for name in values:
        said = _said(values, name)
        if name.startswith(CREW) and said.isascii() and said.isdigit() and int(said[:5]) > 0:
            yield name.removeprefix(CREW), int(said[:5])


def _rule(values: Mapping[str, str]) -> str:
    rule, until = OFTEN.get(_said(values, OFTEN_FIELD), ""), day_of(_said(values, UNTIL))
    return f"{rule};UNTIL={until:%Y%m%d}" if rule and until else rule


def _problems(values: Mapping[str, str]) -> Iterator[str]:
    spans = dict(_spans(values))
    for n, span in spans.items():
        if span is None:
            yield f"Date {n}: wants a date such as 2026-06-05 and hours such as 18:00 and 02:00."
    if not spans:
        yield "When? At least one date with its hours is needed."
    if not any(_crew(values)):
        yield "How many officers? At least one is needed, as a whole number."
    until = _said(values, UNTIL)
    if until and day_of(until) is None:
        yield "Until: is no date such as 2026-12-31."
