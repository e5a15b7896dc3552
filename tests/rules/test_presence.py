"""Positions against a site's circle: distances by another road, and when nothing can be said."""

from math import acos, cos, pi, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.presence import (
    COARSE_METRES,
    EARTH_METRES,
    Place,
    metres_between,
    same_word,
    stood,
)
from coordinator.rules.request_words import Presence

FAST = settings(deadline=None, derandomize=True, database=None, max_examples=200)
BOSTON = Place(42_360_100, -71_058_900)
PLACES = st.builds(
    Place, st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000)
)


def slow(one: Place, other: Place) -> float:
    """The angle between the two directions from the middle of the earth."""

    def direction(place: Place) -> tuple[float, float, float]:
        lat, lon = radians(place.lat / 1e6), radians(place.lon / 1e6)
        return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)

    dot = sum(a * b for a, b in zip(direction(one), direction(other), strict=True))
    return EARTH_METRES * acos(max(-1.0, min(1.0, dot)))


@FAST
@given(PLACES, PLACES)
def test_the_distance_is_that_along_the_sphere(one: Place, other: Place) -> None:
    # The arc cosine itself is coarse where the points nearly meet or lie opposite.
    assert metres_between(one, other) == pytest.approx(slow(one, other), abs=1.0)
    assert metres_between(one, other) == metres_between(other, one) <= round(pi * EARTH_METRES)


def test_known_distances() -> None:
    degree = round(EARTH_METRES * pi / 180)
    assert metres_between(Place(0, 0), Place(1_000_000, 0)) == degree
    assert metres_between(Place(0, 179_500_000), Place(0, -179_500_000)) == degree
    assert metres_between(BOSTON, BOSTON) == 0
    # Boston to New York City Hall, 306 km by common charts.
    assert metres_between(BOSTON, Place(40_712_800, -74_006_000)) == pytest.approx(306_100, abs=500)


def north(metres: int) -> Place:
    return Place(BOSTON.lat + round(metres / 0.1111949), BOSTON.lon)


@pytest.mark.parametrize(
    ("metres", "accuracy", "presence"),
    [
        (0, None, "inside"),
        (199, 30, "inside"),
        (230, 20, "outside"),
        (230, 40, "none"),  # he may stand within the circle, or not
        (230, None, "outside"),
        (50, COARSE_METRES + 1, "none"),  # so coarse that it says nothing
        (50_000, 5_000, "outside"),  # coarse, but far
    ],
)
def test_inside_outside_and_what_cannot_be_told(
    metres: int, accuracy: int | None, presence: str
) -> None:
    found = stood(north(metres), accuracy, BOSTON, 200)
    assert found.presence == presence
    assert found.distance_m == pytest.approx(metres, abs=1)


@FAST
@given(st.integers(0, 5_000), st.integers(0, 3_000), st.integers(0, 3_000), st.integers(0, 2_000))
def test_more_doubt_never_decides_and_a_wider_circle_never_shuts_out(
    metres: int, accuracy: int, more: int, radius: int
) -> None:
    sure = stood(north(metres), accuracy, BOSTON, radius).presence
    vague = stood(north(metres), accuracy + more, BOSTON, radius).presence
    assert vague in (sure, Presence.NONE)
    wide = stood(north(metres), accuracy, BOSTON, radius + more).presence
    assert (sure, wide) != (Presence.INSIDE, Presence.OUTSIDE)
    assert wide != Presence.OUTSIDE or sure == Presence.OUTSIDE


def test_without_both_places_nothing_is_said() -> None:
    for said, site in ((None, BOSTON), (BOSTON, None), (None, None)):
        found = stood(said, 10, site, 200)
        assert (found.presence, found.distance_m) == (Presence.NONE, None)


def test_words_are_the_same_whatever_their_capitals_and_blanks() -> None:
    assert same_word(" blue oak", "BlueOak")
    assert same_word("O'Hare", "ohare")
    assert not same_word("oak", "elm")
    assert not same_word("", "")
