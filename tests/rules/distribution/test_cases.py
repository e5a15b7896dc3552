"""The published distribution cases, each tried on its agency's document of the library."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from coordinator.rules.cases.distribution import try_case
from coordinator.rules.cases.outcome import Trial
from coordinator.rules.policy import Policy, read_policy

CASES = Path(__file__).parents[2] / "cases" / "distribution"

DOCUMENTS = {
    "AUB": "auburn",
    "DAN": "danvers",
    "LAS": "los_angeles_sheriff",
    "LEX": "lexington",
    "MIA": "miami",
    "MPK": "minneapolis_park",
    "NOL": "new_orleans",
    "ODS": "labour_contract",
    "SAL": "salem",
    "TPS": "toronto",
    "UTX": "texas_university",
}


def text_of(agency: str) -> str:
    library = files("coordinator.library").joinpath("policies", f"{DOCUMENTS[agency]}.toml")
    return library.read_text("utf-8")


def file_of(agency: str) -> dict:
    return json.loads((CASES / f"{agency}.json").read_text("utf-8"))


EVERY = [(agency, case["id"]) for agency in DOCUMENTS for case in file_of(agency)["cases"]]


def test_every_published_agency_is_here() -> None:
    assert sorted(DOCUMENTS) == sorted(path.stem for path in CASES.glob("*.json"))
    scored = [
        case for agency in DOCUMENTS for case in file_of(agency)["cases"] if case.get("score", True)
    ]
    assert len(scored) == 34


@pytest.mark.parametrize(("agency", "case_id"), EVERY)
def test_the_published_result_comes_out(agency: str, case_id: str) -> None:
    policy = read_policy(text_of(agency))
    assert isinstance(policy, Policy), policy
    file = file_of(agency)
    case = next(case for case in file["cases"] if case["id"] == case_id)
    outcome = try_case(policy, file, case)
    assert outcome.trial is Trial.RIGHT, outcome.words
