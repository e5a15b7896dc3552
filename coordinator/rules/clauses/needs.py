"""Which facts beyond the usual ones a clause wants, so that they are read only then."""

from coordinator.rules.clauses.clause import Clause
from coordinator.rules.clauses.jobs import EMPLOYERS, MaxJobs
from coordinator.rules.clauses.selection import Selection
from coordinator.rules.clauses.standing import Status

TRAITS, ENDED, CREW, HIRED = "traits", "ended", "crew", "hired"
"""What other details are and for whom; statuses that are over; ranks beside; dates of hire."""


def needs_of(clause: Clause) -> frozenset[str]:
    """The clause's own needs (`Clause.needs`), those of its scope, and those of what it counts."""
    scope, selection = clause.terms.scope, getattr(clause, "selection", None)
    of_employers = isinstance(clause, MaxJobs) and clause.what == EMPLOYERS
    wanted = {
        TRAITS: of_employers or (isinstance(selection, Selection) and selection.asks_traits),
        ENDED: isinstance(clause, Status) and clause.days_after > 0,
        CREW: scope.counts_crew,
        HIRED: scope.asks_service,
    }
    return clause.needs | {need for need, is_wanted in wanted.items() if is_wanted}
