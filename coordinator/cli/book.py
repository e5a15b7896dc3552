"""Commands about the book as a whole: make it, undo, history, verify, search."""

import sys

import click

from coordinator.cli.session import TAMPERED, NotFound, Session, book_command
from coordinator.cli.times import local


@click.command()
@click.option("--name", required=True, help="The agency's name.")
@click.option("--timezone", required=True, help="IANA zone, such as America/New_York.")
@click.option("--currency", default="USD", show_default=True, help="ISO 4217 code.")
@book_command
def init(session: Session, name: str, timezone: str, currency: str) -> None:
    """Make a new, empty book."""
    # Only making a book needs the models; every other command starts without them.
    from coordinator.actions.book.opening import open_new_book
    from coordinator.actions.results import Refused

    made = open_new_book(session.path, session.actor, name, timezone, currency)
    if isinstance(made, Refused):
        session.refuse(made.reasons)
    session.say(
        f"A book for {name} was made at {session.path}.", {"book": session.path, "agency": name}
    )


@click.command()
@click.argument("action", required=False)
@book_command
def undo(session: Session, action: str | None) -> None:
    """Take back your last action, or the one with this number in the history (57, or B12)."""
    from coordinator.actions.book.undoing import undo as undo_action
    from coordinator.actions.book.undoing import undo_last
    from coordinator.actions.results import Refused

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
    from coordinator.actions.book.undoing import redo_last
    from coordinator.actions.results import Refused

    redone = redo_last(session.book, session.actor)
    if isinstance(redone, Refused):
        session.refuse(redone.reasons)
    session.say(redone.sentence, redone)


@click.command()
@click.argument("what", required=False)
@click.option("--limit", default=50, show_default=True, help="How many actions at most.")
@click.option("--personal", is_flag=True, help="Hidden fields too; that you asked is logged.")
@book_command
def history(session: Session, what: str | None, limit: int, personal: bool) -> None:
    """The last actions, or the life of one record.

    WHAT is a detail (26-0412.3), position, job, badge, employer number, or table:id.
    """
    from coordinator.cli.personal import still_hidden
    from coordinator.rules.hidden_fields import kinds_in
    from storage.queries.book.history import recent_actions, record_history
    from storage.queries.book.labels import label
    from storage.queries.book.lookup import subject
    from storage.queries.book.reversals import undone_by
    from storage.queries.people.hidden import hidden_in
    from storage.stations import numbered

    connection = session.book.reader()
    if what is None:
        actions = recent_actions(connection, limit=limit)
        undone = undone_by(connection, tuple(a.id for a in actions))
        own = connection.execute("SELECT id FROM station").fetchone()[0]
        lines = [
            f"{numbered(a.id, own, a.seq):>6}  {local(connection, a.at)}  {a.who}: {a.verb} "
            f"{label(connection, a.subject)}{f' ({a.reason})' if a.reason else ''}"
            f"{f'  UNDONE BY {undone[a.id]}' if a.id in undone else ''}"
            for a in actions
        ]
        session.say("\n".join(lines), actions)
        return
    table, row = subject(connection, what)
    kinds = still_hidden(session, f"{table}:{row}", kinds_in(table), show=personal)
    found = hidden_in(record_history(connection, table, row)[-limit:], kinds)
    lines = []
    for change in found:
        by = change.action
        lines.append(
            f"{local(connection, by.at)}  {by.who}: {by.verb}" if by else "written outside"
        )
        lines += [f"    {f.column}: {f.before} → {f.after}" for f in change.fields]
    session.say("\n".join(lines), found)


@click.command()
@click.option("--seal", "given", multiple=True, metavar="SEAL|FILE",
              help="A seal noted elsewhere, such as 0:57:89abcdef01234567, or a saved mail with "
              "seals in it. May be given several times.")  # fmt: skip
@book_command
def verify(session: Session, given: tuple[str, ...]) -> None:
    """Check that the log tells the whole truth about the book. Exit code 4 if it does not."""
    from coordinator.actions.book.received_seals import received_seals
    from coordinator.actions.book.verifying import verify_book
    from coordinator.actions.results import Refused
    from storage.seals import short

    seals = received_seals(given)
    if isinstance(seals, Refused):
        raise click.BadParameter(seals.sentence, param_hint="--seal")
    seal = " ".join(seals)

    def progress(done: int, total: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{done:,} of {total:,} changes", nl=False, err=True)

    outcome = verify_book(session.book, seal=seal, progress=progress)
    summary = (
        f"{outcome.actions:,} actions, {outcome.changes:,} changes, {outcome.rows:,} rows: "
        f"{'all as sealed' if outcome.clean else f'{len(outcome.findings)} findings'}"
        f"{_against(len(seals))}."
        f"\nSeal {short(outcome.head)}: note it elsewhere, for --seal."
    )
    findings = [f"{finding.where}: {finding.what}" for finding in outcome.findings]
    remarks = [f"remark: {remark.where}: {remark.what}" for remark in outcome.remarks]
    session.say("\n".join([*findings, *remarks, summary]), outcome)
    if not outcome.clean:
        sys.exit(TAMPERED)


def _against(seals: int) -> str:
    return f", against {seals} seal{'s' * (seals != 1)} kept elsewhere" if seals else ""


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True)
@book_command
def search(session: Session, words: tuple[str, ...], limit: int) -> None:
    """Find officers, employers, sites, jobs, details and notes by any word in them."""
    from storage.queries.book.search import search as find

    hits = find(session.book.reader(), " ".join(words), limit)
    lines = [f"{hit.table:<9} {hit.title}{f'  {hit.more}' if hit.more else ''}" for hit in hits]
    session.say("\n".join(lines) or "Nothing found.", hits)


def _action_id(session: Session, number: str) -> int:
    from storage.stations import meant

    connection = session.book.reader()
    own = int(connection.execute("SELECT id FROM station").fetchone()[0])
    action = meant(number, own)
    if action is None:
        raise click.BadParameter(f"{number!r} is no number of an action, such as 57 or B12.")
    if connection.execute("SELECT 1 FROM action WHERE id = ?", (action,)).fetchone() is None:
        raise NotFound(f"There is no action {number}.")
    return action
