"""Commands about what binds officers and takes their time: groups, interests, outside work."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import DAY, MINUTE, zone
from coordinator.rules.words import Relation

if TYPE_CHECKING:
    from storage.queries.people.bonds import OutsideJob

ON = click.option("--on", "day", type=DAY, help="The local date; without it, today.")
FROM = click.option("--from", "first", type=DAY, help="From this local date; without it, today.")
UNTIL = click.option("--until", "last", type=DAY, help="Until this local date, not included.")


@click.group()
def group() -> None:
    """Groups of officers that a policy may name, with their history."""


@group.command("add")
@click.argument("name")
@click.argument("badges", nargs=-1, required=True)
@FROM
@UNTIL
@book_command
def group_add(
    session: Session,
    name: str,
    badges: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
) -> None:
    """The officers with BADGES are in the group NAME."""
    from coordinator.actions.people.bonds import join_group

    who, until = _officers(session, badges), last.date().isoformat() if last else None
    done = join_group(session.book, session.actor, who, name, _day(session, first), until)
    say_result(session, done)


@group.command("remove")
@click.argument("name")
@click.argument("badges", nargs=-1, required=True)
@ON
@book_command
def group_remove(
    session: Session, name: str, badges: tuple[str, ...], day: datetime | None
) -> None:
    """The officers with BADGES are in the group NAME no longer; the past stays on record."""
    from coordinator.actions.people.bonds import leave_group

    who = _officers(session, badges)
    say_result(session, leave_group(session.book, session.actor, who, name, _day(session, day)))


@group.command("list")
@click.argument("name", default="")
@ON
@book_command
def group_list(session: Session, name: str, day: datetime | None) -> None:
    """Who is in the group NAME on a date; without NAME, all groups."""
    from storage.queries.people.bonds import members_of

    found = members_of(session.book.reader(), name, _day(session, day))
    lines = [f"{one.group:<20} {one.badge:<8} {one.officer}" for one in found]
    session.say("\n".join(lines) or "Nobody.", found)


@click.group()
def interest() -> None:
    """Declared interests: what ties an officer to an employer, or to another officer."""


@interest.command("add")
@click.argument("badge")
@click.argument("relation", type=click.Choice([str(each) for each in Relation]))
@click.option("--employer", default="", help="The employer's number or name.")
@click.option("--officer", "other", default="", help="The other officer's badge.")
@click.option("--words", default="", help="What there is to say of it.")
@FROM
@UNTIL
@book_command
def interest_add(
    session: Session,
    badge: str,
    relation: str,
    employer: str,
    other: str,
    words: str,
    first: datetime | None,
    last: datetime | None,
) -> None:
    """The officer with BADGE has RELATION to an employer, or to another officer."""
    from coordinator.actions.people.bonds import declare_interest
    from storage.queries.book.lookup import employer_id, officer_id

    connection = session.book.reader()
    done = declare_interest(
        session.book,
        session.actor,
        officer_id(connection, badge),
        relation,
        _day(session, first),
        employer_id=employer_id(connection, employer) if employer else None,
        other_officer_id=officer_id(connection, other) if other else None,
        until_on=last.date().isoformat() if last else None,
        words=words,
    )
    say_result(session, done)


@interest.command("end")
@click.argument("number", type=int)
@ON
@book_command
def interest_end(session: Session, number: int, day: datetime | None) -> None:
    """The interest NUMBER (as `interest list` shows it) is over."""
    from coordinator.actions.people.bonds import end_interest

    say_result(session, end_interest(session.book, session.actor, number, _day(session, day)))


@interest.command("list")
@click.option("--employer", default="", help="Of this employer: number or name.")
@click.option("--officer", "badge", default="", help="Of the officer with this badge.")
@book_command
def interest_list(session: Session, employer: str, badge: str) -> None:
    """Everything declared, or what concerns one employer or officer."""
    from storage.queries.book.lookup import employer_id, officer_id
    from storage.queries.people.bonds import interests_of

    connection = session.book.reader()
    found = interests_of(
        connection,
        officer_id(connection, badge) if badge else 0,
        employer_id(connection, employer) if employer else 0,
    )
    lines = [f"{one.id:>6}  {one.badge:<8} {one.officer}: {one.sentence}" for one in found]
    session.say("\n".join(lines) or "Nothing is declared.", found)


@click.group("outside-work")
def outside_work() -> None:
    """Work for others that officers declare, for caps that count it."""


@outside_work.command("add")
@click.argument("badge")
@click.option("--start", "begin", required=True, type=MINUTE, help="Local: 2026-06-01T18:00.")
@click.option("--hours", "length", required=True, type=float, help="How long, in hours.")
@click.option("--employer", default="", help="For whom.")
@click.option("--kind", "employer_kind", default="", help="The kind of employer: bar, school ...")
@click.option("--class", "job_class", default="", help="The class of the work.")
@book_command
def outside_add(
    session: Session,
    badge: str,
    begin: datetime,
    length: float,
    employer: str,
    employer_kind: str,
    job_class: str,
) -> None:
    """The officer with BADGE works for somebody else."""
    from coordinator.actions.people.bonds import declare_outside_work
    from coordinator.rules.spans import instant_of
    from storage.queries.book.lookup import officer_id

    connection = session.book.reader()
    starts_at = instant_of(begin, zone(connection)).instant
    span = starts_at, starts_at + round(timedelta(hours=length).total_seconds() / 60) * 60
    officer, more = officer_id(connection, badge), (employer, employer_kind, job_class)
    say_result(session, declare_outside_work(session.book, session.actor, officer, span, *more))


@outside_work.command("remove")
@click.argument("number", type=int)
@book_command
def outside_remove(session: Session, number: int) -> None:
    """The work NUMBER (as `outside-work list` shows it) is not done."""
    from coordinator.actions.people.bonds import drop_outside_work

    say_result(session, drop_outside_work(session.book, session.actor, number))


@outside_work.command("list")
@click.argument("badge", default="")
@click.option("--all", "everything", is_flag=True, help="What is over too.")
@book_command
def outside_list(session: Session, badge: str, everything: bool) -> None:
    """What is declared from now on, by everybody or by BADGE."""
    from storage.queries.book.lookup import officer_id
    from storage.queries.people.bonds import outside_jobs

    connection = session.book.reader()
    officer = officer_id(connection, badge) if badge else 0
    found = outside_jobs(connection, officer, 0 if everything else session.actor.now, 10_000)
    agency = zone(connection)
    lines = [_outside_words(one, agency) for one in found]
    session.say("\n".join(lines) or "Nothing is declared.", found)


def _outside_words(one: "OutsideJob", agency: ZoneInfo) -> str:
    begins = datetime.fromtimestamp(one.starts_at, agency)
    hours = (one.ends_at - one.starts_at) / 3600
    whose = f"{one.employer} {one.employer_kind}".strip()
    return f"{one.id:>6}  {one.badge:<8} {begins:%Y-%m-%d %H:%M} {hours:g} h {whose}".rstrip()


@click.command()
@click.argument("badge")
@click.argument("name")
@click.argument("value", default="")
@book_command
def figure(session: Session, badge: str, name: str, value: str) -> None:
    """A date or number NAME of the agency's own, by which a policy may order; no VALUE: none."""
    from coordinator.actions.people.bonds import set_figure
    from storage.queries.book.lookup import officer_id

    officer = officer_id(session.book.reader(), badge)
    done = checked(session, set_figure(session.book, session.actor, officer, name, value))
    session.say(done.sentence, done)


def _officers(session: Session, badges: tuple[str, ...]) -> tuple[int, ...]:
    from storage.queries.book.lookup import officer_id

    connection = session.book.reader()
    return tuple(officer_id(connection, badge) for badge in badges)


def _day(session: Session, day: datetime | None) -> str:
    if day is not None:
        return day.date().isoformat()
    agency = zone(session.book.reader())
    return datetime.fromtimestamp(session.actor.now, agency).date().isoformat()
