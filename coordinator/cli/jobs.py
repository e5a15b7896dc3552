"""Commands that enter and change jobs."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.details import detail_options, facts_with, instant, new_detail
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import MINUTE


@click.group()
def job() -> None:
    """Enter and change jobs."""


@job.command("add")
@click.argument("employer")
@click.argument("title")
@detail_options
@click.option("--class", "job_class", default="", help="The class of the job.")
@click.option("--po", "po_number", default="", help="The employer's purchase order.")
@click.option("--asks-for", default="", help="The badge of an officer whom the employer names.")
@click.option("--allowed-by", default="", help="Who allows work that needs somebody's leave.")
@click.option("--asked-at", type=MINUTE, help="When it was asked for, local; without it, now.")
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
    asked_at: datetime | None,
    **crew: Any,
) -> None:
    """Enter a job of EMPLOYER (number or name) with its first detail.

    What the policy leaves out is refused with its clause; `job refusal` writes the letter. With
    --attendance or --alcohol, too small a crew is refused with the one that is asked for.
    """
    from coordinator.actions.jobs.jobs import NewJob, add_job
    from coordinator.actions.jobs.new_jobs import CrewChoice
    from coordinator.actions.staffing.crew_asked import Occasion
    from storage.queries.book.lookup import employer_id, officer_id

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
        requested_at=instant(session, asked_at) if asked_at else None,
        occasion=Occasion(crew["attendance"], crew["alcohol"]),
        crew=CrewChoice(crew["take_crew"], crew["crew_reason"]),
    )
    detail = new_detail(session, site, begin, length, officers, crew["posts"])
    say_result(session, add_job(session.book, session.actor, new, (detail,)))


@job.command("dossier")
@click.argument("number")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--replace", is_flag=True, help="Write over an earlier dossier.")
@book_command
def job_dossier(session: Session, number: str, folder: Path, replace: bool) -> None:
    """The job NUMBER from its request to its payment as PDF, and all its papers, into FOLDER."""
    from coordinator.actions.oversight.dossier import write_dossier_folder
    from storage.queries.book.lookup import job_id

    found = job_id(session.book.reader(), number)
    done = write_dossier_folder(session.book, folder, found, session.actor.now, replace=replace)
    say_result(session, done)


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
    from coordinator.actions.policy.taking_jobs import Wanted, make_refusal
    from storage.queries.book.lookup import employer_id

    connection = session.book.reader()
    start = instant(session, begin)
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
@click.option("--asked-at", type=MINUTE, help="When it was asked for, local.")
@click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE",
              help="What its rate card may ask; nothing after the = takes it away.")  # fmt: skip
@book_command
def job_change(
    session: Session,
    number: str,
    led_by: str | None,
    asks_for: str | None,
    asked_at: datetime | None,
    facts: tuple[str, ...],
    **said: str | None,
) -> None:
    """Change what job NUMBER (26-0412) says; it holds for all of its details."""
    from coordinator.actions.jobs.jobs import change_job
    from storage.queries.book.lookup import job_id, officer_id
    from storage.queries.staffing.job import job_of

    connection = session.book.reader()
    which = job_id(connection, number)
    fields: dict[str, str | int | None] = {k: v for k, v in said.items() if v is not None}
    for column, badge in (("led_by_id", led_by), ("asked_officer_id", asks_for)):
        if badge is not None:
            fields[column] = officer_id(connection, badge) if badge else None
    if asked_at is not None:
        fields["requested_at"] = instant(session, asked_at)
    if facts:
        sheet = job_of(connection, "job", which)
        fields["facts"] = facts_with(sheet.rate_facts if sheet else "", facts)
    if not fields:
        raise click.UsageError("Say what is to change: see --help.")
    say_result(session, change_job(session.book, session.actor, which, fields))
