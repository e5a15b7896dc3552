"""Clauses that hold between jobs of different employers only: what they see of his time."""

from collections.abc import Sequence

from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, OUTSIDE_WORK, OfficerFacts, PositionFacts, Stretch

JOBS = (DETAIL, OUTSIDE_WORK)


def read_other_employer(table: Table, kinds: frozenset[str]) -> bool:
    """Read `other_employer`: what a clause sees of jobs for the position's own employer."""
    found = table.flag("other_employer")
    if found and kinds.isdisjoint(JOBS):
        said = 'Name them: duty = ["detail", "outside_work"].'
        table.wrong("other_employer", "is about jobs, and duty names none.", said)
    return found


def seen(
    officer: OfficerFacts, position: PositionFacts, *, other_employer: bool
) -> Sequence[Stretch]:
    """His time, in order of start; without jobs for the position's employer where only others
    count. A job of which nobody is named is taken for another's."""
    if not other_employer:
        return officer.work
    own = position.employer_name
    return [
        (officer.id, span.start, span.end, span.kind)
        for span in officer.spans
        if span.kind not in JOBS or not own or span.employer != own
    ]


def without_jobs(work: Sequence[Stretch]) -> list[Stretch]:
    """What is left where it depends on the employer whether a job matters."""
    return [row for row in work if row[3] not in JOBS]
