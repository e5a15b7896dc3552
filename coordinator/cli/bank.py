"""Commands about officers' bank accounts and the files for the bank: bank."""

from pathlib import Path

import click

from coordinator.actions.results import Refused
from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local


@click.group()
def bank() -> None:
    """Keep officers' bank accounts, sealed, and write the files that the city's bank pays from."""


@bank.command("key")
@click.option("--passphrase", is_flag=True, help="Make it from a passphrase, not in the keyring.")
@book_command
def bank_key(session: Session, passphrase: bool) -> None:
    """Make the key that seals bank details: once for each book, kept in the system's keyring."""
    from coordinator.actions.pay.sealing import make_key

    typed = ""
    if passphrase:
        typed = click.prompt(
            "Passphrase", hide_input=True, confirmation_prompt="Once more", err=True
        )
    say_result(session, make_key(session.book, session.actor, typed))


@bank.command("set")
@click.argument("badge")
@click.option("--kind", type=click.Choice(["checking", "savings"]), default="checking")
@click.option("--from", "from_on", default="", help="The first day on which it holds; today.")
@book_command
def bank_set(session: Session, badge: str, kind: str, from_on: str) -> None:
    """Pay BADGE by bank; the account is asked for (or read from the standard input), never given
    as an argument, where others could see it."""
    from coordinator.actions.pay.bank_accounts import BankDetails, set_account
    from coordinator.actions.pay.sealing import asks_passphrase, key_of
    from storage.queries.book.lookup import officer_id

    connection = session.book.reader()
    officer = officer_id(connection, badge)
    typed = ask_passphrase() if asks_passphrase(connection) else ""
    key = checked(session, key_of(connection, typed))
    routing = click.prompt("Routing number (or institution-transit)", err=True)
    account = click.prompt("Account number", hide_input=True, err=True)
    day = from_on or local(connection, session.actor.now)[:10]
    details = BankDetails(routing.strip(), account.strip(), kind)
    say_result(session, set_account(session.book, session.actor, key, officer, details, day))


@bank.command("end")
@click.argument("badge")
@click.option("--on", "until_on", default="", help="The first day without it; today.")
@book_command
def bank_end(session: Session, badge: str, until_on: str) -> None:
    """BADGE is no longer paid by bank."""
    from coordinator.actions.pay.bank_accounts import end_account
    from storage.queries.book.lookup import officer_id

    connection = session.book.reader()
    day = until_on or local(connection, session.actor.now)[:10]
    officer = officer_id(connection, badge)
    say_result(session, end_account(session.book, session.actor, officer, day))


@bank.command("list")
@click.argument("words", required=False, default="")
@book_command
def bank_list(session: Session, words: str) -> None:
    """Who is paid to which account, masked; WORDS filter as on the screen (is:missing)."""
    from exports.text import cut
    from storage.queries.lists import View, window
    from storage.queries.money.bank_accounts import ACCOUNTS

    view = View("officer", words)
    rows = [line.row for line in window(session.book.reader(), ACCOUNTS, view, 10_000)]
    lines = [
        f"{cut(x.badge, 8)} {cut(x.officer, 28)} {cut(x.kind, 9)} {shown(x.last_four)}"
        for x in rows
    ]
    told = [
        {"badge": x.badge, "officer": x.officer, "kind": x.kind, "account": shown(x.last_four),
         "from_on": x.from_on, "prenote_on": x.prenote_on}
        for x in rows
    ]  # fmt: skip
    session.say("\n".join(lines) or "Nobody.", {"accounts": told})


@bank.command("agreement")
@click.argument("fields", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--kind", type=click.Choice(["nacha", "eft"]), default=None)
@book_command
def bank_agreement(session: Session, fields: tuple[str, ...], kind: str | None) -> None:
    """Show or set what the bank's agreement says: ids, names, the description of the entries."""
    from coordinator.actions.pay.bank_agreement import agreement_of, default_kind, set_agreement

    connection = session.book.reader()
    which = kind or default_kind(connection)
    if fields:
        pairs = dict(each.partition("=")[::2] for each in fields)
        say_result(session, set_agreement(session.book, session.actor, which, pairs))
        return
    held = agreement_of(connection, which)
    words = [f"{name:<20} {value}" for name, value in held.items()]
    session.say("\n".join(words), {"kind": which, "agreement": held})


@bank.command("file")
@click.argument("number")
@click.option("--on", "effective_on", default="", help="When the money is to be there.")
@click.option("--to", "where", type=click.Path(path_type=Path), default=Path(), help="Folder.")
@click.option("--kind", type=click.Choice(["nacha", "eft"]), default=None)
@click.option("--again", is_flag=True, help="The bank did not take the run's earlier file.")
@click.option("--dry-run", is_flag=True, help="Only say who would be paid.")
@book_command
def bank_file(
    session: Session,
    number: str,
    effective_on: str,
    where: Path,
    kind: str | None,
    again: bool,
    dry_run: bool,
) -> None:
    """Write the file with which the bank pays run NUMBER, and note it in the book."""
    from coordinator.actions.pay.bank_files import make_bank_file, preview_bank_file
    from coordinator.actions.pay.payroll_items import pay_day
    from coordinator.actions.pay.sealing import asks_passphrase, key_of
    from exports.words import money
    from storage.queries.money.payroll import payroll_run

    connection = session.book.reader()
    typed = ask_passphrase() if asks_passphrase(connection) else ""
    key = checked(session, key_of(connection, typed))
    if dry_run:
        found = checked(session, preview_bank_file(connection, key, number, kind or ""))
        told = {"payments": len(found.payments), "total_cents": found.total_cents,
                "prenotes": len(found.prenotes), "left": found.left}  # fmt: skip
        words = [f"{len(found.payments)} payments, {money(found.total_cents)}", *found.left]
        session.say("\n".join(words), told)
        return
    run = payroll_run(connection, number)
    if run is None:
        checked(session, Refused((f"There is no locked payroll run {number}.",)))
        return
    day = effective_on or pay_day(connection, run.until_on)
    made = checked(
        session,
        make_bank_file(
            session.book, session.actor, key, number, day, where, kind=kind or "", again=again
        ),
    )
    words = [made.sentence, *made.left, f"sha256 {made.sha256}", f"Seal {session.seal}"]
    session.say("\n".join(words), made)


def ask_passphrase() -> str:
    """The passphrase of the bank details, typed unseen."""
    return str(click.prompt("Passphrase of the bank details", hide_input=True, err=True))


def shown(last_four: str) -> str:
    """An account as it may be seen."""
    from coordinator.actions.pay.bank_accounts import masked

    return masked(last_four)
