"""What a policy makes of one case about limits: every figure, and the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coordinator.rules.cases.limits import LimitCase
from coordinator.rules.clauses import Clause, Reason, Severity, measure_of
from coordinator.rules.clauses.clause import STORED, THOUSANDTHS
from coordinator.rules.clauses.counting import counted
from coordinator.rules.clauses.free_time import FreeInWindow, LongestFree, longest_free
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.clauses.windows import Window
from coordinator.rules.facts import Approval, OfficerFacts, Question
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Span, covered, union

ALLOWED, NEEDS_APPROVAL, REFUSED = "allowed", "needs_approval", "refused"

_VERDICTS = {
    Severity.BARS: REFUSED,
    Severity.OVERRIDE: NEEDS_APPROVAL,
    Severity.WARNS: ALLOWED,
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of one clause, and whether it stands in the way."""

    reason: Reason
    approved: bool

    @property
    def clause(self) -> Clause:
        """The clause whose figure it is."""
        return self.reason.clause

    @property
    def verdict(self) -> str:
        """What this figure alone makes of the candidate."""
        if not self.reason.broken or self.approved:
            return ALLOWED
        return _VERDICTS[self.reason.severity]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The number of the clause, and those of the clauses on which it rests."""
        return numbers_of(self.clause)

    @property
    def called(self) -> tuple[str, ...]:
        """All by which a case may name the clause: its numbers, and its name."""
        return (*self.numbers, self.clause.terms.name)

    @property
    def warns(self) -> bool:
        """Whether it stands in nobody's way, and is said."""
        return self.reason.broken and self.reason.severity is Severity.WARNS

    @property
    def slack(self) -> float:
        """How far from the limit, as a part of it; the smaller, the closer."""
        room = abs(self.reason.limit - self.reason.figure)
        return room / self.reason.limit if self.reason.limit else float(room > 0)


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict, and every figure on which it rests, the deciding one first."""

    verdict: str
    measures: tuple[Measure, ...]

    @property
    def deciding(self) -> Measure | None:
        """The gravest that is broken; where nothing is, the one that came closest."""
        return self.measures[0] if self.measures else None


def numbers_of(clause: Clause) -> tuple[str, ...]:
    """The number of a clause and those it rests on; several may stand in one, parted by commas."""
    own = [number.strip() for number in clause.terms.number.split(",")]
    return (*own, *clause.terms.see)


GRAVITY = (REFUSED, NEEDS_APPROVAL, ALLOWED)


def judge_case(policy: Policy, case: LimitCase) -> Judged:
    """Measure every clause of the policy, and say what comes of it."""
    found = []
    for clause in policy.clauses:
        if not (case.timed or clause.timeless):
            continue
        measure = measure_of(clause, case.question)
        if measure is not None:
            found += [
                Measure(reason, _approved(reason, case.officer, case.question))
                for reason in measure(case.officer)
            ]
    found.sort(key=lambda each: (GRAVITY.index(each.verdict), each.slack))
    return Judged(found[0].verdict if found else ALLOWED, tuple(found))


def _approved(reason: Reason, officer: OfficerFacts, question: Question) -> bool:
    if reason.severity is not Severity.OVERRIDE:
        return False
    return any(_gives(given, reason, question) for given in officer.approvals)


def _gives(given: Approval, reason: Reason, question: Question) -> bool:
    by, at, number = given
    terms = reason.clause.terms
    in_time = at is None or at <= question.position.starts_at
    about = not number or number in numbers_of(reason.clause)
    return in_time and about and role(by) in {role(each) for each in (terms.by, *terms.by_also)}


def role(words: str) -> str:
    """A role as roles are compared: 'Division chief' and 'division_chief' are one."""
    return "_".join(words.lower().replace("_", " ").split())


def in_unit(clause: Clause, value: int, unit: str) -> float | None:
    """A figure in a unit of case files; None where the clause does not count in it."""
    per = {"hours": 3600, "minutes": 60}
    if clause.unit == STORED:
        return value / THOUSANDTHS if unit == STORED else None
    if clause.unit in per:
        return value / per[unit] if unit in per else None
    known = clause.unit == unit or (clause.unit == "business_days" and unit == "days")
    return float(value) if known else None


def same_window(measure: Measure, window: Span, case: LimitCase) -> bool:
    """Whether the figure was taken over this window, or over another that is as full."""
    own = measure.reason.window
    if own == window:
        return True
    if own is None or window[1] - window[0] != own[1] - own[0]:
        return False
    return _over(measure, window, case) == measure.reason.figure


def _over(measure: Measure, window: Span, case: LimitCase) -> int | None:
    """The figure of a rolling clause over one window; None for clauses that do not roll."""
    clause, position = measure.clause, case.question.position.own
    if isinstance(clause, MaxHours) and clause.window is Window.ROLLING:
        return _hours_over(clause, measure.reason, window, case)
    if isinstance(clause, FreeInWindow):
        return clause.length - covered(clause.selection.work(case.officer, position), window)
    if isinstance(clause, LongestFree) and clause.rule.length:
        return longest_free(union(clause.selection.work(case.officer, position), window), window)
    return None


def _hours_over(clause: MaxHours, reason: Reason, window: Span, case: LimitCase) -> int | None:
    """The hours in one window as the clause tells them; None where days are left out, which may
    be other ones in each window."""
    position, calendar = case.question.position.own, case.question.calendar
    spans = [*case.officer.spans, position]
    if clause.cap.days_left_out(spans, position.span, calendar):
        return None
    found = counted(clause.selection.beside(position, calendar), clause.factors, spans).within(
        window
    )
    mean = clause.mean(found, clause.length)
    return mean + (reason.broken and mean == reason.limit)


def quantity_of(clause: Clause) -> str:
    """What the clause's figure is, as case files name it."""
    if isinstance(clause, MaxHours) and clause.window is Window.ROLLING:
        return f"rolling_{clause.length // 3600}"
    return clause.quantity


def values_of(judged: Judged, case: LimitCase) -> dict[str, Any]:
    """What was found, as plain values in the words of case files."""
    return {
        "verdict": judged.verdict,
        "measures": [_values(measure, case) for measure in judged.measures],
    }


def _values(measure: Measure, case: LimitCase) -> dict[str, Any]:
    reason, clause, calendar = measure.reason, measure.clause, case.question.calendar
    unit = clause.unit if clause.unit != "minutes" else "minutes"
    plain: dict[str, Any] = {
        "verdict": measure.verdict,
        "clause": clause.terms.number,
        "kind": clause.kind,
        "name": clause.terms.name,
        "quantity": quantity_of(clause),
        "unit": unit,
        "words": reason.words(calendar),
    }
    if unit:
        plain["figure"] = in_unit(clause, reason.figure, unit)
        plain["limit"] = in_unit(clause, reason.limit, unit)
    if reason.window:
        plain["window"] = {
            key: calendar.wall(at).strftime("%Y-%m-%dT%H:%M")
            for key, at in zip(("from", "to"), reason.window, strict=True)
        }
    optional = {
        "approver": clause.terms.by,
        "barred_until": reason.barred_until,
        "reading": clause.terms.reading,
        "approved": measure.approved,
        "warns": measure.warns,
    }
    return plain | {key: value for key, value in optional.items() if value}


def of_number(measures: Sequence[Measure], number: str) -> list[Measure]:
    """The figures of the clauses that have, or rest on, a number."""
    return [measure for measure in measures if number in measure.numbers]
