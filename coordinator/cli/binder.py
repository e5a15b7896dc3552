"""The self-audit on the command line: its tests, one of them, and the binder."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import NotFound, Session, book_command

if TYPE_CHECKING:
    from coordinator.actions.oversight.auditing import Auditing
    from coordinator.rules.reports.audit import Tested
    from coordinator.rules.reports.report import Report

_PERIOD = click.option(
    "--period", default="last month", show_default=True, help="2026-05, last quarter, 2026 ..."
)


@click.group()
def binder() -> None:
    """The self-audit: tests of the sort that auditors run, their exceptions, and its binder."""


@binder.command()
@click.argument("words", nargs=-1)
@book_command
def tests(session: Session, words: tuple[str, ...]) -> None:
    """The tests that have every one of WORDS, with what is an exception, and who asked before."""
    from coordinator.actions.oversight.audit_tests import all_tests, left_out

    found = [each for each in all_tests().tests if each.found_by(" ".join(words))]
    out = left_out(session.book.reader())
    lines = [f"{_named(each)}{'  (left out)' if each.name in out else ''}" for each in found]
    session.say("\n".join(lines) or "No test has these words.", [_told(each) for each in found])


def _named(test: "Report") -> str:
    audit = test.audit
    assert audit is not None
    return f"{test.name:<26} {audit.severity:<7} {test.title}\n{'':<35}{audit.exception}"


def _told(test: "Report") -> dict[str, object]:
    assert test.audit is not None
    return {"name": test.name, "title": test.title, **asdict(test.audit)}


@binder.command()
@click.argument("name", required=False)
@_PERIOD
@book_command
def show(session: Session, name: str | None, period: str) -> None:
    """What every test counts in the period; with NAME, the exceptions of that test."""
    from coordinator.actions.oversight.binder import run_tests
    from coordinator.cli.progress import ProgressLine

    auditing = _auditing(session, period)
    if name:
        _show_one(session, auditing, name)
        return
    with ProgressLine("tests") as told:
        ran = checked(session, run_tests(session.book.reader(), auditing, told=told))
    lines = [_line(each) for each in ran.tests]
    lines += [f"not run: {title}: {why}" for title, why in ran.not_run]
    session.say("\n".join(lines), {"tests": [_counts(each) for each in ran.tests]})


def _show_one(session: Session, auditing: "Auditing", name: str) -> None:
    from coordinator.actions.oversight.audit_tests import all_tests
    from coordinator.actions.reports.papers import result_json, result_text
    from exports.binder import counts_words
    from storage.queries.oversight.findings import findings_of

    test = all_tests().named(name)
    if test is None:
        raise NotFound(f"There is no test {name}. `binder tests` names them all.")
    connection = session.book.reader()
    tested = checked(session, auditing.run(connection, test))
    notes = [
        f"{row.number} {row.state}: {row.exception} {row.title}"
        for row in findings_of(connection, name)
    ]
    words = [result_text(tested.exceptions), "", counts_words(tested), *notes]
    session.say("\n".join(words), {**_counts(tested), **result_json(tested.exceptions)})


@binder.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_PERIOD
@click.option("--zip", "zipped", is_flag=True, help="The annex as one file.")
@click.option("--replace", is_flag=True, help="Write over the files of an earlier binder.")
@book_command
def write(session: Session, folder: Path, period: str, zipped: bool, replace: bool) -> None:
    """Write the binder of the period into FOLDER: a PDF, every population and exception as CSV,
    and a manifest of the figures with the SHA-256 of each file."""
    from coordinator.actions.oversight.counting import write_and_note
    from coordinator.cli.progress import ProgressLine

    with ProgressLine("tests") as told:
        done = write_and_note(
            session.path,
            folder,
            period,
            session.actor.now,
            told,
            zipped=zipped,
            replace=replace,
        )
    say_result(session, done)


def _auditing(session: Session, period: str) -> "Auditing":
    from coordinator.actions.oversight.auditing import Auditing

    return Auditing(session.path, period, session.actor.now)


def _line(tested: "Tested") -> str:
    from exports.binder import rate_words

    return (
        f"{tested.exceptions.report.name:<26} {tested.audit.severity:<7}"
        f"{len(tested.members):>9,} {len(tested.exceptions.rows):>8,} {rate_words(tested):>8}"
        f"  {tested.exceptions.report.title}"
    )


def _counts(tested: "Tested") -> dict[str, object]:
    return {
        "test": tested.exceptions.report.name,
        "title": tested.exceptions.report.title,
        "severity": tested.audit.severity,
        "population": len(tested.members),
        "exceptions": len(tested.exceptions.rows),
        "members": tested.hit,
        "rate": tested.rate,
    }
