"""What taking a position would cost an officer: the other details that he could not work any more.

Each detail that he holds or has asked for around the position is judged twice, without and with the
position in his life; what is new is the consequence. What the position does to his shifts stands
among the reasons of its own verdict.
"""

import sqlite3
from dataclasses import dataclass

from coordinator.actions.staffing.candidates import as_held, ask, facts_for
from coordinator.rules.clauses import Reason
from coordinator.rules.clauses.wording import stretch
from coordinator.rules.eligibility import Standing, Verdict, judge
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question
from coordinator.rules.policy import Policy
from coordinator.rules.spans import DAY
from storage.queries.people.officer import wanted_around
from storage.queries.staffing.facts import by_start

AROUND = 8 * DAY
"""Seconds. At least a week and a day either side; further, where a clause looks further."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """Another detail of the officer that the position would put out of his reach, or nearly."""

    position: str
    when: str
    held: bool
    """False: he has asked for it."""
    standing: Standing
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """'barred from 26-0413.1a (held), Sat 7 Nov 07:00 to 15:00: weekly cap: 66 of 64 h …'."""
        how = "held" if self.held else "asked for"
        word = "barred from" if self.standing is Standing.BARRED else "override for"
        return f"{word} {self.position} ({how}), {self.when}: {'; '.join(self.reasons)}"


def look_ahead(
    connection: sqlite3.Connection, position_id: int, officer_id: int, now: int
) -> tuple[Consequence, ...]:
    """What changes for the worse, the nearest first. Raises Missing for an unknown position."""
    asked, governing = ask(connection, position_id, now)
    position = asked.position
    far = _far(governing.policy, asked)
    since, until = position.starts_at - far, position.ends_at + far
    found = []
    for other, held in wanted_around(connection, officer_id, max(now, since), until):
        if other != position_id:
            found.append(_consequence(connection, other, officer_id, position, now, held=held))
    return tuple(one for one in found if one is not None)


def _far(policy: Policy, asked: Question) -> int:
    """Seconds to either side in which the position may matter to another detail."""
    looked = policy.reach(asked).details or asked.position.span
    back, on = asked.position.starts_at - looked[0], looked[1] - asked.position.ends_at
    return max(AROUND, back, on)


def _consequence(
    connection: sqlite3.Connection,
    other_id: int,
    officer_id: int,
    position: PositionFacts,
    now: int,
    *,
    held: bool,
) -> Consequence | None:
    question, governing = ask(connection, other_id, now)
    question = as_held(connection, question, governing.policy, officer_id)
    facts = facts_for(connection, question, governing, officer_id)
    if not facts:
        return None
    before = judge(governing.policy, question, facts[0])
    after = judge(governing.policy, question, _with(facts[0], position))
    new = _new(before, after)
    if not new:
        return None
    calendar = question.calendar
    return Consequence(
        question.position.number,
        stretch(question.position.span, calendar),
        held,
        after.standing,
        tuple(reason.words(calendar) for reason in new),
    )


def _with(officer: OfficerFacts, position: PositionFacts) -> OfficerFacts:
    """The officer's life with the position in it."""
    booking = position.booked_by(officer.id)
    told = (*officer.told, position.own) if officer.told else ()
    return officer._replace(
        told=tuple(sorted(told, key=lambda span: (span.start, span.end, span.kind))),
        work=sorted([*officer.work, booking[:4]]),
        details=sorted([*officer.details, booking], key=by_start),
    )


def _new(before: Verdict, after: Verdict) -> list[Reason]:
    """The reasons that only the position brings; warnings are none."""
    known = {id(reason.clause) for reason in before.reasons}
    return [
        reason
        for reason in after.reasons
        if id(reason.clause) not in known and reason.severity != "warns"
    ]
