"""Who may allow what a clause keeps back, and approve hours: not the officer himself, nobody who is
tied to him where the policy says so, and only whoever holds the rank that a clause asks for."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.actions.staffing.candidates import ask
from coordinator.rules.clauses import Clause, Severity
from coordinator.rules.clauses.interests import ConflictOfInterest, relation_of
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.facts import Question
from coordinator.rules.policy import Policy
from coordinator.rules.ranking import Candidate
from storage.queries.people.ties import declared_ties
from storage.queries.staffing.facts import ranks_on


@dataclass(frozen=True, slots=True)
class Allowing:
    """What speaks against somebody who is to allow something: what refuses it, what only warns."""

    refusing: tuple[str, ...] = ()
    warning: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What refuses it, on one line."""
        return "; ".join(self.refusing)


FREE = Allowing()


def may_override(
    connection: sqlite3.Connection, fresh: Candidate, policy: Policy, by: str
) -> Allowing:
    """What speaks against somebody, by name or badge, who overrides for a candidate.

    Whoever is no officer of the book is not known to be anybody's relation.
    """
    officer = officer_called(connection, by)
    if officer is None:
        return FREE
    if officer == fresh.id:
        return Allowing((f"{by} cannot allow it for himself.",))
    on = fresh.question.first_on
    lacking = tuple(_lacking_rank(connection, fresh, officer, by, on))
    tied = tied_approver(connection, policy, fresh.question, fresh.id, (officer, by))
    return Allowing((*lacking, *tied.refusing), tied.warning)


def tied_approver(
    connection: sqlite3.Connection,
    policy: Policy,
    question: Question,
    officer_id: int,
    approver: tuple[int, str],
) -> Allowing:
    """What ties the approver (officer id, name) to the officer, as clauses of the policy say."""
    clauses = [each for each in _about_approvers(policy.clauses) if each.terms.hold(question)]
    if not clauses:
        return FREE
    other, name = approver
    on = question.first_on
    ties = [
        each.tie
        for each in declared_ties(connection).get(officer_id, ())
        if each.period.holds(on) and each.tie[2] == other
    ]
    refusing: list[str] = []
    warning: list[str] = []
    for clause in clauses:
        for tie in ties:
            if clause.means(tie):
                said = refusing if clause.terms.severity is not Severity.WARNS else warning
                said.append(_words(clause, relation_of(tie), name))
    return Allowing(tuple(refusing), tuple(warning))


class Approver:
    """Somebody who approves hours one after another, by name."""

    def __init__(self, connection: sqlite3.Connection, name: str, now: int) -> None:
        self._connection, self._name, self._now = connection, name, now
        self._officer = officer_called(connection, name)

    def of_hours(self, assignment_id: int, officer_id: int) -> Allowing:
        """What speaks against his approving these hours of an officer."""
        if self._officer is None:
            return FREE
        (position,) = self._connection.execute(
            "SELECT position_id FROM assignment WHERE id = ?", (assignment_id,)
        ).fetchone()
        question, governing = ask(self._connection, position, self._now)
        him = self._officer, self._name
        return tied_approver(self._connection, governing.policy, question, officer_id, him)


def officer_called(connection: sqlite3.Connection, words: str) -> int | None:
    """The officer whom words name: by a badge in them, by the whole name, or by a last name that
    only one has."""
    names = [word.strip(".,#()").casefold() for word in words.split()]
    rows = connection.execute("SELECT id, badge, last_name, first_name FROM officer").fetchall()
    by_badge = [row[0] for row in rows if row[1].casefold() in names]
    whole = [row[0] for row in rows if {row[2].casefold(), row[3].casefold()} <= set(names)]
    found = by_badge or whole or [row[0] for row in rows if row[2].casefold() in names]
    return int(found[0]) if len(found) == 1 else None


def _about_approvers(clauses: Iterable[Clause]) -> list[ConflictOfInterest]:
    return [
        each for each in clauses if isinstance(each, ConflictOfInterest) and each.binds_approvers
    ]


def _lacking_rank(
    connection: sqlite3.Connection, fresh: Candidate, officer: int, by: str, on: str
) -> Iterable[str]:
    level, held = ranks_on(connection, on, officer).get(officer, (-1, ""))
    levels = dict(connection.execute("SELECT code, level FROM rank"))
    for reason in fresh.verdict.reasons:
        ranks = reason.clause.terms.by_ranks
        lowest = min((levels[rank] for rank in ranks if rank in levels), default=level + 1)
        if reason.severity is Severity.OVERRIDE and ranks and held not in ranks and level <= lowest:
            wanted = " or ".join(kind_name(rank) for rank in ranks)
            name = reason.clause.terms.name
            yield f"{name}: {by} is {kind_name(held) or 'of no rank'}; {wanted} may allow it."


def _words(clause: ConflictOfInterest, relation: str, name: str) -> str:
    number = f" ({clause.terms.number})" if clause.terms.number else ""
    return f"{clause.terms.name}: {kind_name(relation)}: {name} may not allow it{number}"
