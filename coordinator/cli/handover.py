"""Handing the book to another workstation and back."""

import os
from pathlib import Path

import click

from coordinator.cli.answers import checked
from coordinator.cli.progress import ProgressLine
from coordinator.cli.session import Session, book_command

SECRET = "COORDINATOR_BUNDLE_PASSPHRASE"
"""Environment: the passphrase of a bundle, for those who run this from a script."""


@click.group()
def handover() -> None:
    """Hand the book to a stand-in's workstation, and bring it back.

    One station holds the book: there it is worked in and its messages are sent, everywhere else it
    is only read. The passphrase is asked for, or read from --passphrase-file or from
    COORDINATOR_BUNDLE_PASSPHRASE; it is never an argument.
    """


@handover.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--to", "to_name", default="", help="Who gets it, by name.")
@click.option("--station", type=click.IntRange(0, 25), help="His station: 1 is B. Else told anew.")
@click.option("--back", is_flag=True, help="Give it back to whom it came from.")
@click.option("--words", default="", help="What is said of it.")
@click.option("--passphrase-file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@book_command
def export(
    session: Session,
    file: Path,
    to_name: str,
    station: int | None,
    back: bool,
    words: str,
    passphrase_file: Path | None,
) -> None:
    """Write the whole book, its log and its papers to FILE, under a passphrase.

    The book is then handed over: here it is only read. Without --to a book that was handed over
    already is written once more.
    """
    from coordinator.actions.handover.giving import give, give_back

    passphrase = _passphrase(passphrase_file, new=True)
    if back:
        done = give_back(session.book, session.actor, file, passphrase, ProgressLine("Writing"))
    else:
        done = give(
            session.book,
            session.actor,
            file,
            passphrase,
            to_name,
            station=station,
            words=words,
            progress=ProgressLine("Writing"),
        )
    given = checked(session, done)
    session.say(given.sentence, given)


@handover.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--passphrase-file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@book_command
def import_(session: Session, file: Path, passphrase_file: Path | None) -> None:
    """Take the bundle FILE in: it becomes the book, or comes back into it.

    A book that is there is backed up first. If both stations have worked, what each did is brought
    together row by row; what both changed waits as a conflict.
    """
    from coordinator.actions.handover.taking import take_in

    passphrase = _passphrase(passphrase_file, new=False)
    lines: dict[str, ProgressLine] = {}

    def progress(what: str, done: int, total: int) -> None:
        lines.setdefault(what, ProgressLine(what))(done, total)

    taken = checked(session, take_in(session.path, session.actor, file, passphrase, progress))
    findings = "".join(f"\n{finding}" for finding in taken.findings)
    both = f"\nBoth did something about: {', '.join(taken.both)}." if taken.both else ""
    check = "\n`coordinator check` holds what both gave out against the policy." if both else ""
    session.say(f"{taken.sentence}.{both}{check}{findings}", taken)


@handover.command()
@click.option("--by", "who", required=True, help="Who decides it.")
@click.option("--reason", required=True, help="Why, such as: the machine was stolen.")
@book_command
def reclaim(session: Session, who: str, reason: str) -> None:
    """Take the book back without its bundle. Then both may work, and both is merged later."""
    from coordinator.actions.handover.giving import reclaim as take_back

    done = checked(session, take_back(session.book, session.actor, who, reason))
    session.say(done.sentence, done)


@handover.command()
@book_command
def status(session: Session) -> None:
    """Who has the book, and how it went from hand to hand."""
    from storage.baton import local_time
    from storage.queries.book.handover_sheet import handover_sheet

    connection = session.book.reader()
    found = handover_sheet(connection)
    who = "you hold" if found.ours else f"{found.who} holds"
    lines = [f"This is station {found.own}; {who} the book."]
    lines += [f"{local_time(connection, each.given_at)}  {each.words}" for each in found.givings]
    session.say("\n".join(lines), found)


def _passphrase(file: Path | None, *, new: bool) -> str:
    if file is not None:
        return file.read_text("utf-8").rstrip("\r\n")
    if SECRET in os.environ:
        return os.environ[SECRET]
    again = "Once more" if new else False
    return str(
        click.prompt(
            "Passphrase of the bundle", hide_input=True, confirmation_prompt=again, err=True
        )
    )


@handover.command()
@book_command
def conflicts(session: Session) -> None:
    """What both stations changed, each to something else, and which side holds till settled."""
    from storage.queries.book.conflicts import open_conflicts

    found = open_conflicts(session.book.reader())
    lines = []
    for one in found:
        lines.append(f"{one.number:>4}  {one.name}: {one.words}. {one.stands}'s side holds.")
        lines += [
            f"        {each.word}: {one.lower} {each.lower or '–'} · "
            f"{one.higher} {each.higher or '–'}{f' (was {each.base})' if each.base else ''}"
            for each in one.differences
        ]
    session.say("\n".join(lines) or "Nothing is in conflict.", found)


@handover.command()
@click.argument("number")
@click.option(
    "--take", "side", required=True, help="The letter of the station whose side is taken."
)
@book_command
def settle(session: Session, number: str, side: str) -> None:
    """Take one side of the conflict NUMBER; the other stays on record."""
    from coordinator.actions.handover.settling import settle as take_side
    from storage.stations import meant

    own = int(session.book.reader().execute("SELECT id FROM station").fetchone()[0])
    conflict, station = meant(number, own), ord(side[:1].upper() or "?") - ord("A")
    if conflict is None:
        raise click.BadParameter(f"{number!r} is no number of a conflict, such as 3 or B3.")
    done = checked(session, take_side(session.book, session.actor, conflict, station))
    session.say(done.sentence, done)


@handover.command()
@click.option("--pdf", "file", type=click.Path(path_type=Path), help="A file, or a folder.")
@book_command
def pack(session: Session, file: Path | None) -> None:
    """The pack for whoever stands in: what is open tonight, whom to ring, and which keys do it."""
    from coordinator.actions.book.documents import folder_of
    from coordinator.actions.handover.pack import make_pack

    where = file or folder_of(session.path)
    made = checked(session, make_pack(session.book.reader(), where, session.actor.now))
    session.say(made.sentence, made)
