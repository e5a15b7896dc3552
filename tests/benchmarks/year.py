"""A year of details given out by the program itself, kept for measuring; see `demo.scale`."""

import os
from dataclasses import dataclass
from hashlib import sha256
from heapq import heappop, heappush
from pathlib import Path
from random import Random

from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.actions.staffing.leaving import call_off
from coordinator.actions.staffing.offering import record_call
from coordinator.actions.staffing.staffing import assign, refill
from coordinator.demo.scale import SCALE_NOW, bench_folder, make_scale_book
from coordinator.demo.scale_size import Size
from coordinator.rules.ranking import Ranking
from coordinator.rules.spans import DAY, HOUR
from storage.database import Book
from storage.schema import statements

VERSION = 1
SIZE = Size(officers=737, employers=120, details=4_250, days=425, per_job=1, duty_days=430)
SHIFTS = 5_400
DRAWN = "the coin fell so"
REFUSES, SILENT, CALLS_OFF = 0.15, 0.1, 0.03
CLEARED = ("charge", "timesheet_entry", "invoice", "payroll_run", "call_off", "assignment")


def year_book(size: Size = SIZE, folder: Path | None = None) -> Path:
    """The kept book; made now where there is none yet. It is not to be written to."""
    schema = sha256("\n".join(statements()).encode()).hexdigest()[:10]
    kept = (folder or bench_folder()) / f"Y-{VERSION}-{size.details}-{schema}.book"
    if not kept.exists():
        unfinished = kept.with_name(f"{kept.name}.new")
        unfinished.unlink(missing_ok=True)
        make_scale_book(unfinished, size, logged=False)
        Year(unfinished).live()
        os.replace(unfinished, kept)
    return kept


@dataclass(frozen=True, slots=True)
class Seat:
    """A position to be given out, and when."""

    id: int
    starts_at: int
    awarded_at: int


class Year:
    """Every seat that was worked by now, given out five days before by calling down the list."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._random = Random(7)
        self._book: Book = Book(path)

    def live(self) -> None:
        """Clear what the generator wrote, and do it again by the program's own actions."""
        waiting: list[tuple[int, int, int]] = []
        for seat in self._seats():
            heappush(waiting, (seat.awarded_at, seat.id, 0))
        self._clear()
        self._book = Book(self._path)
        while waiting:
            at, seat_id, assignment = heappop(waiting)
            actor = Actor("Pat", at)
            if assignment:
                call_off(self._book, actor, assignment, "sick")
            given = self._give(actor, seat_id, again=bool(assignment))
            if given and not assignment and self._random.random() < CALLS_OFF:
                heappush(waiting, (at + HOUR, seat_id, given))
        self._book.close()

    def _seats(self) -> list[Seat]:
        rows = self._book.reader().execute(
            "SELECT position_id, starts_at FROM assignment WHERE state = 'worked' "
            "AND starts_at < ? ORDER BY starts_at, position_id",
            (SCALE_NOW,),
        )
        return [
            Seat(seat, start, start - 5 * DAY + n % 7_200) for n, (seat, start) in enumerate(rows)
        ]

    def _clear(self) -> None:
        with self._book.unlogged() as connection:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for name, _ in triggers:
                connection.execute(f'DROP TRIGGER "{name}"')
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            for table in CLEARED:
                if table in tables:
                    connection.execute(f"DELETE FROM {table}")
            connection.execute("UPDATE shift_batch SET imported_at = from_at - 10")
            for _, sql in triggers:
                connection.execute(sql)
        self._book.close()

    def _give(self, actor: Actor, seat: int, *, again: bool) -> int:
        """The assignment; 0 where nobody took it."""
        ranking = rank_candidates(self._book.reader(), seat, actor.now)
        officer = self._called(seat, actor, ranking)
        if officer is None:
            return 0
        now = rank_candidates(self._book.reader(), seat, actor.now)
        done = (refill if again else assign)(
            self._book,
            actor,
            seat,
            officer,
            ranking=now,
            reason=DRAWN if len(now.first) > 1 else "",
        )
        return 0 if isinstance(done, Refused) else done.assignment_id

    def _called(self, seat: int, actor: Actor, ranking: Ranking) -> int | None:
        """Down the list: some refuse, some do not answer, the next one takes it."""
        for officer in (one for group in ranking.open for one in group):
            chance = self._random.random()
            if chance < REFUSES:
                record_call(self._book, actor, seat, officer.id, "refused")
            elif chance < REFUSES + SILENT:
                record_call(self._book, actor, seat, officer.id, "no_answer")
            elif officer.standing == "eligible":
                return officer.id
        return None
