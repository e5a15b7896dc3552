"""Scenarios about giving details back, in documents and in case files."""

import json
from typing import Any

import pytest

from coordinator.rules.cases.answers import answered
from coordinator.rules.cases.outcome import Outcome
from coordinator.rules.cases.trying import failing_examples, try_examples, try_file
from coordinator.rules.distribution.call_offs import EXAMPLE
from coordinator.rules.policy import Policy, read_policy

ROAD = '{ class = "road", start = 2026-06-10T08:00:00, end = 2026-06-10T16:00:00 }'
RULES = f"""name = "P"
effective_on = 2026-01-01
timezone = "America/New_York"
[[call_off]]
{EXAMPLE}
[[call_off]]
number = "14.3"
when = {{ weekday = "saturday" }}
severity = "bars"
closed_hours = 48
[[call_off]]
number = "14.4"
severity = "warns"
mode = "replacement"
"""


def outcome(detail: str, about: str, expect: str) -> Outcome:
    return tried(f"detail = {detail}\n{about}\nexpect = {expect}")


def tried(example: str) -> Outcome:
    policy = read_policy(f"{RULES}[[example]]\n{example}\n")
    assert isinstance(policy, Policy), policy.problems
    ((_, found),) = try_examples(policy)
    return found


AT_THE_LIMIT = "call_off = { hours_before = 12, reason = 'family' }"
BEYOND = "call_off = { hours_before = 11.99, reason = 'family' }"
SATURDAY = "{ start = 2026-06-13T08:00:00, end = 2026-06-13T16:00:00 }"


@pytest.mark.parametrize(
    ("detail", "about", "expect"),
    [
        (ROAD, AT_THE_LIMIT, "{ verdict = 'allowed', clause = '14.2', against = [] }"),
        (
            ROAD,
            BEYOND,
            "{ verdict = 'needs_approval', approver = 'Lieutenant', against = ['closed'] }",
        ),
        (ROAD, BEYOND, "{ verdict = 'refused', approver = 'lieutenant', clause = '14.2' }"),
        (
            ROAD,
            "call_off = { at = 2026-06-09T20:01:00, reason = 'court', by_message = true }",
            "{ against = ['closed', 'telephone'], in_grace = false }",
        ),
        (
            ROAD,
            "call_off = { hours_before = 13, by_message = true, hours_after_award = 1 }",
            "{ verdict = 'allowed', in_grace = true }",
        ),
        (
            ROAD,
            "call_off = { at = 2026-06-09T08:00:00, by_message = true, "
            "awarded_at = 2026-06-09T06:59:00 }",
            "{ verdict = 'needs_approval', in_grace = false, against = ['telephone'] }",
        ),
        # The sick are another rule's.
        (
            ROAD,
            "call_off = { hours_before = 1, reason = 'sick' }",
            "{ verdict = 'allowed', clause = '14.4', against = ['replacement'] }",
        ),
        (SATURDAY, "call_off = { hours_before = 48 }", "{ verdict = 'allowed', clause = '14.3' }"),
        (SATURDAY, "call_off = { hours_before = 47.75 }", "{ verdict = 'refused' }"),
        (ROAD, "exchange = { how = 'replacement', hours_before = 24 }", "{ verdict = 'allowed' }"),
        (
            ROAD,
            "exchange = { how = 'swap', hours_before = 23.5 }",
            "{ verdict = 'needs_approval', against = ['late', 'swap'], approver = 'lieutenant' }",
        ),
    ],
)
def test_a_scenario_holds(detail: str, about: str, expect: str) -> None:
    found = outcome(detail, about, expect)
    assert found.trial == "right", found


@pytest.mark.parametrize(
    ("about", "expect", "said"),
    [
        (BEYOND, "{ verdict = 'allowed' }", "verdict: allowed expected, needs_approval found"),
        (BEYOND, "{ verdict = 'allowed' }", "nobody gives it back within 12 hours of the start"),
        (AT_THE_LIMIT, "{ against = ['closed'] }", "against: ['closed'] expected, [] found"),
        (AT_THE_LIMIT, "{ clause = '14.4' }", "clause: 14.4 expected, 14.2 found"),
        (AT_THE_LIMIT, "{ approver = 'chief' }", "approver: chief expected, nothing found"),
        (AT_THE_LIMIT, "{ in_grace = true }", "in_grace: True expected, False found"),
    ],
)
def test_what_comes_out_otherwise_is_wrong_and_says_why(about: str, expect: str, said: str) -> None:
    found = outcome(ROAD, about, expect)
    assert found.trial == "wrong"
    assert said in " ".join(found.words)


@pytest.mark.parametrize(
    ("example", "said"),
    [
        (f"detail = {ROAD}\ncall_off = {{}}\nexpect = {{ verdict = 'allowed' }}", "hours_before"),
        (
            f"detail = {ROAD}\ncall_off = {{ hours_before = 1, reason = 'lazy' }}\n"
            "expect = { verdict = 'allowed' }",
            "reason = 'lazy'",
        ),
        (f"detail = {ROAD}\n{AT_THE_LIMIT}\nexpect = {{ figure = 1 }}", "'figure' is not known"),
        (f"detail = {ROAD}\n{AT_THE_LIMIT}\nexpect = {{ against = ['time'] }}", "'time' is none"),
        (f"detail = {ROAD}\n{AT_THE_LIMIT}\nexpect = {{ verdict = 'no' }}", "verdict = 'no'"),
        (f"{AT_THE_LIMIT}\nexpect = {{ verdict = 'allowed' }}", "a rule asks for weekday"),
        (
            f"detail = {ROAD}\n{AT_THE_LIMIT}\nexchange = {{ hours_before = 1 }}\n"
            "expect = { verdict = 'allowed' }",
            "two cases",
        ),
        (
            f"detail = {ROAD}\n{AT_THE_LIMIT}\nspans = []\nexpect = {{ verdict = 'allowed' }}",
            "field 'spans'",
        ),
        (
            "detail = { class = 'road' }\ncall_off = { at = 2026-06-09T08:00:00 }\n"
            "expect = { verdict = 'allowed' }",
            "the detail has no start",
        ),
        (
            f"detail = {ROAD}\nexchange = {{ how = 'gift', hours_before = 1 }}\n"
            "expect = { verdict = 'allowed' }",
            "how = 'gift'",
        ),
        (f"detail = {ROAD}\ncall_off = 7\nexpect = {{ verdict = 'allowed' }}", "not an object"),
    ],
)
def test_what_cannot_be_understood_is_not_expressible(example: str, said: str) -> None:
    found = tried(example)
    assert found.trial == "not expressible"
    assert said in " ".join(found.words)


def test_a_detail_needs_no_hours_where_no_rule_asks_for_them() -> None:
    policy = read_policy(
        'effective_on = 2026-01-01\n[[call_off]]\nnumber = "1"\nclosed_hours = 12\n'
        "[[example]]\ncall_off = { hours_before = 11 }\n"
        'expect = { verdict = "needs_approval", clause = "1", against = ["closed"] }\n'
    )
    assert isinstance(policy, Policy)
    assert failing_examples(policy) == ()


def test_a_changed_number_changes_what_its_example_says() -> None:
    example = f'[[example]]\ndetail = {ROAD}\n{AT_THE_LIMIT}\nexpect = {{ verdict = "allowed" }}\n'
    policy = read_policy(RULES.replace("closed_hours = 12", "closed_hours = 13") + example)
    assert isinstance(policy, Policy)
    assert len(failing_examples(policy)) == 1
    new = answered(policy)
    assert new is not None
    assert new.answers[0].changes == ("verdict: allowed → needs_approval",)


def test_case_files_of_distribution_may_hold_them() -> None:
    policy = read_policy(RULES)
    assert isinstance(policy, Policy)
    case: dict[str, Any] = {
        "id": "X-D1",
        "title": "too late",
        "detail": {"class": "road", "start": "2026-06-10T08:00", "end": "2026-06-10T16:00"},
        "call_off": {"hours_before": "11.5", "reason": "family"},
        "expect": {"verdict": "needs_approval", "clause": "14.2"},
    }
    file = {"kind": "distribution", "timezone": "America/New_York", "cases": [case]}
    (found,) = try_file(policy, json.dumps(file))
    assert (found.trial, found.case_id) == ("right", "X-D1")
    assert found.found["against"] == ["closed"]


def test_what_can_never_be_asked_of_a_call_off_is_refused() -> None:
    found = read_policy(RULES.replace('weekday = "saturday"', "times = { over = 3 }"))
    assert not isinstance(found, Policy)
    assert "times" in str(found.problems[0])
