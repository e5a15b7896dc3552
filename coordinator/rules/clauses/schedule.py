"""How far the imported on-duty schedule can be trusted: a stale one never makes a check clean."""

from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import Check, Clause, Reason, Terms
from coordinator.rules.clauses.wording import stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import Question
from coordinator.rules.spans import DAY, Calendar, covered

NEVER = "never imported"
STALE = "stale"
NOT_COVERED = "not covered"


@dataclass(frozen=True, slots=True)
class ScheduleFresh(Clause):
    """The on-duty schedule is at most `days` old and covers the detail.

    It concerns every officer alike. With severity "warns" an officer who is otherwise within all
    clauses is eligible, but his verdict is not clean.
    """

    kind: ClassVar[str] = "schedule_fresh"
    title: ClassVar[str] = "duty schedule"
    unit: ClassVar[str] = "days"
    examples: ClassVar[tuple[str, ...]] = ("days = 14",)

    days: int

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(terms, table.whole("days", 7, least=1))

    def against(self, question: Question) -> Check | None:
        broken = self._broken(question)
        return (lambda officer: broken) if broken else None

    def _broken(self, question: Question) -> tuple[Reason, ...]:
        schedule, span = question.schedule, question.position.span
        if schedule.imported_at is None:
            return (Reason(self, 0, self.days, None, NEVER),)
        found: tuple[Reason, ...] = ()
        age = question.now - schedule.imported_at
        if age > self.days * DAY:
            found += (Reason(self, age // DAY, self.days, None, STALE),)
        if covered(schedule.covers, span) < span[1] - span[0]:
            found += (Reason(self, 0, 0, span, NOT_COVERED),)
        return found

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        if reason.about == NEVER:
            return "none has been imported, so duty could not be checked"
        if reason.window is not None:
            return f"does not cover {stretch(reason.window, calendar)}"
        return f"imported {reason.figure} days ago, of {reason.limit} allowed"
