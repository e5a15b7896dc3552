"""What binds officer and employer ends: from which day on, is asked."""

from collections.abc import Callable
from typing import Any

from screens.base import BookScreen
from screens.shown import local


def ask_ending(
    screen: BookScreen[Any],
    end: Callable[..., Any],
    row: int,
    title: str = "The first day without it",
) -> None:
    """Ask for the first day without it, then do `end`, an action on a row and that local date."""
    from screens.staffing.detail_acts import ask_date, saying

    def ended(at: int) -> None:
        on = local(at, screen.desk.zone).date().isoformat()
        screen.perform(saying(screen), end, row, on)

    ask_date(screen, ended, title)
