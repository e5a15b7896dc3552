"""Details while on leave: which kinds of leave stand in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import Check, Measured, Reach, Reason, Terms
from coordinator.rules.clauses.leave_taken import is_of_kinds
from coordinator.rules.clauses.reading import kinds_of
from coordinator.rules.clauses.wording import kind_name, moment_iso, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import SPAN_KINDS, OfficerFacts, Question
from coordinator.rules.spans import Calendar, Span, overlap
from coordinator.rules.words import DutyKind

BY_DAY, BY_TIME = "day", "time"
SAID: dict[str, str] = {DutyKind.SICK: "sick time"}


@dataclass(frozen=True, slots=True)
class OnLeave(Measured):
    """Not on leave of one of `kinds` (all kinds where none is named) other than `not_kinds`.

    `meets = "day"`: on no local date that the leave touches; `meets = "time"`: not at the same
    time. `spans` names what kinds of span are leave: "leave" where it is left out, and "sick"
    too where `kinds` are named, since sick time is leave of the kind "sick".
    """

    kind: ClassVar[str] = "on_leave"
    title: ClassVar[str] = "leave"
    examples: ClassVar[tuple[str, ...]] = (
        'kinds = ["bereavement", "military"]',
        'not_kinds = ["vacation", "fmla_family"]\nmeets = "time"\nspans = ["leave", "sick"]',
        'kinds = ["sick", "injury"]',
    )

    kinds: frozenset[str]
    not_kinds: frozenset[str]
    meets: str
    spans: frozenset[str]

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        kinds = frozenset(table.texts("kinds", ()))
        usual = (DutyKind.LEAVE, DutyKind.SICK) if kinds else (DutyKind.LEAVE,)
        return cls(
            terms,
            kinds,
            frozenset(table.texts("not_kinds", ())),
            table.choice("meets", (BY_DAY, BY_TIME), BY_DAY),
            kinds_of(table, "spans", SPAN_KINDS, usual),
        )

    @property
    def names_leave(self) -> bool:
        return bool(self.kinds or self.not_kinds)

    def reach(self, question: Question) -> Reach:
        return Reach(duty=question.calendar.dates(question.position.span))

    def measured(self, question: Question) -> Check:
        span, calendar = question.position.span, question.calendar
        touched = span if self.meets == BY_TIME else calendar.dates(span)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            return [
                Reason(
                    self,
                    0,
                    0,
                    each.span,
                    each.leave_kind or each.kind,
                    barred_until=self._over(each.span, calendar),
                )
                for each in officer.spans
                if each.kind in self.spans
                and overlap(each.span, touched)
                and not is_of_kinds(each, self.not_kinds)
                and (not self.kinds or is_of_kinds(each, self.kinds))
            ]

        return measure

    def _over(self, leave: Span, calendar: Calendar) -> str:
        if self.meets == BY_TIME:
            return moment_iso(leave[1], calendar)
        return (calendar.local_date(leave[1] - 1) + timedelta(days=1)).isoformat()

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        return f"{kind_name(reason.about)} {stretch(reason.window, calendar)}"

    def plain(self) -> str:
        kinds, but = _named(self.kinds), _named(self.not_kinds)
        spans = " or ".join(sorted(SAID.get(span, kind_name(span)) for span in self.spans))
        none = "" if DutyKind.SICK in self.spans else " (sick time is none)"
        of = f" of the kinds {kinds}" if kinds else f" of any kind{none}"
        when = "at the time of" if self.meets == BY_TIME else "on a day that is touched by"
        return f"Not {when} {spans}{of}{f', other than {but}' if but else ''}."


def _named(kinds: frozenset[str]) -> str:
    return ", ".join(sorted(kind_name(kind) for kind in kinds))
