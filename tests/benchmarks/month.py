"""A month of a large agency: 3,300 details for 800 employers, worked and approved, nothing billed.

Run as a program it ends that month and prints what it took.
"""

import json
import resource
import sys
import time
from pathlib import Path

from coordinator.actions.accounts.month_end import MonthWanted, end_month
from coordinator.actions.book.settings import set_setting
from coordinator.actions.importing.bulk import NewRows
from coordinator.actions.results import Actor, Refused
from storage.database import Book, create_book
from storage.models import (
    Assignment,
    Detail,
    Employer,
    EquipmentUse,
    Job,
    Officer,
    Position,
    Rank,
    RankHeld,
    RateCard,
    Site,
    TimesheetEntry,
)
from tests.actions.money_town import CARD

FIRST = 1_777_608_000
"""1 May 2026, midnight in New York."""
NOW = 1_780_315_200
HOUR = 3_600
DETAILS, EMPLOYERS, OFFICERS = 3_300, 800, 1_200


def make_month(path: Path) -> None:
    """Write the book."""
    book = create_book(path, name="Large PD", timezone="America/New_York", currency="USD")
    actor = Actor("Pat", NOW - 3_600)
    set_setting(book, actor, "pay.period", "monthly")
    with book.action(actor, "prepare", "agency:1") as tx:
        tx.add(RateCard(name="Town", effective_on="2020-01-01", document=CARD, sha256="0" * 64))
        rank = tx.add(Rank(code="OFF", name="Officer", level=1))
        rows = NewRows(tx)
        officers = [
            rows.add(Officer, badge=str(1000 + n), last_name=f"Officer{n}", first_name="Sam")
            for n in range(OFFICERS)
        ]
        for officer in officers:
            rows.add(RankHeld, officer_id=officer, rank_id=rank.id, from_on="2015-01-01")
        site = rows.add(Site, name="Main Street", address="1 Main St")
        jobs = []
        for n in range(EMPLOYERS):
            employer = rows.add(
                Employer, number=f"E{n:04}", name=f"Works No {n}", address="PO Box 7"
            )
            jobs.append(rows.add(Job, number=f"26-{n:04}", employer_id=employer, title="Road work"))
        rows.flush()
    for begin in range(0, DETAILS, 300):
        with book.action(actor, "enter details", "detail") as tx:
            rows = NewRows(tx)
            for n in range(begin, begin + 300):
                _detail(rows, n, jobs[n % EMPLOYERS], site, officers)
            rows.flush()
    book.close()


def _detail(rows: NewRows, n: int, job: int, site: int, officers: list[int]) -> None:
    start = FIRST + (n % 30) * 24 * HOUR + (6 + n % 10) * HOUR
    end = start + (4 + n % 6) * HOUR
    number = f"26-{n % EMPLOYERS:04}.{n}"
    detail = rows.add(
        Detail,
        job_id=job,
        site_id=site,
        number=number,
        starts_at=start,
        ends_at=end,
        starts_wall="2026-05-01T08:00",
    )
    if n % 4 == 0:
        rows.add(EquipmentUse, detail_id=detail, kind="vehicle", starts_at=start, ends_at=end)
    for seat in range(1 + n % 2):
        position = rows.add(
            Position,
            detail_id=detail,
            number=f"{number}{'ab'[seat]}",
            starts_at=start,
            ends_at=end,
        )
        assignment = rows.add(
            Assignment,
            position_id=position,
            officer_id=officers[(2 * n + seat) % OFFICERS],
            starts_at=start,
            ends_at=end,
            state="worked",
            awarded_at=start - 24 * HOUR,
        )
        rows.add(
            TimesheetEntry,
            assignment_id=assignment,
            started_at=start,
            ended_at=end,
            state="approved",
            entered_by="Pat",
            approved_by="Lee",
            approved_at=end,
        )


def main() -> None:
    """End the month of the book that is named, into the folder that is named."""
    book = Book(Path(sys.argv[1]))
    steps: dict[str, float] = {}
    told = 0
    began = time.perf_counter()
    last = began

    def progress(step: str, done: int, total: int) -> None:
        nonlocal told, last
        told += 1
        now = time.perf_counter()
        steps[step] = steps.get(step, 0.0) + now - last
        last = now

    wanted = MonthWanted("2026-05", Path(sys.argv[2]), close=True)
    done = end_month(book, Actor("Pat", NOW), wanted, progress=progress)
    if isinstance(done, Refused):
        raise SystemExit(done.sentence)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.perf_counter() - began
    told_words = [step.words for step in done.steps]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    cpu = usage.ru_utime + usage.ru_stime
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": peak, "told": told, "steps": steps,
                      "words": told_words, "left": len(done.left)}))  # fmt: skip


if __name__ == "__main__":
    main()
