"""From a list or a request to the form of a call: of which class is it, and may it be changed?"""

from typing import TYPE_CHECKING, Any

from coordinator.rules.intake.questions import EventForm
from screens.base import BookScreen
from screens.requests.intake_form import IntakeForm

if TYPE_CHECKING:
    from storage.queries.requests.request import RequestSheet


def take_call(screen: BookScreen[Any]) -> None:
    """Of which class is it? Then the form of that class."""
    from screens.modals import Choose

    def show(forms: tuple[EventForm, ...]) -> None:
        by_code = {form.code: form for form in forms}
        choices = [(form.code, form.label) for form in forms]

        def chosen(code: str | None) -> None:
            if code is not None:
                screen.app.push_screen(IntakeForm(screen.desk, by_code[code]), screen.told)

        screen.app.push_screen(Choose("What is asked for?", choices), chosen)

    screen.fetch("forms", show, _forms, screen.desk.clock())


def change_call(screen: BookScreen[Any], request_id: int) -> None:
    """Change what a request asks for, while nobody has decided."""

    def show(found: "tuple[RequestSheet, EventForm]") -> None:
        sheet, form = found
        if sheet.state not in ("received", "waiting"):
            screen.refuse(f"Request {sheet.number} is {sheet.state}.")
        else:
            screen.app.push_screen(IntakeForm(screen.desk, form, sheet), screen.told)

    screen.fetch("form", show, _form_of, request_id)


def _forms(connection: Any, now: int) -> tuple[EventForm, ...]:
    from coordinator.actions.requests.intake_documents import intake_at

    return tuple(intake_at(connection, now).document.forms())


def _form_of(connection: Any, request_id: int) -> Any:
    from coordinator.actions.requests.intake_documents import intake_of
    from storage.queries.requests.request import request_sheet

    sheet = request_sheet(connection, request_id)
    return sheet, intake_of(connection, sheet.intake_id).form(sheet.event)
