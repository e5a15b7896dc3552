"""`p`: make the document, then open it in the system's viewer or send it to the printer."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.shown import day_of, local

if TYPE_CHECKING:
    from coordinator.actions.book.documents import Made
    from coordinator.actions.results import Refused

Making = Callable[..., "Made | Refused"]


def print_day(screen: BookScreen[Any], at: int) -> None:
    """The day sheet of the local date of an instant."""
    from coordinator.actions.book.documents import make_day_sheet

    on = local(at, screen.desk.zone).date()
    hand_over(screen, f"Day sheet of {day_of(on)}", make_day_sheet, on.isoformat())


def print_detail(screen: BookScreen[Any], at: int, detail_id: int) -> None:
    """The day sheet of a detail's day, or its own sign sheet."""
    from coordinator.actions.book.documents import make_day_sheet

    on = local(at, screen.desk.zone).date()
    sign = ("sign", "open the sign sheet of this detail, with a code for each officer")
    dossier = ("dossier", "open the dossier of its job: from the request to the payment")
    acts = {
        sign: partial(_sign_sheet, screen, detail_id),
        dossier: partial(_dossier, screen, detail_id),
    }
    title = f"Day sheet of {day_of(on)}"
    hand_over(screen, title, make_day_sheet, on.isoformat(), acts=acts)


def _sign_sheet(screen: BookScreen[Any], detail_id: int) -> None:
    from coordinator.actions.attendance.sign_sheets import make_sign_sheet
    from coordinator.actions.book.documents import folder_of

    folder = folder_of(screen.desk.book.path)
    screen.perform(lambda made: _made(screen, made, "open"), make_sign_sheet, detail_id, folder)


def _dossier(screen: BookScreen[Any], detail_id: int) -> None:
    from coordinator.actions.book.documents import folder_of
    from coordinator.actions.oversight.dossier import make_dossier_of_detail

    folder, now = folder_of(screen.desk.book.path), screen.desk.clock()
    making = partial(make_dossier_of_detail, now=now)
    opened: Callable[[Any], None] = partial(_made, screen, how="open")
    screen.fetch("dossier", opened, making, folder, detail_id)


def print_invoice(screen: BookScreen[Any], invoice_id: int, number: str) -> None:
    """An invoice as PDF, plain or with the reason of every amount at the end."""
    from coordinator.actions.book.documents import make_invoice

    explained = ("explained", "open it with the reason of every amount at the end")
    send = ("send", "tell the employer of it; the message leaves soon")
    also = {explained: partial(make_invoice, annex=True)}
    acts = {send: partial(_send, screen, invoice_id)}
    hand_over(screen, f"Invoice {number}", make_invoice, invoice_id, also, acts)


def _send(screen: BookScreen[Any], invoice_id: int) -> None:
    from coordinator.actions.messages.sending_invoices import send_invoice
    from screens.staffing.detail_acts import saying

    screen.perform(saying(screen), send_invoice, invoice_id)


def export_payroll(screen: BookScreen[Any], number: str) -> None:
    """A payroll run as CSV."""
    from coordinator.actions.book.documents import make_payroll_file

    hand_over(screen, f"Payroll run {number}", make_payroll_file, number)


def print_calls(screen: BookScreen[Any], position_id: int, number: str) -> None:
    """Whom to telephone for a position, as PDF."""
    from coordinator.actions.staffing.call_sheet import make_call_list

    making = partial(make_call_list, now=screen.desk.clock())
    hand_over(screen, f"Call list {number}", making, position_id)


def hand_over(
    screen: BookScreen[Any],
    title: str,
    making: Making,
    about: Any,
    also: Mapping[tuple[str, str], Making] | None = None,
    acts: Mapping[tuple[str, str], Callable[[], None]] | None = None,
) -> None:
    """Ask what is wanted, make the file on a reading thread, and hand it to the system.

    `also` are other ways of making it, by key and words; they are opened in the viewer. `acts` are
    what else may be done.
    """
    from coordinator.actions.book.documents import can_print
    from screens.modals import Choose

    choices = [("open", "open it in the viewer"), ("file", "make the file only, and copy its name")]
    if can_print():
        choices.append(("print", "send it to the printer"))
    others = {key: other for (key, _), other in (also or {}).items()}
    doing = {key: act for (key, _), act in (acts or {}).items()}
    choices += [*(also or ()), *(acts or ())]

    def answered(how: str | None) -> None:
        if how in doing:
            doing[how]()
        elif how:
            screen.say(f"{title} is being made …")
            screen.fetch(
                "making",
                lambda made: _made(screen, made, "open" if how in others else how),
                _make,
                others.get(how, making),
                screen.desk.book.path,
                about,
            )

    screen.app.push_screen(Choose(title, choices), answered)


def _make(connection: Any, making: Making, book: Path, about: Any) -> Any:
    from coordinator.actions.book.documents import folder_of

    return making(connection, folder_of(book), about)


def _made(screen: BookScreen[Any], made: "Made | Refused", how: str) -> None:
    from coordinator.actions.book.documents import open_file, print_file
    from coordinator.actions.results import Refused

    if isinstance(made, Refused):
        screen.refuse(made.sentence)
        return
    if screen.desk.deputy:
        from coordinator.actions.book.notes import note_paper

        screen.perform(lambda _noted: None, note_paper, made.path.name)
    if how == "file":
        screen.app.copy_to_clipboard(str(made.path))
        screen.say(made.sentence, "done")
    else:
        handing = open_file if how == "open" else print_file
        screen.fetch("handing", screen.say, handing, made.path)
