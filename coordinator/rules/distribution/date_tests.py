"""Conditions on a detail's local date: seasons of the year, and every so many weeks."""

from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.rules.documents import Table

WEEK = 7


@dataclass(frozen=True, slots=True)
class Turn:
    """Some weeks of every `weeks`, of which the first of all began on the day `first`.

    `first` is a number as `date.toordinal` gives it, `which` counts the weeks from 1.
    """

    weeks: int
    first: int
    which: frozenset[int]

    def holds(self, day: int) -> bool:
        """Whether the day of that number lies in one of them."""
        return (day - self.first) // WEEK % self.weeks + 1 in self.which

    @property
    def words(self) -> str:
        """'1 or 3 of every 3 from 2026-01-05'."""
        which = " or ".join(map(str, sorted(self.which)))
        return f"{which} of every {self.weeks} from {date.fromordinal(self.first).isoformat()}"


def read_turn(table: Table) -> Turn:
    """Read { number = 1, of = 3, counted_from = 2026-01-05 }."""
    weeks = table.whole("of", least=2)
    one = table.holds("number", int)
    given = (table.whole("number", least=1),) if one else table.values("number")
    numbers = [each for each in given if isinstance(each, int) and 0 < each <= weeks]
    if len(numbers) < len(given) or not given:
        table.wrong("number", f"is no week of {weeks}.", f"Write 1 to {weeks}, or some of them.")
    first = table.day("counted_from")
    table.finish()
    return Turn(weeks, first.toordinal(), frozenset(numbers))


def read_season(table: Table, key: str) -> tuple[int, int]:
    """Read two days of the year, the second one included, as month * 100 + day until before."""
    days = [_day_of_year(value) for value in table.values(key)]
    known = [day for day in days if day is not None]
    if len(days) != 2 or len(known) != 2:
        table.wrong(key, "is not two days.", f'Write {key} = ["06-15", "09-01"].')
        return 101, 101
    return _number(known[0]), _number(known[1] + timedelta(days=1))


def _day_of_year(value: object) -> date | None:
    """The day as one of a leap year."""
    try:
        return date.fromisoformat(f"2004-{value}")
    except ValueError:
        return None


def _number(day: date) -> int:
    return day.month * 100 + day.day


def within(between: tuple[int, int], day: int) -> bool:
    """Whether a day (month * 100 + day) lies in a season."""
    low, high = between
    return low <= day < high if low < high else day >= low or day < high


def season_words(between: tuple[int, int]) -> str:
    """'from 06-15 to 09-01', both days included."""
    low, high = between
    last = date(2004, high // 100, high % 100) - timedelta(days=1)
    return f"from {low // 100:02d}-{low % 100:02d} to {last:%m-%d}"
