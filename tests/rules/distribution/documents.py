"""Distribution documents and situations for tests."""

from fractions import Fraction
from typing import Any

from coordinator.rules.distribution.awarding import Decision, decide
from coordinator.rules.distribution.document import Distribution
from coordinator.rules.distribution.facts import Answer, Happening, Person, SignUp
from coordinator.rules.distribution.reading import read_distribution
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.documents import Problem, open_document
from coordinator.rules.spans import HOUR, Calendar

CALENDAR = Calendar("America/New_York")
START = 1_781_647_200
"""Tue 16 June 2026 18:00 in New York."""

LENGTH = 4 * HOUR


def document(text: str) -> Distribution:
    root = open_document(text)
    found = read_distribution(root)
    root.finish()
    assert not root.problems, [str(problem) for problem in root.problems]
    return found


def problems(text: str) -> list[Problem]:
    root = open_document(text)
    read_distribution(root)
    root.finish()
    return root.problems


def person(name: str, since: str = "2001-01-01", **more: Any) -> Person:
    tallies = {key: Fraction(value) for key, value in more.pop("tallies", {}).items()}
    return Person(name, dates={"seniority_date": since}, tallies=tallies, **more)


def situation(*people: Person, **more: Any) -> Situation:
    asked = more.pop("asked", None)
    if asked is not None:
        more["signups"] = tuple(SignUp(name, at) for name, at in asked.items())
    said = more.pop("said", ())
    answers = tuple(Answer(name, what) for name, what in said)
    return Situation(people, (START, START + LENGTH), answers=answers, **more)


def worked(name: str, at: int, hours: int = 4, **facts: Any) -> Happening:
    return Happening("worked", name, at, Fraction(hours), at, facts)


def decided(text: str, case: Situation) -> Decision:
    found = decide(document(text), case, CALENDAR)
    assert isinstance(found, Decision)
    return found
