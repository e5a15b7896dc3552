"""A world in which nothing is changed goes as the record did, unless a seat was given twice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.retrial import Award, Leave, May, Step, Way, goes_as_recorded, retry

OFFICERS = range(1, 6)


@dataclass
class Drawn:
    """A world of drawn verdicts and orders, which hang on who holds how many seats."""

    may_be: Mapping[tuple[int, int, int], May]
    order: Mapping[tuple[int, int], int]
    held: dict[int, int] = field(default_factory=dict)

    def turn(self, step: Step) -> None:
        """Nothing becomes known."""

    def holder(self, seat: int) -> int | None:
        return self.held.get(seat)

    def takers(self, award: Award) -> Iterable[Sequence[int]]:
        may_take = self.able(award)
        for group in self._groups(award):
            willing = set(group) - (award.unwilling - {award.officer})
            if found := [officer for officer in group if officer in willing and may_take(officer)]:
                yield found

    def _groups(self, award: Award) -> Iterable[Sequence[int]]:
        places = {officer: self._place(officer, award) for officer in OFFICERS}
        for place in sorted({place for place in places.values() if place}):
            yield [officer for officer in OFFICERS if places[officer] == place]

    def able(self, award: Award) -> Callable[[int], bool]:
        return lambda officer: self.may(officer, award) is May.TAKE

    def may(self, officer: int, award: Award) -> May:
        return self.may_be[officer, award.seat, self._seats(officer)]

    def before(self, officer: int, other: int, award: Award) -> bool:
        mine, its = self._place(officer, award), self._place(other, award)
        return bool(mine) and (not its or mine < its)

    def bars(self, officer: int, award: Award) -> Mapping[str, str]:
        return {} if self.able(award)(officer) else {"cap 1": f"{self._seats(officer)} of 1"}

    def take(self, officer: int, award: Award) -> None:
        self.held[award.seat] = officer

    def leave(self, officer: int, leave: Leave) -> None:
        if self.held.get(leave.seat) == officer:
            del self.held[leave.seat]

    def _seats(self, officer: int) -> int:
        return min(2, sum(holder == officer for holder in self.held.values()))

    def _place(self, officer: int, award: Award) -> int:
        """From 1; 0 for who does not stand."""
        place = self.order[officer, award.seat]
        return place and place + self._seats(officer)


@st.composite
def records(draw: st.DrawFn) -> list[Step]:
    """Awards and leaves as they come; now and then a seat is given though somebody holds it."""
    steps: list[Step] = []
    holders: dict[int, Award] = {}
    for at in range(draw(st.integers(1, 12))):
        seat = draw(st.integers(1, 4))
        known = holders.get(seat)
        if known is not None and draw(st.integers(0, 9)):
            steps.append(Leave(known.id, seat, known.officer, at, draw(st.booleans())))
            del holders[seat]
            continue
        others = frozenset(draw(st.sets(st.sampled_from(list(OFFICERS)), max_size=2)))
        award = Award(
            at + 1,
            seat,
            draw(st.sampled_from(list(OFFICERS))),
            at,
            draw(st.sampled_from(list(Way))),
            draw(st.booleans()),
            others,
        )
        steps.append(award)
        holders[seat] = award
    return steps


VERDICTS = st.fixed_dictionaries(
    {
        (officer, seat, held): st.sampled_from(list(May))
        for officer in OFFICERS
        for seat in range(1, 5)
        for held in range(3)
    }
)
ORDERS = st.fixed_dictionaries(
    {(officer, seat): st.integers(0, 3) for officer in OFFICERS for seat in range(1, 5)}
)


@given(records(), VERDICTS, ORDERS)
def test_nothing_need_be_worked_out_where_no_seat_was_given_twice(
    steps: list[Step],
    may_be: dict[tuple[int, int, int], May],
    order: dict[tuple[int, int], int],
) -> None:
    found = list(retry(steps, Drawn(may_be, order), Drawn(may_be, order)))
    if goes_as_recorded(steps):
        assert all(outcome.same for outcome in found)


def test_a_seat_that_somebody_still_holds_is_no_award_as_recorded() -> None:
    first, second = Award(1, 7, 1, 10), Award(2, 7, 2, 20)
    assert goes_as_recorded([first, Leave(1, 7, 1, 15), second])
    assert not goes_as_recorded([first, second, Leave(1, 7, 1, 25)])
