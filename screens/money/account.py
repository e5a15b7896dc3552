"""An employer's account: what is owed and lies with the agency, and what can be done about it."""

from functools import partial
from typing import Any

from screens.base import BookScreen
from screens.shown import money, visible

_CHOICES = (
    ("show", "the account: every entry, deposits, orders"),
    ("statement", "a statement as PDF"),
    ("money", "enter money received"),
    ("order", "enter or change a purchase order"),
)


def ask_account(screen: BookScreen[Any], employer_id: int, name: str) -> None:
    """Ask what is wanted of the account, and do it."""
    from screens.modals import Choose

    def chosen(what: str | None) -> None:
        if what == "show":
            show_account(screen, employer_id, name)
        elif what == "statement":
            from coordinator.actions.billing.money_papers import make_statement
            from screens.printing import hand_over

            making = partial(make_statement, now=screen.desk.clock())
            hand_over(screen, f"Statement of {name}", making, employer_id)
        elif what == "money":
            from screens.money.receipt_forms import MoneyForm

            screen.app.push_screen(MoneyForm(screen.desk, employer_id), screen.told)
        elif what == "order":
            from screens.money.order_form import OrderForm

            screen.app.push_screen(OrderForm(screen.desk, employer_id, name), screen.told)

    screen.app.push_screen(Choose(f"Account of {name}", _CHOICES), chosen)


def show_account(screen: BookScreen[Any], employer_id: int, name: str) -> None:
    """The account in a window."""
    from screens.modals import Reader

    def show(words: str) -> None:
        screen.app.push_screen(Reader(f"Account of {name}", words))

    screen.fetch("account", show, _account_words, employer_id)


def _account_words(connection: Any, employer_id: int) -> str:
    from storage.queries.money.receivables import deposits, escrow, ledger, orders

    lines = ledger(connection, employer_id)
    parts, balance = [], 0
    for line in lines[-200:]:
        balance += line.cents
        parts.append(
            f"{line.on} {money(line.cents):>12}  {line.words} {visible(line.number)}".rstrip()
        )
    owed = sum(line.cents for line in lines)
    parts += ["", f"{'balance':>10} {money(owed):>12}"]
    parts.append(f"{'with us':>10} {money(escrow(connection, employer_id)):>12}")
    for deposit in deposits(connection, employer_id):
        parts.append(
            f"deposit {deposit.number} for job {deposit.job}: {money(deposit.held_cents)} held"
            f" of {money(deposit.paid_cents)} paid"
        )
    for order in orders(connection, employer_id):
        left = "no ceiling" if order.left_cents is None else f"{money(order.left_cents)} left"
        until = f", until {order.until_on}" if order.until_on else ""
        parts.append(f"purchase order {visible(order.number)}: {left}{until}")
    return "\n".join(parts)
