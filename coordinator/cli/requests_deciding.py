"""Commands by which requests are checked, decided and booked."""

from pathlib import Path

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.requests_called import request_id
from coordinator.cli.session import Session, book_command

_WHERE = click.Path(path_type=Path)


@click.command("check")
@click.argument("number")
@click.argument("item", default="")
@click.option("--met", "state", flag_value="met", help="It is there.")
@click.option("--failed", "state", flag_value="failed", help="It is not.")
@click.option("--waived", "state", flag_value="waived", help="Done without, for a reason.")
@click.option("--words", default="", help="What was found, or why it is waived.")
@book_command
def request_check(session: Session, number: str, item: str, state: str | None, words: str) -> None:
    """The checklist of request NUMBER; with ITEM, tick, fail or waive it."""
    from coordinator.actions.requests.checking import note_check
    from coordinator.actions.requests.evaluating import judge_request
    from coordinator.actions.requests.packet import check_words
    from coordinator.rules.request_words import CheckState

    which = request_id(session, number)
    if item:
        found = CheckState(state or CheckState.MET)
        say_result(session, note_check(session.book, session.actor, which, item, found, words))
        return
    judged = judge_request(session.book.reader(), which, session.actor.now)
    lines = [f"{row.key:<14} {row.label}: {check_words(row)}" for row in judged.rows]
    session.say("\n".join(lines) or "Nothing is checked.", {"checklist": judged.rows})


@click.command("accept-terms")
@click.argument("number")
@click.option("--by", required=True, help="Who accepted them.")
@click.option("--version", default="", help="The first digits that the quote prints.")
@book_command
def request_terms(session: Session, number: str, by: str, version: str) -> None:
    """Note that the contract terms are accepted, by whom and which version."""
    from coordinator.actions.requests.checking import accept_terms

    which = request_id(session, number)
    say_result(session, accept_terms(session.book, session.actor, which, by, version))


@click.command("visit")
@click.argument("number")
@click.argument("text")
@book_command
def request_visit(session: Session, number: str, text: str) -> None:
    """Note what was seen on the spot of request NUMBER."""
    from coordinator.actions.requests.checking import note_visit

    say_result(session, note_visit(session.book, session.actor, request_id(session, number), text))


@click.command("ask")
@click.argument("number")
@click.option("--of", "asked_of", default="", help="Who decides; else whom the document names.")
@click.option("--address", default="", help="The mail address.")
@click.option("--allow-why", default="", help="Why he may allow it without what is missing.")
@book_command
def request_ask(session: Session, number: str, asked_of: str, address: str, allow_why: str) -> None:
    """Mail the packet to whoever approves; his YES approves request NUMBER in his name."""
    from coordinator.actions.requests.asking_command import ask_command

    which = request_id(session, number)
    done = ask_command(session.book, session.actor, which, asked_of, address, allowed_why=allow_why)
    say_result(session, done)


@click.command("approve")
@click.argument("number")
@click.option("--by", default="", help="Who approved it, where that is not you.")
@click.option("--words", default="", help="What he said.")
@click.option("--allowed-by", default="", help="Who allows it without what is missing.")
@click.option("--why", default="", help="Why.")
@book_command
def request_approve(
    session: Session, number: str, by: str, words: str, allowed_by: str, why: str
) -> None:
    """Approve request NUMBER."""
    from coordinator.actions.requests.deciding import Approving, approve_request

    how = Approving(by, words, allowed_by, why)
    say_result(
        session, approve_request(session.book, session.actor, request_id(session, number), how)
    )


@click.command("refuse")
@click.argument("number")
@click.option("--reason", default="", help="Why, in words for the employer.")
@click.option("--clause", default="", help="The clause of the intake document.")
@click.option("--quietly", is_flag=True, help="Send no letter.")
@click.option("--pdf", type=_WHERE, default=None, help="Write the letter there too.")
@book_command
def request_refuse(
    session: Session, number: str, reason: str, clause: str, quietly: bool, pdf: Path | None
) -> None:
    """Refuse request NUMBER; the letter quotes the clause and goes by mail."""
    from coordinator.actions.requests.deciding import refuse_request
    from coordinator.actions.requests.refusing import make_refusal_letter

    which = request_id(session, number)
    done = refuse_request(session.book, session.actor, which, reason, clause, tell=not quietly)
    say_result(session, done)
    if pdf is not None:
        made = make_refusal_letter(session.book.reader(), pdf, which, replace=False)
        click.echo(checked(session, made).sentence, err=True)


@click.command("withdraw")
@click.argument("number")
@click.option("--reason", default="", help="Why they want it no more.")
@book_command
def request_withdraw(session: Session, number: str, reason: str) -> None:
    """Whoever asked wants request NUMBER no more."""
    from coordinator.actions.requests.deciding import withdraw_request

    say_result(
        session, withdraw_request(session.book, session.actor, request_id(session, number), reason)
    )


@click.command("book")
@click.argument("number")
@click.option("--allowed-by", default="", help="Who allows work that the policy keeps back.")
@click.option("--take-crew", is_flag=True, help="Order the crew that card and policy ask for.")
@click.option("--crew-reason", default="", help="Why another crew is ordered than they ask for.")
@book_command
def request_book(
    session: Session, number: str, allowed_by: str, take_crew: bool, crew_reason: str
) -> None:
    """Make the job of an approved request NUMBER, with its dates or its series."""
    from coordinator.actions.jobs.new_jobs import CrewChoice
    from coordinator.actions.requests.booking import BookingChoices, book_request

    choices = BookingChoices(allowed_by, CrewChoice(take_crew, crew_reason))
    say_result(
        session, book_request(session.book, session.actor, request_id(session, number), choices)
    )


COMMANDS = (
    request_check,
    request_terms,
    request_visit,
    request_ask,
    request_approve,
    request_refuse,
    request_withdraw,
    request_book,
)
