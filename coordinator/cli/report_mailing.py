"""Reports that are mailed again and again, by command."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import say_result
from coordinator.cli.report_asking import typed_options
from coordinator.cli.session import NotFound, Session, book_command

if TYPE_CHECKING:
    from coordinator.actions.reports.mailing import NewMailing
    from storage.queries.reports.schedules import Mailing

ASKED = {"ignore_unknown_options": True, "allow_extra_args": True}


@click.group()
def mail() -> None:
    """Reports that go out by mail again and again; `coordinator tick` sends them."""


@mail.command("list")
@book_command
def list_mailings(session: Session) -> None:
    """What is mailed to whom, the next one first."""
    from coordinator.actions.reports.mailing import recipients_text
    from coordinator.rules.reports.mailing import every_words
    from storage.queries.reports.schedules import mailings

    found = mailings(session.book.reader())
    lines = []
    for each in found:
        when = every_words(each.every, each.day, each.at_clock)
        asked = " ".join(f"--{name}={text!r}" for name, text in each.asked.items() if text)
        lines.append(f"{each.id}  {each.report} {asked}  {when}, next on {each.next_on}")
        lines.append(f"    {', '.join(each.formats)} to {recipients_text(each.recipients)}")
        lines += [f"    not mailed: {each.trouble}"] if each.trouble else []
    session.say("\n".join(lines) or "No report is mailed.", found)


@mail.command(context_settings=ASKED)
@click.argument("report")
@click.option("--to", "recipients", required=True, help="'Name <address>', with commas between.")
@click.option("--file", "formats", multiple=True, help="pdf, xlsx, csv or json; usually pdf.")
@click.option("--every", default="month", help="day, week, month, quarter or year.")
@click.option("--day", type=int, help="Of the week (1 is Monday) or of the month.")
@click.option("--at", "at_clock", default="06:00", help="Local time of day.")
@click.option("--from", "from_on", default="", help="The first local date on which it may go.")
@click.pass_context
@book_command
def add(
    session: Session,
    context: click.Context,
    report: str,
    recipients: str,
    formats: tuple[str, ...],
    every: str,
    day: int | None,
    at_clock: str,
    from_on: str,
) -> None:
    """Mail REPORT again and again. What it asks for is given as --period="last month" ..."""
    from coordinator.actions.reports.mailing import NewMailing, add_mailing

    new = NewMailing(
        report,
        typed_options(context.args),
        recipients,
        formats or ("pdf",),
        every,
        day,
        at_clock,
        from_on,
    )
    say_result(session, add_mailing(session.book, session.actor, new))


@mail.command(context_settings=ASKED)
@click.argument("number", type=int)
@click.option("--to", "recipients", help="'Name <address>', with commas between.")
@click.option("--file", "formats", multiple=True, help="pdf, xlsx, csv or json.")
@click.option("--every", help="day, week, month, quarter or year.")
@click.option("--day", type=int, help="Of the week (1 is Monday) or of the month.")
@click.option("--at", "at_clock", help="Local time of day.")
@click.option("--from", "from_on", help="The first local date on which it may go.")
@click.pass_context
@book_command
def change(session: Session, context: click.Context, number: int, **given: object) -> None:
    """Change what is mailed under NUMBER (`report mail list`); what is not given stays."""
    from coordinator.actions.reports.mailing import change_mailing

    stands = as_new(_found(session, number))
    told = {name: value for name, value in given.items() if value not in (None, ())}
    asked = {**stands.asked, **typed_options(context.args)}
    new = replace(stands, asked=asked, **told)  # type: ignore[arg-type]
    say_result(session, change_mailing(session.book, session.actor, number, new))


@mail.command()
@click.argument("number", type=int)
@book_command
def end(session: Session, number: int) -> None:
    """Mail what stands under NUMBER no more."""
    from coordinator.actions.reports.mailing import end_mailing

    say_result(session, end_mailing(session.book, session.actor, number))


@mail.command()
@click.argument("number", type=int)
@book_command
def again(session: Session, number: int) -> None:
    """Let what stands under NUMBER go out with the next tick, and then as before."""
    from coordinator.actions.reports.mailing import mailing_again

    say_result(session, mailing_again(session.book, session.actor, number))


def _found(session: Session, number: int) -> "Mailing":
    from storage.queries.reports.schedules import mailing

    found = mailing(session.book.reader(), number)
    if found is None:
        raise NotFound(f"No report is mailed under {number}.")
    return found


def as_new(stands: "Mailing") -> "NewMailing":
    """What is mailed, as it would be entered."""
    from coordinator.actions.reports.mailing import NewMailing, recipients_text

    return NewMailing(
        stands.report,
        stands.asked,
        recipients_text(stands.recipients),
        stands.formats,
        stands.every,
        stands.day,
        stands.at_clock,
        stands.next_on,
    )
