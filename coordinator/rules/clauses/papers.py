"""Certificates that a position wants, valid through the whole detail."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Clause, Reason, Terms
from coordinator.rules.clauses.wording import iso_day
from coordinator.rules.documents import Table
from coordinator.rules.facts import CertificateHeld, OfficerFacts, Question
from coordinator.rules.spans import Calendar


@dataclass(frozen=True, slots=True)
class Certified(Clause):
    """Every certification that the position requires, valid on each local date of the detail.

    One that runs out inside the detail counts as missing.
    """

    kind: ClassVar[str] = "certification"
    title: ClassVar[str] = "certificate"
    examples: ClassVar[tuple[str, ...]] = ("",)

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(terms)

    def against(self, question: Question) -> Check | None:
        required = question.position.requires
        if not required:
            return None
        first, last = question.first_on, question.last_on

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            found = WITHIN
            for wanted, code in required:
                held = [paper for paper in officer.certificates if paper[0] == wanted]
                if not any(_valid(paper, first, last) for paper in held):
                    found += (Reason(self, 0, 0, None, f"{code} {_lacking(held, first)}"),)
            return found

        return check

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return reason.about


def _valid(paper: CertificateHeld, first: str, last: str) -> bool:
    _, issued_on, expires_on = paper
    return (issued_on is None or issued_on <= first) and (expires_on is None or expires_on >= last)


def _lacking(held: Sequence[CertificateHeld], first: str) -> str:
    """What is wrong with the paper that lasts longest."""
    if not held:
        return "missing"
    _, issued_on, expires_on = max(held, key=lambda paper: paper[2] or "9999")
    if issued_on is not None and issued_on > first:
        return f"valid only from {iso_day(issued_on)}"
    return f"valid until {iso_day(expires_on or '')}"
