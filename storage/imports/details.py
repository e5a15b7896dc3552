"""Files of details with their assignments: one row a seat → SeatRecord, or a problem.

Rows with one reference (tracking number), or without one the same employer, site and hours, are
one detail with several positions.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from storage.imports import values
from storage.imports.dates import read_date, split_stamp
from storage.imports.employers import folded
from storage.imports.mapping import Mapping
from storage.imports.moments import Clock
from storage.imports.problems import Progress, nothing, watched
from storage.imports.rows import Reading, Row, rows
from storage.imports.spans import row_span
from storage.imports.tables import Table
from storage.imports.values import LINE, Unreadable

_CANCELLED = {"cancelled", "canceled", "cancel", "void", "voided", "deleted", "withdrawn"}
_HOURS = ("hours_worked", "pay_hours")


@dataclass(frozen=True, slots=True)
class SeatRecord:
    """One officer's seat on a detail. Instants UTC; `wall` the local start; amounts in cents.

    `worked_minutes` are elapsed. An empty badge and name is an open seat.
    """

    row: int
    reference: str
    badge: str
    officer: str
    rank: str
    employer_number: str
    employer: str
    site: str
    site_address: str
    starts_at: int
    ends_at: int
    wall: str
    worked_minutes: int | None
    job_class: str
    title: str
    po_number: str
    pay_minutes: int | None
    pay_rate_cents: int | None
    pay_cents: int | None
    requested_at: int | None = None
    """When it was asked for, where the file says so."""
    wanted: int = 0
    """How many officers its order wants in all, where the file says so."""

    @property
    def order_key(self) -> tuple[str, ...]:
        """What lays the rows of one order together."""
        if self.reference:
            return (self.reference,)
        return ("", *self.place_key, str(self.starts_at), str(self.ends_at))

    @property
    def employer_key(self) -> str:
        """What tells employers apart: the number, or the name where there is none."""
        return self.employer_number or folded(self.employer)

    @property
    def place_key(self) -> tuple[str, str]:
        """Employer and site."""
        return self.employer_key, folded(self.site)

    @property
    def who(self) -> str:
        """The officer as the file names him."""
        return self.badge or folded(self.officer)


def read_details(
    table: Table, mapping: Mapping, zone: str, progress: Progress = nothing
) -> Reading[SeatRecord]:
    """Read all rows. Doubles and rows of one detail that contradict one another are refused."""
    reading: Reading[SeatRecord] = Reading()
    clock = Clock(zone, mapping.options.get("dates", ""))
    hhmm = _columns_of_runs(table, mapping)
    by_order: dict[tuple[str, ...], list[SeatRecord]] = defaultdict(list)
    cancelled = 0
    for row in watched(rows(table, mapping), table.expected(), progress):
        if row.raw("state").casefold() in _CANCELLED:
            cancelled += 1
            continue
        record = _seat(row, clock, hhmm, reading.notes)
        if record is None or row.problems:
            reading.problems += row.problems
        else:
            by_order[record.order_key].append(record)
    for seats in by_order.values():
        _take(reading, seats)
    if cancelled:
        reading.notes.append(f"{cancelled} rows are marked as cancelled and were left out.")
    return reading


def _columns_of_runs(table: Table, mapping: Mapping) -> frozenset[str]:
    """The columns of hours that are written 0530."""
    places = mapping.places(table.headers)
    return frozenset(
        name
        for name in _HOURS
        if name in places
        and values.writes_hhmm(record.cells[places[name]] for record in table.records())
    )


def _take(reading: Reading[SeatRecord], seats: list[SeatRecord]) -> None:
    if len({seat.place_key for seat in seats}) > 1:
        _refuse(reading, seats, "has rows with another employer or site", "make its rows agree")
        return
    taken: dict[tuple[str, int], list[SeatRecord]] = defaultdict(list)
    for seat in seats:
        if seat.who:
            taken[seat.who, seat.starts_at].append(seat)
    doubles = [seat for found in taken.values() if len(found) > 1 for seat in found]
    if doubles:
        _refuse(reading, doubles, "names the officer twice", "keep one row for each officer")
    taken_in = [seat for seat in seats if seat not in doubles]
    reading.records += [*taken_in, *_open_seats(taken_in)]


def _open_seats(seats: list[SeatRecord]) -> list[SeatRecord]:
    """The seats that an order wants beyond those that its rows name."""
    found: list[SeatRecord] = []
    by_hours: dict[tuple[int, int], list[SeatRecord]] = defaultdict(list)
    for seat in seats:
        by_hours[seat.starts_at, seat.ends_at].append(seat)
    for mine in by_hours.values():
        more = max(seat.wanted for seat in mine) - len(mine)
        found += [replace(mine[-1], badge="", officer="")] * more
    return found


def _refuse(
    reading: Reading[SeatRecord], seats: Iterable[SeatRecord], reason: str, remedy: str
) -> None:
    seats = tuple(seats)
    said = ", ".join(str(seat.row) for seat in seats)
    for seat in seats:
        value = seat.reference or seat.wall
        reading.refuse(seat.row, "", value, f"{reason} (rows {said})", remedy)


def _seat(row: Row, clock: Clock, hhmm: frozenset[str], notes: list[str]) -> SeatRecord | None:
    span = row_span(row, clock, "hours_worked", hhmm="hours_worked" in hhmm)
    site = _site(row)
    if span is None:
        return None
    notes += [f"Row {row.number}: {note}." for note in span.notes]
    return SeatRecord(
        row.number,
        reference=row.line("reference"),
        badge=row.read("badge", values.badge) or "",
        officer=row.line("full_name"),
        rank=row.line("rank"),
        employer_number=row.line("employer_number"),
        employer=row.line("employer", needed=not row.raw("employer_number")),
        site=site,
        site_address=_site_address(row) or site,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        wall=clock.text(span.starts_at),
        worked_minutes=_worked(row, span.starts_at, span.ends_at, clock, hhmm, notes),
        job_class=row.line("job_class"),
        title=row.line("title"),
        po_number=row.line("po_number"),
        pay_minutes=row.read("pay_hours", lambda t: values.minutes(t, hhmm="pay_hours" in hhmm)),
        pay_rate_cents=row.read("pay_rate", values.cents),
        pay_cents=row.read("pay_amount", values.cents),
        requested_at=row.read("requested_at", lambda text: _asked(text, clock)),
        wanted=row.read("seats", _count) or 0,
    )


def _asked(text: str, clock: Clock) -> int:
    """When it was asked for: a date with a time, or a date, which is its midnight."""
    day, rest = split_stamp(text)
    return clock.stamp(text).at if rest else clock.wall(read_date(day, clock.order), 0).at


def _count(text: str) -> int:
    found = values.whole(text.strip().partition(".")[0])
    if not 1 <= found <= 99:
        raise Unreadable("is no number of officers", "write how many, from 1 to 99")
    return found


def _worked(
    row: Row, starts: int, ends: int, clock: Clock, hhmm: frozenset[str], notes: list[str]
) -> int | None:
    """Minutes worked; hours counted by the clock over a clock change become elapsed ones."""
    said = row.read("hours_worked", lambda text: values.minutes(text, hhmm="hours_worked" in hhmm))
    if said is None:
        return None
    elapsed = (ends - starts) // 60
    wall = elapsed + (clock.offset(ends) - clock.offset(starts)) // 60
    if said == wall != elapsed:
        notes.append(f"Row {row.number}: the clock changed; {elapsed} minutes elapsed are taken.")
        return elapsed
    if said > elapsed:
        row.refuse(
            "hours_worked",
            f"is more than the {elapsed} minutes from start to end",
            "mend the hours, the start or the end",
        )
    return said


def _site(row: Row) -> str:
    """The site's name, or '35 LOMASNEY WY', or 'PEARL ST at HIGH ST'."""
    named = row.line("site")
    if named:
        return named
    street = " ".join(part for part in (row.line("street_no"), row.line("street")) if part)
    cross = row.line("cross_street")
    whole = " at ".join(part for part in (street, cross) if part)
    found = (whole or row.line("site_address"))[:LINE]
    if not found:
        row.refuse("site" if row.has("site") else "street", "is empty", "say where the work is")
    return found


def _site_address(row: Row) -> str:
    street = row.read("site_address", values.lines)
    if not street:
        parts = (row.line("street_no"), row.line("street"))
        street = " ".join(part for part in parts if part)
    return ", ".join(part for part in (street, row.line("city")) if part)


@dataclass(frozen=True, slots=True)
class DetailRecord:
    """One dated occurrence: the seats of one order whose hours touch one another."""

    seats: tuple[SeatRecord, ...]

    @property
    def starts_at(self) -> int:
        """The first officer's start."""
        return min(seat.starts_at for seat in self.seats)

    @property
    def ends_at(self) -> int:
        """The last officer's end."""
        return max(seat.ends_at for seat in self.seats)


def details_of(seats: Iterable[SeatRecord]) -> list[DetailRecord]:
    """Seats laid together into details, in file order of their first row.

    One reference over several days is one order with a detail for each run of touching hours.
    """
    by_order: dict[tuple[str, ...], list[SeatRecord]] = defaultdict(list)
    for seat in seats:
        by_order[seat.order_key].append(seat)
    return [DetailRecord(tuple(run)) for group in by_order.values() for run in _runs(group)]


def _runs(seats: list[SeatRecord]) -> list[list[SeatRecord]]:
    runs: list[list[SeatRecord]] = []
    until = 0
    for seat in sorted(seats, key=lambda seat: (seat.starts_at, seat.row)):
        if runs and seat.starts_at <= until:
            runs[-1].append(seat)
        else:
            runs.append([seat])
        until = max(until, seat.ends_at) if len(runs[-1]) > 1 else seat.ends_at
    return runs
