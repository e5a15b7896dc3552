"""Whole policies of invented agencies, whose clauses rarely meet, on scenarios worked by hand."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coordinator.rules.cases.limits_comparing import try_limit_case
from coordinator.rules.cases.outcome import Trial
from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import Calendar

INVENTED = Path(__file__).parent.parent / "cases" / "invented"
AGENCIES = sorted(path.stem for path in INVENTED.glob("*.toml"))
NUMBER = re.compile(
    r"^(?P<key>hours|jobs|minutes|times|months|days|days_after|count_days) = (?P<value>\d+)$",
    re.MULTILINE,
)


def document(agency: str) -> str:
    return (INVENTED / f"{agency}.toml").read_text("utf-8")


def file_of(agency: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((INVENTED / f"{agency}.json").read_text("utf-8"))
    return found


def trials(text: str, agency: str) -> dict[str, tuple[Trial, tuple[str, ...]]]:
    policy = read_policy(text)
    assert isinstance(policy, Policy), [str(problem) for problem in policy.problems]
    file = file_of(agency)
    outcomes = [try_limit_case(policy, case, Calendar(file["timezone"])) for case in file["cases"]]
    return {outcome.case_id: (outcome.trial, outcome.words) for outcome in outcomes}


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_scenario_is_right(agency: str) -> None:
    found = trials(document(agency), agency)
    assert set(found.values()) == {(Trial.RIGHT, ())}


def mutants() -> list[tuple[str, str, str]]:
    found = []
    for agency in AGENCIES:
        text = document(agency)
        for match in NUMBER.finditer(text):
            line = f"{match['key']} = {int(match['value']) + 1}"
            mutant = text[: match.start()] + line + text[match.end() :]
            found.append((agency, f"{match[0]} -> {line}", mutant))
    return found


@pytest.mark.parametrize(("agency", "name", "mutant"), mutants(), ids=lambda v: v[:40])
def test_every_number_matters_to_a_scenario(agency: str, name: str, mutant: str) -> None:
    assert Trial.WRONG in {trial for trial, _ in trials(mutant, agency).values()}


def test_words_of_the_agency_s_own_for_kinds_of_time() -> None:
    scenario = (
        'effective_on = 2020-01-01\n[[clause]]\nkind = "no_detail_on_duty"\nnumber = "c1"\n'
        "[span_kinds]\nstandby = 'nothing'\nparade = 'on_duty'\n[[example]]\n"
        "spans = [{ kind = 'WORD', start = 2026-06-09T08:00:00, end = 2026-06-09T12:00:00 }]\n"
        "candidate = { start = 2026-06-09T11:00:00, end = 2026-06-09T13:00:00 }\n"
        "expect = { verdict = 'VERDICT' }\n"
    )
    for word, verdict in (("standby", "allowed"), ("parade", "refused")):
        policy = read_policy(scenario.replace("WORD", word).replace("VERDICT", verdict))
        assert isinstance(policy, Policy)
        assert failing_examples(policy) == ()
    unknown = read_policy(scenario.replace("WORD", "nap"))
    assert isinstance(unknown, Policy)
    assert "kind = 'nap'" in str(failing_examples(unknown)[0])
    wrong = read_policy(scenario.replace("'nothing'", "'leisure'"))
    assert not isinstance(wrong, Policy)
    assert "span_kinds.standby: 'leisure' is not known here." in str(wrong.problems[0])
