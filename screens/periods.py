"""Periods of local dates: asking for one, and the last day of one."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from screens.base import BookScreen
from screens.dates import DATE_HINT, read_date


def ask_period(screen: BookScreen[Any], title: str, then: Callable[[date, date], None]) -> None:
    """Ask for the first and the last day; `then` gets the first and the day after the last."""
    from screens.modals import AskTwo

    def answered(given: str | None) -> None:
        if not given:
            return
        texts = given.split("\n")
        first, last = (read_date(text, screen.desk.today()) for text in texts[:2])
        if first is None or last is None or last < first:
            screen.refuse(f"'{texts[0]}' to '{texts[1]}' is no period. Write {DATE_HINT}.")
        else:
            then(first, last + timedelta(days=1))

    hint = f"{DATE_HINT} · both days are included"
    screen.app.push_screen(AskTwo(title, "First day", "Last day", hint), answered)


def last_day(until_on: str) -> str:
    """The last date of a period whose end is not included."""
    return (date.fromisoformat(until_on) - timedelta(days=1)).isoformat()
