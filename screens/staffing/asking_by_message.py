"""An override that nobody in the room allows: somebody who decides is asked by message."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.widgets import Input, Static

from screens.base import BookScreen
from screens.modals import Ask, AskTwo, Choose
from screens.staffing.detail_acts import saying

if TYPE_CHECKING:
    from coordinator.actions.policy.asking_for_seats import Decider, Wanted

ANOTHER = "another"
"""The choice of somebody whom the settings do not list."""
BY_MESSAGE = "\n"
"""What a window gives where the name is asked by message."""
_BY_MESSAGE_KEY = Binding(
    "ctrl+o",
    "by_message",
    "Ask by message",
    id="override.by_message",
    tooltip="Ask somebody who decides, by mail or text",
    priority=True,
)


class OverrideWindow(AskTwo):
    """Reason and name of who allows it; with ctrl+o the reason only: the name is asked by message.

    Gives both joined by a line end; what follows the line end is empty where somebody is to be
    asked.
    """

    BINDINGS = [_BY_MESSAGE_KEY]

    def __init__(self, by: str, why: str) -> None:
        hint = f"{why}\nenter goes on · ctrl+o asks by message who decides · esc closes"
        super().__init__("Override", "Reason", by, hint)

    def action_by_message(self) -> None:
        """Close with the reason alone; it is what whoever decides reads."""
        reason = self.query_one("#field0", Input)
        if reason.value.strip():
            self.dismiss(f"{reason.value.strip()}\n")
        else:
            reason.focus()
            self.query_one(".window-hint", Static).update("Say why first: it is what he reads.")


class AllowWindow(Ask):
    """The name of who allows it; with ctrl+o nothing: he is asked by message. Gives BY_MESSAGE."""

    BINDINGS = [_BY_MESSAGE_KEY]

    def action_by_message(self) -> None:
        """Close without a name."""
        self.dismiss(BY_MESSAGE)


def ask_by_message(screen: BookScreen[Any], wanted: "Wanted", asked: Callable[[], None]) -> None:
    """Choose who decides, and ask him; `asked` follows once the question is in the book."""
    from coordinator.actions.policy.asking_for_seats import Decider, deciders

    def choose(found: "tuple[Decider, ...]") -> None:
        if not found:
            _ask_address(screen, send)
            return
        choices = [(str(n), f"{each.name}, {each.address}") for n, each in enumerate(found)]
        window = Choose("Who decides?", (*choices, (ANOTHER, "somebody else: name and address")))
        screen.app.push_screen(window, lambda key: chosen(found, key))

    def chosen(found: "tuple[Decider, ...]", key: str | None) -> None:
        if key == ANOTHER:
            _ask_address(screen, send)
        elif key is not None:
            send(found[int(key)])

    def send(decider: Decider) -> None:
        _send(screen, wanted, decider, asked)

    screen.fetch("deciders", choose, deciders)


def _ask_address(screen: BookScreen[Any], then: "Callable[[Decider], None]") -> None:
    from coordinator.actions.policy.asking_for_seats import Decider

    def typed(answer: str | None) -> None:
        name, _, address = (answer or "").partition("\n")
        if address:
            then(Decider(name, address))

    hint = "he answers YES or NO · enter goes on · esc closes"
    window = AskTwo("Ask by message", "Name of who decides", "His mail address or telephone", hint)
    screen.app.push_screen(window, typed)


def _send(
    screen: BookScreen[Any], wanted: "Wanted", decider: "Decider", asked: Callable[[], None]
) -> None:
    from coordinator.actions.policy.asking_for_seats import ask_for_seat

    def told(result: Any) -> None:
        asked()
        saying(screen)(result)

    screen.perform(told, ask_for_seat, wanted, decider)


def take_question_back(screen: BookScreen[Any], question_id: int | None) -> None:
    """Whoever was asked by message need not decide any more."""
    from coordinator.actions.policy.approvals import withdraw_approval

    if question_id is None:
        screen.refuse("Nobody is asked by message: ctrl+o in the window of an override asks.")
        return

    def told(result: Any) -> None:
        screen.reload()
        saying(screen)(result)

    screen.perform(told, withdraw_approval, question_id)
