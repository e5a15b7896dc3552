"""The agency's own words for kinds of time: counted and weighed where a clause names them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.needs import needs_of
from coordinator.rules.policy import Invalid, Policy, read_policy
from tests.rules.clauses.scenarios import candidate, span, spans

HEAD = """effective_on = 2020-01-01
timezone = "America/New_York"
[span_kinds]
on_call = "nothing"
standby = "court"
[[clause]]
number = "c1"
kind = "max_hours"
window = "day"
hours = 12
"""
NAMED = 'counts = ["detail", "court", "on_call"]\nfactors = { on_call = 0.25, standby = 0.5 }\n'
WEIGHTS = {"on_call": 25, "standby": 50, "court": 100, "detail": 100, "training": 0}


def figure(terms: str, times: Sequence[str], figure: str) -> tuple[object, ...]:
    """The examples that are not as expected."""
    text = f"{HEAD}{terms}[[example]]\n{spans(*times)}\n{candidate('10T20:00', '10T22:00')}\n"
    policy = read_policy(f"{text}expect = {{ clause = 'c1', figure = {figure} }}\n")
    assert isinstance(policy, Policy), policy
    return failing_examples(policy)


@given(st.lists(st.sampled_from(sorted(WEIGHTS)), max_size=8))
def test_each_hour_weighs_what_its_own_word_or_its_kind_says(kinds: list[str]) -> None:
    times = [span(kind, f"10T{n:02}:00", f"10T{n + 1:02}:00") for n, kind in enumerate(kinds)]
    total = 200 + sum(WEIGHTS[kind] for kind in kinds)
    assert figure(NAMED, times, f"{total / 100:.2f}") == ()


@pytest.mark.parametrize(
    ("terms", "hours"),
    [
        ("", "2"),
        ('counts = ["detail", "court"]\n', "4"),
        ('counts = ["detail", "standby"]\n', "4"),
        ('counts = ["detail", "court"]\nfactors = { standby = 0.5 }\n', "3"),
        ('counts = ["detail", "on_call"]\n', "5"),
    ],
)
def test_a_word_counts_where_it_or_its_kind_is_named(terms: str, hours: str) -> None:
    times = [span("on_call", "10T00:00", "10T03:00"), span("standby", "10T04:00", "10T06:00")]
    assert figure(terms, times, hours) == ()


def test_what_is_told_as_nothing_is_nothing_to_other_clauses() -> None:
    rest = 'kind = "rest_after_duty"\nhours = 8\nduty = ["detail", "regular", "court"]\n'
    late = candidate("10T12:00", "10T14:00")
    text = f"{HEAD}[[clause]]\nnumber = 'c2'\n{rest}[[example]]\n"
    for kind, verdict in (("on_call", "allowed"), ("standby", "refused")):
        told = f"{spans(span(kind, '10T08:00', '10T11:00'))}\n{late}\n"
        policy = read_policy(f"{text}{told}expect = {{ verdict = '{verdict}' }}\n")
        assert isinstance(policy, Policy), policy
        assert failing_examples(policy) == ()


def test_a_word_of_nobody_is_refused_with_those_that_there_are() -> None:
    found = read_policy(HEAD + 'counts = ["detail", "oncall"]\n')
    assert isinstance(found, Invalid)
    assert "'oncall' is not known here. Use:" in str(found.problems[0])
    assert "on_call, standby" in str(found.problems[0])


OWN = """effective_on = 2020-01-01
timezone = "America/New_York"
[span_kinds]
on_call = "nothing"
standby = "court"
exam = "training"
"""
WHOLE = ("10T10:00", "10T14:00")
BEFORE = ("10T19:00", "10T20:00")
ABOUT_TOURS = {
    "no_detail_on_duty": ("", WHOLE),
    "gap": ("hours = 24\n", BEFORE),
    "rest_before_duty": ("hours = 24\n", BEFORE),
    "rest_after_duty": ("hours = 8\n", ("10T06:00", "10T08:00")),
    "blackout": ("tour_within_hours = 9\n", BEFORE),
    "job_before_tour": ("hours = 1\nwithin_hours = 9\n", BEFORE),
    "max_job_hours": ('hours = 1\non = "duty_day"\n', BEFORE),
}


@pytest.mark.parametrize("kind", ABOUT_TOURS)
@pytest.mark.parametrize(
    ("duty", "met"),
    [
        ("on_call", {"on_call"}),
        ("standby", {"standby"}),
        ("court", {"standby", "court"}),
        ("exam", {"exam"}),
        ("training", {"exam"}),
    ],
)
def test_a_tour_may_be_named_by_its_own_word(kind: str, duty: str, met: set[str]) -> None:
    terms, when = ABOUT_TOURS[kind]
    clause = f'[[clause]]\nkind = "{kind}"\nnumber = "c1"\n{terms}duty = ["{duty}"]\n'
    asked = candidate("10T10:00", "10T14:00")
    for word in ("on_call", "standby", "court", "exam"):
        verdict = "refused" if word in met else "allowed"
        example = f"[[example]]\n{spans(span(word, *when))}\n{asked}\n"
        policy = read_policy(f"{OWN}{clause}{example}expect = {{ verdict = '{verdict}' }}\n")
        assert isinstance(policy, Policy), policy
        assert failing_examples(policy) == (), word


def test_a_tour_of_a_word_of_nobody_names_the_remedy() -> None:
    found = read_policy(OWN + '[[clause]]\nkind = "gap"\nhours = 2\nduty = ["range"]\n')
    assert isinstance(found, Invalid)
    assert "exam, on_call, standby. Any other word must stand in [span_kinds]" in str(
        found.problems[0]
    )


def test_words_of_tours_are_read_from_the_schedule() -> None:
    for duty, needs in (("standby", {"leaves"}), ("court", set())):
        policy = read_policy(f'{OWN}[[clause]]\nkind = "no_detail_on_duty"\nduty = ["{duty}"]\n')
        assert isinstance(policy, Policy), policy
        assert needs_of(policy.clauses[0]) == needs
