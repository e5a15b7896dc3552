"""Jobs that recur: their series started, skipped, paused, ended, changed; rules of dates tried."""

from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.options import together
from coordinator.cli.series_changes import change, closed, try_rule
from coordinator.cli.series_named import (
    DRY,
    crew_said,
    equipment_said,
    say_changed,
    series_said,
)
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local

if TYPE_CHECKING:
    from coordinator.actions.jobs.series import NewSeries
    from storage.queries.staffing.series import SeriesLine

SHOWN_DAYS = 60


@click.group()
def series() -> None:
    """Jobs that recur by a rule: every Tue and Thu, monthly on the 2nd Fri, or any RRULE."""


_terms = together(
    click.option("--site", required=True, help="The name of a site in the book."),
    click.option("--from", "starts_on", default="", help="First date; without it today."),
    click.option("--start", required=True, help="Local, such as 18:00."),
    click.option("--end", required=True, help="Local; of the next day where not later."),
    click.option("--last", default=None, help="The last date that it may have."),
    click.option("--crew", default="1", help="'1 supervisor SGT, muster 30; 3 officer'."),
    click.option("--equipment", default="", help="'2 marked_car; 1 message_board'."),
    click.option("--call-sign", default="", help="The call sign of each detail."),
    click.option("--skip-closed", is_flag=True, help="Leave the employer's closed days out."),
    click.option("--ahead", default=56, show_default=True, help="Made so many days ahead."),
    click.option("--renew-on", default=None, help="When its renewal comes up on Today."),
)
"""The options of a new series."""


@series.command()
@click.argument("job")
@click.argument("rule")
@_terms
@book_command
def start(session: Session, job: str, rule: str, **terms: Any) -> None:
    """Let JOB (26-0412) recur by RULE, and make its first details."""
    from coordinator.actions.jobs.series import begin_series
    from storage.queries.book.lookup import job_id

    new = _new(session, rule, terms)
    which = job_id(session.book.reader(), job)
    say_result(session, begin_series(session.book, session.actor, which, new))


@series.command()
@click.argument("employer")
@click.argument("title")
@click.argument("rule")
@click.option("--class", "job_class", default="", help="The class of the job.")
@click.option("--po", "po_number", default="", help="The employer's purchase order.")
@click.option("--allowed-by", default="", help="Who allows work that needs somebody's leave.")
@_terms
@book_command
def order(
    session: Session,
    employer: str,
    title: str,
    rule: str,
    job_class: str,
    po_number: str,
    allowed_by: str,
    **terms: Any,
) -> None:
    """Enter a job of EMPLOYER (number or name) that recurs by RULE, in one action."""
    from coordinator.actions.jobs.new_jobs import NewJob
    from coordinator.actions.jobs.series import order_series
    from storage.queries.book.lookup import employer_id

    hirer = employer_id(session.book.reader(), employer)
    job = NewJob(hirer, title, job_class, po_number=po_number, allowed_by=allowed_by)
    new = _new(session, rule, terms)
    say_result(session, order_series(session.book, session.actor, job, new))


@series.command("list")
@click.argument("words", nargs=-1)
@book_command
def listed(session: Session, words: tuple[str, ...]) -> None:
    """All series that pass WORDS: is:running, is:paused, is:renewal, is:ended, job:26-0412."""
    from storage.queries.lists import View
    from storage.queries.staffing.series import SERIES

    connection, now = session.book.reader(), session.actor.now
    text = checked_filter(SERIES, words, "is:running")
    fixed = (("now", now), ("today", local(connection, now)[:10]))
    found = rows_of(session, SERIES, View("next", text, fixed=fixed))
    lines = [f"{row.id}  {row.number} {row.employer}, {row.title}: {_words(row)}" for row in found]
    session.say("\n".join(lines) or "Nothing recurs.", {"series": found})


@series.command()
@click.argument("which", metavar="SERIES")
@click.option("--days", default=SHOWN_DAYS, show_default=True, help="So many days from today.")
@book_command
def show(session: Session, which: str, days: int) -> None:
    """The dates ahead of SERIES (its number in the list, or its job's), with what is left out."""
    from coordinator.actions.jobs.series_ahead import dates_ahead

    connection = session.book.reader()
    found = dates_ahead(connection, series_said(connection, which), session.actor.now, days)
    lines = [f"{each.on} {each.on:%a}  {each.state:8} {each.words}".rstrip() for each in found]
    session.say("\n".join(lines) or "No date in that time.", {"dates": found})


@series.command()
@click.argument("which", metavar="SERIES")
@click.option("--until", default="", help="Up to this date; else as far ahead as it says.")
@book_command
def make(session: Session, which: str, until: str) -> None:
    """Make what SERIES lacks now; `coordinator tick` does it by itself."""
    from coordinator.actions.jobs.series_making import make_details

    number = series_said(session.book.reader(), which)
    say_result(session, make_details(session.book, session.actor, number, until))


@series.command()
@click.argument("which", metavar="SERIES")
@click.argument("on", metavar="DATE")
@click.option("--reason", required=True, help="Told to whoever is on it.")
@DRY
@book_command
def skip(session: Session, which: str, on: str, reason: str, dry_run: bool) -> None:
    """Leave DATE out; the detail that was made for it is cancelled."""
    from coordinator.actions.jobs.series_dates import skip_date

    number = series_said(session.book.reader(), which)
    say_changed(session, skip_date(session.book, session.actor, number, on, reason, trial=dry_run))


@series.command("add")
@click.argument("which", metavar="SERIES")
@click.argument("on", metavar="DATE")
@click.option("--reason", default="", help="Why.")
@DRY
@book_command
def add(session: Session, which: str, on: str, reason: str, dry_run: bool) -> None:
    """One more DATE, or one that was skipped put back."""
    from coordinator.actions.jobs.series_dates import add_date

    number = series_said(session.book.reader(), which)
    say_changed(session, add_date(session.book, session.actor, number, on, reason, trial=dry_run))


@series.command()
@click.argument("which", metavar="SERIES")
@click.argument("from_on", metavar="DATE")
@click.option("--until", default=None, help="The first date again; without it until resumed.")
@click.option("--keep", is_flag=True, help="Details that are made stay.")
@DRY
@book_command
def pause(
    session: Session, which: str, from_on: str, until: str | None, keep: bool, dry_run: bool
) -> None:
    """Make nothing from DATE on; what is made for that time is cancelled."""
    from coordinator.actions.jobs.series_terms import pause_series

    number, how = series_said(session.book.reader(), which), {"keep": keep, "trial": dry_run}
    say_changed(session, pause_series(session.book, session.actor, number, from_on, until, **how))


@series.command()
@click.argument("which", metavar="SERIES")
@click.argument("on", metavar="DATE")
@DRY
@book_command
def resume(session: Session, which: str, on: str, dry_run: bool) -> None:
    """End the pause: details are made again from DATE on."""
    from coordinator.actions.jobs.series_terms import resume_series

    number = series_said(session.book.reader(), which)
    say_changed(session, resume_series(session.book, session.actor, number, on, trial=dry_run))


@series.command()
@click.argument("which", metavar="SERIES")
@click.argument("last_on", metavar="DATE")
@click.option("--keep", is_flag=True, help="Later details that are made stay.")
@DRY
@book_command
def end(session: Session, which: str, last_on: str, keep: bool, dry_run: bool) -> None:
    """End SERIES after DATE, its last; later details are cancelled."""
    from coordinator.actions.jobs.series_terms import end_series

    number, how = series_said(session.book.reader(), which), {"keep": keep, "trial": dry_run}
    say_changed(session, end_series(session.book, session.actor, number, last_on, **how))


@series.command()
@click.argument("which", metavar="SERIES")
@click.option("--last", default=None, help="Its new last date; without it there is no end.")
@click.option("--renew-on", default=None, help="When its renewal comes up on Today.")
@DRY
@book_command
def extend(
    session: Session, which: str, last: str | None, renew_on: str | None, dry_run: bool
) -> None:
    """Let SERIES run on for another term."""
    from coordinator.actions.jobs.series_terms import extend_series

    number = series_said(session.book.reader(), which)
    say_changed(
        session,
        extend_series(session.book, session.actor, number, last, renew_on, trial=dry_run),
    )


def _new(session: Session, rule: str, terms: dict[str, Any]) -> "NewSeries":
    from coordinator.actions.jobs.series import NewSeries
    from storage.queries.book.lookup import site_id

    connection = session.book.reader()
    return NewSeries(
        site_id(connection, terms["site"]),
        rule,
        terms["starts_on"] or local(connection, session.actor.now)[:10],
        terms["start"],
        terms["end"],
        crew_said(connection, terms["crew"]),
        terms["last"],
        terms["call_sign"],
        terms["skip_closed"],
        terms["ahead"],
        terms["renew_on"],
        equipment_said(terms["equipment"]),
    )


def _words(row: "SeriesLine") -> str:
    from coordinator.rules.recurring.series_words import line_words

    return line_words(row)


for _command in (change, closed, try_rule):
    series.add_command(_command)
