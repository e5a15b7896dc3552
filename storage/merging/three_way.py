"""One row on two sides: what one side touched is taken, what both touched is told."""

from dataclasses import dataclass

from storage.merging.states import State

TIED = (
    ("starts_at", "ends_at", "starts_wall"),
    ("started_at", "ended_at"),
    ("from_at", "until_at"),
    ("from_on", "until_on"),
    ("lat", "lon"),
    ("state", "left_at", "answered_at", "settled_at", "settled_by"),
)
"""Columns that mean something only together: taken from one side or the other."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What the row is to hold; `kind` of the conflict, or nothing where there was none."""

    state: State
    kind: str = ""


def joined(base: State, lower: State, higher: State) -> Joined:
    """Bring two sides of a row together. Where both say something else, the side of the station
    with the lower number stands; a row that one removed and the other changed stays."""
    if lower == higher or higher == base:
        return Joined(lower)
    if lower == base:
        return Joined(higher)
    if lower is None or higher is None:
        return Joined(lower or higher, "removed")
    return _columns(base or {}, lower, higher)


def _columns(
    base: dict[str, object], lower: dict[str, object], higher: dict[str, object]
) -> Joined:
    state = dict(lower)
    kind = ""
    for group in _groups(lower):
        was = [base.get(name, ...) for name in group]
        low, high = [lower[name] for name in group], [higher[name] for name in group]
        if high in (low, was):
            continue
        if low != was:
            kind = "changed"
            continue
        state.update(zip(group, high, strict=True))
    return Joined(state, kind)


def disputed(base: State, lower: State, higher: State) -> list[str]:
    """The columns that both sides of a row changed, each to something else."""
    if lower is None or higher is None:
        return []
    found = []
    for group in _groups(lower):
        was = [(base or {}).get(name, ...) for name in group]
        low, high = [lower[name] for name in group], [higher[name] for name in group]
        if low != high and was not in (low, high):
            found += group
    return found


def _groups(state: dict[str, object]) -> list[list[str]]:
    """The columns of a row, those together that are tied."""
    groups = [[name for name in tied if name in state] for tied in TIED]
    tied = {name for group in groups for name in group}
    return [group for group in groups if group] + [[name] for name in state if name not in tied]
