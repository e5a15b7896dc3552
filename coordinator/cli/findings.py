"""Findings of audits, and the officer's answer to the early-warning view, on the command line."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import DAY

if TYPE_CHECKING:
    from storage.queries.oversight.findings import FindingLine

_NUMBER = click.argument("number")
_PATH = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def finding() -> None:
    """Findings of audits: raise, give to somebody, answer, close with evidence, open again."""


@finding.command("list")
@click.argument("words", nargs=-1)
@book_command
def list_findings(session: Session, words: tuple[str, ...]) -> None:
    """Those that WORDS let through, such as is:closed, test:no-break or a name; without WORDS
    those that are not closed."""
    from storage.queries.lists import View
    from storage.queries.oversight.findings import FINDINGS

    view = View("due", checked_filter(FINDINGS, words, "is:open"))
    found = rows_of(session, FINDINGS, view)
    session.say(
        "\n".join(map(_line, found)) or "No finding.", {"findings": [asdict(one) for one in found]}
    )


def _line(one: "FindingLine") -> str:
    about = f" [{one.test} {one.exception}]" if one.test else ""
    due = f" due {one.due_on}" if one.due_on else ""
    return f"{one.number} {one.state:<9}{one.owner or 'nobody'}{due}: {one.title}{about}"


@finding.command("show")
@_NUMBER
@book_command
def show(session: Session, number: str) -> None:
    """Everything about the finding NUMBER."""
    from storage.queries.oversight.findings import finding_words

    one = _found(session, number)
    session.say("\n".join(finding_words(one)), one)


@finding.command("raise")
@click.argument("title")
@click.option("--test", default="", help="The test of the self-audit that it is about.")
@click.option("--exception", default="", help="The test's exception: position, invoice, officer.")
@click.option("--ground", default="", help="Who found it, or by which clause.")
@click.option("--owner", default="", help="Who answers for it.")
@click.option("--due", type=DAY, help="Until when.")
@click.option("--officer", default="", help="Badge of the officer whom it is about.")
@click.option("--words", default="", help="What was found, in words.")
@book_command
def raise_(
    session: Session,
    title: str,
    test: str,
    exception: str,
    ground: str,
    owner: str,
    due: datetime | None,
    officer: str,
    words: str,
) -> None:
    """Write down a finding."""
    from coordinator.actions.oversight.audit_tests import all_tests
    from coordinator.actions.oversight.findings import NewFinding, raise_finding
    from storage.queries.book.lookup import officer_id

    if test and all_tests().named(test) is None:
        raise NotFound(f"There is no test {test}. `binder tests` names them all.")
    new = NewFinding(
        title=title,
        test=test,
        exception=exception,
        ground=ground,
        owner=owner,
        due_on=due.date().isoformat() if due else "",
        words=words,
        officer_id=officer_id(session.book.reader(), officer) if officer else None,
    )
    say_result(session, raise_finding(session.book, session.actor, new))


@finding.command("assign")
@_NUMBER
@click.argument("owner")
@click.option("--due", type=DAY, help="Until when.")
@book_command
def assign(session: Session, number: str, owner: str, due: datetime | None) -> None:
    """OWNER answers for it."""
    from coordinator.actions.oversight.findings import assign_finding

    found = _found(session, number).id
    until = due.date().isoformat() if due else ""
    say_result(
        session, assign_finding(session.book, session.actor, found, owner=owner, due_on=until)
    )


@finding.command("answer")
@_NUMBER
@click.argument("words")
@book_command
def answer(session: Session, number: str, words: str) -> None:
    """What was said to it."""
    from coordinator.actions.oversight.findings import answer_finding

    found = _found(session, number).id
    say_result(session, answer_finding(session.book, session.actor, found, words))


@finding.command("close")
@_NUMBER
@click.option("--done", required=True, help="What was done.")
@click.option("--evidence", default="", help="What shows it.")
@click.option("--paper", type=_PATH, help="The paper that shows it; it is kept with the finding.")
@click.option("--by", default="", help="Who closes it, where it is not you.")
@book_command
def close(
    session: Session, number: str, done: str, evidence: str, paper: Path | None, by: str
) -> None:
    """It is settled, with the evidence."""
    from coordinator.actions.oversight.findings import close_finding

    found = _found(session, number).id
    ended = close_finding(
        session.book, session.actor, found, done=done, evidence=evidence, paper=paper, by=by
    )
    say_result(session, ended)


@finding.command("reopen")
@_NUMBER
@click.argument("why")
@book_command
def reopen(session: Session, number: str, why: str) -> None:
    """It was closed too soon."""
    from coordinator.actions.oversight.findings import reopen_finding

    found = _found(session, number).id
    say_result(session, reopen_finding(session.book, session.actor, found, why))


def _found(session: Session, number: str) -> "FindingLine":
    from storage.queries.oversight.findings import finding as finding_of

    found = finding_of(session.book.reader(), number)
    if found is None:
        raise NotFound(f"There is no finding {number}.")
    return found


@click.group("early-warning")
def early_warning() -> None:
    """What is counted about officers, and what they say to it."""


@early_warning.command("ask")
@click.argument("badge")
@click.option("--period", default="this quarter", show_default=True, help="2026-Q2, 2026 ...")
@book_command
def ask(session: Session, badge: str, period: str) -> None:
    """Write to the officer what was counted about him, and that he may answer."""
    from coordinator.actions.oversight.early_warning import ask_officer
    from storage.queries.book.lookup import officer_id

    officer = officer_id(session.book.reader(), badge)
    say_result(session, ask_officer(session.book, session.actor, officer, {"period": period}))


@early_warning.command("answer")
@click.argument("badge")
@click.argument("words")
@book_command
def officer_answer(session: Session, badge: str, words: str) -> None:
    """What the officer says; it stands beside the counts of `report run early-warning`."""
    from coordinator.actions.oversight.early_warning import enter_answer
    from storage.queries.book.lookup import officer_id

    officer = officer_id(session.book.reader(), badge)
    say_result(session, enter_answer(session.book, session.actor, officer, words))
