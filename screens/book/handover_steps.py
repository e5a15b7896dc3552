"""Hand-over, step by step: to whom, which file, under which passphrase."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.modals import Ask, AskTwo, Choose
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from storage.queries.book.handover_sheet import HandOverSheet

Done = Callable[[Any], None]
"""What follows the long work, with its answer."""
_ELSEWHERE = "coordinator.actions.handover.elsewhere:"
_PASSPHRASE = "at least 10 characters; tell it by telephone, never with the file"


def ask_to_give(screen: WaitingScreen[Any], sheet: "HandOverSheet", done: Done) -> None:
    """Back to whom it came from, or to somebody else."""
    to_file = partial(_ask_file, screen, done)

    def chosen(what: str | None) -> None:
        if what == "back":
            to_file("", back=True)
        elif what == "on":
            _ask_whom(screen, to_file)

    if sheet.back_to:
        choices = (("back", f"give it back to {sheet.back_to}"), ("on", "hand it on to another"))
        screen.app.push_screen(Choose("The book", choices), chosen)
    elif sheet.again:
        to_file(sheet.again, back=False)
    elif sheet.ours:
        _ask_whom(screen, to_file)
    else:
        screen.refuse(f"{sheet.who} has the book: only there can it be handed on.")


def _ask_whom(screen: BookScreen[Any], to_file: Callable[..., None]) -> None:
    hint = "a name; whoever had it before keeps his station · esc closes"
    screen.app.push_screen(
        Ask("Hand the book to whom", hint=hint),
        lambda to: to_file(to, back=False) if to else None,
    )


def _ask_file(screen: WaitingScreen[Any], done: Done, to_name: str, *, back: bool) -> None:
    day = screen.desk.today().isoformat()
    start = str(Path.home() / f"{screen.desk.book.path.stem}-{day}.bundle")

    def named(path: str | None) -> None:
        if path:
            window = AskTwo("Its passphrase", "Passphrase", "Once more", _PASSPHRASE, secret=True)
            screen.app.push_screen(window, lambda given: sealed(Path(path).expanduser(), given))

    def sealed(path: Path, given: str | None) -> None:
        first, _, again = (given or "").partition("\n")
        if given is None:
            return
        if first != again:
            screen.refuse("The two were not the same: nothing is handed over.")
            return
        task = (screen.desk.actor(), path, first)
        what, given_to = ("hand_back", ()) if back else ("hand_over", (to_name,))
        screen.start(f"{_ELSEWHERE}{what}", (*task, *given_to), done, "Writing the bundle …")

    hint = "a new file: a stick, a shared folder; ~ is your home folder · esc closes"
    screen.app.push_screen(Ask("Into which file", value=start, hint=hint), named)


def ask_to_take(screen: WaitingScreen[Any], done: Done) -> None:
    """Which file, and its passphrase."""

    def named(path: str | None) -> None:
        if path:
            window = Ask("The bundle's passphrase", secret=True)
            screen.app.push_screen(window, lambda given: opened(Path(path).expanduser(), given))

    def opened(path: Path, given: str | None) -> None:
        if given:
            task = (screen.desk.actor(), path, given)
            words = "Checking the bundle, then taking it in …"
            screen.start(f"{_ELSEWHERE}bring_in", task, done, words)

    hint = "its path; ~ is your home folder · esc closes"
    screen.app.push_screen(Ask("Take which bundle in", hint=hint), named)


def ask_to_reclaim(
    screen: BookScreen[Any], sheet: "HandOverSheet", reclaim: Callable[[str, str], None]
) -> None:
    """Who decides it, and why."""

    def decided(given: str | None) -> None:
        who, _, reason = (given or "").partition("\n")
        if given is not None:
            reclaim(who, reason)

    if sheet.ours:
        screen.refuse("This station holds the book: there is nothing to take back.")
        return
    hint = "what is done there too is merged when it comes · esc closes"
    screen.app.push_screen(AskTwo("Take the book back", "Who decides it", "Why", hint), decided)


def ask_for_pack(screen: BookScreen[Any]) -> None:
    """The pack for whoever stands in, to open, to keep or to print."""
    from coordinator.actions.handover.pack import TITLE, make_pack
    from screens.printing import hand_over

    hand_over(screen, TITLE, make_pack, screen.desk.clock())
