"""The command that ends a month: month-end."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import Session, book_command

if TYPE_CHECKING:
    from coordinator.actions.accounts.month_end import MonthDone


@click.command("month-end")
@click.argument("month")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--to", "folder", type=click.Path(path_type=Path), default=None,
              help="Where the files go; beside the book without it.")  # fmt: skip
@click.option("--bank", is_flag=True, help="Write the bank's file too.")
@click.option("--close", "closing", is_flag=True, help="Close the month at the end.")
@click.option("--no-pdf", is_flag=True, help="Leave out the invoices' PDFs.")
@click.option("--progress", "watched", is_flag=True, help="Print 'step done total' to stderr.")
@book_command
def month_end(
    session: Session,
    month: str,
    dry_run: bool,
    folder: Path | None,
    bank: bool,
    closing: bool,
    no_pdf: bool,
    watched: bool,
) -> None:
    """End MONTH (2026-10): issue what was worked, lock the payroll, write its files and the
    journal. It can be run again: what is done stays done."""
    from coordinator.actions.accounts.month_end import MonthWanted, end_month, preview_month
    from coordinator.actions.book.documents import folder_of
    from coordinator.actions.pay.sealing import asks_passphrase, key_of

    wanted = MonthWanted(month, folder or folder_of(session.path), bank, closing, not no_pdf)
    if dry_run:
        looked = checked(session, preview_month(session.book, session.actor, wanted))
        session.say(words(looked), looked)
        return
    key = None
    if bank:
        from coordinator.cli.bank import ask_passphrase

        connection = session.book.reader()
        typed = ask_passphrase() if asks_passphrase(connection) else ""
        key = checked(session, key_of(connection, typed))
    told = _print_progress if watched else _say_nothing
    done = checked(session, end_month(session.book, session.actor, wanted, key, progress=told))
    plain = {"month": done.month, "steps": done.steps, "stopped": done.stopped}
    session.say(f"{words(done)}\nSeal {session.seal}", plain | {"seal": session.seal})


def words(done: "MonthDone") -> str:
    """Step by step, with the files and what was left."""
    lines: list[str] = []
    for step in done.steps:
        lines.append(f"{step.name:<13} {step.words or 'not done'}")
        files = step.files if len(step.files) < 4 else (step.files[0].parent,)
        lines += [f"{'':<13} {path}" for path in files]
        lines += [f"{'':<13} left: {why}" for why in step.left]
    return "\n".join(lines)


def _print_progress(step: str, done: int, total: int) -> None:
    click.echo(f"{step} {done} {total}", err=True)


def _say_nothing(step: str, done: int, total: int) -> None:
    return
