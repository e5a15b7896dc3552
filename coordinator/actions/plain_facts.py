"""What is known of officers apart from their time: roster, ranks, statuses, papers; read once."""

import sqlite3

from coordinator.rules.facts import OfficerFacts
from storage.queries.stands import Member, members
from storage.queries.whole_book import Person, people


class PlainFacts:
    """The officers of the book, from whom facts are made without anything of their time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.people: dict[int, Person] = people(connection)
        self.members: dict[int, Member] = {member.id: member for member in members(connection)}

    def name(self, officer: int) -> str:
        """Badge and name."""
        person = self.people[officer]
        return f"{person.badge} {person.name}"

    def of(self, officer: int, employer: int, on: str) -> OfficerFacts:
        """An officer on a local date, as seen from a job for an employer."""
        person, member = self.people[officer], self.members[officer]
        level, code = person.rank_on(on)
        return OfficerFacts(
            officer,
            person.badge,
            person.name,
            unit=person.unit,
            rank_level=level,
            rank_code=code,
            seniority_on=member.seniority_on,
            seniority_tie=member.seniority_tie,
            approved=person.approved,
            statuses=person.statuses,
            certificates=person.certificates,
            exclusions=person.exclusions.get(employer, ()),
        )
