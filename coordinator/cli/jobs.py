"""Commands that enter and change jobs and details."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import MINUTE, zone

if TYPE_CHECKING:
    from coordinator.actions.jobs import NewDetail


@click.group()
def job() -> None:
    """Enter and change jobs."""


@job.command("add")
@click.argument("employer")
@click.argument("title")
@click.option("--site", required=True, help="The name of a site in the book.")
@click.option("--start", "begin", required=True, type=MINUTE, help="Local: 2026-06-01T18:00.")
@click.option("--hours", "length", required=True, type=float, help="How long, in hours.")
@click.option("--officers", default=1, show_default=True, help="How many positions.")
@click.option("--class", "job_class", default="", help="The class of the job.")
@click.option("--po", "po_number", default="", help="The employer's purchase order.")
@click.option("--asks-for", default="", help="The badge of an officer whom the employer names.")
@click.option("--allowed-by", default="", help="Who allows work that needs somebody's leave.")
@click.option("--attendance", type=click.IntRange(min=0), help="How many people are expected.")
@click.option("--alcohol", is_flag=True, help="Alcohol is served.")
@click.option("--take-crew", is_flag=True, help="Order the crew that card and policy ask for.")
@click.option("--crew-reason", default="", help="Why another crew is ordered than they ask for.")
@book_command
def job_add(
    session: Session,
    employer: str,
    title: str,
    site: str,
    begin: datetime,
    length: float,
    officers: int,
    job_class: str,
    po_number: str,
    asks_for: str,
    allowed_by: str,
    **crew: Any,
) -> None:
    """Enter a job of EMPLOYER (number or name) with its first detail.

    What the policy leaves out is refused with its clause; `job refusal` writes the letter. With
    --attendance or --alcohol, too small a crew is refused with the one that is asked for.
    """
    from coordinator.actions.crew_asked import Occasion
    from coordinator.actions.jobs import NewJob, add_job
    from coordinator.actions.new_jobs import CrewChoice
    from storage.queries.lookup import employer_id, officer_id

    connection = session.book.reader()
    hirer = employer_id(connection, employer)
    asked = officer_id(connection, asks_for) if asks_for else None
    new = NewJob(
        hirer,
        title,
        job_class=job_class,
        po_number=po_number,
        asked_officer_id=asked,
        allowed_by=allowed_by,
        occasion=Occasion(crew["attendance"], crew["alcohol"]),
        crew=CrewChoice(crew["take_crew"], crew["crew_reason"]),
    )
    detail = _new_detail(session, site, begin, length, officers)
    say_result(session, add_job(session.book, session.actor, new, (detail,)))


@job.command("refusal")
@click.argument("employer")
@click.argument("title")
@click.option("--start", "begin", required=True, type=MINUTE, help="Local: 2026-06-01T18:00.")
@click.option("--class", "job_class", default="", help="The class of the job.")
@click.option(
    "--pdf", type=click.Path(path_type=Path), default=".", help="The file, or its folder."
)
@book_command
def job_refusal(
    session: Session, employer: str, title: str, begin: datetime, job_class: str, pdf: Path
) -> None:
    """The letter (PDF) to EMPLOYER whose job the policy bars, quoting the clauses."""
    from coordinator.actions.taking_jobs import Wanted, make_refusal
    from storage.queries.lookup import employer_id

    connection = session.book.reader()
    start = _instant(session, begin)
    wanted = Wanted(employer_id(connection, employer), job_class, (start, start + 3600))
    made = checked(session, make_refusal(connection, pdf, title, wanted, session.actor.now))
    session.say(made.sentence, made)


@job.command("change")
@click.argument("number")
@click.option("--title", help="What is to be done.")
@click.option("--class", "job_class", help="The class of the job.")
@click.option("--po", "po_number", help="The employer's purchase order.")
@click.option("--post-orders", help="What the officers are told to do.")
@click.option("--rate-card", help="The name of a rate card; empty for the usual one.")
@click.option("--run-by", help="Who schedules it, in the policy's words: city, outside ...")
@click.option("--led-by", help="The badge of the officer who coordinates it; empty for nobody.")
@click.option("--asks-for", help="The badge of whom the employer names; empty for nobody.")
@click.option(
    "--payer", type=click.Choice(["employer", "agency"]), help="agency: nobody is invoiced."
)
@book_command
def job_change(
    session: Session,
    number: str,
    led_by: str | None,
    asks_for: str | None,
    **said: str | None,
) -> None:
    """Change what job NUMBER (26-0412) says; it holds for all of its details."""
    from coordinator.actions.jobs import change_job
    from storage.queries.lookup import job_id, officer_id

    connection = session.book.reader()
    which = job_id(connection, number)
    fields: dict[str, str | int | None] = {k: v for k, v in said.items() if v is not None}
    for column, badge in (("led_by_id", led_by), ("asked_officer_id", asks_for)):
        if badge is not None:
            fields[column] = officer_id(connection, badge) if badge else None
    if not fields:
        raise click.UsageError("Say what is to change: see --help.")
    say_result(session, change_job(session.book, session.actor, which, fields))


@click.group()
def detail() -> None:
    """Add, copy, move and cancel details."""


@detail.command("add")
@click.argument("job_number")
@click.option("--site", required=True, help="The name of a site in the book.")
@click.option("--start", "begin", required=True, type=MINUTE, help="Local: 2026-06-01T18:00.")
@click.option("--hours", "length", required=True, type=float, help="How long, in hours.")
@click.option("--officers", default=1, show_default=True, help="How many positions.")
@book_command
def detail_add(
    session: Session, job_number: str, site: str, begin: datetime, length: float, officers: int
) -> None:
    """Enter one more detail of job JOB_NUMBER (26-0412)."""
    from coordinator.actions.jobs import add_detail
    from storage.queries.lookup import job_id

    which = job_id(session.book.reader(), job_number)
    new = _new_detail(session, site, begin, length, officers)
    say_result(session, add_detail(session.book, session.actor, which, new))


@detail.command("copy")
@click.argument("number")
@click.option("--start", "begin", required=True, type=MINUTE, help="Local: 2026-06-08T18:00.")
@book_command
def detail_copy(session: Session, number: str, begin: datetime) -> None:
    """Enter detail NUMBER again at another start: same site, length and positions."""
    from coordinator.actions.jobs import copy_detail
    from storage.queries.lookup import detail_id

    which = detail_id(session.book.reader(), number)
    starts_at = _instant(session, begin)
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
@book_command
def detail_change(
    session: Session,
    number: str,
    begin: datetime | None,
    end: datetime | None,
    site: str,
    more: int,
    role: str,
) -> None:
    """Move, lengthen, relocate or enlarge detail NUMBER; everybody on it is told."""
    from coordinator.actions.details import DetailEdit, change_detail
    from storage.queries.lookup import detail_id, site_id

    connection = session.book.reader()
    edit = DetailEdit(
        _instant(session, begin) if begin else None,
        _instant(session, end) if end else None,
        site_id(connection, site) if site else None,
    )
    which = detail_id(connection, number)
    trainees = more if role == "trainee" else 0
    changed = change_detail(
        session.book,
        session.actor,
        which,
        edit,
        more_seats=more - trainees,
        more_trainees=trainees,
    )
    say_result(session, changed)


@detail.command("take-off")
@click.argument("number")
@click.option("--reason", required=True, help="Why; whoever holds it is told.")
@book_command
def detail_take_off(session: Session, number: str, reason: str) -> None:
    """Take position NUMBER (26-0412.3b) off its detail."""
    from coordinator.actions.positions import cancel_position
    from storage.queries.lookup import position_id

    which = position_id(session.book.reader(), number)
    say_result(session, cancel_position(session.book, session.actor, which, reason))


@detail.command("cancel")
@click.argument("number")
@click.option("--reason", required=True, help="Who cancelled, and why.")
@book_command
def detail_cancel(session: Session, number: str, reason: str) -> None:
    """Cancel detail NUMBER; its officers are released and told."""
    from coordinator.actions.details import cancel_detail
    from storage.queries.lookup import detail_id

    which = detail_id(session.book.reader(), number)
    say_result(session, cancel_detail(session.book, session.actor, which, reason))


def _new_detail(
    session: Session, site: str, begin: datetime, length: float, officers: int
) -> "NewDetail":
    from coordinator.actions.jobs import NewDetail, Seat
    from storage.queries.lookup import site_id

    if officers < 1:
        raise NotFound("A detail needs at least one position.")
    end = begin + timedelta(hours=length)
    return NewDetail(
        site_id(session.book.reader(), site),
        _instant(session, begin),
        _instant(session, end),
        (Seat(),) * officers,
    )


def _instant(session: Session, wall: datetime) -> int:
    """A local wall time as an instant; says which reading it took where there are two or none."""
    from coordinator.rules.spans import Reading, instant_of

    found = instant_of(wall, zone(session.book.reader()))
    if found.reading is not Reading.ONCE:
        click.echo(f"{wall:%Y-%m-%d %H:%M} was read as its {found.reading}.", err=True)
    return found.instant
