"""Every published case about limits, by the agency's policy in the library."""

import json
from pathlib import Path
from typing import Any

import pytest

import coordinator
from coordinator.rules.cases.limits_comparing import try_limit_case
from coordinator.rules.cases.outcome import Trial
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
    assert sum(case.get("score", True) for _, _, case in cases()) == 72


@pytest.mark.parametrize(("agency", "zone", "case"), cases(), ids=lambda value: _name(value))
def test_published_case(agency: str, zone: str, case: dict[str, Any]) -> None:
    outcome = try_limit_case(policy_of(agency), case, Calendar(zone))
    assert (outcome.trial, outcome.words) == (Trial.RIGHT, ())


def _name(value: object) -> str:
    return str(value["id"]) if isinstance(value, dict) else ""
