"""A document whose numbers were changed, and the answers that its examples then have."""

from pathlib import Path

import pytest

import coordinator
from coordinator.rules.cases.answers import NewAnswer, answered
from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.policy import Policy, read_policy

LIBRARY = Path(coordinator.__file__).parent / "library" / "policies"


def changed(name: str, before: str, after: str) -> Policy:
    text = (LIBRARY / f"{name}.toml").read_text("utf-8")
    assert text.count(before) == 1
    policy = read_policy(text.replace(before, after))
    assert isinstance(policy, Policy)
    return policy


def answers(name: str, before: str, after: str) -> tuple[NewAnswer, ...]:
    policy = changed(name, before, after)
    assert failing_examples(policy)
    found = answered(policy)
    assert found is not None
    again = read_policy(found.document)
    assert isinstance(again, Policy)
    assert not failing_examples(again)
    assert again.clauses == policy.clauses
    return found.answers


def test_an_unchanged_document_keeps_its_answers() -> None:
    policy = changed("dallas", "hours = 72", "hours = 72")
    found = answered(policy)
    assert found is not None
    assert (found.document, found.answers) == (policy.document, ())


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("dallas", "hours = 72", "hours = 80", ("limit: 72 → 80",)),
        ("dallas", "hours = 72", "hours = 60", ("verdict: allowed → refused", "limit: 72 → 60")),
        ("standard", "kmh = 40", "kmh = 30", ("limit: 124 → 160",)),
        ("labour_contract", "under = 24", "under = 48", ("order: [O3, O1] → [O1, O3]",)),
        ("boston", "hours = 320", "hours = 321.25", ("also: [{",)),
        ("orange_county", "within_hours = 4", "within_hours = 3", ("verdict: refused → allowed",)),
    ],
)
def test_what_is_new(name: str, before: str, after: str, said: tuple[str, ...]) -> None:
    changes = [change for answer in answers(name, before, after) for change in answer.changes]
    for words in said:
        assert any(change.startswith(words) for change in changes), changes


def test_a_clause_that_says_nothing_any_more_is_silent() -> None:
    within = "hours = 2\nwithin_hours = 4"
    found = answers("orange_county", within, within.replace("4", "3"))
    assert [answer.new for answer in found] == [{"verdict": "allowed", "silent": ["c1"]}]


def test_what_cannot_be_answered_is_left_to_the_author() -> None:
    policy = changed("salem", 'week_starts = "monday"', 'week_starts = "friday"')
    text = policy.document.replace("order = [", "order = [\n")
    parted = read_policy(text)
    assert isinstance(parted, Policy)
    assert answered(parted) is None
