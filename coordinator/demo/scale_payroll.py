"""Payroll runs of the big books: two a month, locked some days after they end."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from coordinator.demo.calendar import Calendar
from coordinator.demo.scale_writing import BulkWriter
from storage.models import PayrollRun

LOCKED_AFTER = 5
"""Days from the end of a period until its hours are approved and paid."""
CENTS_A_MINUTE = 92

_RUN = ("id", "number", "from_on", "until_on", "locked_at", "officers", "total_minutes",
        "total_cents", "state")  # fmt: skip


@dataclass(slots=True)
class _Run:
    id: int
    from_on: date
    until_on: date
    officers: set[int] = field(default_factory=set)
    minutes: int = 0


class PayRuns:
    """Which run pays which hours."""

    def __init__(self, writer: BulkWriter, calendar: Calendar) -> None:
        self._writer = writer
        self._calendar = calendar
        self._runs: dict[date, _Run] = {}
        self._date = lru_cache(maxsize=1_024)(calendar.zone_date)

    def pay(self, officer: int, start: int, end: int) -> int | None:
        """The run on which these hours are, or None where their period is not yet locked."""
        from_on, until_on = period(date.fromisoformat(self._date(start)))
        if until_on + timedelta(days=LOCKED_AFTER) > self._calendar.today:
            return None
        run = self._runs.get(from_on)
        if run is None:
            run = self._runs[from_on] = _Run(len(self._runs) + 1, from_on, until_on)
        run.officers.add(officer)
        run.minutes += (end - start) // 60
        return run.id

    def finish(self) -> None:
        """The runs, now that their sums are known."""
        numbers: dict[int, int] = {}
        rows: list[tuple[object, ...]] = []
        for run in self._runs.values():
            year = (run.until_on - timedelta(days=1)).year
            numbers[year] = numbers.get(year, 0) + 1
            number = f"{year}-P{numbers[year]:03}"
            span = (run.from_on.isoformat(), run.until_on.isoformat(), self._locked_at(run))
            sums = (len(run.officers), run.minutes, run.minutes * CENTS_A_MINUTE)
            rows.append((run.id, number, *span, *sums, "locked"))
        self._writer.insert(PayrollRun, _RUN, rows)
        self._writer.raise_numbers((f"payroll:{year}", n) for year, n in numbers.items())

    def _locked_at(self, run: _Run) -> int:
        day = run.until_on + timedelta(days=LOCKED_AFTER - 1)
        return int(datetime.combine(day, time(10), self._calendar.zone).timestamp())


def period(on: date) -> tuple[date, date]:
    """The half month in which a date lies, half-open."""
    first = on.replace(day=1)
    middle = on.replace(day=16)
    if on < middle:
        return first, middle
    return middle, (first + timedelta(days=32)).replace(day=1)
