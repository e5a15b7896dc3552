"""What several windows about a seat ask: which officer, and who allows what the policy does not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.modals import Ask, AskTwo
from screens.naming import officer_named
from screens.shown import visible
from screens.staffing.detail_acts import saying

if TYPE_CHECKING:
    from coordinator.actions.policy.asking_for_seats import Wanted
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
        found = screen.desk.ask(officer_named, text)
        if isinstance(found, str):
            screen.refuse(found)
        else:
            then(found)

    window = Ask(visible(title), hint=hint or "badge or last name · enter takes it · esc closes")
    screen.app.push_screen(window, answered)


def done_or_allowed(
    screen: BookScreen[Any],
    again: Callable[[str, str], None],
    by_message: Callable[[str], "Wanted"],
) -> Callable[[Any], None]:
    """A `then` that says a result; where a name would lift the refusal it asks for reason and name
    and tries again with them, or asks somebody by message for what `by_message` makes of the
    reason."""

    def ask(reason: str) -> None:
        from screens.staffing.asking_by_message import ask_by_message

        ask_by_message(screen, by_message(reason), screen.reload)

    return allowed_or(screen, again, saying(screen), ask)


def allowed_or(
    screen: BookScreen[Any],
    again: Callable[[str, str], None],
    done: Callable[[Any], None],
    by_message: Callable[[str], None],
) -> Callable[[Any], None]:
    """The same with something else for a result that no name changes, or that nobody gives;
    `by_message` gets the reason where somebody is to be asked."""
    from coordinator.actions.results import Refused

    def settled(result: Any) -> None:
        if not isinstance(result, Refused) or not can_be_allowed(result):
            done(result)
            return

        def given(answer: str | None) -> None:
            reason, _, by = (answer or "").partition("\n")
            if by:
                again(reason, by)
            elif reason:
                by_message(reason)
            else:
                done(result)

        hint = " ".join(map(visible, result.reasons))
        screen.app.push_screen(_window(hint), given)

    return settled


def _window(why: str) -> AskTwo:
    from screens.staffing.asking_by_message import OverrideWindow

    return OverrideWindow("Name of who allows it", why)


def can_be_allowed(refused: "Refused") -> bool:
    """Whether somebody's name would lift the refusal."""
    return refused.reasons[-1].startswith(NEEDS)
