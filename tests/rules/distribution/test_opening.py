"""From when on officers may ask: by the method, by posting, and by lot from a seed."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.distribution.awarding import Decision, decide
from coordinator.rules.distribution.opening_draw import drawn_opening
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import DAY, HOUR
from tests.rules.distribution.documents import CALENDAR, START, document, person, situation

METHOD = """
[rotation]
who = "signups"
[[rotation.opening]]
days_before = 14
at = 08:00:00
EARLY
[[rotation.key]]
by = "first_answer"
"""
OPENS = START - 14 * DAY - 10 * HOUR
"""Tue 2 June 2026 08:00 in New York; the detail starts at 18:00."""

times = st.dictionaries(
    st.sampled_from(("A", "B", "C", "D")), st.integers(-3, 3), min_size=1, max_size=4
)


@given(times, st.booleans())
def test_who_asks_early_does_not_count_or_waits(asked: dict[str, int], waits: bool) -> None:
    text = METHOD.replace("EARLY", 'early = "waits"' if waits else "")
    people = [person(name) for name in "ABCD"]
    case = situation(*people, asked={name: OPENS + 60 * n for name, n in asked.items()})
    decision = decide(document(text), case, CALENDAR)
    assert isinstance(decision, Decision)
    if waits:
        counted = {name: max(0, n) for name, n in asked.items()}
    else:
        counted = {name: n for name, n in asked.items() if n >= 0}
    expected = [
        sorted(name for name, n in counted.items() if n == value)
        for value in sorted(set(counted.values()))
    ]
    assert [sorted(group) for group in decision.order] == expected
    early = dict.fromkeys(asked.keys() - counted.keys(), "asked before it was open")
    assert {name: why for name, why in decision.turned_away.items() if name in asked} == early


@given(st.text(max_size=8), st.text(max_size=8), st.integers(0, 10**6), st.integers(0, 5000))
def test_anybody_can_draw_again(seed: str, number: str, first: int, minutes: int) -> None:
    start = first * 60
    found = drawn_opening(seed, number, (start, start + minutes * 60))
    lot = int(sha256(f"{seed}:{number}".encode()).hexdigest(), 16)
    assert found == start + (lot % (minutes + 1)) * 60
    assert start <= found <= start + minutes * 60


EXAMPLE = """
name = "Open"
effective_on = 2026-01-01
timezone = "America/New_York"
[[rotation]]
who = "signups"
[[rotation.opening]]
when = { job_class = "road" }
days_before = 14
at = 08:00:00
[[rotation.key]]
by = "seniority"
[[example]]
title = "a minute too early"
officers = [
    { id = "A", seniority_date = 2001-01-01 },
    { id = "B", seniority_date = 2002-01-01 },
]
detail = { start = 2026-06-16T18:00:00, end = 2026-06-16T22:00:00, positions = 1, class = "road" }
signups = [
    { officer = "A", at = 2026-06-02T07:59:00 },
    { officer = "B", at = 2026-06-02T08:00:00 },
]
expect = { order = ["B"], awarded = ["B"] }
"""


@pytest.mark.parametrize(
    ("old", "new", "fails"),
    [
        ("", "", 0),
        ("days_before = 14", "days_before = 15", 1),
        ("days_before = 14", "days_before = 13", 1),
        ("at = 08:00:00\n[[rotation.key", "at = 07:59:00\n[[rotation.key", 1),
        ('class = "road" }\nsign', 'class = "fair" }\nsign', 1),
    ],
)
def test_an_example_fails_when_the_number_moves_by_one(old: str, new: str, fails: int) -> None:
    policy = read_policy(EXAMPLE.replace(old, new) if old else EXAMPLE)
    assert isinstance(policy, Policy), policy
    assert len(failing_examples(policy)) == fails
