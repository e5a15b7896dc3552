"""Series that go another way from a date on; closed days of employers; rules tried."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from coordinator.cli.answers import say_result
from coordinator.cli.series_named import (
    DRY,
    crew_said,
    equipment_said,
    say_changed,
    series_said,
)
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local


@click.command()
@click.argument("which", metavar="SERIES")
@click.argument("from_on", metavar="DATE")
@click.option("--rule", default=None, help="Another rule.")
@click.option("--start", "starts_clock", default=None, help="Another start.")
@click.option("--end", "ends_clock", default=None, help="Another end.")
@click.option("--site", default=None, help="Another site.")
@click.option("--crew", default=None, help="Another crew.")
@click.option("--equipment", default=None, help="Other equipment; empty for none.")
@click.option("--call-sign", default=None, help="Another call sign.")
@click.option(
    "--keeping",
    type=click.Choice(["able", "all", "none"]),
    default="able",
    show_default=True,
    help="Who keeps his seat where hours change: whom the policy lets, everybody, nobody.",
)
@DRY
@book_command
def change(
    session: Session,
    which: str,
    from_on: str,
    site: str | None,
    crew: str | None,
    equipment: str | None,
    keeping: str,
    dry_run: bool,
    **said: Any,
) -> None:
    """From DATE on SERIES goes another way; officers keep their seats, or are released and told."""
    from coordinator.actions.jobs.series_following import Keeping, SeriesEdit, change_following
    from storage.queries.book.lookup import site_id

    connection = session.book.reader()
    edit = SeriesEdit(
        **said,
        site_id=site_id(connection, site) if site else None,
        crew=crew_said(connection, crew) if crew else None,
        equipment=None if equipment is None else equipment_said(equipment),
    )
    number = series_said(connection, which)
    done = change_following(
        session.book,
        session.actor,
        number,
        from_on,
        edit,
        keeping=Keeping(keeping),
        trial=dry_run,
    )
    say_changed(session, done)


@click.command()
@click.argument("employer")
@click.argument("words", required=False)
@book_command
def closed(session: Session, employer: str, words: str | None) -> None:
    """When EMPLOYER needs nobody, or set it in WORDS: 'US-IL; 12-24; 2026-07-01..2026-07-14'.

    Empty words: it never closes.
    """
    from coordinator.actions.jobs.closed_days import set_closed_days
    from coordinator.rules.recurring.closed_days import closed_days_of
    from storage.queries.book.lookup import employer_id

    connection = session.book.reader()
    which = employer_id(connection, employer)
    if words is not None:
        say_result(session, set_closed_days(session.book, session.actor, which, words))
        return
    found = connection.execute("SELECT closes FROM employer WHERE id = ?", (which,)).fetchone()
    said = closed_days_of(found[0]).words
    session.say(said or "It closes on no day that the book knows.", {"closes": said})


@click.command("rule")
@click.argument("words")
@click.option("--from", "starts_on", default="", help="From this date on; without it today.")
@click.option("--count", default=12, show_default=True, help="So many dates.")
@book_command
def try_rule(session: Session, words: str, starts_on: str, count: int) -> None:
    """What a rule in WORDS means: its RRULE, and its next dates. Changes nothing."""
    from coordinator.rules.recurring.plain_rules import read_rule
    from coordinator.rules.recurring.reading import NotARule
    from coordinator.rules.recurring.rule_words import rule_words, trap
    from storage.queries.staffing.facts import agency_zone

    connection = session.book.reader()
    try:
        rule = read_rule(words, ZoneInfo(agency_zone(connection)))
        begins = date.fromisoformat(starts_on or local(connection, session.actor.now)[:10])
    except (NotARule, ValueError) as problem:
        session.refuse((str(problem),))
    until = begins + timedelta(days=366 * 20)
    dates = [on for _, on in zip(range(count), rule.dates(begins, begins, until), strict=False)]
    said = [rule_words(rule), rule.text, trap(rule), *(f"{on} {on:%a}" for on in dates)]
    value = {"words": rule_words(rule), "rrule": rule.text, "dates": [str(on) for on in dates]}
    session.say("\n".join(filter(None, said)), value)
