"""Many details at once: pasted lines, the same as last month, and jobs from templates."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import NotFound, Session, book_command

if TYPE_CHECKING:
    from coordinator.actions.jobs.bulk_details import BulkPlan

DRY = click.option(
    "--dry-run", is_flag=True, help="Show each detail and its problem; change nothing."
)
MONTH = click.DateTime(formats=["%Y-%m"])


@click.group()
def bulk() -> None:
    """Many details of a job in one action."""


@bulk.command()
@click.argument("job")
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@DRY
@book_command
def paste(session: Session, job: str, file: Any, dry_run: bool) -> None:
    """Enter the details of FILE (- is what is piped in) for JOB: lines such as
    '2026-11-22 18:00-23:00 x3 Pier 4', or a table whose first line names the columns date, start,
    end, officers, site, call sign.

    Seats and site are those of the job's last detail where a line does not say. Lines with a
    problem are left out and said.
    """
    from coordinator.actions.jobs.bulk_details import plan_pasted
    from storage.queries.book.lookup import job_id

    connection = session.book.reader()
    text = file.read(1_000_000)
    plan = plan_pasted(connection, job_id(connection, job), text, session.actor.now)
    _enter(session, checked(session, plan), dry_run=dry_run)


@bulk.command()
@click.argument("job")
@click.argument("like", type=MONTH)
@click.argument("month", type=MONTH)
@DRY
@book_command
def month(session: Session, job: str, like: datetime, month: datetime, dry_run: bool) -> None:
    """JOB in MONTH (2026-12) the same as in LIKE (2026-11): the 2nd Friday on the 2nd Friday."""
    from coordinator.actions.jobs.bulk_details import same_as_month
    from storage.queries.book.lookup import job_id

    connection = session.book.reader()
    now, which = session.actor.now, job_id(connection, job)
    plan = same_as_month(connection, which, like.date(), month.date(), now)
    _enter(session, checked(session, plan), dry_run=dry_run)


def _enter(session: Session, plan: "BulkPlan", *, dry_run: bool) -> None:
    from coordinator.actions.jobs.bulk_details import enter_planned

    if dry_run:
        lines = [
            " ".join(filter(None, (f"{line.row or ''}", line.words, _problem(line))))
            for line in plan.lines
        ]
        session.say("\n".join((*lines, plan.sentence)), plan)
    else:
        say_result(session, enter_planned(session.book, session.actor, plan))


def _problem(line: Any) -> str:
    said = f"LEFT OUT: {line.problem}" if line.problem else ""
    return " · ".join(filter(None, (said, line.notes)))


@click.group()
def template() -> None:
    """Jobs kept under a name, and entered again from there."""


@template.command()
@click.argument("job")
@click.argument("name")
@click.option("--any-employer", is_flag=True, help="For whichever employer is named then.")
@book_command
def keep(session: Session, job: str, name: str, any_employer: bool) -> None:
    """Keep JOB (26-0412) as the template NAME, modelled on its last detail."""
    from coordinator.actions.jobs.templates import keep_template
    from storage.queries.book.lookup import job_id

    which = job_id(session.book.reader(), job)
    how = {"any_employer": any_employer}
    say_result(session, keep_template(session.book, session.actor, which, name, **how))


@template.command("list")
@book_command
def listed(session: Session) -> None:
    """All templates."""
    from storage.queries.staffing.patterns import templates

    found = templates(session.book.reader())
    lines = [f"{one.name}: {one.employer or 'any employer'}" for one in found]
    session.say("\n".join(lines) or "No job is kept as a template.", {"templates": found})


@template.command()
@click.argument("name")
@book_command
def drop(session: Session, name: str) -> None:
    """Take the template NAME away; jobs entered from it stay."""
    from coordinator.actions.jobs.templates import drop_template

    say_result(session, drop_template(session.book, session.actor, _named(session, name)))


@template.command()
@click.argument("name")
@click.option("--on", "dates", multiple=True, required=True, help="A date; again for each more.")
@click.option("--employer", default="", help="For another employer.")
@click.option("--site", default="", help="At another site.")
@click.option("--title", default=None, help="Another title.")
@click.option("--start", "starts_clock", default=None, help="Another start, 18:00.")
@click.option("--end", "ends_clock", default=None, help="Another end.")
@click.option("--po", "po_number", default="", help="The employer's purchase order.")
@click.option("--rule", default="", help="It recurs from the first date on: 'every Tue'.")
@click.option("--last", "last_on", default=None, help="The last date that it may recur on.")
@book_command
def use(
    session: Session,
    name: str,
    dates: tuple[str, ...],
    employer: str,
    site: str,
    **said: Any,
) -> None:
    """Enter a job as the template NAME says, on some dates or by a rule."""
    from coordinator.actions.jobs.templates import TemplateUse, enter_from_template
    from storage.queries.book.lookup import employer_id, site_id

    connection = session.book.reader()
    wanted = TemplateUse(
        dates,
        employer_id(connection, employer) if employer else None,
        site_id(connection, site) if site else None,
        **said,
    )
    which = _named(session, name)
    say_result(session, enter_from_template(session.book, session.actor, which, wanted))


def _named(session: Session, name: str) -> int:
    from storage.queries.staffing.patterns import template_named

    found = template_named(session.book.reader(), name)
    if found is None:
        raise NotFound(f"There is no template {name!r}.")
    return found.id
