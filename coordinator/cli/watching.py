"""Commands for watched folders: what comes in regularly, and what waits."""

from pathlib import Path

import click

from coordinator.cli.answers import say_result
from coordinator.cli.importing import pairs
from coordinator.cli.session import Session, book_command

FILE = click.argument("file", type=int)
MAP = click.option(
    "--map",
    "columns",
    multiple=True,
    callback=pairs,
    metavar="FIELD=HEADER",
    help="Which column a field is in, as `import` takes it.",
)
ANSWER = click.option(
    "--answer",
    "answers",
    multiple=True,
    callback=pairs,
    metavar="QUESTION=ANSWER",
    help="The answer to a question of the file, such as dates=mdy.",
)


@click.group()
def watch() -> None:
    """Folders that files come into regularly: schedule, roster, hours, bank. `tick` looks."""


@watch.command("list")
@book_command
def list_(session: Session) -> None:
    """Each folder, when a file of it came in last, and what is wrong."""
    from coordinator.actions.watching.sources import watched_folders
    from coordinator.cli.times import local
    from storage.queries.book.watched import source_marks

    connection = session.book.reader()
    marks = source_marks(connection)
    shown = [
        {"source": folder, "mark": marks.get(folder.name)} for folder in watched_folders(connection)
    ]
    lines = []
    for folder in watched_folders(connection):
        mark = marks.get(folder.name)
        taken = mark.taken_at if mark else None
        age = f"last file {local(connection, taken)}" if taken else "no file yet"
        limit = f", limit {folder.limit_hours} h" if folder.limit_hours else ""
        trouble = f"  TROUBLE: {mark.trouble}" if mark and mark.trouble else ""
        lines.append(f"{folder.name:<14}{folder.kind:<13}{folder.folder}  {age}{limit}{trouble}")
    session.say("\n".join(lines) or "No folder is watched.", shown)


@watch.command("set")
@click.argument("name")
@click.argument("kind")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--limit-hours", type=click.IntRange(0), default=0, help="Say so on Today when the "
              "last file is older.")  # fmt: skip
@click.option("--reviewed/--unreviewed", default=None, help="Whether a file that changes something "
              "waits to be looked at; rosters and employers do.")  # fmt: skip
@click.option("--schedule", default="", help="On-duty: which schedule the files are of; NAME.")
@MAP
@ANSWER
@book_command
def set_(
    session: Session,
    name: str,
    kind: str,
    folder: Path,
    limit_hours: int,
    reviewed: bool | None,
    schedule: str,
    columns: dict[str, str],
    answers: dict[str, str],
) -> None:
    """Watch FOLDER, under NAME, for files of KIND: on-duty, roster, employers, details, punches,
    claims, certificates, dispatch, bank or requests."""
    from coordinator.actions.watching.sources import REVIEWED, WatchedFolder
    from coordinator.actions.watching.sources import watch as watching

    wanted = WatchedFolder(
        name,
        kind,
        str(folder.expanduser().absolute()),
        limit_hours,
        kind in REVIEWED if reviewed is None else reviewed,
        schedule or name,
        columns,
        answers,
    )
    say_result(session, watching(session.book, session.actor, wanted))


@watch.command()
@click.argument("name")
@book_command
def remove(session: Session, name: str) -> None:
    """Look into a folder no more; its files stay."""
    from coordinator.actions.watching.sources import unwatch

    say_result(session, unwatch(session.book, session.actor, name))


@watch.command()
@book_command
def look(session: Session) -> None:
    """Look into every folder now, also at what waits already."""
    from coordinator.actions.watching.looking import look_into_folders

    found = look_into_folders(session.book, session.actor.now, again=True)
    session.say("\n".join(found.sentences) or found.sentence, found)


@watch.command()
@click.option("--state", type=click.Choice(["waiting", "done", "refused"]), default="waiting")
@click.option("--source", "name", default="", help="Only of this source.")
@book_command
def files(session: Session, state: str, name: str) -> None:
    """The files that wait, each with its number and problems; or those that were dealt with."""
    from storage.queries.book.watched import watched_files

    found = watched_files(session.book.reader(), name, state)
    lines = []
    for each in found:
        lines.append(f"{each.id:>5}  {each.source}: {each.name}  {each.words}".rstrip())
        lines += [f"       {problem}" for problem in each.problems]
    session.say("\n".join(lines) or "There are none.", found)


@watch.command("import")
@FILE
@MAP
@ANSWER
@book_command
def import_(session: Session, file: int, columns: dict[str, str], answers: dict[str, str]) -> None:
    """Bring the waiting FILE (its number) in: its good rows; the bad ones are written beside it.

    A request form that was changed after the form wrote it comes in as it stands.
    """
    from coordinator.actions.watching.settling import bring_in

    done = bring_in(session.book, session.actor, file, answers=answers, columns=columns)
    say_result(session, done)


@watch.command()
@FILE
@click.option("--why", default="", help="What to write next to it, beside its problems.")
@book_command
def refuse(session: Session, file: int, why: str) -> None:
    """Put the waiting FILE (its number) into the folder `refused`, with the reasons."""
    from coordinator.actions.watching.settling import refuse as refusing

    say_result(session, refusing(session.book, session.actor, file, why))
