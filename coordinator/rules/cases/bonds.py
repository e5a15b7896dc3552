"""What binds an officer of a scenario: his groups, his ties, and who else is on the job.

Employers and officers are named by words; the same word is the same employer or officer.
"""

from zlib import crc32

from coordinator.rules.cases.values import Fields
from coordinator.rules.clauses.interests import RELATIONS, SUPERVISED_BY
from coordinator.rules.facts import Colleague, PositionFacts, Tie
from coordinator.rules.words import Relation


def ties_of(officer: Fields) -> tuple[Tie, ...]:
    """`ties`: each with a relation, and the employer or officer to whom it ties."""
    return tuple(_tie(fields) for fields in officer.each("ties"))


def in_company(position: PositionFacts, candidate: Fields) -> PositionFacts:
    """The position with the officers on its `crew`, its employer, and who leads it (`led_by`)."""
    led_by = candidate.text("led_by")
    return position._replace(
        employer_id=known_by(position.employer_name),
        beside=tuple(_colleague(word) for word in candidate.texts("crew")),
        led_by=_colleague(led_by) if led_by else None,
    )


def known_by(word: str) -> int:
    """A number that stands for a word; 0 for none."""
    return crc32(word.encode()) + 1 if word else 0


def _tie(fields: Fields) -> Tie:
    relation = fields.word("relation", RELATIONS, str(Relation.OTHER))
    employer, officer = fields.text("employer"), fields.text("officer")
    fields.finish()
    own = relation != SUPERVISED_BY
    named = relation if own else str(Relation.SUPERVISES)
    return named, known_by(employer), known_by(officer), own


def _colleague(word: str) -> Colleague:
    return known_by(word), word
