"""Commands about the book as a whole: make it, undo, history, verify, backups, search."""

import sys
from pathlib import Path

import click

from coordinator.cli.session import TAMPERED, NotFound, Session, book_command, now
from coordinator.cli.times import local


@click.command()
@click.option("--name", required=True, help="The agency's name.")
@click.option("--timezone", required=True, help="IANA zone, such as America/New_York.")
@click.option("--currency", default="USD", show_default=True, help="ISO 4217 code.")
@book_command
def init(session: Session, name: str, timezone: str, currency: str) -> None:
    """Make a new, empty book."""
    # Only making a book needs the models; every other command starts without them.
    from coordinator.actions.opening import open_new_book
    from coordinator.actions.results import Refused

    made = open_new_book(session.path, session.actor, name, timezone, currency)
    if isinstance(made, Refused):
        session.refuse(made.reasons)
    session.say(
        f"A book for {name} was made at {session.path}.", {"book": session.path, "agency": name}
    )


@click.command()
@click.argument("action", required=False, type=int)
@book_command
def undo(session: Session, action: int | None) -> None:
    """Take back your last action, or the one with this number in the history."""
    from coordinator.actions.results import Refused
    from coordinator.actions.undoing import undo as undo_action
    from coordinator.actions.undoing import undo_last

    if action is None:
        undone = undo_last(session.book, session.actor)
    else:
        undone = undo_action(session.book, session.actor, _action_id(session, action))
    if isinstance(undone, Refused):
        session.refuse(undone.reasons)
    session.say(undone.sentence, undone)


@click.command()
@book_command
def redo(session: Session) -> None:
    """Do again what you last undid."""
    from coordinator.actions.results import Refused
    from coordinator.actions.undoing import redo_last

    redone = redo_last(session.book, session.actor)
    if isinstance(redone, Refused):
        session.refuse(redone.reasons)
    session.say(redone.sentence, redone)


@click.command()
@click.argument("what", required=False)
@click.option("--limit", default=50, show_default=True, help="How many actions at most.")
@book_command
def history(session: Session, what: str | None, limit: int) -> None:
    """The last actions, or the life of one record.

    WHAT is a detail (26-0412.3), position, job, badge, employer number, or table:id.
    """
    from storage.queries.history import recent_actions, record_history
    from storage.queries.labels import label
    from storage.queries.lookup import subject
    from storage.queries.reversals import undone_by

    connection = session.book.reader()
    if what is None:
        actions = recent_actions(connection, limit=limit)
        undone = undone_by(connection, tuple(a.id for a in actions))
        lines = [
            f"{a.seq:>6}  {local(connection, a.at)}  {a.who}: {a.verb} "
            f"{label(connection, a.subject)}{f' ({a.reason})' if a.reason else ''}"
            f"{f'  UNDONE BY {undone[a.id]}' if a.id in undone else ''}"
            for a in actions
        ]
        session.say("\n".join(lines), actions)
        return
    table, row = subject(connection, what)
    found = record_history(connection, table, row)[-limit:]
    lines = []
    for change in found:
        by = change.action
        lines.append(
            f"{local(connection, by.at)}  {by.who}: {by.verb}" if by else "written outside"
        )
        lines += [f"    {f.column}: {f.before} → {f.after}" for f in change.fields]
    session.say("\n".join(lines), found)


@click.command()
@click.option("--seal", default="", help="A seal noted elsewhere, such as 0:57:89abcdef01234567.")
@book_command
def verify(session: Session, seal: str) -> None:
    """Check that the log tells the whole truth about the book. Exit code 4 if it does not."""
    from coordinator.actions.verifying import verify_book
    from storage.seals import is_seal, short

    if seal and not is_seal(seal):
        raise click.BadParameter(
            "A seal is station:seq:digits, with at least 16 digits of the hash.",
            param_hint="--seal",
        )

    def progress(done: int, total: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{done:,} of {total:,} changes", nl=False, err=True)

    outcome = verify_book(session.book, seal=seal, progress=progress)
    summary = (
        f"{outcome.actions:,} actions, {outcome.changes:,} changes, {outcome.rows:,} rows: "
        f"{'all as sealed' if outcome.clean else f'{len(outcome.findings)} findings'}."
        f"\nSeal {short(outcome.head)}: note it elsewhere, for --seal."
    )
    findings = [f"{finding.where}: {finding.what}" for finding in outcome.findings]
    remarks = [f"remark: {remark.where}: {remark.what}" for remark in outcome.remarks]
    session.say("\n".join([*findings, *remarks, summary]), outcome)
    if not outcome.clean:
        sys.exit(TAMPERED)


@click.command()
@click.option("--list", "listing", is_flag=True, help="List the backups instead.")
@book_command
def backup(session: Session, listing: bool) -> None:
    """Back the book up now, and check the copy."""
    from storage.backup import backups, make_backup, rotate

    if listing:
        found = backups(session.path)
        lines = [
            f"{b.made_at:%Y-%m-%d %H:%M} UTC  {b.actions:>8,} actions  {b.path.name}"
            f"{'' if b.sound else '  DAMAGED: ' + b.trouble}"
            for b in found
        ]
        session.say("\n".join(lines) or "There is no backup yet.", found)
        return
    made = make_backup(session.book.path, now())
    rotate(session.path)
    session.say(
        f"Backed up and checked: {made.path} ({made.actions:,} actions, seal {made.seal})", made
    )


@click.command()
@click.argument("backup_file", required=False, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do it; without this only the loss is shown.")
@book_command
def restore(session: Session, backup_file: Path | None, yes: bool) -> None:
    """Show what restoring a backup would lose; with --yes, do it.

    Without a file the newest sound backup is taken. The book as it is now is kept beside it.
    """
    from storage.backup import loss
    from storage.backup import restore as put_back
    from storage.opening import newest_sound

    newest = None if backup_file else newest_sound(session.path)
    chosen = backup_file or (newest.path if newest else None)
    if chosen is None:
        raise NotFound(f"There is no sound backup of {session.path}.")
    lost = loss(session.path, chosen)
    words = (
        f"{chosen.name} holds {lost.backup.actions:,} actions. "
        + (
            f"{lost.actions_lost:,} later action{'s' * (lost.actions_lost != 1)} would be lost."
            if lost.actions_lost >= 0
            else "The book cannot be read, so what is lost cannot be counted."
        )
        + (f" Seal that is left behind: {lost.abandoned_head}." if lost.abandoned_head else "")
    )
    if not yes:
        session.say(f"{words}\nNothing was done. Add --yes to restore it.", lost)
        return
    kept = put_back(session.path, chosen, now())
    session.say(f"{words}\nRestored. The book as it was: {kept or 'there was none'}", lost)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True)
@book_command
def search(session: Session, words: tuple[str, ...], limit: int) -> None:
    """Find officers, employers, sites, jobs, details and notes by any word in them."""
    from storage.queries.search import search as find

    hits = find(session.book.reader(), " ".join(words), limit)
    lines = [f"{hit.table:<9} {hit.title}{f'  {hit.more}' if hit.more else ''}" for hit in hits]
    session.say("\n".join(lines) or "Nothing found.", hits)


def _action_id(session: Session, seq: int) -> int:
    found = (
        session.book.reader()
        .execute(
            "SELECT action.id FROM action JOIN station ON station.id = action.station "
            "WHERE seq = ?",
            (seq,),
        )
        .fetchone()
    )
    if found is None:
        raise NotFound(f"There is no action {seq}.")
    return int(found[0])
