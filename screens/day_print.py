"""Printing the day: the day sheet of a date as PDF, seen in the system's viewer or on paper."""

from pathlib import Path
from typing import Any

from screens.base import BookScreen
from screens.modals import Choose
from screens.shown import day_of, local


def ask_print(screen: BookScreen[Any], at: int) -> None:
    """Offer the day sheet of the local date of an instant."""
    from coordinator.actions.documents import can_print

    on = local(at, screen.desk.zone).date()
    choices = [
        ("view", "Day sheet as PDF, in the viewer"),
        ("save", "Day sheet as PDF, saved only"),
    ]
    if can_print():
        choices.append(("print", "Day sheet, straight to the printer"))

    def chosen(what: str | None) -> None:
        if what:
            screen.say("Writing the day sheet …")
            screen.fetch(
                "print", screen.told, _printed, screen.desk.book.path, on.isoformat(), what
            )

    screen.app.push_screen(Choose(f"Print {day_of(on)}", choices), chosen)


def _printed(connection: Any, book: Path, on: str, what: str) -> str:
    """Write the sheet and hand it on; one sentence of what became of it."""
    from coordinator.actions.documents import folder_of, make_day_sheet, open_file, print_file
    from coordinator.actions.results import Refused

    made = make_day_sheet(connection, folder_of(book), on)
    if isinstance(made, Refused):
        return made.sentence
    if what == "view":
        return open_file(connection, made.path)
    if what == "print":
        return print_file(connection, made.path)
    return f"Written to {made.path}"
