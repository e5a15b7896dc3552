"""The kinds of clause that a policy document may use, each one frozen dataclass."""

from coordinator.rules.clauses.clause import (
    WITHIN,
    Check,
    Clause,
    Reach,
    Reason,
    Severity,
    Terms,
    check_of,
    read_terms,
)
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.clauses.overlap import NoDetailOnDuty, NoTwoDetails
from coordinator.rules.clauses.papers import Certified
from coordinator.rules.clauses.rest import RestAfterDuty, RestBeforeDuty
from coordinator.rules.clauses.schedule import ScheduleFresh
from coordinator.rules.clauses.scope import Scope
from coordinator.rules.clauses.standing import Approved, Excluded, RankRule, Status

KINDS: dict[str, type[Clause]] = {
    clause.kind: clause
    for clause in (
        NoTwoDetails,
        NoDetailOnDuty,
        RestBeforeDuty,
        RestAfterDuty,
        MaxHours,
        Status,
        Approved,
        RankRule,
        Certified,
        Excluded,
        ScheduleFresh,
    )
}
"""By the word that stands in a document as `kind`."""

__all__ = [
    "KINDS",
    "WITHIN",
    "Check",
    "Clause",
    "Reach",
    "Reason",
    "Scope",
    "Severity",
    "Terms",
    "check_of",
    "read_terms",
]
