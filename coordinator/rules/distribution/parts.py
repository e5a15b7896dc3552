"""Officers' parts in details, as the book keeps them, and what they are as happenings.

The book keeps one row for an assignment with its state; a policy speaks of what happened: asked,
taken, awarded, worked, given back. Each fact stands in the book once, so the happenings are worked
out here and never stored.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, Self

from coordinator.rules.distribution.facts import Fact, Facts, Happening
from coordinator.rules.distribution.periods import WEEKDAYS
from coordinator.rules.facts import PositionFacts
from coordinator.rules.holidays import NO_DAYS, DayList, is_holiday
from coordinator.rules.spans import Calendar
from coordinator.rules.words import LIVE_ASSIGNMENT, ORDERED, TAKEN_OVER, AssignmentState

BY_START = frozenset({"weekday", "starts", "holiday"})
"""Facts that follow from when a detail starts."""

BY_HOURS = BY_START | {"length"}
"""Facts that follow from a detail's hours alone."""


class Beside(NamedTuple):
    """What is looked up only where a document asks: the places of each detail, by its id, and what
    each assignment pays, by its row."""

    seats: Mapping[int, int] = {}
    pay: Mapping[int, Fraction] = {}


NOTHING_BESIDE = Beside()


class Seat(NamedTuple):
    """What of a position and its detail a condition may ask for; instants UTC.

    `opens_at` is when the position itself starts: on one detail, seats of the same hours are one
    chance to work it, a later seat is another.
    """

    detail_id: int
    opens_at: int
    starts_at: int
    ends_at: int
    job_class: str = ""
    employer_kind: str = ""
    role: str = ""
    circumstances: str = ""
    posted_at: int | None = None

    @classmethod
    def of(cls, position: PositionFacts) -> Self:
        """The seat that a position is, on its own hours."""
        return cls(
            position.detail_id,
            position.starts_at,
            position.starts_at,
            position.ends_at,
            position.job_class,
            position.employer_kind,
            position.role,
            " ".join(position.circumstances),
            position.posted_at,
        )

    @property
    def which(self) -> tuple[int, int]:
        """What tells this chance to work apart from any other."""
        return self.detail_id, self.opens_at


class Part(NamedTuple):
    """One assignment, from how it came about to how it ended.

    `customer` says that the employer cancelled it; `reason` is that of a call-off; `given_away`
    that another works it by their own arrangement, `reported` whether that was told in time.
    """

    officer: int
    seat: Seat
    awarded_at: int
    state: str
    how: str = ""
    left_at: int | None = None
    customer: bool = False
    reason: str = ""
    given_away: bool = False
    reported: bool = True
    row: int = 0
    """In the order in which they were written: what parts awards of one instant."""
    forgiven: bool = False
    """Given back within the grace: as if it had never been awarded."""


class Said(NamedTuple):
    """What came of asking an officer: a happening's word, when, and his reason."""

    officer: int
    seat: Seat
    word: str
    at: int
    reason: str = ""


class Turned(NamedTuple):
    """What happened to an officer apart from details: hired, promoted, returned."""

    officer: int
    word: str
    at: int


def read_circumstances(words: str) -> dict[str, Fact]:
    """'permanent tier=park size=3' as facts; yes, no and numbers as such."""
    found: dict[str, Fact] = {}
    for word in words.split():
        name, is_said, value = word.partition("=")
        found[name] = _fact(value) if is_said else True
    return found


def _fact(value: str) -> Fact:
    if value in ("yes", "no"):
        return value == "yes"
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        return value


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

    def pay_of(self, part: Part) -> Fraction:
        """What an assignment pays; nothing where no document asks."""
        return self._beside.pay.get(part.row, _NO_PAY)

    def paying(self, pay: Fraction) -> "Teller":
        """The same, where an assignment without a row pays so much."""
        beside = Beside(pay={0: pay})
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
        if seat.detail_id in self._beside.seats:
            found["positions"] = Fraction(self._beside.seats[seat.detail_id])
        if not self._named.isdisjoint(BY_HOURS):
            found |= of_hours(seat.starts_at, seat.ends_at, self._calendar)
        return {name: value for name, value in found.items() if name in self._named}


_NOTHING: Facts = {}
_NO_PAY = Fraction(0)


_TAKEN = ("accepted", "awarded")
_BEGINNINGS: Mapping[str, tuple[str, ...]] = {ORDERED: ("ordered",), TAKEN_OVER: ()}


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


def of_hours(starts_at: int, ends_at: int, calendar: Calendar) -> dict[str, Fact]:
    """The facts that follow from a detail's hours."""
    wall = calendar.wall(starts_at)
    return {
        "weekday": WEEKDAYS[wall.weekday()],
        "starts": Fraction(wall.hour * 60 + wall.minute),
        "length": Fraction(ends_at - starts_at, 3600),
    }
