"""Cases that demand a warning, and that a clause which is named says something."""

from typing import Any

import pytest

from coordinator.rules.cases.answers import answered
from coordinator.rules.cases.limits_comparing import try_limit_case
from coordinator.rules.cases.outcome import Outcome, Trial
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import Calendar

DOCUMENT = """effective_on = 2020-01-01
timezone = "America/New_York"
[[clause]]
kind = "status"
number = "1.1"
name = "new here"
statuses = ["probation"]
severity = "warns"
[[clause]]
kind = "max_hours"
number = "1.2"
window = "day"
hours = 4
severity = "warns"
[[clause]]
kind = "status"
number = "1.3"
statuses = ["suspended"]
[[clause]]
kind = "max_hours"
number = "1.4"
window = "day"
hours = 12
scope = { ranks = ["sergeant"] }
"""
PROBATION = {"statuses": [{"kind": "probation", "from": "2026-06-01"}]}


def policy_of(text: str = DOCUMENT) -> Policy:
    found = read_policy(text)
    assert isinstance(found, Policy), found
    return found


def outcome(expect: dict[str, Any], end: str = "12:00", **officer: object) -> Outcome:
    candidate = {"start": "2026-06-12T08:00", "end": f"2026-06-12T{end}"}
    body = {"officer": officer, "candidate": candidate, "expect": expect}
    return try_limit_case(policy_of(), body, Calendar("America/New_York"))


@pytest.mark.parametrize(
    "expect",
    [
        {"verdict": "allowed", "clause": "1.1"},
        {"verdict": "allowed", "warned": ["1.1"]},
        {"warned": ["new here"]},
        {"verdict": "allowed", "warned": ["1.1"], "clause": "1.2", "figure": 4},
        {"verdict": "allowed", "also": [{"clause": "1.1"}]},
        {"verdict": "allowed", "clause": "1.3"},
        {"verdict": "allowed", "clause": "1.4"},
    ],
)
def test_what_is_so(expect: dict[str, Any]) -> None:
    assert outcome(expect, **PROBATION).words == ()


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ({"verdict": "allowed", "clause": "1.1"}, "clause: 1.1, which warns, says nothing"),
        ({"verdict": "allowed", "warned": ["1.1"]}, "warned: 1.1 does not warn"),
        ({"verdict": "allowed", "warned": ["1.2"]}, "warned: 1.2 does not warn"),
        ({"warned": ["9.9"]}, "warned: no clause of the policy has the number or the name '9.9'"),
        ({"silent": ["9.9"]}, "silent: no clause of the policy has the number or the name '9.9'"),
        ({"clause": "1.3"}, "clause: 1.3 says nothing"),
        ({"verdict": "allowed", "also": [{"clause": "1.4"}]}, "also: clause: 1.4 says nothing"),
        ({"verdict": "allowed", "clause": "1.4", "limit": 12}, "clause: 1.4 says nothing of the"),
    ],
)
def test_what_is_not(expect: dict[str, Any], said: str) -> None:
    found = outcome(expect)
    assert found.trial is Trial.WRONG
    assert found.words[0].startswith(said)


def test_none_may_warn() -> None:
    assert outcome({"verdict": "allowed", "warned": []}).words == ()
    (words,) = outcome({"verdict": "allowed", "warned": []}, "12:15").words
    assert words.startswith("warned: none expected, cap on hours: 4.25 of 4 h")
    assert outcome({"verdict": "allowed", "warned": ["1.2"]}, "12:15").words == ()


def test_a_verdict_of_nobody_is_told_the_word() -> None:
    found = outcome({"verdict": "warned"})
    assert found.trial is Trial.NOT_EXPRESSIBLE
    assert found.words[0].endswith("verdict = 'allowed', warned = ['4.2']")
    assert outcome({"warned": "1.1"}).trial is Trial.NOT_EXPRESSIBLE


def test_a_warning_is_among_the_values() -> None:
    measures = outcome({"verdict": "allowed"}, **PROBATION).found["measures"]
    assert [(each["name"], each.get("warns", False)) for each in measures] == [
        ("new here", True),
        ("cap on hours", False),
    ]


def test_new_answers_leave_out_what_warns_no_more() -> None:
    example = (
        "[[example]]\nofficer = { statuses = [{ kind = 'probation', from = 2026-06-01 }] }\n"
        "candidate = { start = 2026-06-12T08:00:00, end = 2026-06-12T12:00:00 }\n"
        "expect = { verdict = 'allowed', warned = ['1.1', '1.2'] }\n"
    )
    found = answered(policy_of(DOCUMENT.replace("hours = 4", "hours = 3") + example))
    assert found is not None
    assert found.answers == ()
    found = answered(policy_of(DOCUMENT + example))
    assert found is not None
    assert [answer.new["warned"] for answer in found.answers] == [["1.1"]]
