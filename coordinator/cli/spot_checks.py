"""Spot checks on the command line: draw, list, print, record."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import DAY, MINUTE, days_between, local, zone


@click.group()
def spot() -> None:
    """Seats drawn by lot for a visit, and what was found there."""


@spot.command()
@click.option("--from", "since", type=DAY, required=True, help="First local date.")
@click.option("--to", "until", type=DAY, required=True, help="Last local date.")
@click.option("--seed", required=True, help="Words that nobody knows beforehand.")
@click.option("--count", type=click.IntRange(1, 10_000), help="So many; else presence.spot_share.")
@click.option("--dry-run", is_flag=True, help="Only say which seats the seed draws.")
@book_command
def draw(
    session: Session,
    since: datetime,
    until: datetime,
    seed: str,
    count: int | None,
    dry_run: bool,
) -> None:
    """Draw seats of a time for a visit; the same seed draws the same again."""
    from coordinator.actions.attendance.spot_checks import draw_spot_checks, plan_draw

    connection = session.book.reader()
    span = days_between(connection, since, until)
    done = checked(
        session,
        plan_draw(connection, seed, *span, count)
        if dry_run
        else draw_spot_checks(session.book, session.actor, seed, *span, count),
    )
    session.say("\n".join((done.sentence, *done.numbers)), done)


@spot.command("list")
@click.argument("words", nargs=-1)
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the list for the visit there.")
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@book_command
def list_checks(session: Session, words: tuple[str, ...], pdf: Path | None, replace: bool) -> None:
    """Those that WORDS let through, such as is:absent or a seed; without WORDS those to visit."""
    from coordinator.actions.attendance.spot_checks import make_spot_list
    from storage.queries.attendance.spot_checks import SPOT_CHECKS
    from storage.queries.lists import View

    text, connection = checked_filter(SPOT_CHECKS, words, "is:waiting"), session.book.reader()
    if pdf is not None:
        say_result(session, make_spot_list(connection, pdf, text, replace=replace))
        return
    found = rows_of(session, SPOT_CHECKS, View("start", text))
    lines = [
        f"{row.id:>5}  {local(connection, row.starts_at)}  {row.number:<12}{row.badge:<8}"
        f"{row.name:<22}{row.site:<20}{row.result or '–'}  {row.checked_by} {row.words}".rstrip()
        for row in found
    ]
    session.say("\n".join(lines) or "No spot check.", {"checks": [asdict(row) for row in found]})


@spot.command()
@click.argument("check", type=int)
@click.argument("found", type=click.Choice(["present", "absent", "other"]))
@click.option("--by", required=True, help="Who was there.")
@click.option("--at", "when", type=MINUTE, help="When (local time); now without it.")
@click.option("--words", default="", help="What else was found.")
@book_command
def result(
    session: Session, check: int, found: str, by: str, when: datetime | None, words: str
) -> None:
    """What was found at the CHECK of that number."""
    from coordinator.actions.attendance.spot_checks import record_spot_check
    from coordinator.rules.spans import instant_of

    at = instant_of(when, zone(session.book.reader())).instant if when else None
    say_result(
        session, record_spot_check(session.book, session.actor, check, found, by, words, at=at)
    )
