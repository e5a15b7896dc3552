"""What the roster says of one officer, on the command line: entered, changed, rank, status."""

from datetime import datetime
from typing import Any

import click

from coordinator.cli.answers import say_result
from coordinator.cli.fields import OWN_OPTION, own_texts
from coordinator.cli.left_out import UsualCommand
from coordinator.cli.options import together
from coordinator.cli.personal import SHOW_PERSONAL, still_hidden
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import DAY, local
from coordinator.rules.hidden_fields import OF_OFFICERS
from coordinator.rules.words import Channel, StatusKind

FROM = click.option("--from", "first", type=DAY, help="From this local date; without it, today.")
DATES = ("hired_on", "seniority_on", "eligible_on")
facts = together(
    click.option("--unit"),
    click.option("--phone"),
    click.option("--email"),
    click.option("--channel", type=click.Choice([one.value for one in Channel]), help="Told by."),
    click.option("--hired", "hired_on", type=DAY),
    click.option("--senior", "seniority_on", type=DAY, help="Senior since."),
    click.option("--eligible", "eligible_on", type=DAY, help="Takes part from."),
    click.option("--approved/--not-approved", default=None, help="For details."),
    click.option("--tier", help="The policy's word: full_time, reserve ..."),
    OWN_OPTION,
)
"""The options for what the roster says of an officer."""


@click.group(cls=UsualCommand, usual="show")
def officer() -> None:
    """One officer: what the roster says of him.

    `officer BADGE` is the same as `officer show BADGE`. BADGE is an officer's badge, or a last name
    that only one has. Figures are set by `figure`, certificates by `papers add`, how he wants to be
    told by `wishes`.
    """


@officer.command("show")
@click.argument("badge")
@SHOW_PERSONAL
@book_command
def officer_show(session: Session, badge: str, show_personal: bool) -> None:
    """The file of the officer BADGE: roster, status, ranks, papers, what stands in his way."""
    from coordinator.cli.officer_words import file_lines
    from storage.queries.book.lookup import officer_id
    from storage.queries.people.hidden import veiled_file
    from storage.queries.people.officer import officer_file

    connection, now = session.book.reader(), session.actor.now
    which, today = officer_id(connection, badge), local(connection, now)[:10]
    found = officer_file(connection, which, today, now)
    assert found is not None
    of = OF_OFFICERS - {"home", "bank"}  # which no file tells
    hidden = still_hidden(session, f"officer:{which}", of, show=show_personal)
    found = veiled_file(found, hidden)
    session.say("\n".join(file_lines(connection, found, today)), found)


@officer.command("add")
@click.argument("badge")
@click.argument("last_name")
@click.argument("first_name", default="")
@facts
@click.option("--rank", help="The code of the rank that he holds.")
@FROM
@book_command
def officer_add(
    session: Session, rank: str | None, first: datetime | None, own: tuple[str, ...], **said: Any
) -> None:
    """Enter an officer; his rank is held from a date."""
    from coordinator.actions.book.entering import new_officer

    held = _rank(session, rank) if rank else None
    fields = {**_given(said), "own": own_texts(own)}
    say_result(
        session, new_officer(session.book, session.actor, fields, held, _day(session, first))
    )


@officer.command("change")
@click.argument("which", metavar="BADGE")
@click.option("--badge", help="Another badge.")
@click.option("--last-name", "last_name")
@click.option("--first-name", "first_name")
@facts
@book_command
def officer_change(session: Session, which: str, own: tuple[str, ...], **said: Any) -> None:
    """Change what the roster says of the officer BADGE; an empty --tier takes it away."""
    from coordinator.actions.people.roster import change_officer

    fields = _given(said) | ({"own": own_texts(own)} if own else {})
    if not fields:
        raise click.UsageError("Say what is to change: see --help.")
    say_result(session, change_officer(session.book, session.actor, _which(session, which), fields))


@officer.command("rank")
@click.argument("badge")
@click.argument("rank")
@FROM
@book_command
def officer_rank(session: Session, badge: str, rank: str, first: datetime | None) -> None:
    """The officer BADGE holds the rank of a code from a date on."""
    from coordinator.actions.people.roster import promote

    who, held = _which(session, badge), _rank(session, rank)
    say_result(session, promote(session.book, session.actor, who, held, _day(session, first)))


@officer.command("status")
@click.argument("badge")
@click.argument("kind", type=click.Choice([kind.value for kind in StatusKind]))
@FROM
@click.option("--until", "last", type=DAY, help="Until this local date, not included.")
@click.option("--note", default="")
@book_command
def officer_status(
    session: Session,
    badge: str,
    kind: str,
    first: datetime | None,
    last: datetime | None,
    note: str,
) -> None:
    """A status of the officer BADGE begins; without --until it holds until further notice."""
    from coordinator.actions.people.roster import begin_status

    who, until = _which(session, badge), last.date().isoformat() if last else None
    done = begin_status(session.book, session.actor, who, kind, _day(session, first), until, note)
    say_result(session, done)


@officer.command("end-status")
@click.argument("badge")
@click.argument("kind", type=click.Choice([kind.value for kind in StatusKind]))
@click.option("--on", "day", type=DAY, help="The local date; without it, today.")
@book_command
def officer_end_status(session: Session, badge: str, kind: str, day: datetime | None) -> None:
    """The status that the officer BADGE has on a date ends before it."""
    from coordinator.actions.people.roster import end_status
    from storage.queries.people.officer import statuses

    on = _day(session, day)
    for one in statuses(session.book.reader(), _which(session, badge)):
        if one.kind == kind and one.from_on < on and (one.until_on or "9999") > on:
            say_result(session, end_status(session.book, session.actor, one.id, on))
            return
    raise NotFound(f"{badge} is not {kind.replace('_', ' ')} before {on}.")


def _which(session: Session, badge: str) -> int:
    from storage.queries.book.lookup import officer_id

    return officer_id(session.book.reader(), badge)


def _rank(session: Session, code: str) -> int:
    from storage.queries.people.officers import ranks

    known = ranks(session.book.reader())
    for rank in known:
        if rank.code.casefold() == code.casefold():
            return rank.id
    codes = ", ".join(rank.code for rank in known) or "none"
    raise NotFound(f"There is no rank {code}. There are: {codes}.")


def _given(said: dict[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in said.items() if value is not None}
    dates = {name: given[name].date().isoformat() for name in DATES if name in given}
    tier = {"tier": given["tier"] or None} if "tier" in given else {}
    return {**given, **dates, **tier}


def _day(session: Session, day: datetime | None) -> str:
    found = day.date().isoformat() if day else local(session.book.reader(), session.actor.now)
    return found[:10]
