"""Commands about money that came in: receipts on account, refunds, bank lines."""

import click

from coordinator.cli.amounts import cents
from coordinator.cli.answers import say_result
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import local


@click.group()
def receipts() -> None:
    """Money that came in: enter, use, refund it, and book bank lines."""


@receipts.command("list")
@click.option("--employer", default="", help="Only this employer (number or name).")
@click.option("--left", is_flag=True, help="Only those of which something stands on account.")
@book_command
def receipts_list(session: Session, employer: str, left: bool) -> None:
    """The receipts, and what of each stands on account."""
    from exports.text import one_line
    from exports.words import money
    from storage.queries.book.lookup import employer_id
    from storage.queries.money.receivables import receipts as received

    connection = session.book.reader()
    which = employer_id(connection, employer) if employer else None
    rows = received(connection, which, only_left=left)
    words = [
        f"{row.id:>6}  {row.received_on} {money(row.amount_cents):>12}"
        f"  on account {money(row.left_cents):>12}  {one_line(row.employer)}"
        f"  {one_line(row.method)} {one_line(row.reference)}".rstrip()
        for row in rows
    ]
    session.say("\n".join(words) or "No receipts.", {"receipts": rows})


@receipts.command("enter")
@click.argument("employer")
@click.argument("amount")
@click.option("--on", "received_on", default="", help="Date received; today without it.")
@click.option("--method", default="", help="check, transfer, cash ...")
@click.option("--reference", default="", help="Their reference; cash needs one.")
@click.option("--invoice", "invoices", multiple=True, metavar="NUMBER[=AMOUNT]",
              help="What it pays; without an amount as much as is open.")  # fmt: skip
@click.option("--oldest", is_flag=True, help="It pays what is open, the oldest first.")
@book_command
def receipts_enter(
    session: Session,
    employer: str,
    amount: str,
    received_on: str,
    method: str,
    reference: str,
    invoices: tuple[str, ...],
    oldest: bool,
) -> None:
    """Enter AMOUNT received from EMPLOYER; what no invoice takes stands on account."""
    from coordinator.actions.billing.receipts import MoneyIn, receive
    from storage.queries.book.lookup import employer_id

    connection = session.book.reader()
    day = received_on or local(connection, session.actor.now)[:10]
    money = MoneyIn(day, cents(amount), method, reference)
    which = employer_id(connection, employer)
    shares = _shares(session, invoices, money.amount_cents)
    found = receive(session.book, session.actor, which, money, shares, oldest_first=oldest)
    say_result(session, found)


@receipts.command("use")
@click.argument("receipt", type=int)
@click.option("--invoice", "invoices", multiple=True, metavar="NUMBER[=AMOUNT]")
@book_command
def receipts_use(session: Session, receipt: int, invoices: tuple[str, ...]) -> None:
    """Let what RECEIPT has on account pay invoices; the oldest where none is named."""
    from coordinator.actions.billing.receipts import use_receipt
    from storage.queries.money.receivables import receipt_left

    left = receipt_left(session.book.reader(), receipt)
    shares = _shares(session, invoices, left)
    say_result(session, use_receipt(session.book, session.actor, receipt, shares))


@receipts.command("refund")
@click.argument("amount")
@click.option("--receipt", type=int, default=None, help="From this receipt.")
@click.option("--deposit", default="", help="From this deposit invoice.")
@click.option("--approved-by", required=True, help="Who allowed it; not you.")
@click.option("--reason", required=True)
@click.option("--method", default="")
@click.option("--reference", default="")
@book_command
def receipts_refund(
    session: Session,
    amount: str,
    receipt: int | None,
    deposit: str,
    approved_by: str,
    reason: str,
    method: str,
    reference: str,
) -> None:
    """Give AMOUNT back, from a receipt on account or from a deposit."""
    from coordinator.actions.billing.receipts import RefundWords, refund_deposit, refund_receipt

    words = RefundWords(approved_by, reason, method=method, reference=reference)
    book, actor = session.book, session.actor
    if (receipt is None) == (not deposit):
        raise click.UsageError("Say --receipt or --deposit.")
    if receipt is not None:
        say_result(session, refund_receipt(book, actor, receipt, cents(amount), words))
    else:
        which = _invoice(session, deposit)
        say_result(session, refund_deposit(book, actor, which, cents(amount), words))


@receipts.command("move")
@click.argument("receipt", type=int)
@click.argument("employer")
@book_command
def receipts_move(session: Session, receipt: int, employer: str) -> None:
    """Put RECEIPT to the account of EMPLOYER, while nothing of it is used."""
    from coordinator.actions.billing.receipts import move_receipt
    from storage.queries.book.lookup import employer_id

    which = employer_id(session.book.reader(), employer)
    say_result(session, move_receipt(session.book, session.actor, receipt, which))


# ── bank lines ───────────────────────────────────────────────────────────────────────────────


@receipts.command("lines")
@book_command
def receipts_lines(session: Session) -> None:
    """The bank lines that wait, and what each seems to pay, with the score and why."""
    from coordinator.actions.billing.bank_matching import matched
    from exports.text import one_line
    from exports.words import money

    found = matched(session.book.reader())
    words = []
    for each in found:
        line = each.line
        head = f"{line.id:>6}  {line.booked_on} {money(line.amount_cents):>12}"
        words.append(f"{head}  {one_line(line.payer)} {one_line(line.words)}".rstrip())
        if each.suggestion is None:
            words.append("        nothing fits")
            continue
        paid = ", ".join(f"{number} {money(c)}" for _, number, c in each.suggestion.shares)
        why = "; ".join(each.suggestion.why)
        target = f"{one_line(each.suggestion.employer)}: {paid or 'on account'}"
        words.append(f"        {each.suggestion.score:>3}  {target}  ({one_line(why, 200)})")
    session.say("\n".join(words) or "No bank line waits.", {"lines": found})


@receipts.command("book")
@click.argument("lines", type=int, nargs=-1)
@click.option("--employer", default="", help="By hand: to this employer.")
@click.option("--invoice", "invoices", multiple=True, metavar="NUMBER[=AMOUNT]")
@book_command
def receipts_book(
    session: Session, lines: tuple[int, ...], employer: str, invoices: tuple[str, ...]
) -> None:
    """Book these bank LINES as suggested; without any, all whose suggestion is sure."""
    from coordinator.actions.billing.bank_matching import book_line, book_lines
    from storage.queries.book.lookup import employer_id
    from storage.queries.money.bank import bank_line

    if not employer:
        say_result(session, book_lines(session.book, session.actor, lines or None))
        return
    if len(lines) != 1:
        raise click.UsageError("By hand one line at a time.")
    connection = session.book.reader()
    line = bank_line(connection, lines[0])
    shares = _shares(session, invoices, line.amount_cents if line else 0)
    which = employer_id(connection, employer)
    say_result(session, book_line(session.book, session.actor, lines[0], which, shares))


@receipts.command("ignore")
@click.argument("line", type=int)
@click.option("--reason", required=True)
@book_command
def receipts_ignore(session: Session, line: int, reason: str) -> None:
    """Put a bank LINE aside that pays nothing of ours."""
    from coordinator.actions.billing.bank_matching import ignore_line

    say_result(session, ignore_line(session.book, session.actor, line, reason))


def _shares(session: Session, said: tuple[str, ...], most: int) -> dict[int, int]:
    """NUMBER=AMOUNT as id → cents; without an amount as much as is open and as there is."""
    from storage.queries.money.receivables import open_items

    items = {item.number: item for item in open_items(session.book.reader())}
    shares: dict[int, int] = {}
    for text in said:
        number, equals, amount = text.partition("=")
        which = _invoice(session, number)
        item = items.get(number)
        most_here = min(most, item.open_cents if item else most)
        share = cents(amount) if equals else most_here
        shares[which] = share
        most -= share
    return shares


def _invoice(session: Session, number: str) -> int:
    from storage.queries.money.money import invoice_id

    found = invoice_id(session.book.reader(), number)
    if found is None:
        raise NotFound(f"There is no invoice {number}.")
    return found
