"""Commands about payroll runs and money received: payroll, payments."""

import re
from pathlib import Path

import click

from coordinator.cli import payroll_papers
from coordinator.cli.answers import checked, say_result
from coordinator.cli.money import named_invoice
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local


@click.group()
def payroll() -> None:
    """Preview, lock and list payroll runs, and write their files."""


@payroll.command("preview")
@click.argument("from_on", metavar="FROM", required=False)
@click.argument("until_on", metavar="UNTIL", required=False)
@click.option("--corrections", is_flag=True, help="Only what was corrected after it was paid.")
@book_command
def payroll_preview(
    session: Session, from_on: str | None, until_on: str | None, corrections: bool
) -> None:
    """What a run for the dates FROM up to, not including, UNTIL would pay.

    Without dates the pay period that ended last (Settings: how often officers are paid).
    """
    from coordinator.actions.pay.payroll import preview_payroll
    from exports.text import cut
    from exports.words import hours as decimal_hours
    from exports.words import money

    period = _period(session, from_on, until_on)
    found = checked(session, preview_payroll(session.book, *period, kind=_kind(corrections)))
    lines = [
        f"{cut(pay.badge, 8)} {cut(pay.officer, 28)}"
        f" {decimal_hours(pay.minutes):>8} h {money(pay.cents):>12}"
        + (
            f" {money(pay.adjusted_cents):>11} {money(pay.net_cents):>12}"
            if pay.adjusted_cents
            else ""
        )
        for pay in found.officers
    ]
    total = f"{decimal_hours(found.total_minutes):>8} h {money(found.total_cents):>12}"
    lines.append(f"{'total':<37} {total}")
    lines += [f"held back: {held.sentence}" for held in found.held]
    lines += list(found.waiting)
    held = [{"detail": x.detail.number, "reason": x.reason} for x in found.held]
    totals = {"total_minutes": found.total_minutes, "total_cents": found.total_cents}
    totals |= {"net_cents": found.net_cents}
    session.say(
        "\n".join(lines),
        {"officers": found.officers, "held": held, "waiting": found.waiting} | totals,
    )


@payroll.command("lock")
@click.argument("from_on", metavar="FROM", required=False)
@click.argument("until_on", metavar="UNTIL", required=False)
@click.option("--corrections", is_flag=True, help="Only what was corrected after it was paid.")
@click.option(
    "--csv", "where", type=click.Path(path_type=Path), default=None, help="File to write."
)
@book_command
def payroll_lock(
    session: Session,
    from_on: str | None,
    until_on: str | None,
    corrections: bool,
    where: Path | None,
) -> None:
    """Lock a run; its hours are never paid again. Corrections go into the next, or into one of
    their own (--corrections). Without dates the pay period that ended last."""
    from coordinator.actions.pay.pay_papers import make_run_file
    from coordinator.actions.pay.payroll import lock_payroll

    period = _period(session, from_on, until_on)
    kind = _kind(corrections)
    run = checked(session, lock_payroll(session.book, session.actor, *period, kind=kind))
    path = None
    if where is not None:
        made = make_run_file(session.book.reader(), where, run.number, replace=False)
        path = checked(session, made).path
    words = run.sentence + (f"; written to {path}" if path else "") + f"\nSeal {session.seal}"
    held = [{"detail": x.detail.number, "reason": x.reason} for x in run.held]
    amounts = {"total_minutes": run.total_minutes, "total_cents": run.total_cents}
    amounts |= {"net_cents": run.net_cents}
    told = {"number": run.number, "held": held, "file": path, "seal": session.seal}
    session.say(words, told | amounts)


@payroll.command("csv")
@click.argument("number")
@click.argument("where", type=click.Path(path_type=Path), default=Path())
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@click.option("--layout", default="", help="The payroll system's layout: adp, ukg, munis, ...")
@book_command
def payroll_csv(session: Session, number: str, where: Path, replace: bool, layout: str) -> None:
    """Write run NUMBER (2026-P007) as CSV to a folder or file, in the agency's layout."""
    from coordinator.actions.pay.pay_papers import make_run_file

    connection = session.book.reader()
    found = make_run_file(connection, where, number, layout=layout, replace=replace)
    say_result(session, found)


@payroll.command("list")
@book_command
def payroll_list(session: Session) -> None:
    """The locked runs."""
    from exports.words import money
    from storage.queries.money.payroll import payroll_runs

    runs = payroll_runs(session.book.reader())
    words = [
        f"{run.number}  {run.from_on} to {run.until_on}  {run.officers:>5} officers"
        f" {money(run.total_cents):>14}"
        for run in runs
    ]
    session.say("\n".join(words) or "No payroll runs.", {"runs": runs})


for _command in payroll_papers.COMMANDS:
    payroll.add_command(_command)


def _period(session: Session, from_on: str | None, until_on: str | None) -> tuple[str, str]:
    """The period that was named, or the one that ended last."""
    from coordinator.actions.pay.pay_periods import usual_period

    if from_on and until_on:
        return from_on, until_on
    if from_on:
        raise click.UsageError("Name both dates, FROM and UNTIL, or none.")
    first, until = usual_period(session.book.reader(), session.actor.now)
    return first.isoformat(), until.isoformat()


def _kind(corrections: bool) -> str:
    return "correction" if corrections else "regular"


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
    from coordinator.actions.billing.payments import Receipt, record_payment

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
    from storage.queries.money.payments import payments as received

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
