"""Whose hours went over a cap of the policy: the caps that count plain hours, over a whole year.

In windows of the calendar sums over indexes find who may have (`hours_in_windows`), and the rule's
own arithmetic decides; windows that slide are tried around every detail, officer after officer.
Caps with conditions need each detail judged: the report of details that break the policy does so.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from coordinator.actions.book.collecting import without_collecting
from coordinator.actions.pay.pay_windows import with_pay_periods
from coordinator.actions.policy.policies import policy_on
from coordinator.actions.reports.computed import Run
from coordinator.rules.clauses import Severity
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.clauses.scope import EVERYTHING
from coordinator.rules.clauses.windows import Window
from coordinator.rules.clauses.wording import window as window_words
from coordinator.rules.facts import DETAIL, PositionFacts, Question, ScheduleFacts
from coordinator.rules.policy import Policy
from coordinator.rules.reports.report import Cell
from coordinator.rules.spans import Calendar, Span, covered, fullest, merged
from coordinator.rules.words import DutyKind
from coordinator.rules.worked_tours import worked
from storage.queries.people.duty import (
    LONG,
    Piece,
    active_batches,
    duty_near_details,
    governing,
    officer_duty,
)
from storage.queries.reports.hours_in_windows import (
    Found,
    allowed_in_windows,
    details_by_officer,
    over_in_windows,
)
from storage.queries.reports.running import QueryTrouble, Rows
from storage.queries.staffing import facts

NAMES: Final = (
    "officer_id", "badge", "officer", "unit", "clause", "window_from", "window_until", "window",
    "minutes", "cap", "over", "allowed",
)  # fmt: skip
Pieces = Sequence[Piece]
"""Which import of the schedule governs which time."""
KNOWN: Final = frozenset({DETAIL, *DutyKind})


@dataclass(frozen=True, slots=True)
class _Over:
    """An officer's seconds in a window, over the cap of a clause."""

    officer_id: int
    clause: MaxHours
    window: Span
    seconds: int


@without_collecting()
def hours_over_policy(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """Each officer and window in which a cap was exceeded, by the policy of its time, up to now."""
    calendar = Calendar(facts.agency_zone(connection))
    low, high, now = (int(values[name] or 0) for name in ("from_at", "until_at", "now_at"))
    found: list[_Over] = []
    notes: list[str] = []
    for policy, span in _reigns(connection, calendar, (low, min(high, now))):
        for clause in policy.clauses:
            if not isinstance(clause, MaxHours) or clause.terms.severity is Severity.WARNS:
                continue
            if run():
                return QueryTrouble("Stopped.")
            if _is_plain(clause):
                found += _exceeded(connection, calendar, policy, clause, span)
            else:
                notes.append(f"{_name(clause)} has conditions: see the details that break policy.")
    rows = sorted(_rows(connection, calendar, found, str(values["unit"])), key=_worst)
    return Rows(NAMES, tuple(rows), cut=False, notes=tuple(dict.fromkeys(notes)))


def _worst(row: tuple[Cell, ...]) -> tuple[int, str]:
    return -int(row[NAMES.index("over")] or 0), str(row[2])


def _reigns(
    connection: sqlite3.Connection, calendar: Calendar, span: Span
) -> Iterator[tuple[Policy, Span]]:
    """The versions of the policy that governed a span, each with its part of it."""
    if span[0] >= span[1]:
        return
    starts = {calendar.midnight(date.fromisoformat(x.effective_on))
              for x in facts.policies(connection)}  # fmt: skip
    edges = [span[0], *sorted(each for each in starts if span[0] < each < span[1]), span[1]]
    for low, high in pairwise(edges):
        yield policy_on(connection, calendar.local_iso(low)).policy, (low, high)


def _is_plain(clause: MaxHours) -> bool:
    """Whether hours alone decide, whoever it is and whatever the job."""
    terms = clause.terms
    return clause.shared and terms.always and terms.scope == EVERYTHING and clause.counts <= KNOWN


def _exceeded(
    connection: sqlite3.Connection, calendar: Calendar, policy: Policy, clause: MaxHours, span: Span
) -> list[_Over]:
    if DETAIL not in clause.counts:
        return []
    duty = clause.counts - {DETAIL}
    pieces = governing(active_batches(connection))
    if clause.window is not Window.ROLLING:
        windows = [each for each in _windows(connection, calendar, policy, clause, span)
                   if span[0] <= each[0] < span[1]]  # fmt: skip
        found = over_in_windows(connection, windows, clause.most, duty, span[1])
        summed = [
            _sum(connection, clause, pieces, (who, low, high), span[1]) for who, low, high in found
        ]
        return [each for each in summed if each.seconds > clause.most]
    slid = _slid(connection, clause, span)
    return list({(each.officer_id, each.window): each for each in slid}.values())


def _windows(
    connection: sqlite3.Connection, calendar: Calendar, policy: Policy, clause: MaxHours, span: Span
) -> Sequence[Span]:
    """The calendar windows of a span, as if it were one long detail; of pay periods day by day,
    since only those around a detail are laid out."""
    question = Question(PositionFacts(0, "", 0, "", *span), calendar, span[0], ScheduleFacts())
    if clause.window not in (Window.PAY_PERIOD, Window.ROSTER, Window.YEAR):
        return clause.windows(question)
    windows: dict[Span, None] = {}
    day, last = calendar.local_date(span[0]), calendar.local_date(span[1] - 1)
    while day <= last:
        noon = calendar.midnight(day) + 43_200
        asked = replace(question, position=PositionFacts(0, "", 0, "", noon, noon + 60))
        found = clause.windows(with_pay_periods(connection, asked, policy))
        windows |= dict.fromkeys(found)
        day = calendar.local_date(found[-1][1]) if found else day + timedelta(days=7)
    return list(windows)


def _sum(
    connection: sqlite3.Connection, clause: MaxHours, pieces: Pieces, found: Found, until: int
) -> _Over:
    officer, window = found[0], found[1:]
    spans = _spans(connection, clause.counts, pieces, found, until)
    return _Over(officer, clause, window, covered(spans, window))


def _slid(connection: sqlite3.Connection, clause: MaxHours, started: Span) -> Iterator[_Over]:
    """Around each detail that started then, the fullest window that touches it, if too full."""
    counts = clause.counts
    near = duty_near_details(connection, started, clause.length) if len(counts) > 1 else {}
    for officer, mine in details_by_officer(connection, started, clause.length).items():
        asked = [each for each in mine if started[0] <= each[0] < started[1]]
        duty = [each[1:3] for each in worked(near.get(officer, [])).work if each[3] in counts]
        spans = merged(sorted([*mine, *duty]))
        for seconds, window in fullest(spans, clause.length, clause.most, asked):
            yield _Over(officer, clause, window, seconds)


def _spans(
    connection: sqlite3.Connection, counts: frozenset[str], pieces: Pieces, found: Found, until: int
) -> list[Span]:
    officer, window = found[0], found[1:]
    rows = connection.execute(
        "SELECT starts_at, ends_at FROM assignment INDEXED BY assignment_by_officer "
        "WHERE officer_id = ? AND starts_at >= ? AND starts_at < ? AND ends_at > ? "
        f"AND {facts.LIVE}",
        (officer, window[0] - LONG, min(window[1], until), window[0]),
    ).fetchall()
    if len(counts) > 1:
        duty = officer_duty(connection, officer, window, pieces)
        rows += [each[1:3] for each in worked(duty).work if each[3] in counts]
    return rows


def _rows(
    connection: sqlite3.Connection, calendar: Calendar, found: Sequence[_Over], unit: str
) -> Iterator[tuple[Cell, ...]]:
    people = {
        key: (badge, name, own)
        for key, badge, name, own in connection.execute(
            "SELECT id, badge, last_name || ', ' || first_name, unit FROM officer "
            "WHERE ?1 = '' OR unit LIKE ?1",
            (unit,),
        )
    }
    mine = [each for each in found if each.officer_id in people]
    allowed = allowed_in_windows(connection, [(each.officer_id, *each.window) for each in mine])
    words = {each: window_words(each, calendar) for each in {every.window for every in mine}}
    for each, count in zip(mine, allowed, strict=True):
        most = each.clause.most
        figures = tuple(seconds // 60 for seconds in (each.seconds, most, each.seconds - most))
        person = (each.officer_id, *people[each.officer_id])
        yield (*person, _name(each.clause), *each.window, words[each.window], *figures, count)


def _name(clause: MaxHours) -> str:
    terms = clause.terms
    return f"{terms.name} ({terms.number})" if terms.number else terms.name
