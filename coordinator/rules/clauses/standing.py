"""Who the officer is on that date: status, approval, rank, and employers he is kept apart from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Clause, Reason, Terms
from coordinator.rules.clauses.reading import kinds_of
from coordinator.rules.clauses.wording import iso_day, kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.spans import Calendar
from coordinator.rules.words import StatusKind

SIDES = ("employer", "officer", "agency")
MATCHES = ("at_least", "exact", "at_most")


def _from_until(first: str, until: str | None) -> str:
    end = f"until {iso_day(until)}" if until else "until further notice"
    return f"from {iso_day(first)} {end}"


def _days_on(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if days else day


def _said(kind: str, start: str, until: str | None) -> str:
    return f"{kind_name(kind)} {_from_until(start, until)}"


@dataclass(frozen=True, slots=True)
class Status(Clause):
    """Not with one of these statuses on any local date that the detail touches.

    `other_statuses` are words of the agency's own; where these are named and `statuses` is left
    out, no other status matters: the default is for a clause that names none at all. The date on
    which a status ends is free again. With `days_after` it stands in the way for so many more days
    from then on. With `least_days` only one that lasts so many days or
    longer does, or one without an end: "90 days after a suspension of five days or more" is
    least_days = 5, days_after = 90, beside a clause for the shorter ones.
    """

    kind: ClassVar[str] = "status"
    title: ClassVar[str] = "status"
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'statuses = ["suspended", "light_duty"]\nother_statuses = ["administrative_leave"]',
        'other_statuses = ["on_call_week"]',
        'statuses = ["suspended"]\ndays_after = 60',
        'statuses = ["suspended"]\ndays_after = 90\nleast_days = 5',
    )

    statuses: frozenset[str]
    days_after: int
    least_days: int = 0

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        others, after = frozenset(table.texts("other_statuses", ())), table.whole("days_after", 0)
        least = table.whole("least_days", 0)
        if others and "statuses" not in table:
            table.known("statuses")
            return cls(terms, others, after, least)
        if others and not table.texts("statuses"):
            remedy = "Leave it out: then only other_statuses are meant, and no other status."
            table.wrong("statuses", "names nothing.", remedy)
            return cls(terms, others, after, least)
        hint = " Words of the agency's own stand in other_statuses."
        own = kinds_of(table, "statuses", list(StatusKind), list(StatusKind), hint)
        return cls(terms, others | own, after, least)

    def against(self, question: Question) -> Check:
        last = question.last_on
        first = _days_on(question.first_on, -self.days_after)

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            if not officer.statuses:
                return WITHIN
            return [
                self._reason(kind, start, until)
                for kind, start, until in officer.statuses
                if kind in self.statuses and start <= last and (until is None or until > first)
                if self._lasts(start, until)
            ]

        return check

    def _lasts(self, start: str, until: str | None) -> bool:
        """Whether it is long enough to matter."""
        return not self.least_days or until is None or _days_on(start, self.least_days) <= until

    def _reason(self, kind: str, start: str, until: str | None) -> Reason:
        over = _days_on(until, self.days_after) if until else ""
        after = f", and {self.days_after} days after" if self.days_after and until else ""
        return Reason(self, 0, 0, None, _said(kind, start, until) + after, barred_until=over)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return reason.about


@dataclass(frozen=True, slots=True)
class Approved(Clause):
    """Only officers whom the agency has approved for details."""

    kind: ClassVar[str] = "approved"
    title: ClassVar[str] = "approval"
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = ("",)

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(terms)

    def against(self, question: Question) -> Check:
        broken = (Reason(self, 0, 0),)
        return lambda officer: WITHIN if officer.approved else broken

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return "not approved for details"


@dataclass(frozen=True, slots=True)
class RankRule(Clause):
    """The officer's rank on the detail's date against the position's.

    `match`: "at_least" the position's rank, "exact", or "at_most" (nobody works below his rank). A
    position that names no rank is open to all.
    """

    kind: ClassVar[str] = "rank"
    title: ClassVar[str] = "rank"
    timeless: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = ('match = "at_least"',)

    match: str

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(terms, table.choice("match", MATCHES, "at_least"))

    def against(self, question: Question) -> Check | None:
        wanted, code = question.position.rank_level, question.position.rank_code
        if wanted is None:
            return None
        level = wanted
        above_is_wrong, below_is_wrong = self.match != "at_least", self.match != "at_most"

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            held = officer.rank_level
            if held is None:
                return (Reason(self, 0, level, None, f"no rank on record, wanted: {code}"),)
            if held == level or (held > level and not above_is_wrong):
                return WITHIN
            if held < level and not below_is_wrong:
                return WITHIN
            return (Reason(self, held, level, None, f"{officer.rank_code}, wanted: {code}"),)

        return check

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        manner = {"at_least": " or above", "exact": "", "at_most": " or below"}[self.match]
        return reason.about + manner


@dataclass(frozen=True, slots=True)
class Excluded(Clause):
    """Not for an employer from whom the officer is kept apart, by whichever of `sides` asked."""

    kind: ClassVar[str] = "exclusion"
    title: ClassVar[str] = "exclusion"
    examples: ClassVar[tuple[str, ...]] = ('sides = ["employer", "agency"]',)

    sides: frozenset[str]

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(terms, kinds_of(table, "sides", SIDES, SIDES))

    def against(self, question: Question) -> Check:
        first, last = question.first_on, question.last_on
        employer = question.position.employer_name

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            if not officer.exclusions:
                return WITHIN
            return [
                Reason(self, 0, 0, None, f"{employer}, {side} asked {_from_until(start, until)}")
                for side, start, until in officer.exclusions
                if side in self.sides and start <= last and (until is None or until > first)
            ]

        return check

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return reason.about
