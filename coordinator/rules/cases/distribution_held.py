"""The details that officers of a distribution case hold or have worked, beside the one in question.

They count for the limits as an assignment of the book does, from the award until something takes
it back.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from coordinator.rules.cases.clock import Clock, Json
from coordinator.rules.distribution.charges import UNDOING
from coordinator.rules.distribution.filling import HOLDING
from coordinator.rules.distribution.words import happening
from coordinator.rules.facts import DETAIL, SpanFacts
from coordinator.rules.spans import HOUR, Span
from coordinator.rules.words import DutyKind

MISSED = {"no_show": "no_show", "called_off": "call_off", "sick_from_detail": "sick_from_detail"}
"""What leaves hours that a cap may charge although nobody worked them."""

Held = dict[int, SpanFacts]
"""One officer's spans by their start."""


def held_details(case: Json, asked: Span, clock: Clock) -> Mapping[str, tuple[SpanFacts, ...]]:
    """Officer → his spans by the events of a case; the detail asked about is left out."""
    found: dict[str, Held] = defaultdict(dict)
    for event in case.get("events", ()):
        span = _span(event, clock)
        if span is not None and span != asked and span[0] < span[1]:
            for officer, kind in _kinds(event):
                _take(found[officer], kind, span, str(event.get("class", "")))
    return {officer: tuple(spans.values()) for officer, spans in found.items()}


def _kinds(event: Json) -> Iterator[tuple[str, str]]:
    """(officer, kind of his span from then on); "" for none."""
    officer, word = str(event.get("officer", "")), happening(str(event["kind"]))
    if word == "given_to":
        yield from ((officer, ""), (str(event["to"]), DETAIL))
    elif word in HOLDING | {"worked"}:
        yield officer, DETAIL
    elif word == "worked_overtime":
        yield officer, str(DutyKind.OVERTIME)
    elif word in UNDOING:
        yield officer, MISSED.get(word, "")


def _take(spans: Held, kind: str, span: Span, job_class: str) -> None:
    if kind:
        spans[span[0]] = SpanFacts(*span, kind, job_class=job_class)
    else:
        spans.pop(span[0], None)


def _span(event: Json, clock: Clock) -> Span | None:
    starts = (clock.at(event, key) for key in ("detail_start", "job_start", "start"))
    start = next((at for at in starts if at is not None), None)
    ends = (clock.at(event, key) for key in ("detail_end", "end"))
    end = next((at for at in ends if at is not None), None)
    if start is None:
        return None
    if end is None and "hours" in event:
        end = start + int(Fraction(event["hours"]) * HOUR)
    # What gives a detail back is known by its start alone.
    return start, start + 1 if end is None else end
