"""Day after day of details in the big books: jobs, positions, and who is in them."""

from collections import defaultdict
from random import Random

from coordinator.actions.jobs.jobs import letters
from coordinator.demo.calendar import Calendar
from coordinator.demo.scale_duty import off_duty, write_duty
from coordinator.demo.scale_money import Ledger, Worked
from coordinator.demo.scale_people import (
    OFFICER_RANK,
    SITES_EACH,
    TRAFFIC,
    write_firms,
    write_people,
)
from coordinator.demo.scale_size import Size
from coordinator.demo.scale_writing import BulkWriter
from storage.models import Assignment, CallOff, Detail, Job, Position, Requirement

SEED = 1_876
CLASSES = ("road work", "security", "stadium", "school", "licensed premises", "film")
HOURS = (4, 4, 6, 6, 8, 8)
FIRST_HOUR, LAST_HOUR = 6, 20
CALLED_OFF_EVERY = 33

_JOB = ("id", "number", "employer_id", "title", "job_class", "contact_id", "requested_at")
_DETAIL = ("id", "job_id", "site_id", "number", "starts_at", "ends_at", "starts_wall")
_POSITION = ("id", "detail_id", "number", "rank_id", "starts_at", "ends_at")
_ASSIGNMENT = ("id", "position_id", "officer_id", "starts_at", "ends_at", "state", "awarded_at",
               "seen_at", "left_at")  # fmt: skip
_CALL_OFF = ("assignment_id", "position_id", "called_at", "reason")


class _Slot:
    """A job that goes on from day to day until it has had all its details."""

    def __init__(self, job_id: int, number: str, employer: int) -> None:
        self.job_id, self.number, self.employer = job_id, number, employer
        self.details = 0


class Maker:
    """Makes all rows of one big book, the same every time."""

    def __init__(self, size: Size, now: int, writer: BulkWriter) -> None:
        self._size = size
        self._calendar = Calendar(now)
        self._random = Random(SEED)
        self._writer = writer
        self._ledger = Ledger(writer, self._calendar)
        self._slots: dict[int, _Slot] = {}
        self._last: dict[str, int] = defaultdict(int)
        self._job_numbers: dict[str, int] = defaultdict(int)
        self._rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        self._worked: list[Worked] = []

    def write_all(self) -> None:
        """Write everything."""
        write_people(self._writer, self._size, self._calendar, self._random)
        write_firms(self._writer, self._size, self._random)
        write_duty(self._writer, self._size, self._calendar)
        for day, count in self._size.counted_days():
            self._day(day, count)
            self._flush()
        self._ledger.finish()
        self._writer.raise_numbers((f"job-{y}", n) for y, n in self._job_numbers.items())

    def _day(self, day: int, count: int) -> None:
        free = off_duty(self._size, self._calendar, day)
        turn = (day * 37) % max(1, len(free))
        queue = iter(free[turn:] + free[:turn])
        for ordinal in range(count):
            slot = self._slot(ordinal, day)
            hours = HOURS[(ordinal + day) % len(HOURS)]
            hour = FIRST_HOUR + (ordinal * 5 + day) % (LAST_HOUR - FIRST_HOUR + 1)
            start = self._calendar.at(day, f"{hour:02d}:00")
            detail = self._detail(slot, start, start + hours * 3_600, f"{hour:02d}:00", day)
            # One position and two in turn: three for every two details.
            for letter in range(1, 2 + (ordinal + day) % 2):
                self._position(detail, slot, letter, (start, start + hours * 3_600), next(queue))

    def _slot(self, ordinal: int, day: int) -> _Slot:
        slot = self._slots.get(ordinal)
        if slot is None or slot.details >= self._size.per_job:
            slot = self._slots[ordinal] = self._job(day)
        return slot

    def _job(self, day: int) -> _Slot:
        year = self._calendar.iso(day)[2:4]
        self._job_numbers[year] += 1
        number = f"{year}-{self._job_numbers[year]:04d}"
        job_id = self._next("job")
        employer = self._random.randint(1, self._size.employers)
        kind = CLASSES[job_id % len(CLASSES)]
        asked = self._calendar.at(day - 10, "10:00")
        title = f"{kind.title()} {job_id}"
        self._rows["job"].append((job_id, number, employer, title, kind, employer, asked))
        return _Slot(job_id, number, employer)

    def _detail(self, slot: _Slot, start: int, end: int, clock: str, day: int) -> tuple[int, str]:
        slot.details += 1
        number, detail_id = f"{slot.number}.{slot.details}", self._next("detail")
        site = (slot.employer - 1) * SITES_EACH + slot.job_id % SITES_EACH + 1
        wall = f"{self._calendar.iso(day)}T{clock}"
        self._rows["detail"].append((detail_id, slot.job_id, site, number, start, end, wall))
        return detail_id, number

    def _position(
        self, detail: tuple[int, str], slot: _Slot, letter: int, span: tuple[int, int], officer: int
    ) -> None:
        position = self._next("position")
        number = detail[1] + letters(letter)
        self._rows["position"].append((position, detail[0], number, OFFICER_RANK, *span))
        if slot.job_id % 3 == 0:
            self._rows["requirement"].append((position, TRAFFIC))
        if self._stays_open(span[0]):
            return
        if position % CALLED_OFF_EVERY == 0:
            self._called_off(position, officer % self._size.officers + 1, span)
        assignment = self._assign(position, officer, span)
        self._worked.append((assignment, officer, detail[0], slot.employer, *span))

    def _stays_open(self, start: int) -> bool:
        """The further ahead, the more is open; the past was worked."""
        days = (start - self._calendar.now) / 86_400
        return days > 0 and self._random.random() < 0.02 + 0.012 * days

    def _assign(self, position: int, officer: int, span: tuple[int, int]) -> int:
        assignment, now = self._next("assignment"), self._calendar.now
        over, begun = span[1] <= now, span[0] < now
        state = "worked" if over else "confirmed" if position % 9 else "assigned"
        seen = span[0] if begun else None
        row = (assignment, position, officer, *span, state, span[0] - 5 * 86_400, seen, None)
        self._rows["assignment"].append(row)
        return assignment

    def _called_off(self, position: int, officer: int, span: tuple[int, int]) -> None:
        assignment, left = self._next("assignment"), span[0] - 10 * 3_600
        row = (assignment, position, officer, *span, "called_off", span[0] - 9 * 86_400, None, left)
        self._rows["assignment"].append(row)
        self._rows["call_off"].append((assignment, position, left, "sick"))

    def _flush(self) -> None:
        models = (
            (Job, "job", _JOB),
            (Detail, "detail", _DETAIL),
            (Position, "position", _POSITION),
            (Requirement, "requirement", ("position_id", "certification_id")),
            (Assignment, "assignment", _ASSIGNMENT),
            (CallOff, "call_off", _CALL_OFF),
        )
        for model, name, columns in models:
            self._writer.insert(model, columns, self._rows[name])
        self._ledger.write(self._worked)
        series = [(f"detail-of-{slot.number}", slot.details) for slot in self._slots.values()]
        self._writer.raise_numbers(series)
        numbers = ((f"position-of-{row[3]}", 2) for row in self._rows["detail"])
        self._writer.raise_numbers(numbers)
        self._rows.clear()
        self._worked.clear()

    def _next(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]
