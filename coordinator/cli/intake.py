"""Commands about the intake document: what is asked, checked and required of requests."""

import sys
from pathlib import Path

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import NOT_FOUND, NotFound, Session, book_command
from coordinator.cli.times import local

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def intake() -> None:
    """The intake document (TOML): check, show, explain, set, diff, list."""


@intake.command("check")
@click.argument("file", type=_FILE)
@book_command
def intake_check(session: Session, file: Path) -> None:
    """Read FILE, try its examples, and say everything that is wrong: line, key, remedy."""
    from coordinator.actions.requests.intake_documents import check_intake

    found = checked(session, check_intake(_text(file)))
    said = {
        "name": found.name,
        "effective_on": found.effective_on.isoformat(),
        "events": [event.code for event in found.events],
        "checks": [check.key for check in found.checks],
        "examples": len(found.examples),
        "terms_sha256": found.terms.sha256,
    }
    words = f"{found.name}: in order, {len(found.examples)} examples hold"
    session.say(f"{words}, for requests from {found.effective_on} on", said)


@intake.command("show")
@click.argument("called", metavar="[FILE|DATE|standard]", default="")
@click.option("--source", is_flag=True, help="Print the document itself, to begin one's own from.")
@click.option("--event", "code", default="", help="Only the questions of this class.")
@book_command
def intake_show(session: Session, called: str, source: bool, code: str) -> None:
    """The document in force, or another one, in plain English."""
    from coordinator.actions.requests.intake_documents import check_intake
    from coordinator.rules.intake.describing import describe

    text = _called(session, called)
    if source:
        click.echo(text)
        return
    found = checked(session, check_intake(text))
    if code:
        form = found.form(code)
        if form is None:
            known = ", ".join(event.code for event in found.events)
            raise NotFound(f"There is no event {code!r}. There are: {known}.")
        lines = [f"{each.key}: {each.label} ({each.kind})" for each in form.questions]
        session.say("\n".join(lines), form)
        return
    lines = list(describe(found))
    session.say("\n".join(lines), {"name": found.name, "lines": lines, "document": text})


@intake.command("explain")
@click.argument("name", default="")
@book_command
def intake_explain(session: Session, name: str) -> None:
    """Every kind of table that the document may hold, or one with its keys and an example."""
    from coordinator.rules.intake.explaining import TABLES, condition_words, explain

    if name and name not in (*TABLES, "when"):
        click.echo(f"There is no table {name!r}. Tables: {', '.join(TABLES)}, when.", err=True)
        sys.exit(NOT_FOUND)
    if name == "when":
        session.say("\n".join(condition_words()), {"conditions": condition_words()})
        return
    found = [explain(each) for each in ((name,) if name else TABLES)]
    if name:
        keys = [f"  {key.line}" for key in found[0].keys]
        words = (found[0].header, found[0].about, *keys, *found[0].words, "", found[0].example)
        session.say("\n".join(words), found[0])
        return
    lines = [f"{each.header}: {each.about}" for each in found]
    lines.append("One in full: coordinator intake explain NAME; conditions: explain when.")
    session.say("\n".join(lines), {"tables": found})


@intake.command("set")
@click.argument("file", type=_FILE)
@book_command
def intake_set(session: Session, file: Path) -> None:
    """Put FILE in force from its own date on."""
    from coordinator.actions.requests.intake_documents import adopt_intake

    say_result(session, adopt_intake(session.book, session.actor, _text(file)))


@intake.command("diff")
@click.argument("before")
@click.argument("after", default="")
@book_command
def intake_diff(session: Session, before: str, after: str) -> None:
    """What is different between two documents: files, dates of versions, "standard".

    Without AFTER, between that in force and BEFORE.
    """
    from coordinator.actions.requests.intake_documents import check_intake
    from coordinator.rules.intake.describing import intake_differences

    pair = (before, after) if after else ("", before)
    old, new = (_called(session, called) for called in pair)
    for text in (old, new):
        checked(session, check_intake(text))
    found = intake_differences(old, new)
    session.say("\n".join(found) or "Nothing is different.", {"differences": found})


@intake.command("list")
@book_command
def intake_list(session: Session) -> None:
    """The versions that the book has, the latest first."""
    from storage.queries.requests.intake import intake_versions

    found = intake_versions(session.book.reader())
    lines = [f"{x.effective_on}  {x.name}  {x.sha256[:16]}" for x in found]
    words = "\n".join(lines) or "The book has none of its own: the standard one holds."
    told = [{"name": x.name, "effective_on": x.effective_on, "sha256": x.sha256} for x in found]
    session.say(words, {"versions": told})


def _called(session: Session, called: str) -> str:
    from coordinator.actions.requests.intake_documents import intake_text

    connection = session.book.reader()
    try:
        text = intake_text(connection, called, local(connection, session.actor.now)[:10])
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{called} cannot be read as UTF-8 text: {error}") from error
    if text is None:
        raise NotFound(f"No file and no version of the intake document is called {called!r}.")
    return text


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file} is not UTF-8 text.") from error
