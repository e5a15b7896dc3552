"""The agency's holidays: dates, rules of the calendar, a country's list; observed and part days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Protocol

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
NTH = ("last", "first", "second", "third", "fourth", "fifth")
A_DAY = 24 * 60
"""Minutes."""

OFFICIAL = "official"
OBSERVED = ("no", "nearest", "monday", "sunday_only", OFFICIAL)
"""Which weekday keeps a holiday that falls on a weekend: none, Friday or Monday, Monday, Monday
for a Sunday only, or the substitute day that the country's own law gives it."""


def _plus(days: int) -> str:
    return f" {'+' if days > 0 else '-'} {abs(days)}" if days else ""


def days_words(days: Sequence[date]) -> str:
    """Days that follow each other, in words: "2026-08-08", "2026-08-08 to 2026-08-09"."""
    if not days:
        return ""
    first, last = days[0].isoformat(), days[-1].isoformat()
    return first if first == last else f"{first} to {last}"


class DayRule(Protocol):
    """A way of naming days of a year."""

    def days(self, year: int) -> Iterator[tuple[date, str]]:
        """The days of that year, each with its own name, which may be empty."""

    def words(self) -> str:
        """The way as a document writes it."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """The same month and day every year."""

    month: int
    day: int

    def days(self, year: int) -> Iterator[tuple[date, str]]:
        try:
            yield date(year, self.month, self.day), ""
        except ValueError:  # 29 February of a year that has none
            return

    def words(self) -> str:
        return f"{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Single:
    """One date."""

    on: date

    def days(self, year: int) -> Iterator[tuple[date, str]]:
        if self.on.year == year:
            yield self.on, ""

    def words(self) -> str:
        return self.on.isoformat()


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """Such as the fourth Thursday of November; `nth` 0 is the last. `plus` days are added."""

    nth: int
    weekday: int
    month: int
    plus: int = 0

    def days(self, year: int) -> Iterator[tuple[date, str]]:
        first = date(year, self.month, 1)
        found = first + timedelta(days=(self.weekday - first.weekday()) % 7)
        fits = [
            day for week in range(5) if (day := found + timedelta(weeks=week)).month == self.month
        ]
        if self.nth <= len(fits):
            yield fits[self.nth - 1] + timedelta(days=self.plus), ""

    def words(self) -> str:
        month = MONTHS[self.month - 1]
        return f"{NTH[self.nth]} {WEEKDAYS[self.weekday]} of {month}{_plus(self.plus)}"


@dataclass(frozen=True, slots=True)
class WeekdayBy:
    """Such as the Monday before 25 May, or the Friday after a date; never that day itself."""

    weekday: int
    before: bool
    month: int
    day: int

    def days(self, year: int) -> Iterator[tuple[date, str]]:
        near = date(year, self.month, self.day)
        if self.before:
            yield near - timedelta(days=(near.weekday() - self.weekday - 1) % 7 + 1), ""
        else:
            yield near + timedelta(days=(self.weekday - near.weekday() - 1) % 7 + 1), ""

    def words(self) -> str:
        way = "before" if self.before else "after"
        return f"{WEEKDAYS[self.weekday]} {way} {self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Easter:
    """Easter Sunday and so many days: -2 is Good Friday."""

    plus: int = 0

    def days(self, year: int) -> Iterator[tuple[date, str]]:
        # Only cards that name Easter need it.
        from dateutil.easter import easter

        yield easter(year) + timedelta(days=self.plus), ""

    def words(self) -> str:
        return f"easter{_plus(self.plus)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """Days of the agency's calendar under a `name`: on dates, by rules, or those of a `country`.

    `begins` and `ends` count from the day's midnight (in a card in hours, kept in minutes), so that
    an eve may be part of it. `observed` says which weekday also keeps one that falls on a weekend:
    the nearest, the Monday after, or the Monday after a Sunday only; of a `country` also the
    substitute day of its own law ("official": in England 28 December 2026 for Boxing Day). So
    "no" means the day itself, any other word both days, and with `observed_instead` the substitute
    alone. Substitute days go by the holiday's name.
    """

    name: str
    rules: tuple[DayRule, ...]
    observed: str = "no"
    instead: bool = False
    begins: int = 0
    ends: int = A_DAY
    said: bool = True
    """Whether the document says anything of `observed`."""

    def days(self, year: int) -> Iterator[tuple[date, str]]:
        """Its days that fall into the year, observed ones of its neighbours too."""
        for near in (year - 1, year, year + 1):
            for rule in self.rules:
                for day, own in rule.days(near):
                    for kept in self._kept(day):
                        if kept.year == year:
                            yield kept, self.name or own

    def _kept(self, day: date) -> Iterator[date]:
        moved = _observed(day, self.observed)
        if moved == day or not self.instead:
            yield day
        if moved != day:
            yield moved


def _observed(day: date, way: str) -> date:
    saturday, sunday = day.weekday() == 5, day.weekday() == 6
    if way == "nearest" and saturday:
        return day - timedelta(days=1)
    if way == "monday" and saturday:
        return day + timedelta(days=2)
    return day + timedelta(days=1) if sunday and way not in ("no", OFFICIAL) else day


class DayList:
    """All holidays of a card; asked by the day or by the moment. A year is worked out once."""

    __slots__ = ("_years", "edges", "entries", "whole")

    def __init__(self, entries: tuple[Entry, ...] = ()) -> None:
        self.entries = entries
        parts = [entry for entry in entries if (entry.begins, entry.ends) != (0, A_DAY)]
        self.whole = not parts
        """Whether every holiday is from midnight to midnight."""
        marks = {minute % A_DAY for entry in parts for minute in (entry.begins, entry.ends)}
        self.edges = frozenset(time(mark // 60, mark % 60) for mark in marks)
        """Local times at which a part of a holiday begins or ends."""
        self._years: dict[int, Mapping[date, tuple[tuple[str, Entry], ...]]] = {}

    def __bool__(self) -> bool:
        return bool(self.entries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DayList) and other.entries == self.entries

    def __hash__(self) -> int:
        return hash(self.entries)

    def name(self, day: date) -> str:
        """The name of the first holiday on that day, or empty."""
        found = self._on(day)
        return found[0][0] if found else ""

    def names(self, day: date, clock: time) -> tuple[str, ...]:
        """The holidays in force at a local moment."""
        if self.whole:
            return tuple(name for name, _ in self._on(day))
        minute = clock.hour * 60 + clock.minute
        return tuple(
            name
            for shift in (-1, 0, 1)
            for name, entry in self._on(day + timedelta(days=shift))
            if entry.begins <= minute - shift * A_DAY < entry.ends
        )

    def known(self, year: int) -> frozenset[str]:
        """All names that days may go by in a year, and those given in the document."""
        given = {entry.name for entry in self.entries}
        return frozenset(given | {n for row in self._year(year).values() for n, _ in row}) - {""}

    def _on(self, day: date) -> tuple[tuple[str, Entry], ...]:
        return self._year(day.year).get(day, ())

    def _year(self, year: int) -> Mapping[date, tuple[tuple[str, Entry], ...]]:
        if year not in self._years:
            found: dict[date, tuple[tuple[str, Entry], ...]] = {}
            for entry in self.entries:
                for day, name in entry.days(year):
                    found[day] = (*found.get(day, ()), (name, entry))
            self._years[year] = found
        return self._years[year]


NO_DAYS = DayList()
