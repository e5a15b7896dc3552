"""Backups: the passphrase is set with what its loss means, or asked where no keyring has it."""

from collections.abc import Callable
from typing import Any

from screens.base import BookScreen
from screens.modals import Ask, AskTwo, Choose, Confirm
from screens.staffing.detail_acts import saying

_ON = (("new", "another passphrase"), ("off", "no longer: backups are plain files"))


def ask_encryption(screen: BookScreen[Any], *, on: bool) -> None:
    """Switch encrypted backups on, or off, or change their passphrase."""
    from coordinator.actions.book.encrypting import stop_encrypting

    def chosen(what: str | None) -> None:
        if what == "off":
            screen.perform(_done(screen), stop_encrypting)
        elif what == "new":
            _warn(screen)

    if on:
        screen.app.push_screen(Choose("Encrypted backups", _ON), chosen)
    else:
        _warn(screen)


def _warn(screen: BookScreen[Any]) -> None:
    """First what losing it means."""
    from coordinator.actions.book.encrypting import LOST

    def ask(understood: str | None) -> None:
        if understood:
            hint = "12 letters or more; kept in the keyring, never in the book"
            window = AskTwo("Encrypted backups", "Passphrase", "Once more", hint, secret=True)
            screen.app.push_screen(window, lambda given: _typed(screen, given))

    warned = Confirm("Encrypted backups", LOST, "y: I have understood · esc leaves it")
    screen.app.push_screen(warned, ask)


def _typed(screen: BookScreen[Any], given: str | None) -> None:
    from coordinator.actions.book.encrypting import encrypt_backups

    first, _, again = (given or "").partition("\n")
    if first != again:
        screen.refuse("The two were not the same: nothing is changed.")
    elif given is not None:
        screen.perform(_done(screen), encrypt_backups, first)


def _done(screen: BookScreen[Any]) -> Callable[[Any], None]:
    def done(result: Any) -> None:
        saying(screen)(result)
        screen.reload()

    return done


def ask_where_needed(screen: BookScreen[Any], then: Callable[[str], None]) -> None:
    """Go on with nothing typed, or with the passphrase where it is wanted and not at hand."""

    def read(trouble: str) -> None:
        if trouble:
            window = Ask("Passphrase of the backups", hint=trouble, secret=True)
            screen.app.push_screen(window, lambda typed: then(typed) if typed else None)
        else:
            then("")

    screen.fetch("passphrase", read, _missing)


def _missing(connection: Any) -> str:
    from coordinator.actions.book.encrypting import wanted

    return wanted(connection).trouble
