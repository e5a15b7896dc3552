"""What a changed policy would do, in lines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from screens.shown import counted, day

if TYPE_CHECKING:
    from coordinator.actions.policy_effect import Effect

SHOWN = 8
"""Of each kind so many are named."""


def effect_lines(effect: "Effect", zone: ZoneInfo) -> Iterator[str]:
    """Counts first, then the nearest of each kind."""
    held, seats = effect.assignments, effect.seats
    yield f"{counted(len(effect.against), 'held seat')} of {held:,} would stand against it,"
    yield f"{len(effect.no_longer):,} would no longer."
    for one in effect.against[:SHOWN]:
        yield f"  {one.position} {day(one.starts_at, zone)} {one.name}: {one.reasons[0]}"
    yield f"{counted(len(effect.moved), 'open seat')} of {seats:,} would go another way."
    yield from (f"  {seat.sentence}" for seat in effect.moved[:SHOWN])
