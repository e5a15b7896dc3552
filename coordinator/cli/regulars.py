"""Regular officers of a job: who works it by a standing assignment, and seating them."""

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local


@click.group()
def regular() -> None:
    """Officers who work a job's details regularly, for a term."""


@regular.command()
@click.argument("job")
@click.argument("badge")
@click.option("--from", "from_on", default="", help="First local date; without it today.")
@click.option("--until", "until_on", default=None, help="The date on which it ends, not included.")
@click.option("--role", default="", help="Only seats of this role.")
@click.option("--days", "weekdays", default="", help="Only these weekdays: 'mo we'.")
@click.option("--decided-by", default="", help="Who decided it; without it whoever enters it.")
@book_command
def add(
    session: Session,
    job: str,
    badge: str,
    from_on: str,
    until_on: str | None,
    role: str,
    weekdays: str,
    decided_by: str,
) -> None:
    """The officer with BADGE works JOB (26-0412) regularly; before the end it is asked again."""
    from coordinator.actions.staffing.regulars import NewRegular, add_regular
    from storage.queries.book.lookup import job_id, officer_id

    connection = session.book.reader()
    new = NewRegular(
        job_id(connection, job),
        officer_id(connection, badge),
        from_on or local(connection, session.actor.now)[:10],
        until_on,
        role,
        weekdays,
        decided_by,
    )
    say_result(session, add_regular(session.book, session.actor, new))


@regular.command("list")
@click.argument("job", required=False)
@book_command
def listed(session: Session, job: str | None) -> None:
    """The regular officers of JOB, or of all jobs, those whose term ends first in front."""
    from storage.queries.book.lookup import job_id
    from storage.queries.staffing.regulars import all_regulars, regulars_of

    connection = session.book.reader()
    today = local(connection, session.actor.now)[:10]
    found = regulars_of(connection, job_id(connection, job)) if job else all_regulars(
        connection, today
    )  # fmt: skip
    lines = [f"{one.id}  {one.job} {one.employer}: {one.words}" for one in found]
    session.say("\n".join(lines) or "Nobody is regular.", {"regulars": found})


@regular.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--until", "until_on", default=None, help="Without it, without an end.")
@book_command
def renew(session: Session, number: int, until_on: str | None) -> None:
    """Let the standing assignment ID run on."""
    from coordinator.actions.staffing.regulars import renew_regular

    say_result(session, renew_regular(session.book, session.actor, number, until_on))


@regular.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--on", "until_on", default="", help="The first date without it; else today.")
@book_command
def end(session: Session, number: int, until_on: str) -> None:
    """End the standing assignment ID; seats that were given stay."""
    from coordinator.actions.staffing.regulars import end_regular

    on = until_on or local(session.book.reader(), session.actor.now)[:10]
    say_result(session, end_regular(session.book, session.actor, number, on))


@regular.command()
@click.argument("job")
@click.argument("details", nargs=-1)
@book_command
def seat(session: Session, job: str, details: tuple[str, ...]) -> None:
    """Give the regulars the open seats of JOB's coming details, or of these DETAILS only."""
    from coordinator.actions.staffing.regulars import seat_regulars
    from storage.queries.book.lookup import detail_id, job_id

    connection = session.book.reader()
    which = tuple(detail_id(connection, number) for number in details)
    job_row = job_id(connection, job)
    say_result(session, seat_regulars(session.book, session.actor, job_row, which))
