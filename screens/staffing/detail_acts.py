"""What is done with details from any screen: ask, act, say."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.dates import DATE_HINT, read_date
from screens.modals import Ask, Confirm
from screens.shown import local, midnight, visible

if TYPE_CHECKING:
    from coordinator.actions.staffing.positions import TakingOff


def ask_date(screen: BookScreen[Any], then: Callable[[int], None], title: str = "Go to") -> None:
    """Ask for a date; `then` gets the UTC instant at which it begins."""

    def answered(text: str | None) -> None:
        if text is None:
            return
        on = read_date(text, screen.desk.today())
        if on is None:
            screen.refuse(f"'{text}' is no date. Write {DATE_HINT}.")
        else:
            then(midnight(on, screen.desk.zone))

    screen.app.push_screen(Ask(title, hint=DATE_HINT, empty_ok=True), answered)


def ask_copy(screen: BookScreen[Any], detail_id: int, starts_at: int) -> None:
    """The same detail on another date, at the same wall time."""
    from datetime import datetime

    wall = local(starts_at, screen.desk.zone)

    def copy_to(day_at: int) -> None:
        from coordinator.actions.jobs.jobs import copy_detail

        on = local(day_at, screen.desk.zone)
        same = datetime(on.year, on.month, on.day, wall.hour, wall.minute, tzinfo=screen.desk.zone)
        screen.perform(saying(screen), copy_detail, detail_id, int(same.timestamp()))

    ask_date(screen, copy_to, "Copy to which date")


def ask_let_go(screen: BookScreen[Any], assignment_id: int, what: str) -> None:
    """Take an officer off his seat, with the reason that he is told."""
    from coordinator.actions.staffing.leaving import release

    def let_go(reason: str | None) -> None:
        if reason:
            screen.perform(saying(screen), release, (assignment_id,), reason)

    window = Ask(f"Take {visible(what)}: why?", hint="he is told the reason · u undoes")
    screen.app.push_screen(window, let_go)


def ask_remove_seat(screen: BookScreen[Any], position_id: int) -> None:
    """Take a seat off: why, and where someone sits on it, after a sentence of who is told."""
    from coordinator.actions.staffing.positions import cancel_position, describe_cancel

    def ask(found: "TakingOff") -> None:
        def answered(reason: str | None) -> None:
            if reason and found.officer:
                window = Confirm(f"Take {found.number} off?", _who_is_told(found, reason))
                screen.app.push_screen(window, lambda yes: remove(reason) if yes else None)
            elif reason:
                remove(reason)

        title = f"Take seat {found.number} off the detail: why?"
        screen.app.push_screen(Ask(title, hint="the reason goes on record · u undoes"), answered)

    def remove(reason: str) -> None:
        screen.perform(saying(screen), cancel_position, position_id, reason)

    screen.fetch("seat off", ask, describe_cancel, position_id)


def _who_is_told(found: "TakingOff", reason: str) -> str:
    told = ", ".join(map(visible, found.told)) or "nobody"
    return f"{found.officer} sits there and is released: {reason}\nTold: {told}."


def show_messages(screen: BookScreen[Any], detail_id: int) -> None:
    """Who was told of a detail, on which channel, and what became of it."""
    from screens.roads import told_screen

    screen.app.push_screen(told_screen(screen.desk, detail_id), screen.told)


def saying(screen: BookScreen[Any]) -> Callable[[Any], None]:
    """A `then` that says the result of an action in the message line."""
    from coordinator.actions.results import Refused

    def say(result: Any) -> None:
        if isinstance(result, Refused):
            screen.refuse(result.sentence)
        else:
            sentence = result if isinstance(result, str) else result.sentence
            undo = "" if "u undoes" in sentence else " · u undoes"
            screen.say(f"{sentence}{undo}", "done")

    return say
