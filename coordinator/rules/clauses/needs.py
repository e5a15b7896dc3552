"""Which facts beyond the usual ones a clause wants, so that they are read only then."""

from collections.abc import Iterable

from coordinator.rules.clauses.clause import Clause
from coordinator.rules.clauses.company import AVAILABLE, NotBeside
from coordinator.rules.clauses.figure import StoredFigure
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.clauses.jobs import EMPLOYERS, MaxJobs
from coordinator.rules.clauses.leave_days import CapTerms
from coordinator.rules.clauses.penalty import Penalty
from coordinator.rules.clauses.penalty_reading import LATE
from coordinator.rules.clauses.selection import USUAL, Selection
from coordinator.rules.clauses.service import HIRED_ON, Service
from coordinator.rules.clauses.standing import Status
from coordinator.rules.clauses.windows import Window
from coordinator.rules.facts import MISSED, OUTSIDE_WORK

TRAITS, ENDED, CREW, HIRED = "traits", "ended", "crew", "hired"
"""What other details are, and where; statuses that are over; ranks beside; dates of hire."""

ROLES = "roles"
"""Which posts officers had on other details."""

LEAVES, OUTSIDE, MISSED_HOURS = "leaves", "outside", "missed"
"""Which leave a leave is; work for others; the hours of jobs that were missed."""

DATES = "dates"
"""Since when officers have held their ranks, other stored dates, and stored numbers."""

TAKINGS = "takings"
"""When officers took details, beside their refusals."""

LATE_ARRIVALS = "late_arrivals"
"""When officers said that they were there, where that was after they were due."""

EVENT_PLACES = "event_places"
"""For whom and where the jobs were that events are about."""

GROUPS, TIERS, STILL_TO_BE_HAD = "groups", "tiers", "available"
"""The groups and the tier that officers are in; ranks of those who could still be had."""

_NAMING = ("duty", "spans", "missed", "kinds")
"""Where clauses keep the kinds of span that they look at, beside a selection."""


def needs_of(clause: Clause) -> frozenset[str]:
    """The clause's own needs (`Clause.needs`), those of its scope, and those of what it counts."""
    scope = clause.terms.scope
    selection = _selection(clause)
    of_employers = isinstance(clause, MaxJobs) and clause.what == EMPLOYERS
    kinds = _kinds(clause, selection)
    wanted = {
        TRAITS: of_employers
        or getattr(clause, "other_employer", False)
        or (selection is not None and selection.asks_traits),
        ROLES: selection is not None and selection.asks_roles,
        ENDED: isinstance(clause, Status) and clause.days_after > 0,
        CREW: scope.counts_crew,
        HIRED: scope.asks_service or _by_service_year(clause),
        GROUPS: scope.asks_groups,
        TIERS: scope.asks_tier,
        LEAVES: _asks_leave(clause, selection),
        OUTSIDE: OUTSIDE_WORK in kinds,
        MISSED_HOURS: not kinds.isdisjoint(MISSED),
        DATES: isinstance(clause, StoredFigure)
        or (isinstance(clause, Service) and clause.date != HIRED_ON),
        TAKINGS: isinstance(clause, Penalty) and clause.in_a_row,
        EVENT_PLACES: isinstance(clause, Penalty) and bool(clause.same),
        LATE_ARRIVALS: isinstance(clause, Penalty) and LATE in clause.events,
        STILL_TO_BE_HAD: isinstance(clause, NotBeside) and clause.where == AVAILABLE,
    }
    return clause.needs | {need for need, is_wanted in wanted.items() if is_wanted}


def dates_asked(clauses: Iterable[Clause]) -> frozenset[str]:
    """The stored dates of officers that some clauses ask for by name."""
    return frozenset(each.date for each in clauses if isinstance(each, Service)) - {HIRED_ON}


def numbers_asked(clauses: Iterable[Clause]) -> frozenset[str]:
    """The stored numbers of officers that some clauses ask for by name."""
    return frozenset(each.of for each in clauses if isinstance(each, StoredFigure))


def _by_service_year(clause: Clause) -> bool:
    return isinstance(clause, MaxHours) and clause.window is Window.SERVICE_YEAR


def _selection(clause: Clause) -> Selection | None:
    selection = getattr(clause, "selection", None)
    return selection if isinstance(selection, Selection) else None


def _kinds(clause: Clause, selection: Selection | None) -> frozenset[str]:
    named = [getattr(clause, name, None) for name in _NAMING]
    found = frozenset[str]().union(*(each for each in named if isinstance(each, frozenset)))
    cap = getattr(clause, "cap", None)
    if isinstance(cap, CapTerms):
        found |= cap.row_kinds
    return found if selection is None else found | selection.kinds


def _asks_leave(clause: Clause, selection: Selection | None) -> bool:
    """Whether it matters which leave a span of leave is."""
    cap = getattr(clause, "cap", None)
    if isinstance(cap, CapTerms) and cap.asks_leave:
        return True
    factors = (
        *getattr(clause, "factors", ()),
        *(cap.grows_with if isinstance(cap, CapTerms) else ()),
    )
    if any(kind not in USUAL for kind, _ in factors):
        return True
    if getattr(clause, "duty", USUAL) - USUAL:
        return True
    if selection is not None and selection.asks_leave:
        return True
    return clause.names_leave
