"""Clauses that hold only for whoever is ordered, or only for whoever is not."""

import pytest

from coordinator.rules.cases.outcome import Trial
from coordinator.rules.cases.trying import try_examples
from coordinator.rules.policy import Invalid, Policy, read_policy
from coordinator.rules.policy_words import clause_words

REST = """
name = "Rests"
effective_on = 2026-01-01
[[clause]]
kind = "rest_after_duty"
number = "5.1"
hours = 6
[[clause]]
kind = "rest_after_duty"
number = "5.2"
hours = 10
scope = { ordered = true }
[rotation]
who = "signups"
[rotation.draft]
"""
PEOPLE = """
officers = [
  { id = "A", seniority_date = 2000-01-01 },
  { id = "B", seniority_date = 2005-01-01 },
  { id = "C", seniority_date = 2010-01-01 },
]
busy = [
  { officer = "C", kind = "on_duty", start = 2026-06-09T22:00:00, end = 2026-06-10T06:00:00 },
]
detail = { start = 2026-06-10T14:00:00, end = 2026-06-10T18:00:00 }
"""


def outcome(text: str, example: str) -> tuple[Trial, tuple[str, ...]]:
    document = f'{text}\n[[example]]\ntitle = "t"\n{example}'
    policy = read_policy(document)
    assert isinstance(policy, Policy), policy
    ((_, found),) = try_examples(policy)
    return found.trial, found.words


def test_who_may_volunteer_is_not_ordered_with_so_little_rest() -> None:
    nobody = 'signups = []\nexpect = { ordered = ["B"] }'
    assert outcome(REST, PEOPLE + nobody) == (Trial.RIGHT, ())
    asked = 'signups = [{ officer = "C" }]\nexpect = { awarded = ["C"], ordered = [] }'
    assert outcome(REST, PEOPLE + asked) == (Trial.RIGHT, ())
    kept = '{ officer = "C", clause = "5.2", figure = 8 }'
    told = f"signups = []\nexpect = {{ passed_over = [{kept}] }}"
    assert outcome(REST, PEOPLE + told) == (Trial.RIGHT, ())


def test_a_limit_of_volunteers_alone_leaves_orders_free() -> None:
    text = REST.replace("ordered = true", "ordered = false")
    asked = 'signups = [{ officer = "C" }]\nexpect = { awarded = [], ordered = ["C"] }'
    assert outcome(text, PEOPLE + asked) == (Trial.RIGHT, ())


@pytest.mark.parametrize(("ordered", "verdict"), [("true", "refused"), ("false", "allowed")])
def test_an_example_of_a_limit_says_whether_he_is_ordered(ordered: str, verdict: str) -> None:
    example = f"""
candidate = {{ start = 2026-06-10T14:00:00, end = 2026-06-10T18:00:00, ordered = {ordered} }}
spans = [{{ kind = "on_duty", start = 2026-06-09T22:00:00, end = 2026-06-10T06:00:00 }}]
expect = {{ verdict = "{verdict}" }}
"""
    assert outcome(REST, example) == (Trial.RIGHT, ())


def exempt(months: int) -> str:
    return f"""
name = "Veterans"
effective_on = 2026-01-01
[[clause]]
kind = "not_allowed"
number = "7"
[clause.scope]
ordered = true
except = {{ service_under_months = {months} }}
[rotation]
who = "signups"
[rotation.draft]
"""


@pytest.mark.parametrize(("hired", "ordered"), [("2001-06-10", "A"), ("2001-06-11", "B")])
def test_long_service_spares_from_orders(hired: str, ordered: str) -> None:
    text = f"""
officers = [
  {{ id = "A", seniority_date = 2000-01-01, hired_on = 2010-01-01 }},
  {{ id = "B", seniority_date = 2005-01-01, hired_on = {hired} }},
]
detail = {{ start = 2026-06-10T14:00:00, end = 2026-06-10T18:00:00 }}
signups = []
expect = {{ ordered = ["{ordered}"] }}
"""
    assert outcome(exempt(300), text) == (Trial.RIGHT, ())


def test_the_scope_is_told_and_what_never_holds_is_refused() -> None:
    policy = read_policy(REST)
    assert isinstance(policy, Policy)
    assert clause_words(policy.clauses[1]).scope == "only where he is ordered"
    for key, meant in (("when", "true"), ("unless", "false")):
        found = read_policy(REST.replace("ordered = true", f'{key} = ["ordered"]'))
        assert isinstance(found, Invalid)
        (problem,) = found.problems
        assert f"Write ordered = {meant} instead." in str(problem)


def test_a_stored_figure_keeps_somebody_out_of_an_award() -> None:
    text = """
name = "Sick leave"
effective_on = 2026-01-01
[[clause]]
kind = "figure"
number = "3"
of = "sick_hours"
least = 40
[rotation]
"""
    example = """
officers = [{ id = "A", seniority_date = 2000-01-01, sick_hours = 39.75 },
            { id = "B", seniority_date = 2005-01-01, sick_hours = 40 }]
detail = { start = 2026-06-10T14:00:00, end = 2026-06-10T18:00:00 }
[example.expect]
awarded = ["B"]
passed_over = [{ officer = "A", clause = "3", figure = 39.75, limit = 40 }]
"""
    assert outcome(text, example) == (Trial.RIGHT, ())
