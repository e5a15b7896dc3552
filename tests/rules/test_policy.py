"""Policy documents: what is right becomes a policy, what is wrong is named by line and key."""

import pytest

from coordinator.library import standard_policy
from coordinator.rules.clauses import KINDS, Severity
from coordinator.rules.facts import PositionFacts, Question, ScheduleFacts
from coordinator.rules.policy import Invalid, Policy, read_policy
from coordinator.rules.rotation import KeyKind, Ties
from coordinator.rules.spans import DAY, HOUR, Calendar

START = 1_780_351_200
"""Mon 1 June 2026 18:00 in New York."""


def problems(document: str) -> list[str]:
    policy = read_policy(document)
    assert isinstance(policy, Invalid)
    return [str(problem) for problem in policy.problems]


def test_the_shipped_policy_is_valid_and_numbers_every_clause() -> None:
    policy = read_policy(standard_policy())
    assert isinstance(policy, Policy)
    assert {clause.kind for clause in policy.clauses} <= set(KINDS)
    assert all(clause.terms.number for clause in policy.clauses)
    assert [key.by for key in policy.rotation.keys] == [
        KeyKind.FEWEST_HOURS,
        KeyKind.LONGEST_SINCE,
        KeyKind.SENIORITY,
    ]


def test_a_document_says_what_its_clauses_are() -> None:
    policy = read_policy(
        """
        name = "General Order 12"
        effective_on = 2026-01-01
        [[clause]]
        kind = "max_hours"
        number = "4.2"
        name = "weekly cap"
        text = "No member shall work more than 60 hours in a week."
        window = "week"
        hours = 60.5
        counts = ["detail", "regular"]
        severity = "override"
        by = "lieutenant"
        scope = { ranks = ["PO"] }
        from = 2026-02-01
        [rotation]
        ties = "draw"
        [awards]
        reason_when_tied = false
        """
    )
    assert isinstance(policy, Policy)
    (clause,) = policy.clauses
    assert clause.terms.severity is Severity.OVERRIDE
    assert (clause.terms.by, clause.terms.from_on) == ("lieutenant", "2026-02-01")
    assert clause.most == int(60.5 * HOUR)  # type: ignore[attr-defined]
    assert policy.rotation.ties is Ties.DRAW
    assert (policy.awards.reason_when_not_first, policy.awards.reason_when_tied) == (True, False)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('kind = "magic"', "line 3, clause[1].kind: 'magic' is not known here."),
        ("number = '1'", "line 2, clause[1].kind: is missing."),
        (
            'kind = "max_hours"\nwindow = "week"\nhours = -1',
            "line 5, clause[1].hours: -1 is not allowed. The least is 0.",
        ),
        (
            'kind = "max_hours"\nwindow = "week"\nhours = 7.333',
            "line 5, clause[1].hours: 7.333 is not a whole number of minutes. "
            'Write 7.25, or "7:20" for 7 h 20.',
        ),
        (
            'kind = "max_hours"\nwindow = "fortnight"\nhours = 1',
            "line 4, clause[1].window: 'fortnight' is not known here. "
            "Use one of: day, week, month, rolling, year, pay_period, roster, service_year, "
            "months.",
        ),
        (
            'kind = "max_hours"\nwindow = "rolling"\nhours = 1',
            "line 2, clause[1].window_hours: is missing. "
            "Add window_hours = 24, or window_days = 7.",
        ),
        (
            'kind = "status"\nstatuses = ["tired"]',
            "line 4, clause[1].statuses: 'tired' is not known here.",
        ),
        (
            'kind = "status"\nstatuses = []\nother_statuses = ["desk_duty"]',
            "line 4, clause[1].statuses: names nothing. Leave it out: then only other_statuses",
        ),
        (
            'kind = "approved"\nscope = { sites = ["Gate"] }',
            "line 4, clause[1].scope.sites: is nothing that a scope knows. Give these jobs a class",
        ),
        ('kind = "service"', "line 2, clause[1].months: is missing, and so is most_months."),
        ('kind = "service"\nmonths = 0', "line 4, clause[1].months: 0 is not allowed."),
        (
            'kind = "service"\nmonths = 9\nmost_months = 8',
            "line 5, clause[1].most_months: is less than months.",
        ),
        (
            'kind = "approved"\nseverity = "override"',
            "line 2, clause[1].by: is missing. Say who may override",
        ),
        (
            'kind = "approved"\nfrom = 2026-02-01\nuntil = 2026-02-01',
            "line 5, clause[1].until: is not after from. It holds until a later date.",
        ),
        (
            'kind = "approved"\nseverty = "bars"',
            "line 4, clause[1].severty: is not a known key. Did you mean 'severity'?",
        ),
        (
            'kind = "approved"\nscope = { rank = ["PO"] }',
            "line 4, clause[1].scope.rank: is not a known key. Did you mean 'ranks'?",
        ),
        (
            'kind = "approved"\n[[rotation.key]]\nby = "fewest_hours"\nperiod = "rolling"',
            "line 4, rotation.key[1].days: is missing. Add days = a whole number.",
        ),
    ],
)
def test_what_is_wrong_is_named(lines: str, said: str) -> None:
    found = problems(f"effective_on = 2026-01-01\n[[clause]]\n{lines}\n")
    assert any(problem.startswith(said) for problem in found), found


def test_a_document_without_a_date_or_without_sense_is_refused() -> None:
    assert problems("name = 'x'")[0].startswith("line 1, effective_on: is missing.")
    assert problems("effective_on = ")[0].startswith("line 1: ")


def test_reach_is_no_further_than_the_clauses_look() -> None:
    calendar = Calendar("America/New_York")
    position = PositionFacts(1, "a", 1, "", START, START + 4 * HOUR)
    question = Question(position, calendar, START, ScheduleFacts())
    policy = read_policy(
        'effective_on = 2026-01-01\n[[clause]]\nkind = "rest_before_duty"\nhours = 8\n'
        '[[clause]]\nkind = "max_hours"\nwindow = "month"\nhours = 90\n'
    )
    assert isinstance(policy, Policy)
    reach = policy.reach(question)
    assert reach.duty == (START, START + 12 * HOUR)
    assert reach.details is not None
    assert (reach.details[1] - reach.details[0]) == 30 * DAY


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ('window = "month"', "in the month before that of the job."),
        ('window = "rolling"\nwindow_days = 7', "in the 7 days before a job."),
    ],
)
def test_when_the_work_before_a_job_must_lie_is_told(window: str, words: str) -> None:
    clause = f'kind = "work_before"\nhours = 16\n{window}'
    policy = read_policy(f"effective_on = 2026-01-01\n[[clause]]\n{clause}\n")
    assert isinstance(policy, Policy)
    assert policy.clauses[0].plain().endswith(words)
