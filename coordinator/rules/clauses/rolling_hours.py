"""Most hours in any window of so many hours: the fullest one that the position touches."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.rules.clauses.clause import WITHIN, Check, Reason
from coordinator.rules.clauses.counting import last_minute, sliding
from coordinator.rules.clauses.left_out import Shortened
from coordinator.rules.clauses.selection import Selection
from coordinator.rules.facts import OfficerFacts, Question, SpanFacts
from coordinator.rules.spans import busiest, disjoint, union

if TYPE_CHECKING:
    from coordinator.rules.clauses.hours import MaxHours


def rolling(clause: "MaxHours", question: Question, selection: Selection, *, quick: bool) -> Check:
    """The check of a cap over windows that roll; `quick` may leave out figures within it."""
    own, span = question.position.own, question.position.span
    (around,) = clause.windows(question)
    most = clause.most_in((0, clause.length))

    def measure(officer: OfficerFacts) -> Sequence[Reason]:
        spans = clause.spans_of(officer, own, question.calendar)
        if not spans:
            return WITHIN
        if clause.cap.left_out:
            return _without_days(clause, selection, spans, question)
        if clause.weightless and not selection.paid_beyond(spans):
            work = union(selection.of(spans), around)
            figure, where = busiest(disjoint(work), clause.length, span)
            return (Reason(clause, figure, most, where, "", figure > most),)
        return _slid(clause, selection, spans, question)

    whole = clause.weightless or clause.cap.lowers or clause.cap.left_out
    if not quick or whole or selection.paid:
        return measure

    heaviest = max([100, *(percent for _, percent in clause.factors)])

    def check(officer: OfficerFacts) -> Sequence[Reason]:
        # The fullest window as time elapses rules out most officers, and is found sooner.
        work = union(selection.of([*officer.spans, own]), around)
        bound = busiest(disjoint(work), clause.length, span)[0] * heaviest
        return measure(officer) if bound > most * 100 else WITHIN

    return check


def _without_days(
    clause: "MaxHours", selection: Selection, spans: Sequence[SpanFacts], question: Question
) -> Sequence[Reason]:
    """The same in time without the days that are left out."""
    start, end = own = question.position.span
    time = Shortened(clause.cap.days_left_out(spans, own, question.calendar))
    position = question.position._replace(starts_at=time.at(start), ends_at=time.at(end))
    found = _slid(clause, selection, time.spans(spans), replace(question, position=position))
    return [
        each if each.window is None else each._replace(window=time.real(each.window))
        for each in found
    ]


def _slid(
    clause: "MaxHours", selection: Selection, spans: Sequence[SpanFacts], question: Question
) -> Sequence[Reason]:
    """The window in which the cap is exceeded most, else the one that comes closest."""
    figure, cap, own = clause.figures(selection, spans), clause.cap, question.position.span
    edges = {edge for each in spans for edge in (*each.span, selection.time(each)[1])}
    edges |= {last_minute(each) for each in selection.paid_beyond(spans)}
    found = [
        figure(where)
        for where in sliding(own, clause.length, edges, whole=cap.conditional)
        if not cap.conditional or cap.hold(spans, where, own, question.calendar)
    ]
    worst = max(found, key=lambda reason: reason.figure - reason.limit, default=None)
    return WITHIN if worst is None else (worst,)
