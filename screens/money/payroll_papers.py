"""Papers of payroll runs: layouts, statements, what is owed, the year."""

from functools import partial
from typing import Any

from screens.base import BookScreen
from screens.modals import Ask, Choose, Reader
from screens.printing import hand_over
from screens.shown import money, visible


def ask_layout(screen: BookScreen[Any], number: str) -> None:
    """The run as a file, in one of the layouts."""
    from coordinator.actions.pay.pay_papers import make_run_file

    def chosen(name: str | None) -> None:
        if name is not None:
            making = partial(make_run_file, layout=name)
            hand_over(screen, f"Payroll run {number}", making, number)

    def offer(names: tuple[str, ...]) -> None:
        choices = [("", "as Settings say"), *((name, name) for name in names)]
        screen.app.push_screen(Choose("Layout of the payroll file", choices), chosen)

    screen.fetch("layouts", offer, _layouts)


def make_all_statements(screen: BookScreen[Any], number: str) -> None:
    """A PDF for each officer on the run, in the folder beside the book."""
    from coordinator.actions.results import Refused

    def made(found: Any) -> None:
        if isinstance(found, Refused):
            screen.refuse(found.sentence)
        else:
            screen.say(f"{len(found)} statements: {found[0].path.parent}", "done")

    screen.say("The statements are being made …")
    screen.fetch("making", made, _statements, screen.desk.book.path, number)


def show_owed(screen: BookScreen[Any]) -> None:
    """Who waits for pay, how much and how long."""

    def show(found: Any) -> None:
        lines = [
            f"{visible(each.badge):<8} {visible(each.officer):<24.24} {each.oldest_days:>4} d"
            f" {money(each.total_cents):>12}"
            + (f"  {each.unapproved} not approved" if each.unapproved else "")
            for each in found.officers
        ]
        total = f"TOTAL {money(found.total_cents)}"
        words = "\n".join([*lines, "", total, *map(visible, found.held)])
        screen.app.push_screen(Reader("Worked and not paid", words))

    screen.fetch("owed", show, _owed, screen.desk.clock())


def ask_year(screen: BookScreen[Any]) -> None:
    """The year's list as CSV or PDF."""
    from coordinator.actions.pay.pay_papers import make_year

    def formed(year: int, suffix: str | None) -> None:
        if suffix:
            hand_over(screen, f"Paid in {year}", partial(make_year, suffix=suffix), year)

    def named(text: str | None) -> None:
        if text is None:
            return
        if not (text.isascii() and text.isdecimal() and len(text) == 4):
            screen.refuse(f"'{text}' is no year. Write 2026.")
            return
        forms = (("csv", "as CSV"), ("pdf", "as PDF"))
        screen.app.push_screen(Choose(f"Paid in {text}", forms), partial(formed, int(text)))

    screen.app.push_screen(Ask("Which year", value=str(screen.desk.today().year)), named)


def _layouts(connection: Any) -> Any:
    from coordinator.actions.accounts.accounts_documents import known_documents

    return known_documents(connection, "payroll_layout")


def _statements(connection: Any, book: Any, number: str) -> Any:
    from coordinator.actions.book.documents import folder_of
    from coordinator.actions.pay.pay_papers import make_statements

    folder = folder_of(book) / f"statements-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    return make_statements(connection, folder, number)


def _owed(connection: Any, now: int) -> Any:
    from coordinator.actions.pay.unpaid import worked_unpaid

    return worked_unpaid(connection, now)
