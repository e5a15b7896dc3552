"""Commands about what employers owe and have with the agency: account, purchase-order."""

from pathlib import Path

import click

from coordinator.cli.amounts import cents
from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local


@click.group()
def account() -> None:
    """What employers owe: ageing, statements, deposits, balances."""


@account.command("ageing")
@book_command
def account_ageing(session: Session) -> None:
    """What each employer owes, by how late it is."""
    from datetime import date

    from exports.text import cut
    from exports.words import money
    from storage.queries.money.receivables import BUCKETS, ageing

    connection = session.book.reader()
    today = date.fromisoformat(local(connection, session.actor.now)[:10])
    rows = ageing(connection, today)
    head = "  ".join([cut("employer", 28), *(f"{each:>12}" for each in BUCKETS), f"{'owed':>12}"])
    words = [head]
    for row in rows:
        amounts = (*row.buckets, row.total_cents)
        words.append("  ".join([cut(row.employer, 28), *(f"{money(x):>12}" for x in amounts)]))
    session.say("\n".join(words) if rows else "Nobody owes anything.", {"ageing": rows})


@account.command("show")
@click.argument("employer")
@book_command
def account_show(session: Session, employer: str) -> None:
    """One employer's account: every entry, open items, deposits, orders, balance."""
    from exports.text import one_line
    from exports.words import money
    from storage.queries.book.lookup import employer_id
    from storage.queries.money.receivables import deposits, escrow, ledger, open_items, orders

    connection = session.book.reader()
    which = employer_id(connection, employer)
    lines = ledger(connection, which)
    value = {
        "ledger": lines,
        "open": open_items(connection, which),
        "deposits": deposits(connection, which),
        "orders": orders(connection, which),
        "escrow_cents": escrow(connection, which),
    }
    words = [
        f"{line.on}  {money(line.cents):>12}  {line.words} {one_line(line.number)}".rstrip()
        for line in lines
    ]
    words.append(f"{'balance':>10}  {money(sum(line.cents for line in lines)):>12}")
    words.append(f"{'with us':>10}  {money(escrow(connection, which)):>12}")
    session.say("\n".join(words), value)


@account.command("statement")
@click.argument("employer")
@click.argument("where", type=click.Path(path_type=Path), default=Path())
@click.option("--from", "from_on", default="", help="From this date on; 90 days back without it.")
@book_command
def account_statement(session: Session, employer: str, where: Path, from_on: str) -> None:
    """Write the statement of EMPLOYER's account as PDF."""
    from coordinator.actions.billing.money_papers import make_statement
    from storage.queries.book.lookup import employer_id

    connection = session.book.reader()
    which = employer_id(connection, employer)
    say_result(session, make_statement(connection, where, which, session.actor.now, from_on))


@account.command("balances")
@click.option("--tell", is_flag=True, help="Draft a message to everybody whose balance is low.")
@book_command
def account_balances(session: Session, tell: bool) -> None:
    """Employers whose money must lie ready, and whether it does."""
    from coordinator.actions.billing.escrow_letters import balances, tell_low_balances
    from exports.text import one_line
    from exports.words import money

    if tell:
        say_result(session, tell_low_balances(session.book, session.actor))
        return
    rows = balances(session.book.reader(), session.actor.now)
    words = [
        f"{money(row.balance_cents):>12}  of {money(row.needed_cents):>12}"
        f"  {'LOW' if row.short_cents else 'ok':<3}  {one_line(row.employer)}"
        for row in rows
    ]
    session.say("\n".join(words) or "The terms ask nobody for a balance.", {"balances": rows})


@click.group("purchase-order")
def purchase_order() -> None:
    """Purchase orders: their ceilings, their dates, what is billed on them."""


@purchase_order.command("list")
@click.option("--employer", default="")
@book_command
def order_list(session: Session, employer: str) -> None:
    """The purchase orders, and what may still be billed on each."""
    from exports.text import one_line
    from exports.words import money
    from storage.queries.book.lookup import employer_id
    from storage.queries.money.receivables import orders

    connection = session.book.reader()
    rows = orders(connection, employer_id(connection, employer) if employer else None)
    words = []
    for row in rows:
        left = "no ceiling" if row.left_cents is None else f"{money(row.left_cents)} left"
        until = f" until {row.until_on}" if row.until_on else ""
        words.append(f"{one_line(row.employer)}  {one_line(row.number)}  {left}{until}")
    session.say("\n".join(words) or "No purchase orders.", {"orders": rows})


@purchase_order.command("keep")
@click.argument("employer")
@click.argument("number")
@click.option("--ceiling", default="", help="What may be billed on it, such as 50000.00.")
@click.option("--from", "from_on", default="", help="The first date that it covers.")
@click.option("--until", "until_on", default="", help="The first date that it no longer covers.")
@click.option("--words", default="")
@book_command
def order_keep(
    session: Session,
    employer: str,
    number: str,
    ceiling: str,
    from_on: str,
    until_on: str,
    words: str,
) -> None:
    """Enter EMPLOYER's purchase order NUMBER, or change it."""
    from coordinator.actions.billing.purchase_orders import OrderTerms, keep_order
    from storage.queries.book.lookup import employer_id

    which = employer_id(session.book.reader(), employer)
    limit = cents(ceiling) if ceiling else None
    terms = OrderTerms(number, limit, from_on or None, until_on or None, words)
    say_result(session, keep_order(session.book, session.actor, which, terms))


@purchase_order.command("drop")
@click.argument("employer")
@click.argument("number")
@book_command
def order_drop(session: Session, employer: str, number: str) -> None:
    """Take EMPLOYER's purchase order NUMBER out of the book."""
    from coordinator.actions.billing.purchase_orders import drop_order
    from storage.queries.book.lookup import employer_id

    which = employer_id(session.book.reader(), employer)
    say_result(session, drop_order(session.book, session.actor, which, number))
