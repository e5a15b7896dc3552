"""Settings: the passphrase of the lock is set, changed or taken away."""

from typing import Any

from screens.base import BookScreen
from screens.modals import AskTwo, Choose
from screens.staffing.detail_acts import saying

_HELD = (("new", "another passphrase"), ("none", "no passphrase: enter opens the lock"))


def ask_passphrase(screen: BookScreen[Any], *, held: bool) -> None:
    """Ask for it twice; where one is set it can be taken away."""
    from coordinator.actions.book.locking import remove_passphrase, set_passphrase

    def chosen(what: str | None) -> None:
        if what == "none":
            screen.perform(saying(screen), remove_passphrase)
        elif what == "new":
            hint = "it hides the screen; the file itself is not encrypted"
            window = AskTwo("The lock", "Passphrase", "Once more", hint, secret=True)
            screen.app.push_screen(window, typed)

    def typed(given: str | None) -> None:
        first, _, again = (given or "").partition("\n")
        if first != again:
            screen.refuse("The two were not the same: nothing is changed.")
        elif given is not None:
            screen.perform(saying(screen), set_passphrase, first)

    if held:
        screen.app.push_screen(Choose("The lock", _HELD), chosen)
    else:
        chosen("new")
