"""A list that begins again moves for details of its own period, whenever they were given out."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.standing import replay
from coordinator.rules.spans import DAY
from tests.rules.distribution.documents import CALENDAR, START, document, person, situation

NAMES = ("A", "B", "C", "D")
PEOPLE = tuple(person(name, f"200{turn}-01-01") for turn, name in enumerate(NAMES))
WEEKLY = document('[[list]]\nname = "l"\nreset = "week"\n[rotation]\n[[rotation.key]]\nby = "list"')
MARKED = document(
    '[[list]]\nname = "l"\nreset = "week"\nmark = true\n[rotation]\n[[rotation.key]]\nby = "list"'
)
MONDAY = CALENDAR.midnight(CALENDAR.local_date(START - DAY))
"""The week of the detail, which is on a Tuesday, begins then."""


def accepted(name: str, at: int, detail: int) -> Happening:
    return Happening("accepted", name, at, Fraction(4), detail)


@st.composite
def happenings(draw: st.DrawFn) -> list[Happening]:
    """Details from three weeks before to two weeks after, given out up to three weeks ahead."""
    found = []
    for number in range(draw(st.integers(0, 9))):
        detail = START + draw(st.integers(-21, 14)) * DAY + 60 * number
        at = min(detail, START) - draw(st.integers(0, 21)) * DAY - number
        found.append(accepted(draw(st.sampled_from(NAMES)), at, detail))
    return sorted(found, key=lambda each: each.at)


def slow_order(happened: list[Happening]) -> tuple[str, ...]:
    """Everybody by seniority, then each who took a detail of this very week to the bottom."""
    names = list(NAMES)
    for each in happened:
        if MONDAY <= each.detail < MONDAY + 7 * DAY:
            names.remove(each.officer)
            names.append(each.officer)
    return tuple(names)


@settings(max_examples=60)
@given(happenings())
def test_only_details_of_the_period_move_the_list(happened: list[Happening]) -> None:
    case = situation(*PEOPLE, happened=tuple(happened))
    assert replay(WEEKLY, case, CALENDAR).lists["l"] == slow_order(happened)


@pytest.mark.parametrize(
    ("detail", "mark"), [(MONDAY - 1, "A"), (MONDAY, "B"), (MONDAY + 7 * DAY, "A")]
)
def test_a_mark_moved_before_the_reset_is_that_of_the_detail_s_period(
    detail: int, mark: str
) -> None:
    what = accepted("A", MONDAY - 3 * DAY, detail)
    case = situation(*PEOPLE, happened=(what,), as_of=MONDAY - 5 * DAY)
    assert replay(MARKED, case, CALENDAR).marks["l"] == mark


def test_what_is_told_late_about_the_week_before_moves_nobody_now() -> None:
    late = accepted("A", MONDAY + 60, MONDAY - DAY)
    assert replay(WEEKLY, situation(*PEOPLE, happened=(late,)), CALENDAR).lists["l"] == NAMES
