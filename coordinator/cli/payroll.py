"""Commands about payroll runs and money received: payroll, payments."""

import re
from pathlib import Path

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.money import named_invoice
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local


@click.group()
def payroll() -> None:
    """Preview, lock and list payroll runs, and write their files."""


@payroll.command("preview")
@click.argument("from_on", metavar="FROM")
@click.argument("until_on", metavar="UNTIL")
@book_command
def payroll_preview(session: Session, from_on: str, until_on: str) -> None:
    """What a run for the dates FROM up to, not including, UNTIL would pay."""
    from coordinator.actions.payroll import preview_payroll
    from exports.text import cut
    from exports.words import hours as decimal_hours
    from exports.words import money

    found = checked(session, preview_payroll(session.book, from_on, until_on))
    lines = [
        f"{cut(pay.badge, 8)} {cut(pay.officer, 28)}"
        f" {decimal_hours(pay.minutes):>8} h {money(pay.cents):>12}"
        for pay in found.officers
    ]
    total = f"{decimal_hours(found.total_minutes):>8} h {money(found.total_cents):>12}"
    lines.append(f"{'total':<37} {total}")
    lines += [f"held back: {held.detail.number}: {held.reason}" for held in found.held]
    held = [{"detail": x.detail.number, "reason": x.reason} for x in found.held]
    totals = {"total_minutes": found.total_minutes, "total_cents": found.total_cents}
    session.say("\n".join(lines), {"officers": found.officers, "held": held} | totals)


@payroll.command("lock")
@click.argument("from_on", metavar="FROM")
@click.argument("until_on", metavar="UNTIL")
@click.option(
    "--csv", "where", type=click.Path(path_type=Path), default=None, help="File to write."
)
@book_command
def payroll_lock(session: Session, from_on: str, until_on: str, where: Path | None) -> None:
    """Lock a run; its hours are never paid again. Corrections go into the next."""
    from coordinator.actions.documents import make_payroll_file
    from coordinator.actions.payroll import lock_payroll

    run = checked(session, lock_payroll(session.book, session.actor, from_on, until_on))
    path = None
    if where is not None:
        made = make_payroll_file(session.book.reader(), where, run.number, replace=False)
        path = checked(session, made).path
    words = run.sentence + (f"; written to {path}" if path else "") + f"\nSeal {session.seal}"
    held = [{"detail": x.detail.number, "reason": x.reason} for x in run.held]
    amounts = {"total_minutes": run.total_minutes, "total_cents": run.total_cents}
    told = {"number": run.number, "held": held, "file": path, "seal": session.seal}
    session.say(words, told | amounts)


@payroll.command("csv")
@click.argument("number")
@click.argument("where", type=click.Path(path_type=Path), default=Path())
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@book_command
def payroll_csv(session: Session, number: str, where: Path, replace: bool) -> None:
    """Write run NUMBER (2026-P007) as CSV to a folder or file."""
    from coordinator.actions.documents import make_payroll_file

    connection = session.book.reader()
    say_result(session, make_payroll_file(connection, where, number, replace=replace))


@payroll.command("list")
@book_command
def payroll_list(session: Session) -> None:
    """The locked runs."""
    from exports.words import money
    from storage.queries.payroll import payroll_runs

    runs = payroll_runs(session.book.reader())
    words = [
        f"{run.number}  {run.from_on} to {run.until_on}  {run.officers:>5} officers"
        f" {money(run.total_cents):>14}"
        for run in runs
    ]
    session.say("\n".join(words) or "No payroll runs.", {"runs": runs})


@click.group()
def payments() -> None:
    """Record and list money received on invoices."""


@payments.command("record")
@click.argument("number")
@click.argument("amount")
@click.option("--on", "received_on", default="", help="Date received; today without it.")
@click.option("--method", default="")
@click.option("--reference", default="")
@book_command
def payments_record(
    session: Session, number: str, amount: str, received_on: str, method: str, reference: str
) -> None:
    """Record AMOUNT (1234.50) received on invoice NUMBER."""
    from coordinator.actions.payments import Receipt, record_payment

    which = named_invoice(session, number)
    day = received_on or local(session.book.reader(), session.actor.now)[:10]
    receipt = Receipt(day, _cents(amount), method, reference)
    say_result(session, record_payment(session.book, session.actor, which, receipt))


@payments.command("list")
@click.argument("number")
@book_command
def payments_list(session: Session, number: str) -> None:
    """The payments on invoice NUMBER."""
    from exports.text import one_line
    from exports.words import money
    from storage.queries.money import payments as received

    found = received(session.book.reader(), named_invoice(session, number))
    words = [
        f"{each.received_on} {money(each.amount_cents):>12}"
        f"  {one_line(each.method)} {one_line(each.reference)}"
        for each in found
    ]
    session.say("\n".join(words) or "No payments.", {"payments": found})


def _cents(amount: str) -> int:
    """1234.50 as cents, by a strict pattern: anything else is refused, not guessed."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{2})?", amount):
        raise click.UsageError(f"{amount!r} is not an amount such as 1234.50.")
    whole, _, part = amount.partition(".")
    return int(whole) * 100 + int(part or 0)
