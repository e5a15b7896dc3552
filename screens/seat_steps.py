"""What several windows about a seat ask: which officer, and who allows what the policy does not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.detail_acts import saying
from screens.modals import Ask, AskTwo
from screens.shown import visible

if TYPE_CHECKING:
    from coordinator.actions.results import Refused

NEEDS = "This needs"
"""How the last reason of a refusal begins that somebody's name would lift."""


def ask_officer(
    screen: BookScreen[Any], title: str, then: Callable[[int], None], hint: str = ""
) -> None:
    """Ask for an officer by badge or last name; `then` gets his id."""

    def answered(text: str | None) -> None:
        if not text:
            return
        found = screen.desk.ask(_officer, text)
        if isinstance(found, str):
            screen.refuse(found)
        else:
            then(found)

    window = Ask(visible(title), hint=hint or "badge or last name · enter takes it · esc closes")
    screen.app.push_screen(window, answered)


def done_or_allowed(
    screen: BookScreen[Any], again: Callable[[str, str], None]
) -> Callable[[Any], None]:
    """A `then` that says a result; where a name would lift the refusal it asks for reason and name
    and tries again with them."""
    return allowed_or(screen, again, saying(screen))


def allowed_or(
    screen: BookScreen[Any], again: Callable[[str, str], None], done: Callable[[Any], None]
) -> Callable[[Any], None]:
    """The same with something else for a result that no name changes, or that nobody gives."""
    from coordinator.actions.results import Refused

    def settled(result: Any) -> None:
        if not isinstance(result, Refused) or not can_be_allowed(result):
            done(result)
            return

        def given(answer: str | None) -> None:
            reason, _, by = (answer or "").partition("\n")
            if by:
                again(reason, by)
            else:
                done(result)

        hint = " ".join(map(visible, result.reasons))
        screen.app.push_screen(AskTwo("Override", "Reason", "Name of who allows it", hint), given)

    return settled


def can_be_allowed(refused: "Refused") -> bool:
    """Whether somebody's name would lift the refusal."""
    return refused.reasons[-1].startswith(NEEDS)


def _officer(connection: Any, text: str) -> int | str:
    from storage.errors import Missing
    from storage.queries.lookup import officer_id

    try:
        return officer_id(connection, text.strip())
    except Missing as problem:
        return str(problem)
