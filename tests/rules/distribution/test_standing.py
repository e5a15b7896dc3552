"""Tallies and lists after random happenings, against reckoning each from its definition."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.standing import replay
from coordinator.rules.spans import DAY
from tests.rules.distribution.documents import CALENDAR, START, document, person, situation

TEXT = """
[[tally]]
name = "month"
reset = "month"
[[tally.charge]]
on = ["awarded", "worked"]
[[tally.charge]]
on = "refused"
unless = { reason = "court" }
fixed = 1
[[tally.charge]]
on = "sick_from_detail"
times = 2

[[list]]
name = "l"
[[list.move]]
on = "accepted"
[[list.move]]
on = "refused"
unless = { reason = "court" }
[[list.move]]
on = "no_show"
[[list.move]]
on = "promoted"
to = "top"

[rotation]
[[rotation.key]]
by = "list"
"""

NAMES = ("A", "B", "C", "D")
WORDS = (
    *("awarded", "accepted", "worked", "refused", "no_answer", "sick_from_detail"),
    *("no_show", "cancelled_by_customer", "called_off", "promoted"),
)
TAKEN_BACK = {"no_show", "cancelled_by_customer", "called_off"}
DOCUMENT = document(TEXT)


@st.composite
def happenings(draw: st.DrawFn) -> list[Happening]:
    return [
        Happening(
            draw(st.sampled_from(WORDS)),
            draw(st.sampled_from(NAMES)),
            START - 40 * DAY,
            Fraction(draw(st.integers(1, 8))),
            START - draw(st.sampled_from((1, 2, 20))) * DAY,  # the month turns within 16 days
            {"reason": draw(st.sampled_from(("court", "family")))},
        )
        for _ in range(draw(st.integers(0, 14)))
    ]


def cost(what: Happening) -> Fraction | None:
    """What a happening makes of the charge for its detail; None: leaves it as it was."""
    match what.what:
        case "awarded" | "worked":
            return what.hours
        case "refused":
            return None if what.facts["reason"] == "court" else Fraction(1)
        case "sick_from_detail":
            return 2 * what.hours
        case word:
            return Fraction(0) if word in TAKEN_BACK else None


def figure(name: str, happened: list[Happening]) -> Fraction:
    """The sum over this month's details of the last cost of each."""
    total = Fraction(0)
    for detail in (START - DAY, START - 2 * DAY):
        costs = [cost(h) for h in happened if h.officer == name and h.detail == detail]
        told = [each for each in costs if each is not None]
        total += told[-1] if told else 0
    return total


def place(name: str, happened: list[Happening]) -> tuple[int, int]:
    """Top: the later moved up, the further up. Bottom: the later moved down, the further down."""
    for turn, what in reversed(list(enumerate(happened))):
        if what.officer != name:
            continue
        if what.what == "promoted":
            return -1, -turn
        kept = what.what == "refused" and what.facts["reason"] == "court"
        if what.what in ("accepted", "refused", "no_show") and not kept:
            return 1, turn
    return 0, NAMES.index(name)


@settings(max_examples=300, deadline=None)
@given(happenings())
def test_tallies_and_lists_by_definition(happened: list[Happening]) -> None:
    people = [person(name, f"20{place:02d}-01-01") for place, name in enumerate(NAMES)]
    case = situation(*people, happened=tuple(happened))
    found = replay(DOCUMENT, case, CALENDAR)
    for name in NAMES:
        assert found.figure("month", name, START) == figure(name, happened)
    assert found.lists["l"] == tuple(sorted(NAMES, key=lambda name: place(name, happened)))
