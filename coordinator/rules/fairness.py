"""Who had what, measured against what he could have had: figures, opportunity, and the order.

Opportunity is the number of local days of the period on which an officer was active. It is cheap
and leaves out what the book cannot know (who wanted to work); the tests in
`coordinator.rules.fairness_tests` say what they rest on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, NamedTuple

from coordinator.rules.decision import Packet
from coordinator.rules.eligibility import Standing
from coordinator.rules.spans import Calendar, Span, covered, instant_of, overlap
from coordinator.rules.words import StatusKind

AWAY = frozenset(
    {
        StatusKind.DEPARTED,
        StatusKind.SUSPENDED,
        StatusKind.INJURED,
        StatusKind.SICK,
        StatusKind.LEAVE,
    }
)
"""Statuses on whose days an officer has no opportunity."""

NIGHT_ENDS, NIGHT_BEGINS = 6, 22
"""Hours of the local clock; Saturday and Sunday are unpopular from midnight to midnight."""
_SATURDAY = 5

HAD_HIS_TURN = frozenset(
    {"refused", "declined", "called_off", "expired", "no_answer", "wrong_number", "rings_back"}
    | {"unreached"}
)
"""Answers after which taking the next officer keeps the order."""


class Status(NamedTuple):
    """A status of an officer in local ISO dates, half-open; no end means until further notice."""

    kind: str
    from_on: str
    until_on: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of one officer in a period. Counts, minutes and cents.

    The offers: offered = accepted + declined + no_answer + not_reached + withdrawn + waiting. The
    awards: won = held + called_off + no_shows + released. `pay_cents` is None while none of his
    hours are priced.
    """

    offered: int = 0
    accepted: int = 0
    declined: int = 0
    no_answer: int = 0
    not_reached: int = 0
    withdrawn: int = 0
    waiting: int = 0
    rung: int = 0
    rung_accepted: int = 0
    rung_refused: int = 0
    rung_no_answer: int = 0
    rung_wrong_number: int = 0
    rung_rings_back: int = 0
    asked: int = 0
    won: int = 0
    held: int = 0
    called_off: int = 0
    no_shows: int = 0
    released: int = 0
    minutes: int = 0
    unpopular_minutes: int = 0
    pay_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One officer's part of the period's hours beside his part of its opportunity.

    `expected_minutes` is what he would have, were hours dealt out by days of opportunity alone.
    """

    officer_id: int
    badge: str
    name: str
    unit: str
    days: int
    figures: Figures
    expected_minutes: int = 0

    @property
    def percent(self) -> int | None:
        """His hours in per cent of those expected; None where none are expected."""
        if not self.expected_minutes:
            return None
        return round(100 * self.figures.minutes / self.expected_minutes)

    @property
    def deviation_minutes(self) -> int:
        """His hours less those expected."""
        return self.figures.minutes - self.expected_minutes


def opportunity_days(
    period: tuple[date, date], hired_on: str | None, statuses: Iterable[Status]
) -> int:
    """Days of a half-open period of local dates on which he was hired and not away."""
    first, until = period[0].toordinal(), period[1].toordinal()
    begins = max(first, date.fromisoformat(hired_on).toordinal()) if hired_on else first
    if begins >= until:
        return 0
    away = [_ordinals(status, until) for status in statuses if status.kind in AWAY]
    return until - begins - covered(away, (begins, until))


def _ordinals(status: Status, until: int) -> Span:
    begins = date.fromisoformat(status.from_on).toordinal()
    ends = date.fromisoformat(status.until_on).toordinal() if status.until_on else until
    return begins, max(begins, ends)


class UnpopularHours:
    """Nights (22:00 to 06:00), Saturdays and Sundays by the clock of one calendar's zone."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._days: dict[Span, tuple[Span, ...]] = {}

    def seconds(self, span: Span) -> int:
        """Seconds of a span that are unpopular.

        Seconds that pass are counted: the night on which clocks go back has one hour more.
        """
        days = self._calendar.days(span)
        return sum(overlap(span, part) for day in days for part in self._of(day))

    def _of(self, day: Span) -> tuple[Span, ...]:
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = self._parts(day)
        return known

    def _parts(self, day: Span) -> tuple[Span, ...]:
        on = self._calendar.local_date(day[0])
        if on.weekday() >= _SATURDAY:
            return (day,)
        return (day[0], self._at(on, NIGHT_ENDS)), (self._at(on, NIGHT_BEGINS), day[1])

    def _at(self, on: date, hour: int) -> int:
        return instant_of(datetime.combine(on, time(hour)), self._calendar.zone).instant


def shared_out(shares: Iterable[Share]) -> tuple[Share, ...]:
    """The shares with what each would have by opportunity alone, the greatest part first.

    expected = all minutes x his days / all days, rounded to the minute.
    """
    known = list(shares)
    minutes = sum(share.figures.minutes for share in known)
    days = sum(share.days for share in known)
    dealt = (replace(s, expected_minutes=_part(minutes, s.days, days)) for s in known)
    return tuple(sorted(dealt, key=_greatest_part_first))


def _part(minutes: int, days: int, all_days: int) -> int:
    return round(minutes * days / all_days) if all_days else 0


def _greatest_part_first(share: Share) -> tuple[float, str]:
    # Hours without any opportunity stand on top: something in the book is not right there.
    without = share.percent is None and share.figures.minutes > 0
    return (float("-inf") if without else -(share.percent or 0), share.badge)


# ── the recorded order ───────────────────────────────────────────────────────────────────────


def in_order(packet: Packet) -> bool:
    """Whether the officer taken was among the first who could, by the packet's own record.

    The eligible come before those who need an override. Who had answered, or had been rung in
    vain, had his turn; the officer taken counts whatever he had answered. A tie is in order.
    Officers of whom the packet keeps only the number count where they are called eligible. Raises
    KeyError, TypeError or ValueError where the packet is not whole.
    """
    taken = packet["award"]["officer_id"]
    standing = Standing(packet["verdicts"][str(taken)]["standing"])
    if standing is not Standing.ELIGIBLE and _only_counted(packet, "behind"):
        return False
    first = _first_of(packet, taken)
    # Those ahead who are only counted stand behind the first hundred: where he shares the first
    # place with one of these, they share it too.
    return taken in first and (len(first) > 1 or not _only_counted(packet, "ahead"))


def _only_counted(packet: Packet, side: str) -> bool:
    return bool(packet["rest"][side].get(Standing.ELIGIBLE))


def _first_of(packet: Packet, taken: int) -> Sequence[int]:
    answers = {each["id"]: each.get("answer", "") for each in packet["officers"]}
    for standing in (Standing.ELIGIBLE, Standing.OVERRIDE):
        for group in _standing(packet, standing):
            if could := [k for k in group if k == taken or answers[k] not in HAD_HIS_TURN]:
                return could
    return ()


def _standing(packet: Mapping[str, Any], standing: Standing) -> Iterator[list[int]]:
    for group in packet["order"]:
        yield [key for key in group if packet["verdicts"][str(key)]["standing"] == standing]
