"""The bank's file of a run: whom it pays, from which day on; then it is written and noted."""

from collections.abc import Callable
from typing import Any

from screens.base import BookScreen
from screens.dates import DATE_HINT, read_date
from screens.modals import Ask, AskTwo, Choose, Confirm
from screens.shown import money, visible


def with_key(screen: BookScreen[Any], then: Callable[[Any], None]) -> None:
    """Get the key of the bank details, asking for the passphrase where there is one."""

    def got(found: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(found, Refused):
            screen.refuse(found.sentence)
        else:
            then(found)

    def typed(given: str | None) -> None:
        first, _, again = (given or "").partition("\n")
        if given is not None and first == again:
            screen.fetch("key", got, _key, first)
        elif given is not None:
            screen.refuse("The two were not the same.")

    def asked(how: str) -> None:
        if how == "none":
            _ask_new_key(screen, got)
            return
        if how == "keyring":
            screen.fetch("key", got, _key, "")
            return
        window = AskTwo("The bank details", "Passphrase", "Once more", secret=True)
        screen.app.push_screen(window, typed)

    screen.fetch("asks", asked, _asks)


def _ask_new_key(screen: BookScreen[Any], got: Callable[[Any], None]) -> None:
    """The first time: make the key that seals bank details."""
    from coordinator.actions.pay.sealing import make_key

    def make(passphrase: str) -> None:
        def made(result: Any) -> None:
            from coordinator.actions.results import Refused

            if isinstance(result, Refused):
                screen.refuse(result.sentence)
            else:
                screen.fetch("key", got, _key, passphrase)

        screen.perform(made, make_key, passphrase)

    def typed(given: str | None) -> None:
        first, _, again = (given or "").partition("\n")
        if given is not None and first == again:
            make(first)
        elif given is not None:
            screen.refuse("The two were not the same: nothing is changed.")

    def chosen(how: str | None) -> None:
        if how == "keyring":
            make("")
        elif how == "passphrase":
            hint = "without it nobody can read the bank details again"
            window = AskTwo("The bank details", "Passphrase", "Once more", hint, secret=True)
            screen.app.push_screen(window, typed)

    choices = (
        ("keyring", "keep the key in this machine's keyring"),
        ("passphrase", "open the bank details with a passphrase"),
    )
    screen.app.push_screen(Choose("Bank details are sealed under a key", choices), chosen)


def ask_bank_file(screen: BookScreen[Any], number: str, until_on: str) -> None:
    """Ask for the day, show whom it pays, and write it."""

    def dated(key: Any, on: str, looked: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(looked, Refused):
            screen.refuse(looked.sentence)
            return
        words = [f"{len(looked.payments)} payments, {money(looked.total_cents)}, on {on}"]
        words += [visible(each) for each in looked.left[:12]]
        again = bool(looked.run and screen.desk.ask(_written, looked.run.id))
        words += ["This run has a bank file already: write another only if the bank did not take"
                  " that one."] if again else []  # fmt: skip

        def confirmed(yes: str | None) -> None:
            if yes:
                screen.perform(_told(screen), _make, key, number, on, again)

        screen.app.push_screen(Confirm(f"Bank file of {number}", "\n".join(words)), confirmed)

    def day(key: Any, text: str | None) -> None:
        if text is None:
            return
        on = read_date(text, screen.desk.today())
        if on is None:
            screen.refuse(f"'{text}' is no date. Write {DATE_HINT}.")
            return
        at = on.isoformat()
        screen.fetch("look", lambda looked: dated(key, at, looked), _look, key, number)

    def keyed(key: Any) -> None:
        usual = screen.desk.ask(_pay_day, until_on)
        window = Ask("When is the money to be there", value=usual, hint=DATE_HINT)
        screen.app.push_screen(window, lambda text: day(key, text))

    with_key(screen, keyed)


def _told(screen: BookScreen[Any]) -> Callable[[Any], None]:
    def say(result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            screen.refuse(result.sentence)
        else:
            screen.say(result.sentence, "done")

    return say


def _make(book: Any, actor: Any, key: Any, number: str, on: str, again: bool) -> Any:
    from coordinator.actions.book.documents import folder_of
    from coordinator.actions.pay.bank_files import make_bank_file

    return make_bank_file(book, actor, key, number, on, folder_of(book.path), again=again)


def _look(connection: Any, key: Any, number: str) -> Any:
    from coordinator.actions.pay.bank_files import preview_bank_file

    return preview_bank_file(connection, key, number)


def _written(connection: Any, run: int) -> int:
    from storage.queries.money.bank_accounts import bank_files

    return len(bank_files(connection, run))


def _pay_day(connection: Any, until_on: str) -> str:
    from coordinator.actions.pay.payroll_items import pay_day

    return pay_day(connection, until_on)


def _asks(connection: Any) -> str:
    from coordinator.actions.pay.sealing import key_kept_by

    return key_kept_by(connection)


def _key(connection: Any, passphrase: str) -> Any:
    # On the reading thread: a keyring may take its time.
    from coordinator.actions.pay.sealing import key_of

    return key_of(connection, passphrase)
