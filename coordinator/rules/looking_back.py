"""Details already worked against records that came later: what is a case, and what becomes of it.

A record is a span of on-duty time. Whether it speaks against a detail is what the policy of that
date says; what follows for the cases that are there already is worked out from spans alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from coordinator.rules.clauses import Reason, Severity, check_of
from coordinator.rules.clauses.leave import OnLeave
from coordinator.rules.clauses.overlap import NoDetailOnDuty
from coordinator.rules.clauses.sickness import AfterSickness
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Span, overlap
from coordinator.rules.words import CaseState, DutyKind
from coordinator.rules.worked_tours import worked

HAND = "hand"
"""The source of a record that was entered by hand, not imported."""

DECIDED = (CaseState.CLEARED, CaseState.UPHELD)


class Overlap(NamedTuple):
    """The hours worked on an assignment, and a record that shares time with them (UTC seconds).

    `record_id` is the imported shift or the hand change, `batch_id` the import; None: by hand.
    """

    assignment_id: int
    officer_id: int
    worked: Span
    record: Span
    kind: str
    leave_kind: str | None
    source: str
    batch_id: int | None
    record_id: int

    @property
    def shared(self) -> Span:
        """The time that both have; never empty."""
        return max(self.worked[0], self.record[0]), min(self.worked[1], self.record[1])


def worked_of(there: Sequence[Overlap]) -> dict[Overlap, list[Span]]:
    """Of all overlaps of one assignment, what of each record meets the hours worked: without what
    leave and sickness take of a tour. Those of which nothing is left are not among them."""
    rows = [(place, *one.record, one.kind) for place, one in enumerate(there)]
    found: dict[Overlap, list[Span]] = defaultdict(list)
    for place, start, end, _ in worked(rows).work:
        if overlap((start, end), there[place].worked):
            found[there[place]].append((start, end))
    return dict(found)


class KnownCase(NamedTuple):
    """A case as it stands. `told` is all of the overlap that it ever reported."""

    id: int
    assignment_id: int
    source: str
    kind: str
    record: Span
    worked: Span
    told: Span
    state: str
    was: str = ""
    batch_id: int | None = None

    @property
    def standing(self) -> str:
        """Its state, or the one before its record went."""
        return self.was if self.state == CaseState.GONE else self.state


class Step(NamedTuple):
    """What becomes of a case (None: a new one); without an overlap it is gone."""

    case: KnownCase | None
    overlap: Overlap | None
    state: str
    told: Span


@dataclass(frozen=True, slots=True)
class Objection:
    """What speaks against an overlap, in words; `by` may allow it, nobody where that is empty."""

    words: str
    by: str = ""


# ── what the policy says ─────────────────────────────────────────────────────────────────────


ABOUT_OVERLAPS = (NoDetailOnDuty, OnLeave, AfterSickness)
"""The kinds of clause that are about a detail and a record at once."""


def about_overlaps(policy: Policy) -> Policy:
    """The policy with nothing but its clauses about a detail and a record at once."""
    clauses = [clause for clause in policy.clauses if isinstance(clause, ABOUT_OVERLAPS)]
    return replace(policy, clauses=tuple(clauses))


def objection(policy: Policy, question: Question, officer: OfficerFacts) -> Objection | None:
    """What speaks against the officer's one record on the position's time; None: it is let be.

    Only clauses that are about a detail and a record at once are asked. Where a policy has none of
    details on duty, work and sickness speak for themselves, and leave is let be.
    """
    clauses = [c for c in about_overlaps(policy).clauses if c.terms.hold(question)]
    checks = [check for clause in clauses if (check := check_of(clause, question)) is not None]
    reasons = [reason for check in checks for reason in check(officer)]
    grave = [reason for reason in reasons if reason.severity is not Severity.WARNS]
    if grave:
        return _objection(grave, question)
    kind = officer.work[0][3]
    spoken = any(isinstance(clause, NoDetailOnDuty) for clause in clauses)
    if spoken or reasons or kind == DutyKind.LEAVE:
        return None
    return Objection(f"no clause of the policy allows a detail on {kind_name(kind)} time")


def _objection(reasons: Sequence[Reason], question: Question) -> Objection:
    barring = [reason for reason in reasons if reason.severity is Severity.BARS]
    words = [reason.words(question.calendar) for reason in barring or reasons]
    by = "" if barring else reasons[0].clause.terms.by
    return Objection("; ".join(dict.fromkeys(words)), by)


# ── what becomes of the cases ────────────────────────────────────────────────────────────────


def settle(found: Iterable[Overlap], known: Iterable[KnownCase]) -> list[Step]:
    """What becomes of the cases of one assignment, given every overlap that stands against it.

    An overlap belongs to the case of the same record; or else, since a later import may have
    moved it, to one of the same kind that reported some of its time. A case that was decided is
    opened again only by time that was never reported, whether its record was away meanwhile or
    not. What has not changed gives no step.
    """
    left, cases = sorted(found, key=_order), sorted(known, key=lambda case: case.id)
    pairs: list[tuple[KnownCase, Overlap]] = []
    for belongs in (_same_record, _same_source, _same_time):
        pairs += _pair(left, cases, belongs)
    steps = [_kept(case, overlap) for case, overlap in pairs]
    steps += [Step(None, new, CaseState.OPEN, new.shared) for new in left]
    steps += [
        Step(case, None, CaseState.GONE, case.told)
        for case in cases
        if case.state != CaseState.GONE
    ]
    return [step for step in steps if _changes(step)]


def _order(found: Overlap) -> tuple[Span, str, str]:
    return found.record, found.source, found.kind


def _pair(
    left: list[Overlap],
    cases: list[KnownCase],
    belongs: Callable[[KnownCase, Overlap], bool],
) -> list[tuple[KnownCase, Overlap]]:
    """Match what fits, the most shared time first, and take it off both lists."""
    fitting = [
        (-overlap(case.told, new.shared), case.state == CaseState.GONE, case.id, place)
        for case in cases
        for place, new in enumerate(left)
        if belongs(case, new)
    ]
    by_id = {case.id: case for case in cases}
    taken: dict[int, int] = {}
    for _, _, case_id, place in sorted(fitting):
        if case_id not in taken and place not in taken.values():
            taken[case_id] = place
    pairs = [(by_id[case_id], left[place]) for case_id, place in taken.items()]
    left[:] = [new for place, new in enumerate(left) if place not in taken.values()]
    cases[:] = [case for case in cases if case.id not in taken]
    return pairs


def _same_record(case: KnownCase, new: Overlap) -> bool:
    return (case.source, case.kind, case.record) == (new.source, new.kind, new.record)


def _same_source(case: KnownCase, new: Overlap) -> bool:
    return case.source == new.source and _same_time(case, new)


def _same_time(case: KnownCase, new: Overlap) -> bool:
    return case.kind == new.kind and overlap(case.told, new.shared) > 0


def _kept(case: KnownCase, new: Overlap) -> Step:
    shared = new.shared
    within = case.told[0] <= shared[0] and shared[1] <= case.told[1]
    told = shared
    if overlap(case.told, shared):
        told = min(case.told[0], shared[0]), max(case.told[1], shared[1])
    again = not within and case.standing in DECIDED
    return Step(case, new, CaseState.OPEN if again else case.standing, told)


def _changes(step: Step) -> bool:
    case, new = step.case, step.overlap
    if case is None or new is None:
        return True
    return (case.state, case.told, case.source, case.record, case.worked) != (
        step.state,
        step.told,
        new.source,
        new.record,
        new.worked,
    )
