"""The kinds of clause that a policy document may use, each one frozen dataclass."""

from coordinator.rules.clauses.after_cap import AfterCap
from coordinator.rules.clauses.beforehand import Notice, WorkBefore
from coordinator.rules.clauses.blackout import Blackout
from coordinator.rules.clauses.clause import (
    WITHIN,
    Check,
    Clause,
    Lead,
    Reach,
    Reason,
    Severity,
    Terms,
    check_of,
    measure_of,
)
from coordinator.rules.clauses.company import (
    NotAllowed,
    NotBeside,
    NotUnderJunior,
    OnlyBeside,
    Supervises,
)
from coordinator.rules.clauses.crew import SupervisorNeeded
from coordinator.rules.clauses.figure import StoredFigure
from coordinator.rules.clauses.free_time import FreeDays, FreeInWindow, LongestFree
from coordinator.rules.clauses.gap import Gap
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.clauses.interests import ConflictOfInterest
from coordinator.rules.clauses.job_before_tour import JobBeforeTour
from coordinator.rules.clauses.jobs import MaxJobHours, MaxJobs
from coordinator.rules.clauses.ladder import read_ladder
from coordinator.rules.clauses.leave import OnLeave
from coordinator.rules.clauses.long_day import RestAfterLongDay
from coordinator.rules.clauses.overlap import NoDetailOnDuty, NoTwoDetails
from coordinator.rules.clauses.papers import Certified
from coordinator.rules.clauses.penalty import Penalty
from coordinator.rules.clauses.reading import read_terms
from coordinator.rules.clauses.rest import RestAfterDuty, RestBeforeDuty
from coordinator.rules.clauses.runs import MaxConsecutiveDays, MaxConsecutiveHours
from coordinator.rules.clauses.schedule import ScheduleFresh
from coordinator.rules.clauses.scope import Scope
from coordinator.rules.clauses.service import HoldsCertificate, Service
from coordinator.rules.clauses.sickness import AfterSickness, MaxSickHours
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
        MaxJobHours,
        MaxJobs,
        JobBeforeTour,
        WorkBefore,
        Notice,
        AfterCap,
        MaxConsecutiveHours,
        MaxConsecutiveDays,
        RestAfterLongDay,
        Gap,
        FreeInWindow,
        LongestFree,
        FreeDays,
        AfterSickness,
        MaxSickHours,
        OnLeave,
        Service,
        StoredFigure,
        HoldsCertificate,
        Penalty,
        NotAllowed,
        NotBeside,
        OnlyBeside,
        NotUnderJunior,
        ConflictOfInterest,
        Supervises,
        Blackout,
        SupervisorNeeded,
    )
}
"""By the word that stands in a document as `kind`."""

__all__ = [
    "KINDS",
    "WITHIN",
    "Check",
    "Clause",
    "Lead",
    "Reach",
    "Reason",
    "Scope",
    "Severity",
    "Terms",
    "check_of",
    "measure_of",
    "read_ladder",
    "read_terms",
]
