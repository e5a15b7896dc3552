"""What a changed policy would do, in lines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from screens.shown import counted, day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coordinator.actions.policy.policy_effect import Effect
    from coordinator.rules.cases.answers import NewAnswer

SHOWN = 6
"""Of each kind so many are named."""


def answer_lines(answers: "Sequence[NewAnswer]") -> Iterator[str]:
    """Examples whose answer is another one now, those whose own clause decides still first."""
    told = sorted(answers, key=lambda answer: answer.old.get("clause") != answer.new.get("clause"))
    for answer in told[:SHOWN]:
        yield f"{answer.title or f'line {answer.line}'}:"
        yield f"  {_change(answer.old, answer.new)}"
    if len(told) > SHOWN:
        yield f"… and {len(told) - SHOWN} more (coordinator policy answers lists all)"


def _change(old: "Mapping[str, Any]", new: "Mapping[str, Any]") -> str:
    keys = ("verdict", "figure", "limit", "order", "awarded")
    changed = [key for key in keys if key in old and old[key] != new.get(key)]
    moved = old.get("clause") != new.get("clause")
    parts = [f"{key} {old[key]} → {new.get(key, 'none')}" for key in changed if not moved]
    if moved:
        parts = [f"{old['verdict']} → {new['verdict']}", f"by {new.get('clause', 'no clause')}"]
    return ", ".join(parts).replace("_", " ") or "; ".join(map(str, new.values()))


def effect_lines(effect: "Effect", zone: ZoneInfo) -> Iterator[str]:
    """Counts first, then the nearest of each kind."""
    held, seats = effect.assignments, effect.seats
    yield f"{counted(len(effect.against), 'held seat')} of {held:,} would stand against it,"
    yield f"{len(effect.no_longer):,} would no longer."
    for one in effect.against[:SHOWN]:
        yield f"  {one.position} {day(one.starts_at, zone)} {one.name}: {one.reasons[0]}"
    yield f"{counted(len(effect.moved), 'open seat')} of {seats:,} would go another way."
    yield from (f"  {seat.sentence}" for seat in effect.moved[:SHOWN])
