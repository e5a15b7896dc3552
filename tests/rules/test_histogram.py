"""Classes of figures: each figure in one of them, round widths, not too many."""

from itertools import pairwise
from math import floor, isclose, log10

from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.reports.histogram import MOST_CLASSES, classes_of

FIGURES = st.lists(st.integers(-100_000, 100_000), min_size=1, max_size=80)


@given(FIGURES, st.sampled_from([1.0, 60.0, 100.0]))
def test_every_figure_lies_in_exactly_one_class(figures: list[int], unit: float) -> None:
    found = classes_of(figures, unit)
    assert sum(each.many for each in found) == len(figures)
    for each in found:
        assert each.many == sum(each.low <= f < each.low + each.wide for f in figures)
    assert len(found) <= MOST_CLASSES
    assert all(isclose(a.low + a.wide, b.low) for a, b in pairwise(found))
    wide = found[0].wide / unit
    assert any(isclose(wide / 10 ** floor(log10(wide) + 1e-9), n) for n in (1, 2, 5)), wide
    assert wide >= 1 or any(figure % unit for figure in figures)


def test_of_nothing_there_are_no_classes() -> None:
    assert classes_of([]) == ()
    assert [(each.low, each.many) for each in classes_of([7, 7, 7])] == [(7, 3)]
