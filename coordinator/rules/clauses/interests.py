"""Conflicts of interest: what ties an officer to whom a job is for, and to whom it is done with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import Check, Measured, Reason, Terms
from coordinator.rules.clauses.reading import kinds_of
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question, Tie
from coordinator.rules.spans import Calendar
from coordinator.rules.words import Relation

SUPERVISED_BY = "supervised_by"
RELATIONS = (*(str(relation) for relation in Relation), SUPERVISED_BY)
"""What a clause may name; who supervises whom is told apart, everything else holds both ways."""

EMPLOYER, CREW, COORDINATOR, APPROVER = "employer", "crew", "coordinator", "approver"
WHOM = (EMPLOYER, CREW, COORDINATOR, APPROVER)


@dataclass(frozen=True, slots=True)
class ConflictOfInterest(Measured):
    """Nobody whom a declared interest of one of `relations` ties to those in `with`.

    `with`: the "employer" whom the job is for, the "crew" on the same job, the "coordinator" who
    leads it on site, and the "approver": whoever overrides for the officer or approves his hours.
    Relations: own_business, works_for, family, brought (the client), supervises, supervised_by (by
    the other), other. Interests are declared in the register (`coordinator interest`), with dates.
    An approver who is tied is refused where the clause bars or needs an override, and else told.
    """

    kind: ClassVar[str] = "conflict_of_interest"
    title: ClassVar[str] = "conflict of interest"
    needs: ClassVar[frozenset[str]] = frozenset({"ties", "beside", "led"})
    timeless: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'relations = ["own_business", "family"]\nwith = ["employer"]',
        'relations = ["supervises", "supervised_by"]\nwith = ["crew", "coordinator", "approver"]\n'
        'severity = "warns"',
    )

    relations: frozenset[str]
    whom: frozenset[str]

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            kinds_of(table, "relations", RELATIONS, RELATIONS),
            kinds_of(table, "with", WHOM, WHOM),
        )

    def measured(self, question: Question) -> Check:
        position = question.position
        employer = position.employer_id if EMPLOYER in self.whom else 0
        there: dict[int, str] = {}
        if CREW in self.whom:
            there |= {officer: f"#{badge} on the same job" for officer, badge in position.beside}
        if COORDINATOR in self.whom and position.led_by is not None:
            there[position.led_by[0]] = f"#{position.led_by[1]}, who leads the job"

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            found = []
            for tie in officer.ties:
                _, hirer, other, _ = tie
                if self.means(tie) and (other in there or (hirer and hirer == employer)):
                    whose = there[other] if other else position.employer_name
                    found.append(Reason(self, 0, 0, None, f"{relation_of(tie)}: {whose}"))
            return found

        return measure

    def means(self, tie: Tie) -> bool:
        """Whether the tie is of a relation that the clause names."""
        return relation_of(tie) in self.relations

    @property
    def binds_approvers(self) -> bool:
        """Whether it is also about who overrides and approves."""
        return APPROVER in self.whom

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        relation, _, whose = reason.about.partition(": ")
        return f"{kind_name(relation)}: {whose}"

    def plain(self) -> str:
        relations = ", ".join(kind_name(word) for word in RELATIONS if word in self.relations)
        whom = ", ".join(kind_name(word) for word in WHOM if word in self.whom)
        return f"Nobody tied by {relations} to the {whom}."


def relation_of(tie: Tie) -> str:
    """The relation as the officer himself has it: supervised_by where it is the other's."""
    relation, _, _, own = tie
    return SUPERVISED_BY if relation == Relation.SUPERVISES and not own else relation
