"""What is known of officers apart from their time: roster, ranks, statuses, papers; read once."""

import sqlite3

from coordinator.rules.facts import ExclusionPeriod, OfficerFacts
from storage.queries.distribution.stands import Member, members
from storage.queries.people.whole_book import Person, people


class PlainFacts:
    """The officers of the book, from whom facts are made without anything of their time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.people: dict[int, Person] = people(connection)
        self.members: dict[int, Member] = {member.id: member for member in members(connection)}
        self._made: dict[int, OfficerFacts] = {}

    def name(self, officer: int) -> str:
        """Badge and name."""
        person = self.people[officer]
        return f"{person.badge} {person.name}"

    def excluded(self, officer: int, employer: int) -> tuple[ExclusionPeriod, ...]:
        """When he and an employer would not have each other."""
        return self.people[officer].exclusions.get(employer, ())

    def of(self, officer: int, on: str) -> OfficerFacts:
        """An officer on a local date; whom he works for is not looked at."""
        person, member = self.people[officer], self.members[officer]
        rank = person.rank_on(on)
        made = self._made.get(officer)
        # Of all that is known, dated spans are given whole: the rank alone is another by the date.
        if made is None or (made.rank_level, made.rank_code) != rank:
            made = self._made[officer] = _facts(officer, person, member, rank)
        return made


def _facts(
    officer: int, person: Person, member: Member, rank: tuple[int | None, str]
) -> OfficerFacts:
    level, code = rank
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
    )
