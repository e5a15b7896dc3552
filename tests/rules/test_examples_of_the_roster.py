"""Examples about approval and exclusions, and about crews that stand in another form."""

import pytest

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.policy import Policy, read_policy

HEAD = 'name = "R"\neffective_on = 2026-01-01\ntimezone = "America/Winnipeg"\n'
CLAUSES = """
[[clause]]
kind = "exclusion"
number = "21"
sides = ["employer", "agency"]
[[clause]]
kind = "approved"
number = "22"
[[clause]]
kind = "not_beside"
number = "23"
ranks = ["DET", "OFC"]
where = "ranks_available"
[[clause]]
kind = "supervisor_needed"
number = "24"
role = "sergeant"
from_crew = 4
"""
WHEN = 'candidate = { employer = "Bolt", start = 2026-06-29T17:00:00, end = 2026-06-29T21:00:00 }'


def said(example: str) -> list[str]:
    policy = read_policy(f"{HEAD}{CLAUSES}[[example]]\n{example}\n")
    assert isinstance(policy, Policy), policy
    return [problem.message for problem in failing_examples(policy)]


def apart(more: str) -> str:
    return f'officer = {{ exclusions = [{{ employer = "Bolt"{more} }}] }}\n{WHEN}\n'


REFUSED = 'expect = { verdict = "refused", clause = "21" }'
ALLOWED = 'expect = { verdict = "allowed" }'


@pytest.mark.parametrize(
    "example",
    [
        apart(', side = "employer"') + REFUSED,
        apart("") + REFUSED,
        apart(', side = "officer"') + ALLOWED,
        apart(", from = 2026-06-30") + ALLOWED,
        apart(", from = 2026-06-29, to = 2026-06-30") + REFUSED,
        apart(", to = 2026-06-29") + ALLOWED,
        f'officer = {{ exclusions = [{{ employer = "Gas" }}] }}\n{WHEN}\n{ALLOWED}',
        f"officer = {{ approved = true }}\n{WHEN}\n{ALLOWED}",
        f"officer = {{ approved = false }}\n{WHEN}\n{REFUSED.replace('21', '22')}",
        f"{WHEN}\n{ALLOWED}",
    ],
    ids=[f"scene{n}" for n in range(1, 11)],
)
def test_approval_and_exclusions_are_tried(example: str) -> None:
    assert said(example) == []


@pytest.mark.parametrize(
    ("example", "words"),
    [
        (
            f"officer = {{ excluded = ['Bolt'] }}\n{WHEN}\n{ALLOWED}",
            "case.officer: field 'excluded' (is 'exclusions' meant?)",
        ),
        (
            "candidate = { crew_size = 4 }\nexpect = { positions_required = { officer = 3 } }",
            "expect: positions_required is a list of roles with their counts: [{ role = 'officer'",
        ),
        (
            "candidate = { crew_size = 4 }\nexpect = { positions_required = [{ officer = 3 }] }",
            "expect: positions_required is a list of roles",
        ),
        (f"{WHEN}\nexpect = {{ silent = '21' }}", "expect: silent is a list"),
        (f"{WHEN}\nexpect = {{ also = 'x' }}", "expect: also is a list of tables"),
        (apart(", side = 'mayor'") + ALLOWED, "case.officer.exclusions[1]: side = 'mayor'"),
        (
            f"officer = {{ approved = 'yes' }}\n{WHEN}\n{ALLOWED}",
            "case.officer: approved is neither true nor false",
        ),
    ],
    ids=["excluded", "table", "no role", "silent", "also", "side", "approved"],
)
def test_another_form_is_told_with_the_right_one(example: str, words: str) -> None:
    (message,) = said(example)
    assert message.startswith("is not expressible")
    assert words in message


def test_ranks_still_to_be_had_are_counted() -> None:
    ranks = ", ".join(['"DET"', '"OFC"', '"OFC"', '"SGT"'] * 3 + ['"PO"'])
    example = (
        f"candidate = {{ crew_size = 1, ranks_available = [{ranks}] }}\n"
        "expect = { verdict = 'allowed' }"
    )
    (message,) = said(example)
    assert "others on the job: available: 3 DET, 6 OFC (23)" in message
