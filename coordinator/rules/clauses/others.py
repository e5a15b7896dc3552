"""What clauses about a tour see of an officer's time: tours by the agency's own words, and jobs for
other employers than the position's alone."""

from collections.abc import Callable, Sequence
from operator import attrgetter

from coordinator.rules.clauses.counting import weighed_as
from coordinator.rules.clauses.reading import kinds_of
from coordinator.rules.documents import Table
from coordinator.rules.facts import (
    DETAIL,
    OUTSIDE_WORK,
    SPAN_KINDS,
    OfficerFacts,
    PositionFacts,
    Stretch,
)

JOBS = (DETAIL, OUTSIDE_WORK)

Rows = Sequence[Stretch]


def read_other_employer(table: Table, kinds: frozenset[str]) -> bool:
    """Read `other_employer`: what a clause sees of jobs for the position's own employer."""
    found = table.flag("other_employer")
    if found and kinds.isdisjoint(JOBS):
        said = 'Name them: duty = ["detail", "outside_work"].'
        table.wrong("other_employer", "is about jobs, and duty names none.", said)
    return found


def duty_of(table: Table, default: Sequence[str]) -> frozenset[str]:
    """Read `duty`: kinds of time, and the agency's own words for some of it."""
    known = (*SPAN_KINDS, *sorted(table.own_words))
    hint = ' Any other word must stand in [span_kinds], as one of these or as "nothing".'
    return kinds_of(table, "duty", known, default, hint)


def rows_of(
    position: PositionFacts, duty: frozenset[str], *, other_employer: bool = False
) -> Callable[[OfficerFacts], Rows]:
    """What gives an officer's time, in order of start, under the words of `duty`; without jobs for
    the position's employer where only others count. A job of which nobody is named is taken for
    another's."""
    own_words = duty.difference(SPAN_KINDS)
    if not other_employer and not own_words:
        return attrgetter("work")  # asked of thousands: a function around it would cost as much
    own = position.employer_name

    def rows(officer: OfficerFacts) -> Rows:
        return [
            (officer.id, span.start, span.end, weighed_as(span, own_words))
            for span in officer.spans
            if not other_employer or span.kind not in JOBS or not own or span.employer != own
        ]

    return rows


def without_jobs(work: Sequence[Stretch]) -> list[Stretch]:
    """What is left where it depends on the employer whether a job matters."""
    return [row for row in work if row[3] not in JOBS]
