"""What relaxes as the start comes near, by documents and their own examples."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses import Severity
from coordinator.rules.clauses.jobs import MaxJobs
from coordinator.rules.eligibility import Standing, judge
from coordinator.rules.facts import DETAIL, OfficerFacts, PositionFacts, Question, ScheduleFacts
from coordinator.rules.policy import Invalid, Policy, read_policy
from coordinator.rules.policy_words import clause_words
from coordinator.rules.spans import HOUR, Calendar, instant_of

START = 1_780_351_200
UTC = Calendar("UTC")

CAP = """
name = "Ladder"
timezone = "UTC"
effective_on = 2026-01-01
[[clause]]
kind = "max_hours"
number = "5"
name = "weekly cap"
window = "week"
hours = 20
counts = ["detail"]
severity = "bars"
[[clause.relaxes]]
hours_before = 48
severity = "override"
by = "lieutenant"
[[clause.relaxes]]
hours_before = 24
hours = 24
[[clause.relaxes]]
hours_before = 6
lifted = true
"""


def policy(document: str = CAP) -> Policy:
    found = read_policy(document)
    assert isinstance(found, Policy), found
    return found


def standing(seconds_before: int, worked_hours: int = 17) -> tuple[Standing, list[int]]:
    """The verdict on an officer with so much work in the week, and the limits that he broke."""
    work = [(1, START - 40 * HOUR, START - 40 * HOUR + worked_hours * HOUR, DETAIL)]
    position = PositionFacts(1, "1a", 1, "1", START, START + 5 * HOUR)
    question = Question(position, UTC, START - seconds_before, ScheduleFacts())
    verdict = judge(policy(), question, OfficerFacts(1, "7", work=work))
    return verdict.standing, [reason.limit // HOUR for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("before", "worked", "expected"),
    [
        (48 * HOUR + 1, 17, (Standing.BARRED, [20])),
        (48 * HOUR, 17, (Standing.OVERRIDE, [20])),
        (24 * HOUR + 1, 17, (Standing.OVERRIDE, [20])),
        (24 * HOUR, 17, (Standing.ELIGIBLE, [])),
        (24 * HOUR, 20, (Standing.OVERRIDE, [24])),
        (6 * HOUR + 1, 20, (Standing.OVERRIDE, [24])),
        (6 * HOUR, 20, (Standing.ELIGIBLE, [])),
        (-HOUR, 20, (Standing.ELIGIBLE, [])),
    ],
)
def test_each_step_holds_from_its_hours_until_the_next(
    before: int, worked: int, expected: tuple[Standing, list[int]]
) -> None:
    assert standing(before, worked) == expected


@given(st.integers(-10 * HOUR, 100 * HOUR))
def test_at_any_time_one_step_holds_and_it_is_the_last_one_reached(before: int) -> None:
    position = PositionFacts(1, "1a", 1, "1", START, START + HOUR)
    question = Question(position, UTC, START - before, ScheduleFacts())
    holding = [clause for clause in policy().clauses if clause.terms.hold(question)]
    reached = [hours for hours in (48, 24, 6) if before <= hours * HOUR]
    expected = {0: (Severity.BARS, ""), 1: (Severity.OVERRIDE, "lieutenant")}
    if len(reached) == 3:
        assert holding == []
    else:
        (one,) = holding
        assert (one.terms.severity, one.terms.by) == expected[min(1, len(reached))]


def test_a_clause_without_steps_never_relaxes() -> None:
    assert all(clause.terms.always for clause in policy(CAP.split("[[clause.relaxes]]")[0]).clauses)


def test_every_step_is_put_into_words() -> None:
    assert [clause_words(clause).dates for clause in policy().clauses] == [
        "until 48 hours before the start",
        "from 48 hours before the start until 24 hours before the start",
        "from 24 hours before the start until 6 hours before the start",
    ]


def test_an_example_says_when_it_is_asked() -> None:
    example = """
[[example]]
title = "{title}"
asked_at = 2026-06-0{day}T10:00:00
spans = [ {{ kind = "detail", start = 2026-06-08T00:00:00, end = 2026-06-08T18:00:00 }} ]
candidate = {{ kind = "detail", start = 2026-06-10T09:00:00, end = 2026-06-10T13:00:00 }}
expect = {{ verdict = "{verdict}", clause = "5", figure = 22, limit = 20, unit = "hours" }}
"""
    early = example.format(title="early", day=7, verdict="refused")
    late = example.format(title="late", day=9, verdict="needs_approval")
    assert failing_examples(policy(CAP + early)) == ()
    assert len(failing_examples(policy(CAP + late))) == 1  # by then it is 24 hours


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ("hours_before = 24\n[[clause.relaxes]]\nhours_before = 48", "is not nearer to the start"),
        ("hours_before = 24\nlifted = true\nhours = 30", "stands beside other keys"),
        ("severity = 'warns'", "is missing"),
        ("hours_before = 24\nseverty = 'warns'", "is not a known key"),
        ("hours_before = 24\nhours = 'many'", "is not a number"),
        (
            "hours_before = 24\nlifted = true\n[[clause.relaxes]]\nhours_before = 6",
            "relaxes what is lifted already",
        ),
    ],
)
def test_what_is_wrong_in_a_step_is_named_at_its_line(steps: str, problem: str) -> None:
    head = CAP.split("[[clause.relaxes]]", 1)[0] + "[[clause.relaxes]]\n"
    found = read_policy(head + steps)
    assert isinstance(found, Invalid)
    (only,) = found.problems
    assert problem in str(only)
    assert only.line >= head.count("\n")


WEEKLY = """
name = "Two a week"
timezone = "America/New_York"
effective_on = 2026-01-01
[[clause]]
kind = "max_jobs"
number = "2"
window = "week"
jobs = 2
[[clause.relaxes]]
jobs = 3
{first}
[[clause.relaxes]]
lifted = true
{second}
"""
THURSDAY = 'weekday = "thursday"\nat = 12:00:00'
NOON = "days_before = 1\nat = 12:00:00"


def limits_at(first: str, second: str, now: str, posted: str = "") -> list[int]:
    """The limits in force at a local time for a detail of Sat 13 June 2026, 10:00."""
    found = policy(WEEKLY.format(first=first, second=second))
    calendar = Calendar("America/New_York")
    start, asked, told = (
        instant_of(datetime.fromisoformat(at), calendar.zone).instant
        for at in ("2026-06-13T10:00", now, posted or now)
    )
    position = PositionFacts(1, "1a", 1, "1", start, start + HOUR)
    position = position._replace(posted_at=told if posted else None)
    question = Question(position, calendar, asked, ScheduleFacts())
    return [c.most for c in found.clauses if isinstance(c, MaxJobs) and c.terms.hold(question)]


@pytest.mark.parametrize(
    ("now", "limits"),
    [
        ("2026-06-11T11:59", [2]),
        ("2026-06-11T12:00", [3]),
        ("2026-06-12T11:59", [3]),
        ("2026-06-12T12:00", []),
    ],
)
def test_a_step_begins_at_a_clock_time_of_the_week(now: str, limits: list[int]) -> None:
    assert limits_at(THURSDAY, NOON, now) == limits
    assert limits_at(THURSDAY, "hours_before = 22", now) == limits


def test_a_step_waits_for_those_above_it() -> None:
    for now, limits in (("12T11:00", [2]), ("12T12:00", [])):
        assert limits_at(NOON, THURSDAY, f"2026-06-{now}") == limits


def test_hours_after_a_posting_that_is_known() -> None:
    steps = "hours_after_posting = 24", "hours_after_posting = 48"
    for now, limits in (("02T07:59", [2]), ("02T08:00", [3]), ("03T08:00", [])):
        assert limits_at(*steps, f"2026-06-{now}", "2026-06-01T08:00") == limits
    assert limits_at(*steps, "2026-06-12T08:00") == [2]


def test_moments_are_told_and_two_in_one_step_are_wrong() -> None:
    found = policy(WEEKLY.format(first=THURSDAY, second="hours_after_posting = 24"))
    assert [clause_words(clause).dates for clause in found.clauses] == [
        "until Thursday 12:00",
        "from Thursday 12:00 until 24 hours after posting",
    ]
    wrong = read_policy(WEEKLY.format(first=f"hours_before = 4\n{THURSDAY}", second=NOON))
    assert isinstance(wrong, Invalid)
    assert "stands beside hours_before" in str(wrong.problems[0])


def test_an_award_is_judged_when_it_was_assigned() -> None:
    example = """
[[example]]
title = "{title}"
officers = [{{ id = "A", seniority_date = 2001-01-01 }}]
busy = [
  {{ officer = "A", kind = "detail", start = 2026-06-08T08:00:00, end = 2026-06-08T10:00:00 }},
  {{ officer = "A", kind = "detail", start = 2026-06-09T08:00:00, end = 2026-06-09T10:00:00 }},
]
detail = {{ start = 2026-06-13T10:00:00, end = 2026-06-13T12:00:00 }}
assigned_at = 2026-06-{at}:00
expect = {{ awarded = [{awarded}] }}
"""
    head = WEEKLY.format(first="hours_before = 1", second="hours_before = 0")
    head = head.replace("hours_before = 1\n", f"{THURSDAY}\n") + "[rotation]\n"
    early = example.format(title="early", at="11T11:59", awarded="")
    late = example.format(title="late", at="11T12:00", awarded='"A"')
    assert failing_examples(policy(head + early + late)) == ()
