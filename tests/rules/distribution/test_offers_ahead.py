"""Offers before all others: what gives one, and which answers use it up, counted one by one."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.distribution.facts import Happening
from coordinator.rules.spans import DAY
from tests.rules.distribution.documents import START, decided, person, situation

ROAD = """
[[rotation]]
when = {{ job_class = "road" }}
[[rotation.priority]]
on = "bypassed_in_error"
{condition}
times = 2
[[rotation.key]]
by = "seniority"
[[rotation]]
[[rotation.key]]
by = "seniority"
"""
PEOPLE = person("A", "2001-01-01"), person("B", "2005-01-01")
ANSWERS = ("accepted", "refused", "no_answer")


def happened(told: list[tuple[str, str]]) -> tuple[Happening, ...]:
    """What happened to B: (what, job class), a day apart."""
    first = START - (len(told) + 1) * DAY
    return tuple(
        Happening(what, "B", at, Fraction(4), at + DAY // 2, {"job_class": about})
        for n, (what, about) in enumerate(told)
        for at in (first + n * DAY,)
    )


def is_ahead(told: list[tuple[str, str]], about: str = "road", condition: str = "") -> bool:
    case = situation(*PEOPLE, facts={"job_class": about}, happened=happened(told))
    order = decided(ROAD.format(condition=condition), case).order
    return order == (("B",), ("A",))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("bypassed_in_error", *ANSWERS, "on_duty")),
            st.sampled_from(("road", "event")),
        ),
        max_size=8,
    )
)
def test_only_offers_of_the_same_method_use_it_up(told: list[tuple[str, str]]) -> None:
    left = 0
    for what, about in told:
        if what == "bypassed_in_error":
            left = 2
        elif what in ANSWERS and about == "road":
            left = max(0, left - 1)
    assert is_ahead(told) == (left > 0)
    assert not is_ahead(told, "event")  # the other method has no such rule


def test_the_condition_is_about_what_happened() -> None:
    only = 'when = { job_class = "event" }'
    assert is_ahead([("bypassed_in_error", "event")], condition=only)
    assert not is_ahead([("bypassed_in_error", "road")], condition=only)
