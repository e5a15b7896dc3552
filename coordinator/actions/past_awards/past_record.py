"""The record of a past period, read from the book once: what two worlds go through side by side."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from coordinator.rules.facts import PositionFacts
from coordinator.rules.retrial import Award, Leave, Step, Way
from coordinator.rules.spans import Calendar, Span
from coordinator.rules.words import (
    LIVE_ASSIGNMENT,
    ORDERED,
    TAKEN_OVER,
    AssignmentState,
    CallOutcome,
    OfferState,
)
from storage.queries.distribution import past_awards
from storage.queries.distribution.past_awards import Held
from storage.queries.staffing import facts

Answers = Mapping[int, Sequence[tuple[int, str]]]
"""Officer → (when, answer) about one seat."""

ASKED = "asked"
WILLING = frozenset({ASKED, CallOutcome.ACCEPTED, OfferState.ACCEPTED})
"""What shows somebody willing; any other answer keeps him out."""

TAKEN_BACK = "withdrawn"
LEFT = frozenset({AssignmentState.CALLED_OFF, AssignmentState.NO_SHOW})
LAST = 1 << 62

_WAYS = {ORDERED: Way.ORDER, TAKEN_OVER: Way.ARRANGED}


class Worth(NamedTuple):
    """Minutes and cents of pay; None where nobody is paid for it yet."""

    minutes: int
    cents: int | None


class Record:
    """Everything that was written about the seats that start in a span, and what lies around them.

    `before` is what had happened before the first of their awards; `steps` are their awards and how
    they were left, with what happened on other seats meanwhile, in order of time. `since` is from
    when on anything matters (UTC).
    """

    def __init__(self, connection: sqlite3.Connection, span: Span, now: int, since: int) -> None:
        self.connection = connection
        self.span = span
        self.now = now
        self.since = since
        self.calendar = Calendar(facts.agency_zone(connection))
        self.held = {each.id: each for each in past_awards.held(connection, since)}
        self.of_seat: dict[int, list[Held]] = defaultdict(list)
        for each in self.held.values():
            if span[0] <= each.part.seat.opens_at < span[1]:
                self.of_seat[each.position_id].append(each)
        self.seats: dict[int, PositionFacts] = {
            seat: facts.position_facts(connection, seat) for seat in sorted(self.of_seat)
        }
        self.sign_ups = past_awards.all_sign_ups(connection, span)
        self.answers = past_awards.answers_given(connection, now)
        self.before, self.steps = self._steps()

    @property
    def awards(self) -> int:
        """How many awards are worked out again."""
        return sum(map(len, self.of_seat.values()))

    def worth(self, seat: int) -> Worth:
        """What working a seat is worth: by who worked it in the end, or else as it was planned."""
        last = self.of_seat[seat][-1]
        cents = last.cents if last.part.state in LIVE_ASSIGNMENT else None
        return Worth(last.minutes, cents)

    # ── the order of events ─────────────────────────────────────────────────────────────────

    def _steps(self) -> tuple[list[Step], list[Step]]:
        placed = sorted(self._placed(), key=lambda one: one[:3])
        steps = [step for *_, step in placed]
        first = next((n for n, step in enumerate(steps) if step.seat in self.seats), len(steps))
        return steps[:first], steps[first:]

    def _placed(self) -> Iterator[tuple[int, int, int, Step]]:
        """Every step with what it is ordered by: when, in which order written, award before end."""
        answers = past_awards.all_answers(self.connection, self.now)
        for held in self.held.values():
            award = self._award(held, answers.get(held.position_id, {}))
            yield award.at, held.id, 0, award
            if held.part.state not in LIVE_ASSIGNMENT:
                leave = Leave(held.id, held.position_id, award.officer, _left_at(held), held.closed)
                yield leave.at, held.id, 1, leave
        for seat, at in past_awards.seats_closed(self.connection, self.span):
            if seat in self.seats:
                yield at, LAST, seat, Leave(0, seat, 0, at, closed=True)

    def _award(self, held: Held, answers: Answers) -> Award:
        part, seat = held.part, held.position_id
        if seat not in self.seats:
            return Award(held.id, seat, part.officer, part.awarded_at, Way.GIVEN)
        said = self._said(seat, answers)
        unwilling = frozenset(
            officer
            for officer, mine in said.items()
            if officer != part.officer and _keeps_out(mine, part.awarded_at)
        )
        way, allowed = _WAYS.get(part.how, Way.RULE), bool(held.override_by)
        return Award(held.id, seat, part.officer, part.awarded_at, way, allowed, unwilling)

    def _said(self, seat: int, answers: Answers) -> dict[int, list[tuple[int, str]]]:
        """Officer → all that the record tells of him and a seat, in order of time."""
        found = {officer: list(said) for officer, said in answers.items()}
        for each in self.of_seat[seat]:
            mine = found.setdefault(each.part.officer, [])
            mine.append((each.part.awarded_at, ASKED))
            if each.part.state in LEFT:
                mine.append((_left_at(each), each.part.state))
        for asked in self.sign_ups.get(seat, ()):
            mine = found.setdefault(asked.officer_id, [])
            mine.append((asked.known[0], ASKED))
            if asked.known[1] < past_awards.NEVER_AGAIN:
                mine.append((asked.known[1], TAKEN_BACK))
        for mine in found.values():
            mine.sort(key=lambda one: one[0])
        return found


def _keeps_out(said: Sequence[tuple[int, str]], at: int) -> bool:
    """Whether the last thing that he said by an instant, or else the first after, is a no."""
    before = [word for when, word in said if when <= at]
    word = before[-1] if before else said[0][1]
    return word not in WILLING


def _left_at(held: Held) -> int:
    """When the book knew that he does not work it; of a no-show, when the detail began."""
    part = held.part
    return part.seat.starts_at if part.left_at is None else part.left_at
