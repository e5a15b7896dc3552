"""Who may not at all, and who beside or under whom: everything that the scope or the crew says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Clause, Measured, Reason, Terms
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.spans import Calendar

OTHERS, AVAILABLE = "others_on_job", "ranks_available"


@dataclass(frozen=True, slots=True)
class NotAllowed(Clause):
    """Nobody and nothing within the scope of this clause: the scope says all.

    Barred ranks, kinds of employer, job classes, lieutenants in an officer's post
    (`scope = { ranks = ["lieutenant"], position_ranks = ["officer"] }`), and so on.
    """

    kind: ClassVar[str] = "not_allowed"
    title: ClassVar[str] = "not allowed"
    timeless: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'scope = { ranks = ["chief", "deputy_chief"] }',
        'scope = { employer_kinds = ["towing", "taxi"], except = { run_by = ["city"] } }',
    )

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        if not (terms.scope.names_officers or terms.scope.names_positions):
            table.wrong("scope", "is missing.", "Say what is not allowed, and to whom.")
        return cls(terms)

    def against(self, question: Question) -> Check:
        position, scope = question.position, self.terms.scope
        broken = Reason(self, 0, 0, None, position.employer_kind or position.job_class)
        if scope.unit_is or (scope.but and scope.but.unit_is):
            named = scope.unit_is_told(position)
            return lambda officer: (broken._replace(about=named or officer.unit or "no_unit"),)
        return lambda officer: (broken._replace(about=officer.rank_code or broken.about),)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        if reason.about.endswith(" not named"):
            return f"the job's {kind_name(reason.about)}"
        return self.terms.text or f"{kind_name(reason.about) or 'this'} is left out"

    def plain(self) -> str:
        return "Not allowed."


@dataclass(frozen=True, slots=True)
class NotBeside(Measured):
    """Not while somebody of one of `ranks` (nobody at all where none is named) is there too.

    `where`: "others_on_job", in plain posts of the same job, or "ranks_available", still to be had
    for the position.
    """

    kind: ClassVar[str] = "not_beside"
    title: ClassVar[str] = "others on the job"
    needs: ClassVar[frozenset[str]] = frozenset({"crew"})
    timeless: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'ranks = ["officer"]\nscope = { ranks = ["sergeant"], position_ranks = ["officer"] }',
        'ranks = ["officer"]\nwhere = "ranks_available"\nscope = { ranks = ["sergeant"] }',
    )

    ranks: frozenset[str]
    where: str

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        ranks = frozenset(table.texts("ranks", ()))
        return cls(terms, ranks, table.choice("where", (OTHERS, AVAILABLE), OTHERS))

    def measured(self, question: Question) -> Check:
        position = question.position
        there = position.others if self.where == OTHERS else position.ranks_available
        met = [rank for rank in there if not self.ranks or rank in self.ranks]
        found = (Reason(self, len(met), 0, None, _counted(met), bool(met)),)
        return lambda officer: found

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        there = "available" if self.where == AVAILABLE else "on the job"
        return f"{there}: {kind_name(reason.about) or 'nobody'}"

    def plain(self) -> str:
        there = "still available" if self.where == AVAILABLE else "on the same job"
        named = ", ".join(sorted(kind_name(rank) for rank in self.ranks)) or "anybody"
        return f"Not while {named} is {there}."


def _counted(ranks: Sequence[str]) -> str:
    """'10 DET, OFC': each rank once, with how many there are."""
    counts = sorted(Counter(ranks).items())
    return ", ".join(rank if many == 1 else f"{many} {rank}" for rank, many in counts)


@dataclass(frozen=True, slots=True)
class OnlyBeside(Measured):
    """Only beside at least `count` others of `ranks` on the same job."""

    kind: ClassVar[str] = "only_beside"
    title: ClassVar[str] = "not alone"
    needs: ClassVar[frozenset[str]] = frozenset({"crew"})
    at_least: ClassVar[bool] = True
    unit: ClassVar[str] = "officers"
    quantity: ClassVar[str] = "beside"
    timeless: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'ranks = ["field_trainer"]\ncount = 1\nscope = { statuses = ["field_training"] }',
    )

    ranks: frozenset[str]
    count: int

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        ranks = frozenset(table.texts("ranks", ()))
        return cls(terms, ranks, table.whole("count", 1, least=1))

    def measured(self, question: Question) -> Check:
        others = question.position.others
        met = sum(1 for rank in others if not self.ranks or rank in self.ranks)
        found = (Reason(self, met, self.count, None, "", met < self.count),)
        return lambda officer: found

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        named = ", ".join(sorted(kind_name(rank) for rank in self.ranks)) or "others"
        return f"{reason.figure} of {reason.limit} {named} on the job"

    def plain(self) -> str:
        named = ", ".join(sorted(kind_name(rank) for rank in self.ranks)) or "others"
        return f"Only beside at least {self.count} {named}."


@dataclass(frozen=True, slots=True)
class NotUnderJunior(Measured):
    """Not on a job that somebody of a lower rank coordinates.

    `order` names the ranks from the lowest up; one that it does not name is not compared. With
    `same_rank_too` the same rank is not allowed either. A job that a rank runs (`run_by`) is
    coordinated by that rank where nothing else is said.
    """

    kind: ClassVar[str] = "not_under_junior"
    title: ClassVar[str] = "coordinator's rank"
    needs: ClassVar[frozenset[str]] = frozenset({"led"})
    timeless: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'order = ["officer", "sergeant", "lieutenant", "captain"]\nsame_rank_too = true\n'
        'scope = { ranks = ["captain"] }',
    )

    order: tuple[str, ...]
    same_rank_too: bool

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(terms, table.texts("order"), table.flag("same_rank_too"))

    def measured(self, question: Question) -> Check | None:
        position = question.position
        over = position.coordinator_rank or position.run_by
        if over not in self.order:
            return None
        level, order = self.order.index(over), self.order

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            if officer.rank_code not in order:
                return WITHIN
            held = order.index(officer.rank_code)
            broken = held > level or (self.same_rank_too and held == level)
            return (Reason(self, 0, 0, None, f"{officer.rank_code} under {over}", broken),)

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return kind_name(reason.about)

    def plain(self) -> str:
        same = " or the same" if self.same_rank_too else ""
        order = " < ".join(map(kind_name, self.order))
        return f"Not on a job that somebody of a lower{same} rank coordinates: {order}."


@dataclass(frozen=True, slots=True)
class Supervises(Measured):
    """A supervisor has at least `least` and at most `most` others under him on the job.

    Silent where it is not known how many.
    """

    kind: ClassVar[str] = "supervises"
    title: ClassVar[str] = "others supervised"
    needs: ClassVar[frozenset[str]] = frozenset({"supervised"})
    unit: ClassVar[str] = "officers"
    quantity: ClassVar[str] = "supervised"
    timeless: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'least = 4\nmost = 10\nscope = { position_ranks = ["sergeant"] }',
    )

    least: int
    most: int
    """0 for any number."""

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(terms, table.whole("least", 0), table.whole("most", 0))

    def measured(self, question: Question) -> Check | None:
        count = question.position.supervised
        if count is None:
            return None
        few, many = count < self.least, bool(self.most) and count > self.most
        limit = self.most if many or not self.least else self.least
        found = (Reason(self, count, limit, None, "", few or many),)
        return lambda officer: found

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return f"{reason.figure} supervised, {reason.limit} allowed"

    def plain(self) -> str:
        most = f" and at most {self.most}" if self.most else ""
        return f"Supervises at least {self.least}{most} others."
