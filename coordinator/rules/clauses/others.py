"""Clauses that hold between jobs of different employers only: what they see of his time."""

from collections.abc import Callable, Sequence
from operator import attrgetter

from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, OUTSIDE_WORK, OfficerFacts, PositionFacts, Stretch

JOBS = (DETAIL, OUTSIDE_WORK)

Rows = Sequence[Stretch]


def read_other_employer(table: Table, kinds: frozenset[str]) -> bool:
    """Read `other_employer`: what a clause sees of jobs for the position's own employer."""
    found = table.flag("other_employer")
    if found and kinds.isdisjoint(JOBS):
        said = 'Name them: duty = ["detail", "outside_work"].'
        table.wrong("other_employer", "is about jobs, and duty names none.", said)
    return found


def rows_of(position: PositionFacts, *, other_employer: bool) -> Callable[[OfficerFacts], Rows]:
    """What gives an officer's time, in order of start; without jobs for the position's employer
    where only others count. A job of which nobody is named is taken for another's."""
    if not other_employer:
        return attrgetter("work")  # asked of thousands: a function around it would cost as much
    own = position.employer_name

    def others(officer: OfficerFacts) -> Rows:
        return [
            (officer.id, span.start, span.end, span.kind)
            for span in officer.spans
            if span.kind not in JOBS or not own or span.employer != own
        ]

    return others


def without_jobs(work: Sequence[Stretch]) -> list[Stretch]:
    """What is left where it depends on the employer whether a job matters."""
    return [row for row in work if row[3] not in JOBS]
