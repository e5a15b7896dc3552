"""Commands about the accounts: accounts."""

import re
from pathlib import Path

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local

_FORMS = click.Choice(["csv", "beancount", "hledger", "iif"])


@click.group()
def accounts() -> None:
    """Journals, closing of months, the proof of the detail fund, cost recovery."""


@accounts.command("months")
@book_command
def months(session: Session) -> None:
    """The closed months."""
    from exports.words import money
    from storage.queries.money.journal import closed_months

    found = closed_months(session.book.reader())
    words = [
        f"{x.month}  {x.entries:>6} entries {money(x.debit_cents):>16}  {x.closed_by}  {x.sha256}"
        for x in found
    ]
    session.say("\n".join(words) or "No month is closed.", {"months": found})


@accounts.command("journal")
@click.argument("month")
@click.option("--to", "where", type=click.Path(path_type=Path), default=None, help="Write a file.")
@click.option("--form", type=_FORMS, default=None, help="How; else as Settings say.")
@book_command
def journal(session: Session, month: str, where: Path | None, form: str | None) -> None:
    """The journal of MONTH (2026-10), closed or as it would be closed now."""
    from coordinator.actions.accounts.accounts import any_journal, journal_hash
    from coordinator.actions.accounts.accounts_papers import make_journal
    from exports.words import money

    connection = session.book.reader()
    found = checked(session, any_journal(connection, month))
    file = None
    if where is not None:
        file = checked(session, make_journal(connection, where, month, form or "")).path
    lines = []
    for entry in found.entries:
        lines.append(f"{entry.on}  {entry.words}")
        for number, cents in entry.lines:
            named = found.chart.named(number)
            lines.append(f"    {named.number:<8} {named.name:<36} {money(cents):>14}")
    lines.append(f"{len(found.entries)} entries, {money(found.debit_cents)} on each side")
    lines += [f"Written: {file}"] if file else []
    told = {"month": month, "entries": found.entries, "debit_cents": found.debit_cents,
            "balances": found.balances, "sha256": journal_hash(found), "file": file}  # fmt: skip
    session.say("\n".join(lines), told)


@accounts.command("close")
@click.argument("month")
@book_command
def close(session: Session, month: str) -> None:
    """Close MONTH: its journal never changes again, later corrections go into the open month."""
    from coordinator.actions.accounts.accounts import close_month

    say_result(session, close_month(session.book, session.actor, month))


@accounts.command("proof")
@click.argument("month")
@book_command
def proof(session: Session, month: str) -> None:
    """The detail fund over MONTH: opening, received, paid out, owed, advanced, closing."""
    from coordinator.actions.accounts.accounts import fund_proof
    from coordinator.actions.accounts.accounts_words import proof_words

    found = checked(session, fund_proof(session.book.reader(), month))
    session.say(proof_words(found), {**_fields(found), "proved": found.proved})


@accounts.command("recovery")
@click.argument("from_on", metavar="FROM")
@click.argument("until_on", metavar="UNTIL")
@book_command
def recovery(session: Session, from_on: str, until_on: str) -> None:
    """Fees charged from FROM up to, not including, UNTIL against what the programme cost."""
    from coordinator.actions.accounts.accounts_words import recovery_words
    from coordinator.actions.accounts.programme_costs import cost_recovery

    found = cost_recovery(session.book.reader(), from_on, until_on)
    told = {**_fields(found), "cost_cents": found.cost_cents, "balance_cents": found.balance_cents}
    session.say(recovery_words(found), told)


@accounts.command("cost")
@click.argument("kind")
@click.option("--hours", default="", help="The coordinator's hours: 7.5.")
@click.option("--amount", default="", help="Money: 120.00.")
@click.option("--on", "spent_on", default="", help="The date; today.")
@click.option("--words", default="")
@book_command
def cost(session: Session, kind: str, hours: str, amount: str, spent_on: str, words: str) -> None:
    """Note what the programme cost: KIND (coordinator, software, postage ...), hours or money."""
    from coordinator.actions.accounts.programme_costs import add_cost

    day = spent_on or local(session.book.reader(), session.actor.now)[:10]
    minutes = _hundredths(hours, "hours") * 60 // 100
    cents = _hundredths(amount, "an amount")
    say_result(session, add_cost(session.book, session.actor, day, kind, minutes, cents, words))


@accounts.command("chart")
@click.option("--adopt", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              default=None, help="Put the chart of a TOML file in force.")  # fmt: skip
@click.option("--check", "checking", is_flag=True, help="Only read the file and say what is wrong.")
@book_command
def chart(session: Session, file: Path | None, checking: bool) -> None:
    """Show the chart of accounts in force, or check and adopt a file."""
    from coordinator.actions.accounts.accounts_documents import (
        adopt_document,
        chart_of,
        check_document,
    )

    if file is not None:
        text = file.read_text("utf-8-sig")
        if not checking:
            say_result(session, adopt_document(session.book, session.actor, "accounts", text))
            return
        found = checked(session, check_document("accounts", text))
    else:
        connection = session.book.reader()
        found = checked(session, chart_of(connection, local(connection, session.actor.now)[:10]))
    lines = [f"{x.number:<8} {x.kind:<10} {x.name}" for x in found.accounts]
    lines += ["", *(f"{post.event:<20} {post.account}" for post in found.posts)]
    told = {"name": found.name, "effective_on": found.effective_on.isoformat(),
            "accounts": found.accounts, "posts": found.posts}  # fmt: skip
    session.say("\n".join(lines), told)


def _hundredths(text: str, what: str) -> int:
    """1234.50 as hundredths, by a strict pattern."""
    if not text:
        return 0
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", text):
        raise click.UsageError(f"{text!r} is not {what} such as 12.50.")
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)


def _fields(found: object) -> dict[str, object]:
    from coordinator.cli.session import plain

    told: dict[str, object] = plain(found)
    return told
