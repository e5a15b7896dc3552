"""A rate card's prices laid out in a table, for a page that has no program behind it.

The table holds what one seat costs for every length of work, as the program priced it; how to add
fees and taxes is written beside it. `estimate` adds it up as the page does (exports/pages/
estimate.js follows it line by line); where the table cannot know, there is no sum.

Sums of money for one hour or thing are in ten-thousandths of the currency, so that a rate with
parts of a cent stays whole; amounts are cents.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from coordinator.rules.rates.lines import EQUIPMENT, FEE, OFFICER, TAX

FINE: Final = 10_000
GROUPS: Final = {"officers": OFFICER, "equipment": EQUIPMENT, "fees": FEE, "taxes": TAX}
HALF_HOUR: Final = 30
HALF_HOURS: Final = 48

Piece = tuple[int, int]
"""(rate, minutes): so much an hour for so many minutes; with 0 minutes so much for each."""
Cell = tuple[Piece, ...]
Columns = Mapping[str, tuple[Cell, ...]]
"""Of each role and kind of equipment its cells, by steps of length; an empty cell costs nothing."""


@dataclass(frozen=True, slots=True)
class Share:
    """A fee or a tax: its parts are added up. `percent` is in ten-thousandths of a percent."""

    kind: str
    label: str
    name: str = ""
    percent: int = 0
    flat: int = 0
    per_officer: int = 0
    per_hour: int = 0
    per_vehicle: int = 0
    of: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    included: bool = False


@dataclass(frozen=True, slots=True)
class PriceTable:
    """What plain work costs. `columns` are different prices, `week` which of them holds for work
    that begins in a half hour of the week (Monday 00:00 first), `days` which on a holiday (ISO
    date; None: that is not known here). `steps` are as long as `step` minutes.

    `by_clock`: the price hangs on the hour of the beginning, so only full and half hours are known.
    `notice` are the hours of notice from which on these prices hold. `unknown_on` are dates on
    which clocks change. No sums at all where not `sums`. The dates are local, `until` excluded.
    """

    card: str
    from_on: str
    until_on: str
    roles: tuple[str, ...]
    things: tuple[str, ...] = ()
    step: int = 15
    columns: tuple[Columns, ...] = ()
    week: tuple[int, ...] = ()
    days: Mapping[str, int | None] = field(default_factory=dict)
    by_clock: bool = False
    notice: int = 0
    unknown_on: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    rounding: str = "half_up"
    sums: bool = True

    def as_json(self) -> dict[str, Any]:
        """As it stands in a page."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Variant:
    """The prices that hold where questions are answered so; None: not at all."""

    when: Mapping[str, str | int | bool | Decimal | None]
    table: PriceTable


@dataclass(frozen=True, slots=True)
class EventPrices:
    """All prices of an event class. `hinges` are questions whose answers change the price in a way
    that the tables do not know; `words` what the card says of minimums, cancelling, holidays."""

    variants: tuple[Variant, ...]
    hinges: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plain:
    """A date as a form asks for it: wall times of the agency, seats by role, things by kind."""

    starts: datetime
    ends: datetime
    seats: Mapping[str, int]
    things: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an estimate."""

    kind: str
    label: str
    name: str
    cents: int
    minutes: int = 0
    quantity: int = 1
    included: bool = False


def estimate(table: PriceTable, asked: Plain, notice_hours: float) -> tuple[Line, ...] | None:
    """The lines of one date, or None where the table does not know."""
    place = _place(table, asked)
    if place is None or notice_hours < table.notice or not table.sums:
        return None
    column = _column(table, asked, place)
    if column is None:
        return None
    lines: list[Line] = []
    for kind, asked_for in ((OFFICER, asked.seats), (EQUIPMENT, asked.things)):
        for name, count in asked_for.items():
            cells = column.get(name)
            if cells is None or place >= len(cells):
                return None
            lines += _seat_lines(table, kind, name, count, cells[place])
    for share in table.shares:
        line = _share_line(table, share, lines, asked)
        lines += [line] if line.cents else []
    return tuple(lines)


def total(lines: tuple[Line, ...]) -> int:
    """The sum in cents; what is inside the price adds nothing."""
    return sum(line.cents for line in lines if not line.included)


def rounded(above: int, below: int, way: str) -> int:
    """A quotient of whole numbers, none of them negative, by a card's named rounding."""
    whole, rest = divmod(above, below)
    if way == "down" or not rest:
        return whole
    if way == "up":
        return whole + 1
    if way == "half_even" and 2 * rest == below:
        return whole + whole % 2
    return whole + (2 * rest >= below)


def _column(table: PriceTable, asked: Plain, place: int) -> Columns | None:
    found: set[int | None] = set()
    for day in _dates(table, asked, place):
        iso = day.isoformat()
        if iso in table.unknown_on or not table.from_on <= iso:
            return None
        found.add(table.days[iso] if iso in table.days else _of_week(table, asked, day))
    if asked.starts.date().isoformat() >= table.until_on or len(found) != 1:
        return None
    which = found.pop()
    return None if which is None else table.columns[which]


def _of_week(table: PriceTable, asked: Plain, day: date) -> int | None:
    if not table.by_clock:
        return table.week[day.weekday() * HALF_HOURS]
    at = asked.starts
    if at.minute % HALF_HOUR:
        return None
    return table.week[at.weekday() * HALF_HOURS + (at.hour * 60 + at.minute) // HALF_HOUR]


def _dates(table: PriceTable, asked: Plain, place: int) -> list[date]:
    """The local dates that it touches, also with what is billed beyond its end."""
    billed = [
        sum(minutes for _, minutes in cells[place])
        for column in table.columns
        for name, cells in column.items()
        if place < len(cells) and (name in asked.seats or name in asked.things)
    ]
    end = max(asked.ends, asked.starts + timedelta(minutes=max(billed, default=0)))
    days = ((end - timedelta(minutes=1)).date() - asked.starts.date()).days
    return [asked.starts.date() + timedelta(days=n) for n in range(min(days, 30) + 1)]


def _place(table: PriceTable, asked: Plain) -> int | None:
    minutes = int((asked.ends - asked.starts).total_seconds()) // 60
    return None if minutes <= 0 or minutes % table.step else minutes // table.step - 1


def _seat_lines(table: PriceTable, kind: str, name: str, count: int, cell: Cell) -> list[Line]:
    found = []
    for rate, minutes in cell:
        above, below = (rate * minutes * count, 6_000) if minutes else (rate * count, 100)
        cents = rounded(above, below, table.rounding)
        found.append(Line(kind, name, name, cents, minutes, count))
    return found


def _share_line(table: PriceTable, share: Share, lines: list[Line], asked: Plain) -> Line:
    base = sum(line.cents for line in lines if _looked_at(share, line))
    if share.kind == TAX:
        below = 100 * FINE + (share.percent if share.included else 0)
        cents = rounded(base * share.percent, below, table.rounding)
        return Line(TAX, share.label, share.name, cents, included=share.included)
    mine = [x for x in lines if x.kind == OFFICER and (not share.roles or x.name in share.roles)]
    minutes = sum(line.minutes * line.quantity for line in mine)
    # In 60 millionths of a cent, so that hours and percents stay whole numbers.
    unit = 60 * FINE
    amount = base * share.percent * 60 + share.flat * unit + share.per_hour * minutes * FINE
    amount += share.per_officer * unit * sum({x.name: x.quantity for x in mine}.values())
    amount += share.per_vehicle * unit * sum(asked.things.values())
    amount = amount if share.least is None else max(amount, share.least * unit)
    amount = amount if share.most is None else min(amount, share.most * unit)
    return Line(FEE, share.label, share.name, rounded(amount, 100 * unit, table.rounding))


def _looked_at(share: Share, line: Line) -> bool:
    kinds = {GROUPS.get(word) for word in share.of}
    return not line.included and (line.kind in kinds or bool(line.name and line.name in share.of))
