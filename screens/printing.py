"""`p`: make the document, then open it in the system's viewer or send it to the printer."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.shown import day_of, local

if TYPE_CHECKING:
    from coordinator.actions.documents import Made
    from coordinator.actions.results import Refused

Making = Callable[..., "Made | Refused"]


def print_day(screen: BookScreen[Any], at: int) -> None:
    """The day sheet of the local date of an instant."""
    from coordinator.actions.documents import make_day_sheet

    on = local(at, screen.desk.zone).date()
    hand_over(screen, f"Day sheet of {day_of(on)}", make_day_sheet, on.isoformat())


def print_invoice(screen: BookScreen[Any], invoice_id: int, number: str) -> None:
    """An invoice as PDF."""
    from coordinator.actions.documents import make_invoice

    hand_over(screen, f"Invoice {number}", make_invoice, invoice_id)


def export_payroll(screen: BookScreen[Any], number: str) -> None:
    """A payroll run as CSV."""
    from coordinator.actions.documents import make_payroll_file

    hand_over(screen, f"Payroll run {number}", make_payroll_file, number)


def print_calls(screen: BookScreen[Any], position_id: int, number: str) -> None:
    """Whom to telephone for a position, as PDF."""
    from coordinator.actions.call_sheet import make_call_list

    making = partial(make_call_list, now=screen.desk.clock())
    hand_over(screen, f"Call list {number}", making, position_id)


def hand_over(screen: BookScreen[Any], title: str, making: Making, about: Any) -> None:
    """Ask what is wanted, make the file on a reading thread, and hand it to the system."""
    from coordinator.actions.documents import can_print
    from screens.modals import Choose

    choices = [("open", "open it in the viewer"), ("file", "make the file only, and copy its name")]
    if can_print():
        choices.append(("print", "send it to the printer"))

    def answered(how: str | None) -> None:
        if how:
            screen.say(f"{title} is being made …")
            screen.fetch(
                "making",
                lambda made: _made(screen, made, how),
                _make,
                making,
                screen.desk.book.path,
                about,
            )

    screen.app.push_screen(Choose(title, choices), answered)


def _make(connection: Any, making: Making, book: Path, about: Any) -> Any:
    from coordinator.actions.documents import folder_of

    return making(connection, folder_of(book), about)


def _made(screen: BookScreen[Any], made: "Made | Refused", how: str) -> None:
    from coordinator.actions.documents import open_file, print_file
    from coordinator.actions.results import Refused

    if isinstance(made, Refused):
        screen.refuse(made.sentence)
    elif how == "file":
        screen.app.copy_to_clipboard(str(made.path))
        screen.say(made.sentence, "done")
    else:
        handing = open_file if how == "open" else print_file
        screen.fetch("handing", screen.say, handing, made.path)
