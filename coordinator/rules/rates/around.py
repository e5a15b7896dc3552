"""A window that counts from so many hours in it on, and one that goes on for work beside it."""

from collections.abc import Iterable, Iterator, Sequence

from coordinator.rules.rates.clock import Portion, Stretch
from coordinator.rules.rates.days import DayList


def minutes_inside(portion: Portion, stretches: Iterable[Stretch], days: DayList) -> int:
    """How many minutes of these stretches lie in the portion's days and hours."""
    return sum(each.minutes for each in stretches if portion.on_clock(each.moment, days))


def enough_inside(
    portion: Portion, stretches: Sequence[Stretch], worked: int, days: DayList
) -> bool:
    """Whether as many of the hours worked lie in the window as the portion asks for."""
    if portion.inside is None:
        return True
    done = [each for each in stretches if each.moment.done < worked] or stretches
    return portion.inside.hold(minutes_inside(portion, done, days))


def edges_beside(
    portions: Iterable[Portion], stretches: Sequence[Stretch], days: DayList
) -> Iterator[int]:
    """The minutes of the run to which windows reach beyond themselves."""
    for portion in portions:
        for begins, ends in _spans(portion, stretches, days):
            yield begins
            yield ends


def beside(portion: Portion, stretches: Sequence[Stretch], stretch: Stretch, days: DayList) -> bool:
    """Whether a stretch, which no edge crosses, lies in the window or in the work beside it."""
    at = stretch.moment.done
    return any(begins <= at < ends for begins, ends in _spans(portion, stretches, days))


def _spans(
    portion: Portion, stretches: Sequence[Stretch], days: DayList
) -> Iterator[tuple[int, int]]:
    """Minutes of the run that lie in the window, widened by what adjoins."""
    for each in stretches:
        if portion.on_clock(each.moment, days):
            done = each.moment.done
            yield done - portion.goes_back, done + each.minutes + portion.goes_on
