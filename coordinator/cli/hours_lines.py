"""Whose hours a command means, among those of a detail."""

from typing import TYPE_CHECKING

from coordinator.cli.session import NotFound

if TYPE_CHECKING:
    from storage.queries.money.hours import HoursLine


def line_of(lines: "tuple[HoursLine, ...]", badge: str) -> "HoursLine":
    """The officer's among the lines of a detail. Raises NotFound where he is not on it."""
    found = [line for line in lines if line.badge == badge]
    if not found:
        raise NotFound(f"Badge {badge} is not on that detail.")
    return found[0]
