"""Commands for what people answer: fetch it, read it, accept, link or ignore it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import NotFound, Session, book_command, now
from coordinator.cli.times import local

if TYPE_CHECKING:
    from storage.queries.messages.inbox import ReceivedLine

ANSWERS = click.argument("answers", nargs=-1, type=int, required=True)


@click.command()
@click.option(
    "--from",
    "path",
    type=click.Path(exists=True, path_type=Path),
    help="Only this: a folder of .eml files, an mbox file, or a text service's CSV or JSON.",
)
@book_command
def receive(session: Session, path: Path | None) -> None:
    """Fetch what people answered and do what it says. Safe at any moment, also beside another one.

    Each mail and text is taken in once, however often it is fetched.
    """
    from coordinator.actions.answers.receiving import receive_due, sources

    only = {f"from {path.name}": _url_of(path)} if path else None
    if only is None and not sources(session.book.reader()):
        session.refuse(("No source is set: `coordinator source set` names one.",))
    # What somebody names by hand is no timer's work.
    session.book.unattended = only is None
    found = receive_due(session.book, now, only=only)
    session.say(found.sentence, found)


def _url_of(path: Path) -> str:
    """A file or folder as a source."""
    if path.is_dir():
        kind = "eml"
    else:
        kind = "texts" if path.suffix.casefold() in (".csv", ".json") else "mbox"
    return f"{kind}:{quote(str(path.resolve()))}"


@click.group()
def source() -> None:
    """Where answers are fetched from: mailboxes, folders, text services."""


@source.command("list")
@book_command
def list_sources(session: Session) -> None:
    """Each source, and what keeps it from being read."""
    from coordinator.actions.answers.receiving import sources
    from notify.source_urls import masked

    connection = session.book.reader()
    marks = dict(connection.execute("SELECT source, trouble FROM mailbox_mark"))
    shown = [
        {"name": name, "url": masked(url), "trouble": marks.get(name, "")}
        for name, url in sources(connection).items()
    ]
    lines = [f"{each['name']:<12}{each['url']}  {each['trouble']}".rstrip() for each in shown]
    session.say("\n".join(lines) or "No source is set.", shown)


@source.command("set")
@click.argument("name")
@click.argument("url", default="")
@click.option("--secret-stdin", is_flag=True, help="Read the secret from standard input.")
@book_command
def set_(session: Session, name: str, url: str, secret_stdin: bool) -> None:
    """Fetch answers from URL, under NAME; without a URL no more.

    URL holds {secret} where the password belongs: imaps://desk:{secret}@mail.town.gov/INBOX,
    eml:/srv/answers, mbox:/var/mail/desk, texts:/srv/exports.
    """
    from coordinator.actions.answers.receiving import set_source

    secret = _secret(secret_stdin) if "{secret" in url else ""
    say_result(session, set_source(session.book, session.actor, name, url, secret))


def _secret(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Secret", hide_input=True, default="", show_default=False))


# ── the inbox ────────────────────────────────────────────────────────────────────────────────


@click.group()
def inbox() -> None:
    """What people answered, and what the coordinator makes of it."""


@inbox.command("list")
@click.argument("words", nargs=-1)
@book_command
def list_(session: Session, words: tuple[str, ...]) -> None:
    """Answers that match WORDS (is:done, says:off, a name); without any those that wait."""
    from coordinator.cli.listing import checked_filter, rows_of
    from storage.queries.lists import View
    from storage.queries.messages.inbox import RECEIVED

    text = checked_filter(RECEIVED, words, "is:waiting")
    rows = rows_of(session, RECEIVED, View("time", text))
    session.say("\n".join(_line(session, row) for row in rows) or "There are none.", rows)


def _line(session: Session, row: "ReceivedLine") -> str:
    said = " ".join((row.text or row.subject).split())[:60]
    when = local(session.book.reader(), row.received_at)
    who = row.name or f"? {row.address}"
    reason = f" - {row.reason}" if row.reason else ""
    return f"{row.id:>6}  {when}  {row.state:<9}  {who}: {said}{reason}"


@inbox.command()
@click.argument("answer", type=int)
@book_command
def show(session: Session, answer: int) -> None:
    """One answer: who wrote it, what was understood, why it waits, who it may be."""
    from storage.queries.messages.inbox import raw_head, received_line, who_may_it_be

    connection = session.book.reader()
    row = received_line(connection, answer)
    if row is None:
        raise NotFound(f"There is no answer {answer}.")
    maybe = who_may_it_be(connection, answer)
    lines = [_line(session, row), f"About {row.position or row.detail or 'nothing known'}"]
    lines += [f"Read as {row.meaning}"] if row.meaning else ["Not read as a command"]
    lines += [f"May be {one.table} {one.record} {one.name} ({one.why})" for one in maybe]
    lines += ["", row.text, "", raw_head(connection, answer)]
    session.say("\n".join(lines).rstrip(), {"answer": row, "maybe": maybe})


@inbox.command()
@ANSWERS
@book_command
def accept(session: Session, answers: tuple[int, ...]) -> None:
    """Do what these answers say, as their writers, allowed by you."""
    from coordinator.actions.answers.reviewing import accept as accepting

    found = checked(session, accepting(session.book, session.actor, answers))
    session.say("\n".join((found.sentence, *found.left)), found)


@inbox.command()
@ANSWERS
@book_command
def ignore(session: Session, answers: tuple[int, ...]) -> None:
    """Put these answers aside; nothing is done, nobody is told."""
    from coordinator.actions.answers.reviewing import ignore as ignoring

    say_result(session, ignoring(session.book, session.actor, answers))


@inbox.command()
@click.argument("answer", type=int)
@click.option("--officer", "badge", default="", help="The badge of the officer who wrote it.")
@click.option("--contact", "contact_id", type=int, help="The contact's number, as `show` says it.")
@click.option("--employer", "number", default="", help="The number of the employer.")
@book_command
def link(session: Session, answer: int, badge: str, contact_id: int | None, number: str) -> None:
    """Say who wrote an answer. What it asks for still waits to be accepted."""
    from coordinator.actions.answers.reviewing import link as linking
    from storage.queries.book.lookup import employer_id, officer_id

    connection = session.book.reader()
    found = linking(
        session.book,
        session.actor,
        answer,
        officer_id=officer_id(connection, badge) if badge else None,
        contact_id=contact_id,
        employer_id=employer_id(connection, number) if number else None,
    )
    say_result(session, found)


@inbox.command("take-back")
@click.argument("answer", type=int)
@book_command
def take_back(session: Session, answer: int) -> None:
    """Undo what an answer did when it came in; it waits again."""
    from coordinator.actions.answers.reviewing import take_back as taking_back

    say_result(session, taking_back(session.book, session.actor, answer))
