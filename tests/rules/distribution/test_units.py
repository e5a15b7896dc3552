"""Units: tiers and seats of the detail's own district, so many of one squad."""

from typing import Any

import pytest

from coordinator.rules.distribution.wording import method_words
from tests.rules.distribution.documents import decided, document, person, situation

PEOPLE = (
    person("A", "2001-01-01", unit="South"),
    person("B", "2002-01-01", unit="South"),
    person("C", "2003-01-01", unit="North End"),
    person("D", "2004-01-01", unit="North End"),
)
HALF = '[rotation]\n[[rotation.seats]]\nshare = 0.5\nunit_is = "district"\n'


def seated(text: str, seats: int, **facts: Any) -> set[str]:
    case = situation(*PEOPLE, positions=seats, facts=facts)
    return set(decided(text, case).awarded)


@pytest.mark.parametrize(
    ("seats", "facts", "names"),
    [
        (2, {"district": "North_End"}, "AC"),
        (2, {"district": "north_end"}, "AC"),
        (2, {"district": "South"}, "AB"),
        (2, {}, "AB"),  # no district is named: the seats are everybody's
        (2, {"district": "West"}, "A"),  # nobody is of it, and the seat is kept for them
        (4, {"district": "South"}, "ABCD"),
    ],
)
def test_half_the_seats_for_the_own_district(seats: int, facts: dict[str, Any], names: str) -> None:
    assert seated(HALF, seats, **facts) == set(names)
    passes = seated(HALF + "passes_on = true\n", seats, **facts)
    assert passes == (set("AB") if facts.get("district") == "West" else set(names))


def test_the_own_district_first() -> None:
    text = (
        '[rotation]\n[[rotation.tier]]\nname = "own"\nunit_is = "district"\n'
        '[[rotation.tier]]\nname = "others"\ntiers = []\n'
    )
    order = decided(text, situation(*PEOPLE, facts={"district": "North_End"})).order
    assert order == (("C",), ("D",), ("A",), ("B",))
    south = text.replace('unit_is = "district"', 'units = ["South"]')
    order = decided(south, situation(*PEOPLE)).order
    assert order == (("A",), ("B",), ("C",), ("D",))


def test_no_more_than_one_of_a_squad() -> None:
    assert seated('[rotation]\n[[rotation.at_most]]\nofficers = 1\neach = "unit"\n', 3) == {
        "A",
        "C",
    }
    some = '[rotation]\n[[rotation.at_most]]\nofficers = 1\nunits = ["South"]\n'
    assert seated(some, 3) == {"A", "C", "D"}


def test_it_is_told() -> None:
    found = document(HALF)
    told = " ".join(method_words(found, found.methods[0]))
    assert "only the unit that is the detail's district" in told
