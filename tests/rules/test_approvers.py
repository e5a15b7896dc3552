"""Levels of approval: whoever stands higher may allow what a lower one may."""

import pytest

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words
from tests.rules.clauses.scenarios import candidate

LEVELS = 'approvers = ["captain", "division_chief"]\n'
CAPS = "".join(
    f'[[clause]]\nkind = "max_hours"\nnumber = "{hours}"\nwindow = "rolling"\nwindow_hours = 48\n'
    f'hours = {hours}\nseverity = "override"\nby = "{by}"\n'
    for hours, by in ((24, "captain"), (32, "division_chief"))
)


def policy(scenario: str, expect: str, head: str = LEVELS) -> Policy:
    found = read_policy(
        f'effective_on = 2020-01-01\ntimezone = "America/New_York"\n{head}{CAPS}'
        f"[[example]]\n{scenario}\nexpect = {{ {expect} }}\n"
    )
    assert isinstance(found, Policy), found
    return found


def given(*who: str) -> str:
    told = (f"{{ by = '{by}', at = 2026-06-08T10:00:00 }}" for by in who)
    return f"approvals = [{', '.join(told)}]\n"


UP_TO_24 = candidate("09T00:00", "10T00:00")
UP_TO_32 = candidate("09T00:00", "10T08:00")
OVER_32 = candidate("09T00:00", "10T08:15")
CAPTAIN = "verdict = 'needs_approval', clause = '24', approver = 'captain'"
CHIEF = "verdict = 'needs_approval', clause = '32', approver = 'division_chief', figure = 32.25"
ALLOWED = "verdict = 'allowed'"


@pytest.mark.parametrize(
    ("scenario", "expect"),
    [
        (UP_TO_24, ALLOWED),
        (UP_TO_32, CAPTAIN),
        (given("captain") + UP_TO_32, ALLOWED),
        (given("Division chief") + UP_TO_32, ALLOWED),
        (OVER_32, CHIEF),
        (given("captain") + OVER_32, CHIEF),
        (given("division_chief") + OVER_32, ALLOWED),
        (given("lieutenant") + UP_TO_32, CAPTAIN),
    ],
)
def test_whoever_stands_higher_may_allow_it(scenario: str, expect: str) -> None:
    assert failing_examples(policy(scenario, expect)) == ()


def test_without_levels_each_allows_his_own() -> None:
    assert failing_examples(policy(given("division_chief") + UP_TO_32, CAPTAIN, "")) == ()


def test_they_are_told_in_words() -> None:
    words = [clause_words(clause).breaking for clause in policy(UP_TO_24, ALLOWED).clauses]
    assert words == [
        "breaking it needs an override by the captain or division chief",
        "breaking it needs an override by the division chief",
    ]


def test_a_level_that_stands_twice_is_named() -> None:
    found = read_policy('effective_on = 2020-01-01\napprovers = ["captain", "captain"]\n')
    assert not isinstance(found, Policy)
    assert [str(each) for each in found.problems] == [
        "line 2, approvers: names one twice. Name each once, from the lowest up."
    ]
