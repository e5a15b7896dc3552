"""Commands of `payroll` about papers, deductions and layouts."""

import re
from pathlib import Path

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import local

_PLACE = click.Path(path_type=Path)


@click.command("statement")
@click.argument("number")
@click.argument("badge", required=False)
@click.option("--pdf", "where", type=_PLACE, default=None, help="Folder or file to write.")
@book_command
def statement(session: Session, number: str, badge: str | None, where: Path | None) -> None:
    """BADGE's statement of run NUMBER; with --pdf as PDF, and without BADGE everybody's."""
    from coordinator.actions.pay.pay_papers import make_statement, make_statements, statement_words
    from storage.queries.book.lookup import officer_id

    connection = session.book.reader()
    if badge is None:
        made = checked(session, make_statements(connection, where or Path(), number))
        session.say(f"{len(made)} statements", {"files": [each.path for each in made]})
        return
    officer = officer_id(connection, badge)
    if where is not None:
        say_result(session, make_statement(connection, where, number, officer))
        return
    words = checked(session, statement_words(connection, number, officer))
    session.say(words, {"statement": words})


@click.command("year")
@click.argument("year", type=int)
@click.option("--csv", "table", type=_PLACE, default=None, help="Write CSV to a folder or file.")
@click.option("--pdf", "paper", type=_PLACE, default=None, help="Write a PDF.")
@book_command
def year_list(session: Session, year: int, table: Path | None, paper: Path | None) -> None:
    """What each officer was paid in YEAR for each payer's work."""
    from coordinator.actions.pay.pay_papers import make_year
    from exports.text import cut
    from exports.words import money
    from storage.queries.money.pay_statements import year_lines

    connection = session.book.reader()
    lines = year_lines(connection, year)
    wanted = ((table, "csv"), (paper, "pdf"))
    files = [
        checked(session, make_year(connection, where, year, suffix)).path
        for where, suffix in wanted
        if where is not None
    ]
    words = [
        f"{cut(x.badge, 8)} {cut(x.officer, 26)} {cut(x.employer, 28)} {money(x.cents):>14}"
        for x in lines
    ]
    words += [f"Written: {path}" for path in files]
    session.say("\n".join(words) or f"Nobody was paid in {year}.", {"year": lines, "files": files})


@click.command("unpaid")
@book_command
def unpaid(session: Session) -> None:
    """Worked and not paid yet, by officer and age."""
    from coordinator.actions.pay.unpaid import STEPS, worked_unpaid
    from exports.text import cut
    from exports.words import money

    found = worked_unpaid(session.book.reader(), session.actor.now)
    ages = [*(f"to {days} d" for days in STEPS), "older"]
    head = f"{'':<36}" + "".join(f"{age:>11}" for age in ages)
    lines = [
        f"{cut(each.badge, 8)} {cut(each.officer, 26)} "
        + "".join(f"{money(cents):>11}" for cents in each.cents)
        + (f"  {each.unapproved} not approved" if each.unapproved else "")
        for each in found.officers
    ]
    words = "\n".join([head, *lines, *found.held]) if lines else "Everybody is paid."
    session.say(words, {"officers": found.officers, "held": found.held, "steps": STEPS})


@click.command("adjust")
@click.argument("badge")
@click.argument("amount")
@click.argument("label")
@click.option("--code", default="", help="The pay code of the layout, such as FUEL.")
@click.option("--due", "due_on", default="", help="Date from which on it is taken; today.")
@book_command
def adjust(session: Session, badge: str, amount: str, label: str, code: str, due_on: str) -> None:
    """Deduct AMOUNT (with a minus: -- -12.50) from BADGE's next pay, or reimburse it."""
    from coordinator.actions.pay.adjustments import add_adjustment
    from storage.queries.book.lookup import officer_id

    connection = session.book.reader()
    day = due_on or local(connection, session.actor.now)[:10]
    officer = officer_id(connection, badge)
    cents = _cents(amount)
    found = add_adjustment(session.book, session.actor, officer, day, code, label, cents)
    say_result(session, found)


@click.command("adjustments")
@click.option("--all", "every", is_flag=True, help="Also those that a run has taken.")
@book_command
def adjustments(session: Session, every: bool) -> None:
    """Deductions and reimbursements that wait for a run."""
    from exports.text import cut
    from exports.words import money
    from storage.queries.lists import View, window
    from storage.queries.money.payroll import ADJUSTMENTS

    view = View("due", "" if every else "is:waiting")
    rows = [line.row for line in window(session.book.reader(), ADJUSTMENTS, view, 2000)]
    words = [
        f"{x.id:>6} {x.due_on} {cut(x.badge, 8)} {cut(x.officer, 24)} {money(x.amount_cents):>11}"
        f"  {cut(x.code, 8)} {x.label} {x.run}"
        for x in rows
    ]
    session.say("\n".join(words) or "Nothing waits.", {"adjustments": rows})


@click.command("take-off")
@click.argument("adjustment", type=int)
@click.option("--reason", required=True)
@book_command
def take_off(session: Session, adjustment: int, reason: str) -> None:
    """Take an ADJUSTMENT off (its number in `payroll adjustments`) that no run has taken."""
    from coordinator.actions.pay.adjustments import remove_adjustment

    say_result(session, remove_adjustment(session.book, session.actor, adjustment, reason))


@click.command("layouts")
@click.argument("name", required=False)
@click.option("--adopt", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              default=None, help="Put the layout of a TOML file in force.")  # fmt: skip
@click.option("--check", "checking", is_flag=True, help="Only read the file and say what is wrong.")
@book_command
def layouts(session: Session, name: str | None, file: Path | None, checking: bool) -> None:
    """List the payroll layouts, show NAME's text, or check and adopt a file."""
    from coordinator.actions.accounts.accounts_documents import (
        adopt_document,
        check_document,
        document_text,
        known_documents,
    )

    connection = session.book.reader()
    kind = "payroll_layout"
    if file is not None:
        text = file.read_text("utf-8")
        if checking:
            found = checked(session, check_document(kind, text))
            session.say(f"{found.name}: {len(found.columns)} columns", {"name": found.name})
        else:
            say_result(session, adopt_document(session.book, session.actor, kind, text))
    elif name is None:
        names = known_documents(connection, kind)
        session.say("\n".join(names), {"layouts": names})
    else:
        today = local(connection, session.actor.now)[:10]
        document = document_text(connection, kind, name, today)
        if document is None:
            raise NotFound(f"There is no payroll layout {name!r}.")
        session.say(document, {"name": name, "document": document})


def _cents(amount: str) -> int:
    """-12.50 as cents, by a strict pattern: anything else is refused, not guessed."""
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{2})?", amount):
        raise click.UsageError(f"{amount!r} is not an amount such as -12.50.")
    whole, _, part = amount.lstrip("-").partition(".")
    cents = int(whole) * 100 + int(part or 0)
    return -cents if amount.startswith("-") else cents


COMMANDS = (statement, year_list, unpaid, adjust, adjustments, take_off, layouts)
"""All of them, for the group `payroll`."""
