"""Further commands of `invoice`: deposits, credit notes, late charges, estimates."""

from datetime import datetime
from pathlib import Path

import click

from coordinator.cli.amounts import cents
from coordinator.cli.answers import say_result
from coordinator.cli.session import NotFound, Session, book_command, plain
from coordinator.cli.times import DAY
from exports.text import one_line


@click.command("deposit")
@click.argument("job")
@click.option("--amount", default="", help="Instead of what the rate card asks for.")
@book_command
def invoice_deposit(session: Session, job: str, amount: str) -> None:
    """Issue the deposit invoice of JOB, as its rate card asks."""
    from coordinator.actions.billing.deposits import invoice_deposit as issue
    from storage.queries.book.lookup import job_id

    which = job_id(session.book.reader(), job)
    say_result(
        session, issue(session.book, session.actor, which, cents(amount) if amount else None)
    )


@click.command("keep-deposit")
@click.argument("number")
@click.argument("amount")
@click.option("--reason", required=True)
@book_command
def invoice_keep_deposit(session: Session, number: str, amount: str, reason: str) -> None:
    """Keep AMOUNT of the deposit invoice NUMBER, by an invoice of its own."""
    from coordinator.actions.billing.deposits import keep_deposit

    which = _named(session, number)
    say_result(session, keep_deposit(session.book, session.actor, which, cents(amount), reason))


@click.command("charge")
@click.argument("employer")
@click.argument("amount")
@click.argument("words")
@click.option("--job", default="", help="The job that it is for.")
@book_command
def invoice_charge(session: Session, employer: str, amount: str, words: str, job: str) -> None:
    """Invoice AMOUNT to EMPLOYER for what no rate card knows: 'Returned check 4711'."""
    from coordinator.actions.billing.hand_charges import charge_by_hand
    from storage.queries.book.lookup import employer_id, job_id

    connection = session.book.reader()
    whom, which = employer_id(connection, employer), job_id(connection, job) if job else None
    book, actor = session.book, session.actor
    say_result(session, charge_by_hand(book, actor, whom, cents(amount), words, which))


@click.command("credit")
@click.argument("number")
@click.option("--reason", required=True, help="It is printed on the credit note.")
@click.option("--line", "lines", type=int, multiple=True, help="Only this line; see explain.")
@click.option("--amount", default="", help="Only so much, such as 120.00.")
@click.option("--bill-again", is_flag=True, help="The hours wait to be billed anew.")
@book_command
def invoice_credit(
    session: Session,
    number: str,
    reason: str,
    lines: tuple[int, ...],
    amount: str,
    bill_again: bool,
) -> None:
    """Credit invoice NUMBER: all of it, some of its lines, or an amount."""
    from coordinator.actions.billing.crediting import credit_amount, credit_invoice, credit_lines

    if bool(lines) + bool(amount) + bill_again > 1:
        raise click.UsageError("Say --line, --amount or --bill-again, not several.")
    which = _named(session, number)
    book, actor = session.book, session.actor
    if lines:
        say_result(session, credit_lines(book, actor, which, lines, reason))
    elif amount:
        say_result(session, credit_amount(book, actor, which, cents(amount), reason))
    else:
        found = credit_invoice(book, actor, which, reason, bill_again=bill_again)
        say_result(session, found)


@click.command("late")
@click.argument("number")
@click.option("--on", "on", default="", help="As of this date; today without it.")
@book_command
def invoice_late(session: Session, number: str, on: str) -> None:
    """Issue the late charge of invoice NUMBER, as its rate card says."""
    from coordinator.actions.billing.late_charges import charge_late

    say_result(session, charge_late(session.book, session.actor, _named(session, number), on))


@click.command("quote")
@click.argument("job")
@click.argument("where", type=click.Path(path_type=Path), default=Path())
@book_command
def invoice_quote(session: Session, job: str, where: Path) -> None:
    """Write the estimate of JOB as PDF: what it would cost as it is ordered."""
    from coordinator.actions.billing.money_papers import make_quote
    from storage.queries.book.lookup import job_id

    connection = session.book.reader()
    made = make_quote(connection, where, job_id(connection, job), session.actor.now)
    say_result(session, made)


def _named(session: Session, number: str) -> int:
    from storage.queries.money.money import invoice_id

    found = invoice_id(session.book.reader(), number)
    if found is None:
        raise NotFound(f"There is no invoice {number}.")
    return found


@click.command("send")
@click.argument("number")
@book_command
def invoice_send(session: Session, number: str) -> None:
    """Tell its employer of invoice NUMBER, as the settings do when it is issued."""
    from coordinator.actions.messages.sending_invoices import send_invoice

    say_result(session, send_invoice(session.book, session.actor, _named(session, number)))


@click.command("annual")
@click.option("--year-of", "day", type=DAY, help="The year of this local date; usually a year ago.")
@click.option("--issue", is_flag=True, help="Invoice what is missing, once the year is over.")
@book_command
def invoice_annual(session: Session, day: datetime | None, issue: bool) -> None:
    """Who was charged less in a year than the billing terms want at least."""
    from coordinator.actions.billing.annual_minimums import (
        annual_shorts,
        charge_annuals,
        year_before,
    )
    from coordinator.actions.billing.price_words import money

    connection = session.book.reader()
    on = day.date().isoformat() if day else year_before(connection, session.actor.now)
    if issue:
        say_result(session, charge_annuals(session.book, session.actor, on))
        return
    found = annual_shorts(connection, on)
    words = [
        f"{one_line(x.employer)}: {money(x.short_cents)} missing. {x.words}"
        + (f" Invoiced: {x.invoiced}." if x.invoiced else "")
        for x in found
    ]
    values = [{**plain(x), "short_cents": x.short_cents} for x in found]
    session.say("\n".join(words) or "Nobody is short of a least sum.", {"shorts": values})


COMMANDS = (
    invoice_annual,
    invoice_charge,
    invoice_deposit,
    invoice_keep_deposit,
    invoice_credit,
    invoice_late,
    invoice_quote,
    invoice_send,
)
