"""Commands that enter and change details, and how what they are told is read."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import say_result
from coordinator.cli.options import together
from coordinator.cli.series_named import crew_said
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import MINUTE, zone

if TYPE_CHECKING:
    from coordinator.actions.jobs.jobs import NewDetail

detail_options = together(
    click.option("--site", required=True, help="The name of a site in the book."),
    click.option("--start", "begin", required=True, type=MINUTE, help="Local: 2026-06-01T18:00."),
    click.option("--hours", "length", required=True, type=float,
                 help="How long by the wall: 22:00 and 10 end at 08:00 on any night."),
    click.option("--officers", default=1, show_default=True, help="How many positions."),
    click.option("--crew", "posts", default="",
                 help="Instead, with ranks: '1 supervisor SGT; 3 officer'."),
)  # fmt: skip
"""What a new detail needs."""


@click.group()
def detail() -> None:
    """Add, copy, move and cancel details."""


@detail.command("add")
@click.argument("job_number")
@detail_options
@click.option("--asked-at", type=MINUTE, help="When it was asked for, local; without it, now.")
@book_command
def detail_add(
    session: Session,
    job_number: str,
    site: str,
    begin: datetime,
    length: float,
    officers: int,
    posts: str,
    asked_at: datetime | None,
) -> None:
    """Enter one more detail of job JOB_NUMBER (26-0412)."""
    from coordinator.actions.jobs.jobs import add_detail
    from storage.queries.book.lookup import job_id

    which = job_id(session.book.reader(), job_number)
    new = new_detail(session, site, begin, length, officers, posts)
    asked = instant(session, asked_at) if asked_at else None
    say_result(session, add_detail(session.book, session.actor, which, new, asked))


@detail.command("copy")
@click.argument("number")
@click.option("--start", "begin", required=True, type=MINUTE, help="Local: 2026-06-08T18:00.")
@book_command
def detail_copy(session: Session, number: str, begin: datetime) -> None:
    """Enter detail NUMBER again at another start: same site, length and positions."""
    from coordinator.actions.jobs.jobs import copy_detail
    from storage.queries.book.lookup import detail_id

    which = detail_id(session.book.reader(), number)
    starts_at = instant(session, begin)
    say_result(session, copy_detail(session.book, session.actor, which, starts_at))


@detail.command("change")
@click.argument("number")
@click.option("--start", "begin", type=MINUTE, help="The new local start.")
@click.option("--end", type=MINUTE, help="The new local end.")
@click.option("--site", default="", help="The name of another site.")
@click.option("--more", default=0, type=click.IntRange(min=0), help="So many more open positions.")
@click.option(
    "--role",
    type=click.Choice(["officer", "trainee"]),
    default="officer",
    help="Of these: a trainee is beside the crew, counts in none and is not billed.",
)
@click.option("--cancelled-at", type=MINUTE, help="When a cancelled one was cancelled, local.")
@click.option(
    "--asked-at",
    type=MINUTE,
    help="When it was asked for, local; with --more when these positions were.",
)
@click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE",
              help="What its rate card may ask of it alone.")  # fmt: skip
@book_command
def detail_change(
    session: Session,
    number: str,
    begin: datetime | None,
    end: datetime | None,
    site: str,
    more: int,
    role: str,
    cancelled_at: datetime | None,
    asked_at: datetime | None,
    facts: tuple[str, ...],
) -> None:
    """Move, lengthen, relocate or enlarge detail NUMBER; everybody on it is told."""
    from coordinator.actions.jobs.details import DetailEdit, change_detail
    from storage.queries.book.lookup import detail_id, site_id
    from storage.queries.staffing.details import detail_head

    connection = session.book.reader()
    which = detail_id(connection, number)
    head = detail_head(connection, which)
    if asked_at and not more:
        facts = (*facts, f"asked_at={asked_at:%Y-%m-%dT%H:%M}")
    edit = DetailEdit(
        instant(session, begin) if begin else None,
        instant(session, end) if end else None,
        site_id(connection, site) if site else None,
        facts=facts_with(head.rate_facts if head else "", facts) if facts else None,
        cancelled_at=instant(session, cancelled_at) if cancelled_at else None,
    )
    trainees = more if role == "trainee" else 0
    changed = change_detail(
        session.book,
        session.actor,
        which,
        edit,
        more_seats=more - trainees,
        more_trainees=trainees,
        asked_at=instant(session, asked_at) if asked_at and more else None,
    )
    say_result(session, changed)


@detail.command("take-off")
@click.argument("number")
@click.option("--reason", required=True, help="Why; whoever holds it is told.")
@book_command
def detail_take_off(session: Session, number: str, reason: str) -> None:
    """Take position NUMBER (26-0412.3b) off its detail."""
    from coordinator.actions.staffing.positions import cancel_position
    from storage.queries.book.lookup import position_id

    which = position_id(session.book.reader(), number)
    say_result(session, cancel_position(session.book, session.actor, which, reason))


@detail.command("cancel")
@click.argument("number")
@click.option("--reason", required=True, help="Who cancelled, and why.")
@click.option("--by-agency", is_flag=True, help="It is our doing, not the employer's.")
@click.option("--cancelled-at", type=MINUTE, help="When, local; without it, now.")
@click.option("--dry-run", is_flag=True, help="Only say what the employer would be charged.")
@book_command
def detail_cancel(
    session: Session,
    number: str,
    reason: str,
    by_agency: bool,
    cancelled_at: datetime | None,
    dry_run: bool,
) -> None:
    """Cancel detail NUMBER; its officers are released and told. Says what the employer is charged.

    The rate card goes by when it was cancelled: say it where that was before you enter it.
    """
    from coordinator.actions.billing.cancelling_costs import cost_of_cancelling
    from coordinator.actions.jobs.details import cancel_detail
    from storage.queries.book.lookup import detail_id

    which = detail_id(session.book.reader(), number)
    at = instant(session, cancelled_at) if cancelled_at else None
    if dry_run:
        when = session.actor.now if at is None else at
        found = cost_of_cancelling(
            session.book.reader(), (which,), when, reason, by_agency=by_agency
        )
        session.say(f"{found.sentence} Nothing was done.", found)
        return
    done = cancel_detail(session.book, session.actor, which, reason, by_agency=by_agency, at=at)
    say_result(session, done)


def facts_with(kept: str, said: tuple[str, ...]) -> str:
    """The facts that a job or detail keeps (JSON), with what --fact NAME=VALUE said put in."""
    from coordinator.actions.jobs.job_facts import merged

    pairs = {name.strip(): value.strip() for name, _, value in (x.partition("=") for x in said)}
    return merged(kept, pairs)


def new_detail(
    session: Session, site: str, begin: datetime, length: float, officers: int, posts: str
) -> "NewDetail":
    """A detail as its options say it. Raises NotFound for an unknown site and no officers, and
    UsageError for posts that cannot be read."""
    from coordinator.actions.jobs.jobs import NewDetail, Seat
    from storage.queries.book.lookup import site_id

    if officers < 1:
        raise NotFound("A detail needs at least one position.")
    seats = (Seat(),) * officers
    if posts:
        from coordinator.actions.jobs.crews import seats_of

        seats = seats_of(crew_said(session.book.reader(), posts))
    end = begin + timedelta(hours=length)
    return NewDetail(
        site_id(session.book.reader(), site),
        instant(session, begin),
        instant(session, end),
        seats,
    )


def instant(session: Session, wall: datetime) -> int:
    """A local wall time as an instant; says which reading it took where there are two or none."""
    from coordinator.rules.spans import Reading, instant_of

    found = instant_of(wall, zone(session.book.reader()))
    if found.reading is not Reading.ONCE:
        click.echo(f"{wall:%Y-%m-%d %H:%M} was read as its {found.reading}.", err=True)
    return found.instant
