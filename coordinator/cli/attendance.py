"""Who was there, on the command line: not seen yet, grades, spot checks, places of sites."""

from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.session import Session, book_command
from coordinator.cli.spot_checks import spot
from coordinator.cli.times import DAY, days_between, local, zone

if TYPE_CHECKING:
    from coordinator.actions.attendance.grading import GradedShift
    from storage.queries.attendance.shifts import PunchTold


@click.group()
def presence() -> None:
    """Who was there: awaited and not seen, how sure it is, spot checks."""


presence.add_command(spot)


@presence.command("not-seen")
@click.argument("words", nargs=-1)
@book_command
def not_seen(session: Session, words: tuple[str, ...]) -> None:
    """Officers who should be on site by now and were not seen, whom WORDS let through.

    `coordinator seen` and `coordinator no-show` do what follows.
    """
    from storage.queries.attendance.not_seen import NOT_SEEN
    from storage.queries.lists import View

    now, connection = session.actor.now, session.book.reader()
    view = View("due", checked_filter(NOT_SEEN, words), fixed=(("now", now),))
    found = rows_of(session, NOT_SEEN, view)
    lines = [
        f"{row.minutes_late(now):>4} min  {row.number:<12}{row.badge:<8}{row.name:<24}"
        f"{row.phone:<16}{row.site}  due {local(connection, row.due_at)}  {row.said}".rstrip()
        for row in found
    ]
    told = [asdict(row) | {"minutes_late": row.minutes_late(now)} for row in found]
    session.say("\n".join(lines) or "Everybody who should be there was seen.", {"not_seen": told})


@presence.command("list")
@click.option("--from", "since", type=DAY, help="First local date; without it the last 7 days.")
@click.option("--to", "until", type=DAY, help="Last local date; without it today.")
@click.option(
    "--grade",
    type=click.Choice(["contradicted", "none", "weak", "fair", "strong"]),
    multiple=True,
    help="Only these.",
)
@book_command
def list_grades(
    session: Session, since: datetime | None, until: datetime | None, grade: tuple[str, ...]
) -> None:
    """How sure it is that officers were where they should be, shift by shift, with the reasons."""
    from coordinator.actions.attendance.grading import grades_between

    connection, now = session.book.reader(), session.actor.now
    found = [
        each
        for each in grades_between(connection, *_days(session, since, until), now)
        if not grade or each.grade.grade in grade
    ]
    lines = [
        f"{local(connection, each.shift.starts_at)}  {each.shift.number:<12}{each.shift.badge:<8}"
        f"{each.shift.name:<22}{each.grade.sentence}"
        for each in found
    ]
    session.say("\n".join(lines) or "No shift.", {"shifts": [_told(each) for each in found]})


@presence.command()
@click.argument("position")
@book_command
def show(session: Session, position: str) -> None:
    """What speaks for the presence of whoever holds POSITION (26-0412.3b), and his punches."""
    from coordinator.actions.attendance.grading import grade_of
    from storage.queries.book.lookup import seat_held

    connection = session.book.reader()
    found = grade_of(connection, seat_held(connection, position))
    if found is None:
        session.refuse(("Nobody holds it.",))
    lines = [
        f"{found.shift.number} {found.shift.name} #{found.shift.badge}: {found.grade.grade}, "
        f"{found.grade.points} points",
        *(f"  {reason}" for reason in found.grade.reasons),
        *(f"  {local(connection, each.at)}  {_punch(each)}" for each in found.punches),
    ]
    session.say("\n".join(lines), _told(found))


@presence.command()
@click.argument("name")
@click.option("--place", help="Where it is: '42.36013, -71.05893'; empty takes it away.")
@click.option("--radius", "radius_m", type=click.IntRange(1, 50_000), help="Metres of its circle.")
@click.option("--word", "code_word", help="The word that is posted there; empty takes it away.")
@book_command
def site(session: Session, name: str, **said: str | int | None) -> None:
    """Where the site of that NAME is, how wide its circle, and what word is posted there."""
    from coordinator.actions.jobs.employers import change_site
    from coordinator.actions.jobs.places import with_place
    from storage.queries.book.lookup import site_id

    given = {field: value for field, value in said.items() if value is not None}
    if not given:
        raise click.UsageError("Say what is to change: see --help.")
    fields = checked(session, with_place(given))
    which = site_id(session.book.reader(), name)
    say_result(session, change_site(session.book, session.actor, which, fields))


@presence.command()
@click.argument("received", type=int)
@click.option("--detail", help="Which detail (26-0412.3), where the mail does not answer ours.")
@book_command
def report(session: Session, received: int, detail: str | None) -> None:
    """Keep the mail RECEIVED (its number in the Inbox) as an after-action report of its detail."""
    from coordinator.actions.attendance.reports import file_report
    from storage.queries.book.lookup import detail_id

    which = detail_id(session.book.reader(), detail) if detail else None
    say_result(session, file_report(session.book, session.actor, received, which))


def _days(session: Session, since: datetime | None, until: datetime | None) -> tuple[int, int]:
    """Local dates, both included, as instants; without them the last seven days up to now."""
    connection = session.book.reader()
    today = datetime.fromtimestamp(session.actor.now, zone(connection)).date()
    last = until or datetime.combine(today, time())
    return days_between(connection, since or last - timedelta(days=6), last)


def _punch(told: "PunchTold") -> str:
    parts = (
        told.kind.replace("_", " "),
        told.presence or "",
        "" if told.distance_m is None else f"{told.distance_m} m from the site",
        "" if told.accuracy_m is None else f"right within {told.accuracy_m} m",
        {True: "right word", False: "wrong word", None: ""}[told.code_word],
    )
    return ", ".join(filter(None, parts))


def _told(each: "GradedShift") -> dict[str, Any]:
    grade = each.grade
    return asdict(each.shift) | {
        "grade": grade.grade,
        "points": grade.points,
        "signals": list(grade.signals),
        "against": list(grade.against),
        "remarks": list(grade.remarks),
        "punches": [asdict(punch) for punch in each.punches],
    }
