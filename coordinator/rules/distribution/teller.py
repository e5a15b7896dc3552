"""What the rows of a book are as happenings.

The book keeps one row for an assignment with its state; a policy speaks of what happened: asked,
taken, awarded, worked, given back. Each fact stands in the book once, so the happenings are worked
out here and never stored.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from coordinator.rules.distribution.detail_facts import (
    BY_DATE,
    BY_HOURS,
    of_date,
    of_hours,
    read_circumstances,
)
from coordinator.rules.distribution.facts import Fact, Facts, Happening
from coordinator.rules.distribution.parts import (
    NOTHING_BESIDE,
    Beside,
    Part,
    Said,
    Seat,
    Turned,
    Whose,
)
from coordinator.rules.holidays import NO_DAYS, DayList, is_holiday
from coordinator.rules.spans import Calendar
from coordinator.rules.words import LIVE_ASSIGNMENT, ORDERED, TAKEN_OVER, AssignmentState

_NOTHING: Facts = {}
_NO_PAY = Fraction(0)
_TAKEN = ("accepted", "awarded")
_BEGINNINGS: Mapping[str, tuple[str, ...]] = {ORDERED: ("ordered",), TAKEN_OVER: ()}


class Teller:
    """Puts parts and answers into happenings: those that are `heard`, with facts that are asked."""

    def __init__(
        self,
        named: frozenset[str],
        calendar: Calendar,
        heard: frozenset[str] | None = None,
        holidays: DayList = NO_DAYS,
        beside: Beside = NOTHING_BESIDE,
    ) -> None:
        self._named = named
        self._calendar = calendar
        self._heard = heard
        self._holidays = holidays
        self._beside = beside
        self._of_each = bool(beside.pay) or "assigned" in named
        self._known: dict[Seat, Facts] = {}

    def facts(self, seat: Seat) -> Facts:
        """The facts of a detail that are asked for."""
        if not self._named:
            return _NOTHING
        known = self._known.get(seat)
        if known is None:
            known = self._known[seat] = self._facts(seat)
        return known

    def of_part(self, part: Part) -> Iterator[Happening]:
        """Everything that an assignment is, in order of time."""
        if part.forgiven:
            return
        heard = self._heard
        more = self._of_one(part) if self._of_each else None
        for word in _BEGINNINGS.get(part.how, _TAKEN):
            if heard is None or word in heard:
                yield self._about(part.officer, part.seat, word, part.awarded_at, more=more)
        word = _ending(part)
        if heard is None or word in heard:
            yield self._end(part, word, more or {})

    def words_of(self, part: Part) -> Iterator[tuple[str, int]]:
        """The word and the instant of each of them, without what a condition may ask for."""
        if part.forgiven:
            return
        heard = self._heard
        for word in _BEGINNINGS.get(part.how, _TAKEN):
            if heard is None or word in heard:
                yield word, part.awarded_at
        word = _ending(part)
        if heard is None or word in heard:
            yield word, _ended_at(part, word)

    def of_said(self, said: Said) -> Happening:
        """What came of asking."""
        return self._about(said.officer, said.seat, said.word, said.at, reason=said.reason)

    def of_turned(self, turned: Turned) -> Happening:
        """What happened apart from details."""
        return Happening(turned.word, str(turned.officer), turned.at)

    def _of_one(self, part: Part) -> dict[str, Fact]:
        """What is so of one assignment and not of its detail."""
        found: dict[str, Fact] = {}
        if "assigned" in self._named:
            found["assigned"] = _hours(part.seat.starts_at - part.awarded_at)
        if part.row in self._beside.pay:
            found["pay"] = self._beside.pay[part.row]
        return found

    def whose(self, seat: Seat) -> Whose | None:
        """For whom a detail is, where a document asks."""
        return seat.whose or self._beside.whose.get(seat.detail_id)

    def pay_of(self, part: Part) -> Fraction:
        """What an assignment pays; nothing where no document asks."""
        return self._beside.pay.get(part.row, _NO_PAY)

    def paying(self, pay: Fraction) -> "Teller":
        """The same, where an assignment without a row pays so much."""
        beside = self._beside._replace(pay={0: pay})
        return Teller(self._named, self._calendar, self._heard, self._holidays, beside)

    def of_overtime(self, officer: int, start: int, end: int) -> Happening:
        """Overtime of the schedule; it is about no detail but has a time of its own."""
        facts = self.facts(Seat(0, start, start, end))
        which = ("duty", start)
        hours = _hours(end - start)
        return Happening("worked_overtime", str(officer), end, hours, start, facts, which)

    def _end(self, part: Part, word: str, known: Mapping[str, Fact]) -> Happening:
        seat = part.seat
        if part.state in LIVE_ASSIGNMENT:
            facts = self.facts(seat)
            if self._named:
                facts = {**facts, "reported": part.reported}
            facts = {**facts, **known} if known else facts
            return Happening(
                word,
                str(part.officer),
                seat.ends_at,
                _hours(seat.ends_at - seat.starts_at),
                seat.starts_at,
                facts,
                seat.which,
            )
        at = _ended_at(part, word)
        if word == "no_show":
            return self._about(part.officer, seat, word, at, more=known)
        more = {**known, "reported": part.reported} if part.given_away else known
        return self._about(part.officer, seat, word, at, reason=part.reason, more=more)

    def _about(
        self,
        officer: int,
        seat: Seat,
        word: str,
        at: int,
        *,
        reason: str = "",
        more: Mapping[str, Fact] | None = None,
    ) -> Happening:
        facts = self.facts(seat)
        if self._named or more:
            own: dict[str, Fact] = {"reason": reason} if reason else {}
            if "notice" in self._named:
                own["notice"] = Fraction(seat.starts_at - at, 3600)
            facts = {**facts, **own, **(more or {})} if own or more else facts
        hours = _hours(seat.ends_at - seat.starts_at)
        start = seat.starts_at
        return Happening(word, str(officer), at, hours, start, facts, seat.which)

    def _facts(self, seat: Seat) -> Facts:
        found: dict[str, Fact] = {
            "job_class": seat.job_class,
            "employer_kind": seat.employer_kind,
            "role": seat.role,
        }
        if seat.circumstances.strip():
            found |= read_circumstances(seat.circumstances)
        if self._holidays and "holiday" in self._named:
            found["holiday"] = is_holiday(self._holidays, seat.starts_at, self._calendar)
        if seat.posted_at is not None and "notice" in self._named:
            found["notice"] = _hours(seat.starts_at - seat.posted_at)
        if (whose := self.whose(seat)) is not None:
            found |= whose._asdict()
        if seat.detail_id in self._beside.seats:
            found["positions"] = Fraction(self._beside.seats[seat.detail_id])
        if not self._named.isdisjoint(BY_HOURS):
            found |= of_hours(seat.starts_at, seat.ends_at, self._calendar)
        if not self._named.isdisjoint(BY_DATE):
            found |= of_date(seat.starts_at, self._calendar)
        return {name: value for name, value in found.items() if name in self._named}


@lru_cache(maxsize=1024)
def _hours(seconds: int) -> Fraction:
    return Fraction(seconds, 3600)


def _ending(part: Part) -> str:
    if part.state in LIVE_ASSIGNMENT:
        return "taken_over" if part.how == TAKEN_OVER else "worked"
    if part.state == AssignmentState.NO_SHOW:
        return "no_show"
    if part.given_away:
        return "given_away"
    if part.state == AssignmentState.RELEASED:
        return "cancelled_by_customer" if part.customer else "released"
    return "sick_from_detail" if part.reason == "sick" else "called_off"


def _ended_at(part: Part, word: str) -> int:
    seat = part.seat
    if part.state in LIVE_ASSIGNMENT:
        return seat.ends_at
    if word == "no_show" or part.left_at is None:
        return seat.starts_at
    return part.left_at
