"""Whether a record speaks against hours worked: asked of the policy in force on their date."""

import sqlite3
from collections.abc import Sequence

from coordinator.actions.policy.policies import Governing, policy_on
from coordinator.actions.staffing.candidates import as_held, facts_for
from coordinator.actions.staffing.company import in_company
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question, ScheduleFacts, SpanFacts
from coordinator.rules.looking_back import Objection, Overlap, about_overlaps, objection
from coordinator.rules.spans import Calendar, Span
from storage.queries.people.known_then import Given
from storage.queries.staffing.facts import agency_zone, position_facts

NO_SCHEDULE = ScheduleFacts()
"""How fresh the schedule was does not matter to what came out later."""


class Objections:
    """The objections of one book's policies; what they share is read once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.calendar = Calendar(agency_zone(connection))
        self._governing: dict[str, Governing] = {}
        self._positions: dict[int, PositionFacts] = {}

    def to(self, overlap: Overlap, pieces: Sequence[Span], given: Given) -> Objection | None:
        """What speaks against an overlap by the policy of the day on which the work began; `pieces`
        are what is worked of its record."""
        start, end = overlap.worked
        position = self._position(given.position_id)._replace(starts_at=start, ends_at=end)
        # Asked at the start: what was relaxed by then may have been so when he was taken.
        question = Question(position, self.calendar, start, NO_SCHEDULE)
        governing = self._policy(question.first_on)
        question = in_company(self._connection, question, governing.policy)
        question = as_held(self._connection, question, governing.policy, overlap.officer_id)
        officer = self._officer(overlap, pieces, question, governing)
        return objection(governing.policy, question, officer)

    def _position(self, position_id: int) -> PositionFacts:
        if position_id not in self._positions:
            self._positions[position_id] = position_facts(self._connection, position_id)
        return self._positions[position_id]

    def _policy(self, on: str) -> Governing:
        if on not in self._governing:
            policy, policy_id = policy_on(self._connection, on)
            self._governing[on] = Governing(about_overlaps(policy), policy_id)
        return self._governing[on]

    def _officer(
        self, overlap: Overlap, pieces: Sequence[Span], question: Question, governing: Governing
    ) -> OfficerFacts:
        """The officer with nothing but this record in his life."""
        officer = OfficerFacts(overlap.officer_id, "")
        clauses = governing.policy.clauses
        if any(clause.terms.scope.names_officers for clause in clauses):
            found = facts_for(self._connection, question, governing, overlap.officer_id)
            officer = found[0] if found else officer
        work = [(overlap.officer_id, *piece, overlap.kind) for piece in pieces]
        told = [SpanFacts(*piece, overlap.kind, overlap.leave_kind or "") for piece in pieces]
        return officer._replace(work=work, told=tuple(told), details=[])


def was_allowed(found: Objection, given: Given, *, knew: bool, begins_at: int) -> bool:
    """Whether somebody had allowed it: before the work began, and with the record in the book."""
    return bool(
        found.by
        and knew
        and given.allowed_by
        and given.allowed_at is not None
        and given.allowed_at <= begins_at
    )
