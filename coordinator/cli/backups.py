"""Commands for backups: make, list, encrypt, try, put back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import REFUSED, NotFound, Session, book_command, now
from coordinator.cli.times import local

if TYPE_CHECKING:
    from storage.backup import Loss


@click.command()
@click.option("--list", "listing", is_flag=True, help="List the backups instead.")
@click.option("--encrypt", is_flag=True, help="Encrypt backups from now on; asks for a passphrase.")
@click.option("--no-encrypt", is_flag=True, help="Backups are plain files from now on.")
@click.option("--drill", "drilling", is_flag=True, help="Restore the newest aside and check it.")
@click.option("--daily", is_flag=True, help="As the application does: also drills once a week.")
@book_command
def backup(
    session: Session, listing: bool, encrypt: bool, no_encrypt: bool, drilling: bool, daily: bool
) -> None:
    """Back the book up now, and check the copy. Exit code 1 where a drill finds trouble."""
    if listing:
        _list(session)
    elif encrypt:
        _encrypt(session)
    elif no_encrypt:
        from coordinator.actions.book.encrypting import stop_encrypting

        say_result(session, stop_encrypting(session.book, session.actor))
    elif drilling:
        _drill(session)
    else:
        _make(session, daily=daily)


def _make(session: Session, *, daily: bool) -> None:
    from coordinator.actions.book.backing_up import back_up
    from coordinator.actions.book.encrypting import wanted

    connection = session.book.reader()
    typed = _asked() if wanted(connection).trouble and not daily else ""
    made = back_up(session.path, now(), typed).backup
    session.say(
        f"Backed up and checked: {made.path} ({made.actions:,} actions, seal {made.seal})", made
    )
    if daily:
        from coordinator.actions.book.drilling import drill, is_due

        if is_due(connection, now()):
            drill(session.path, now())


def _list(session: Session) -> None:
    from coordinator.actions.book.drilling import last_drill
    from storage.backup import backups

    found = backups(session.path)
    lines = [
        f"{b.made_at:%Y-%m-%d %H:%M} UTC  {b.actions:>8,} actions  {b.path.name}"
        f"{'' if b.sound else '  DAMAGED: ' + b.trouble}{'  encrypted' if b.is_sealed else ''}"
        for b in found
    ]
    if session.path.is_file() and (last := last_drill(session.book.reader())):
        when = local(session.book.reader(), last.good_at) if last.good_at else "never"
        lines.append(f"Last restored well: {when}")
    session.say("\n".join(lines) or "There is no backup yet.", found)


def _encrypt(session: Session) -> None:
    from coordinator.actions.book.encrypting import LOST, encrypt_backups

    click.echo(LOST, err=True)
    typed = click.prompt("Passphrase", hide_input=True, confirmation_prompt="Once more", err=True)
    say_result(session, encrypt_backups(session.book, session.actor, typed))


def _drill(session: Session) -> None:
    from coordinator.actions.book.drilling import drill

    came = checked(session, drill(session.path, now(), _for_newest(session)))
    session.say(came.sentence, came)
    if came.trouble:
        sys.exit(REFUSED)


@click.command()
@click.argument("backup_file", required=False, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do it; without this only the loss is shown.")
@book_command
def restore(session: Session, backup_file: Path | None, yes: bool) -> None:
    """Show what restoring a backup would lose; with --yes, do it.

    Without a file the newest sound backup is taken. The book as it is now is kept beside it. The
    passphrase of an encrypted one is asked for where no keyring has it.
    """
    from storage.backup import loss
    from storage.backup import restore as put_back
    from storage.opening import newest_sound

    newest = None if backup_file else newest_sound(session.path)
    chosen = backup_file or (newest.path if newest else None)
    if chosen is None:
        raise NotFound(f"There is no sound backup of {session.path}.")
    typed = _opening(chosen)
    lost = loss(session.path, chosen, typed)
    if not yes:
        session.say(f"{_words(chosen, lost)}\nNothing was done. Add --yes to restore it.", lost)
        return
    kept = put_back(session.path, chosen, now(), typed)
    before = kept or "there was none"
    session.say(f"{_words(chosen, lost)}\nRestored. The book as it was: {before}", lost)


def _words(chosen: Path, lost: "Loss") -> str:
    count = lost.actions_lost
    later = (
        f"{count:,} later action{'s' * (count != 1)} would be lost."
        if count >= 0
        else "The book cannot be read, so what is lost cannot be counted."
    )
    seal = f" Seal that is left behind: {lost.abandoned_head}." if lost.abandoned_head else ""
    return f"{chosen.name} holds {lost.backup.actions:,} actions. {later}{seal}"


def _for_newest(session: Session) -> str:
    from storage.backup import backups

    found = backups(session.path)
    return _opening(found[0].path) if found else ""


def _opening(backup: Path) -> str:
    """The passphrase of an encrypted backup: the keyring's, else asked for."""
    from storage.sealed_backup import is_sealed

    if not is_sealed(backup):
        return ""
    from coordinator.actions.book.encrypting import opening

    return opening() or _asked()


def _asked() -> str:
    typed: str = click.prompt("Passphrase of the backups", hide_input=True, err=True)
    return typed
