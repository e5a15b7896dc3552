"""Commands by which requests come in: enter, again, caller, link."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.details import instant
from coordinator.cli.requests_called import request_id
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import MINUTE

if TYPE_CHECKING:
    from coordinator.actions.requests.new_requests import NewRequest


@click.command("enter")
@click.argument("event")
@click.argument("title")
@click.option("--date", "dates", multiple=True, metavar="'2026-06-05 18:00-23:00'",
              help="Date and hours on the wall clock; several may be given.")  # fmt: skip
@click.option("--crew", default="", help="'4 officer, 1 sergeant'; one officer without it.")
@click.option("--firm", default="", help="Who asks: the firm.")
@click.option("--asker", default="", help="Who asks: the person.")
@click.option("--phone", default="")
@click.option("--email", default="")
@click.option("--employer", default="", help="The number or name of an employer of the book.")
@click.option("--place", default="", help="Where: name, then address behind a comma.")
@click.option("--rule", default="", help="How it recurs: every Tue and Thu, or an RRULE.")
@click.option("--po", "po_number", default="", help="The purchase order.")
@click.option("--asks-for", default="", help="The badge of an officer whom they name.")
@click.option("--asked-at", type=MINUTE, help="When it was asked for, local; without it, now.")
@click.option("--answer", "answers", multiple=True, metavar="KEY=VALUE",
              help="An answer to a question: see `intake show --event EVENT`.")  # fmt: skip
@click.option("--words", default="", help="What was said beside that.")
@book_command
def request_enter(session: Session, event: str, title: str, **said: Any) -> None:
    """Take in a request of the class EVENT by telephone; price and minimum are said at once."""
    from coordinator.actions.requests.entering import enter_request

    new = _new(session, event, title, said)
    say_result(session, enter_request(session.book, session.actor, new))


@click.command("again")
@click.argument("what")
@click.option("--weeks", type=click.IntRange(1, 520), help="So many weeks later; else ahead.")
@click.option("--event", default="", help="The class, where a job is copied that has none.")
@book_command
def request_again(session: Session, what: str, weeks: int | None, event: str) -> None:
    """The same as request or job WHAT once more: same weekdays and hours, four weeks later or as
    soon after that as lies ahead."""
    from coordinator.actions.requests.again import same_job, same_request
    from coordinator.actions.requests.entering import enter_request
    from storage.queries.book.lookup import subject

    connection = session.book.reader()
    table, row = subject(connection, what)
    now = session.actor.now
    if table == "request":
        new = checked(session, same_request(connection, row, now, weeks))
    elif table == "job":
        new = checked(session, same_job(connection, row, event, now, weeks))
    else:
        raise NotFound(f"{what} is neither a request nor a job.")
    say_result(session, enter_request(session.book, session.actor, new))


@click.command("caller")
@click.argument("letters")
@book_command
def request_caller(session: Session, letters: str) -> None:
    """Who calls: what is known of employers that LETTERS (three are enough) may mean."""
    from coordinator.actions.requests.callers import caller_lines, callers

    found = callers(session.book.reader(), letters, session.actor.now)
    lines = [line for each in found for line in (*caller_lines(each), "")]
    session.say("\n".join(lines).strip() or f"Nobody is known by {letters!r}.", {"callers": found})


@click.command("link")
@click.argument("number")
@click.argument("employer", default="")
@click.option("--new", "as_new", is_flag=True, help="Enter whoever asks as a new employer.")
@click.option("--kind", default="", help="The kind of the new employer.")
@book_command
def request_link(session: Session, number: str, employer: str, as_new: bool, kind: str) -> None:
    """Say which EMPLOYER of the book request NUMBER is from."""
    from coordinator.actions.requests.linking import enter_employer_of, link_request
    from storage.queries.book.lookup import employer_id

    which = request_id(session, number)
    if as_new:
        done = enter_employer_of(session.book, session.actor, which, employer, kind)
        say_result(session, done)
        return
    if not employer:
        raise click.UsageError("Name an employer, or give --new.")
    whose = employer_id(session.book.reader(), employer)
    say_result(session, link_request(session.book, session.actor, which, whose))


COMMANDS = (request_enter, request_again, request_caller, request_link)


def _new(session: Session, event: str, title: str, said: dict[str, Any]) -> "NewRequest":
    from coordinator.actions.requests.new_requests import NewRequest
    from coordinator.actions.requests.rules_of_dates import rule_of
    from coordinator.actions.results import Refused
    from coordinator.rules.intake.wanted_words import NotWanted, crew_from_words, date_from_words
    from storage.queries.book.lookup import employer_id, officer_id
    from storage.queries.staffing.facts import agency_zone

    connection = session.book.reader()
    answers = dict(_pair(each) for each in said["answers"])
    try:
        posts = crew_from_words(said["crew"])
        dates = tuple(date_from_words(text, posts) for text in said["dates"])
    except NotWanted as problem:
        raise click.UsageError(str(problem)) from problem
    rule = rule_of(said["rule"], ZoneInfo(agency_zone(connection)))
    if isinstance(rule, Refused):
        session.refuse(rule.reasons)
    plain = {name: said[name] for name in ("firm", "asker", "phone", "email", "place", "words")}
    return NewRequest(
        event,
        title,
        dates,
        answers=answers,
        rule=rule,
        po_number=said["po_number"],
        employer_id=employer_id(connection, said["employer"]) if said["employer"] else None,
        requested_at=instant(session, said["asked_at"]) if said["asked_at"] else None,
        asked_officer_id=officer_id(connection, said["asks_for"]) if said["asks_for"] else None,
        **plain,
    )


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"{text!r} is not KEY=VALUE.")
    return key.strip(), value.strip()
