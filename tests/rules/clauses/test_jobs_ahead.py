"""At most so many details ahead: what has been taken and has not begun when it is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.eligibility import judge
from coordinator.rules.facts import DETAIL, OfficerFacts, PositionFacts, Question, ScheduleFacts
from coordinator.rules.policy import Invalid, Policy, read_policy
from coordinator.rules.policy_words import clause_words
from coordinator.rules.spans import HOUR, Calendar

AHEAD = """
name = "Pending"
timezone = "UTC"
effective_on = 2026-01-01
[[clause]]
kind = "max_jobs"
number = "2"
window = "ahead"
jobs = 3
"""
NOW = 1_780_351_200
UTC = Calendar("UTC")


def policy(text: str = AHEAD) -> Policy:
    found = read_policy(text)
    assert isinstance(found, Policy), found
    return found


@given(st.lists(st.integers(-60, 9000), max_size=8, unique=True), st.integers(-5, 9000))
def test_counted_one_by_one(starts: list[int], own: int) -> None:
    """Details of half an hour by when they start, in hours from now."""
    work = [(1, NOW + at * HOUR, NOW + at * HOUR + 1800, DETAIL) for at in sorted(starts)]
    position = PositionFacts(1, "1a", 1, "1", NOW + own * HOUR, NOW + own * HOUR + 1800)
    verdict = judge(
        policy(), Question(position, UTC, NOW, ScheduleFacts()), OfficerFacts(1, "7", work=work)
    )
    # So far ahead as the book looks: a year from the position on.
    pending = 1 + sum(0 < at <= own + 366 * 24 for at in starts)
    expected = [pending] if own > 0 and pending > 3 else []
    assert [reason.figure for reason in verdict.reasons] == expected


EXAMPLE = """
[[example]]
title = "t"
{asked}
spans = [
  {{ kind = "detail", start = 2026-06-{d}T08:00:00, end = 2026-06-{d}T10:00:00 }},
  {{ kind = "detail", start = 2026-06-{d}T12:00:00, end = 2026-06-{d}T14:00:00 }},
  {{ kind = "detail", start = 2026-06-{d}T18:00:00, end = 2026-06-{d}T20:00:00 }},
]
candidate = {{ start = 2026-06-12T10:00:00, end = 2026-06-12T18:00:00 }}
expect = {{ {expect} }}
"""


@pytest.mark.parametrize(
    ("asked", "day", "expect"),
    [
        ("2026-06-08T08:00:00", "03", 'verdict = "allowed", figure = 1'),
        ("2026-06-08T08:00:00", "13", 'verdict = "refused", figure = 4, limit = 3'),
        ("2026-06-11T07:59:00", "11", 'verdict = "refused", figure = 4'),
        ("2026-06-11T08:00:00", "11", 'verdict = "allowed", figure = 3'),
    ],
)
def test_what_was_worked_does_not_count(asked: str, day: str, expect: str) -> None:
    example = EXAMPLE.format(asked=f"asked_at = {asked}", d=day, expect=expect)
    assert failing_examples(policy(AHEAD + example)) == ()


def test_it_is_lifted_near_the_start() -> None:
    steps = "[[clause.relaxes]]\nhours_before = 48\nlifted = true\n"
    for asked, verdict in (("10T09:59:00", "refused"), ("10T10:00:00", "allowed")):
        told = f"asked_at = 2026-06-{asked}"
        example = EXAMPLE.format(asked=told, d="13", expect=f'verdict = "{verdict}"')
        assert failing_examples(policy(AHEAD + steps + example)) == ()


def test_a_scenario_must_say_when_it_is_asked() -> None:
    (found,) = failing_examples(
        policy(AHEAD + EXAMPLE.format(asked="", d="03", expect="figure = 1"))
    )
    assert "asked_at is not said" in str(found)
    award = """
[[example]]
title = "t"
officers = [{ id = "A", seniority_date = 2001-01-01 }]
detail = { start = 2026-06-13T10:00:00, end = 2026-06-13T12:00:00 }
expect = { awarded = ["A"] }
"""
    (found,) = failing_examples(policy(AHEAD + "[rotation]\n" + award))
    assert "assigned_at is not said" in str(found)
    dated = award.replace("expect", "assigned_at = 2026-06-10T10:00:00\nexpect")
    assert failing_examples(policy(AHEAD + "[rotation]\n" + dated)) == ()


def test_it_is_told_and_counts_nothing_else() -> None:
    (clause,) = policy().clauses
    assert clause_words(clause).sentence.startswith(
        "At most 3 jobs in the time ahead, without what has begun, counting detail"
    )
    found = read_policy(AHEAD + 'counts = ["detail", "regular"]')
    assert isinstance(found, Invalid)
    assert "are not taken ahead" in str(found.problems[0])
    hours = read_policy(AHEAD.replace("max_jobs", "max_hours").replace("jobs =", "hours ="))
    assert isinstance(hours, Invalid)
