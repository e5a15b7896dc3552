"""Every published case about limits, by the agency's policy in the library."""

import json
from pathlib import Path
from typing import Any

import pytest

import coordinator
from coordinator.rules.cases.limits_comparing import try_limit_case
from coordinator.rules.cases.outcome import Trial
from coordinator.rules.cases.trying import NotACaseFile, counted, try_file
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import Calendar

CASES = Path(__file__).parent.parent / "cases" / "limits"
LIBRARY = Path(coordinator.__file__).parent / "library" / "policies"
POLICIES = {
    "BAL": "baltimore",
    "BOS": "boston",
    "BSO": "broward",
    "CH1": "chapter_104",
    "DAL": "dallas",
    "DCM": "washington_dc",
    "DEN": "denver",
    "LAS": "los_angeles_sheriff",
    "LEX": "lexington",
    "LRC": "los_rios",
    "MIA": "miami",
    "ORS": "orange_county",
    "STP": "saint_paul",
    "UTX": "texas_university",
}


def cases() -> list[tuple[str, str, dict[str, Any]]]:
    files = [json.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.json"))]
    return [(file["agency"], file["timezone"], case) for file in files for case in file["cases"]]


def policy_of(agency: str) -> Policy:
    policy = read_policy((LIBRARY / f"{POLICIES[agency]}.toml").read_text("utf-8"))
    assert isinstance(policy, Policy), policy
    return policy


def test_all_scored_cases_are_here() -> None:
    assert sorted(POLICIES) == sorted(path.stem for path in CASES.glob("*.json"))
    assert sum(case.get("score", True) for _, _, case in cases()) == 72


@pytest.mark.parametrize(("agency", "zone", "case"), cases(), ids=lambda value: _name(value))
def test_published_case(agency: str, zone: str, case: dict[str, Any]) -> None:
    outcome = try_limit_case(policy_of(agency), case, Calendar(zone))
    assert (outcome.trial, outcome.words) == (Trial.RIGHT, ())


def test_a_case_file_is_tried_as_a_whole() -> None:
    text = (CASES / "BSO.json").read_text("utf-8")
    assert counted(try_file(policy_of("BSO"), text))["right"] == 5
    strange = text.replace('"spans"', '"stretches"').replace("on_duty", "asleep")
    outcomes = try_file(policy_of("BSO"), strange)
    assert {outcome.trial for outcome in outcomes} == {Trial.NOT_EXPRESSIBLE}
    assert outcomes[0].words == ("case: field 'stretches'",)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"kind": "limits"}', '{"kind": "rates"}', "[" * 9]
)
def test_what_is_no_case_file_is_refused(text: str) -> None:
    with pytest.raises(NotACaseFile):
        try_file(policy_of("BSO"), text)


WHOLE = next(case for _, _, case in cases() if case["id"] == "MIA-L3")
BROKEN: tuple[dict[str, Any], ...] = (
    {"expect": []},
    {"expect": {**WHOLE["expect"], "figure": "many"}},
    {"expect": {**WHOLE["expect"], "window": {"from": "2026-06-08"}}},
    {"expect": {**WHOLE["expect"], "quantity": "moons"}},
    {"expect": {**WHOLE["expect"], "also": [3]}},
    {"candidate": {"kind": "detail", "start": "noon"}},
    {"candidate": {"kind": "nap", "start": "2026-06-08T14:00", "end": "2026-06-08T15:00"}},
    {"officer": "Smith"},
    {"spans": {"kind": "detail"}},
    {"spans": [{"kind": "on_duty", "start": "2026-06-08T14:00"}]},
    {"events": [{"kind": "promotion", "at": "2026-06-08T14:00"}]},
    {"weather": "rain"},
)


@pytest.mark.parametrize("change", BROKEN, ids=str)
def test_what_is_not_understood_is_never_judged(change: dict[str, Any]) -> None:
    outcome = try_limit_case(policy_of("MIA"), {**WHOLE, **change}, Calendar("America/New_York"))
    assert outcome.trial is Trial.NOT_EXPRESSIBLE
    assert outcome.words


def test_the_other_reading_is_right_too() -> None:
    body = next(case for agency, _, case in cases() if case["id"] == "DAL-L1b")
    other = {"why": "the old limit", "expect": body["expect"]}
    changed = {**body, "expect": {**body["expect"], "limit": "72"}, "other_reading": other}
    outcome = try_limit_case(policy_of("DAL"), changed, Calendar("America/Chicago"))
    assert outcome.trial is Trial.OTHER_READING


def _name(value: object) -> str:
    return str(value["id"]) if isinstance(value, dict) else ""
