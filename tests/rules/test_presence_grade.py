"""Grades of presence: points add up, sources count, and what contradicts is never added up."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.dispatch_log import Heard
from coordinator.rules.presence_grade import POINTS, WORDS, Grade, Signal, Signs, Told, graded
from coordinator.rules.request_words import Presence, SpotResult

FAST = settings(deadline=None, derandomize=True, database=None, max_examples=300)
MANUAL = Path(__file__).parents[2] / "coordinator" / "manual" / "attendance.md"

TOLD = st.builds(
    Told,
    st.sampled_from(("in", "out", "late", "en_route")),
    st.none() | st.sampled_from(Presence),
    st.none() | st.integers(0, 10_000),
    st.none() | st.booleans(),
)
SIGNS = st.builds(
    Signs,
    st.lists(TOLD, max_size=4).map(tuple),
    st.none() | st.builds(Heard, st.integers(0, 2), st.integers(0, 2)),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.none() | st.sampled_from(SpotResult),
)


@FAST
@given(SIGNS)
def test_the_grade_follows_from_points_sources_and_contradictions(signs: Signs) -> None:
    found = graded(signs)
    assert found.points == sum(POINTS[each][0] for each in found.signals)
    assert len(set(found.signals)) == len(found.signals)
    assert (found.grade is Grade.CONTRADICTED) == bool(found.against)
    if not found.against:
        alone = {POINTS[each][1] for each in found.signals} <= {"officer"}
        assert not (alone and found.grade is Grade.STRONG)
        assert (found.grade is Grade.NONE) == (found.points == 0)
    assert found.sentence.startswith(found.grade.value)


@FAST
@given(SIGNS)
def test_more_that_speaks_for_him_never_lowers_the_grade(signs: Signs) -> None:
    order = list(Grade)
    before = graded(signs).grade
    for more in ({"client_saw": True}, {"certified": True}, {"eye": True}):
        after = graded(Signs(**(as_dict(signs) | more))).grade  # type: ignore[arg-type]
        assert order.index(after) >= order.index(before)
    found = graded(Signs(**(as_dict(signs) | {"spot": SpotResult.ABSENT})))  # type: ignore[arg-type]
    assert found.grade is Grade.CONTRADICTED


def as_dict(signs: Signs) -> dict[str, object]:
    return {name: getattr(signs, name) for name in signs.__slots__}


IN = Told("in", Presence.INSIDE, 40, None)
CASES: tuple[tuple[Signs, str, int], ...] = (
    (Signs(), "none", 0),
    (Signs((Told("in"),)), "weak", 1),
    (Signs((Told("in"), Told("out"))), "weak", 2),
    (Signs((IN,)), "fair", 3),
    (Signs((IN, Told("out", Presence.INSIDE, 9, True))), "fair", 6),  # his own phone alone
    (Signs((IN,), certified=True), "strong", 6),
    (Signs((Told("in"),), Heard(1, 0)), "fair", 3),
    (Signs(eye=True), "fair", 3),
    (Signs(client_saw=True, certified=True), "fair", 6),  # the employer alone
    (Signs((Told("in", Presence.OUTSIDE, 900),), certified=True), "contradicted", 4),
    (Signs((Told("in", Presence.OUTSIDE, 900), IN)), "fair", 3),  # the last one counts
    (Signs((Told("in", Presence.NONE, None, False),)), "contradicted", 1),
    (Signs((Told("in"),), Heard(0, 2)), "contradicted", 1),
    (Signs((Told("in"),), Heard(0, 0)), "weak", 1),
)


@pytest.mark.parametrize(("signs", "grade", "points"), CASES)
def test_what_signs_are_worth(signs: Signs, grade: str, points: int) -> None:
    found = graded(signs)
    assert (found.grade, found.points) == (grade, points), found.sentence


def test_the_manual_tells_every_signal_with_its_points() -> None:
    told = MANUAL.read_text()
    for signal in Signal:
        points, source = POINTS[signal]
        assert f"| {WORDS[signal]} | {points} | {source} |" in told
