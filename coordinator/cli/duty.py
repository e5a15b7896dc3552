"""Commands about the on-duty schedule: hand changes, and what is in force."""

from datetime import datetime, timedelta

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import MINUTE, local, zone
from coordinator.rules.words import DutyKind

START = click.option("--start", "begin", required=True, type=MINUTE, help="2026-06-01T18:00.")
HOURS = click.option("--hours", "length", required=True, type=float, help="How long, in hours.")
REASON = click.option("--reason", required=True, help="Who ordered it, and why.")


@click.group()
def duty() -> None:
    """Hand changes of the imported schedule."""


@duty.command("add")
@click.argument("badge")
@click.argument("kind", type=click.Choice([str(kind) for kind in DutyKind]))
@START
@HOURS
@click.option("--leave-kind", default="", help="Which leave, in the policy's words: vacation.")
@REASON
@book_command
def duty_add(
    session: Session,
    badge: str,
    kind: str,
    begin: datetime,
    length: float,
    leave_kind: str,
    reason: str,
) -> None:
    """The officer with BADGE is on duty, on leave or sick, beside what is imported.

    Leave and sickness take what they cover of his tours: it is not worked. `duty free` takes a tour
    out and leaves no absence behind.
    """
    from coordinator.actions.people.duty_by_hand import add_duty
    from storage.queries.book.lookup import officer_id

    officer = officer_id(session.book.reader(), badge)
    span = _span(session, begin, length)
    done = add_duty(session.book, session.actor, officer, span, kind, reason, leave_kind)
    say_result(session, done)


@duty.command("free")
@click.argument("badge")
@START
@HOURS
@REASON
@book_command
def duty_free(session: Session, badge: str, begin: datetime, length: float, reason: str) -> None:
    """The officer with BADGE has no duty and no leave in that time."""
    from coordinator.actions.people.duty_by_hand import free_duty
    from storage.queries.book.lookup import officer_id

    officer = officer_id(session.book.reader(), badge)
    span = _span(session, begin, length)
    say_result(session, free_duty(session.book, session.actor, officer, span, reason))


@duty.command("move")
@click.argument("badge")
@START
@HOURS
@click.option("--to", "there", required=True, type=MINUTE, help="When it begins instead.")
@REASON
@book_command
def duty_move(
    session: Session, badge: str, begin: datetime, length: float, there: datetime, reason: str
) -> None:
    """What the officer with BADGE has in that time begins at another, as long as before."""
    from coordinator.actions.people.duty_by_hand import move_duty
    from storage.queries.book.lookup import officer_id

    officer = officer_id(session.book.reader(), badge)
    span, begins_at = _span(session, begin, length), _at(session, there)
    say_result(session, move_duty(session.book, session.actor, officer, span, begins_at, reason))


@duty.command("list")
@click.argument("badge")
@click.option("--days", default=14, show_default=True, help="How many days from now on.")
@book_command
def duty_list(session: Session, badge: str, days: int) -> None:
    """What is in force for the officer with BADGE, imported and by hand."""
    from storage.queries.book.lookup import officer_id
    from storage.queries.people.duty import officer_duty
    from storage.queries.people.leaves import leave_kinds

    connection, now = session.book.reader(), session.actor.now
    officer, window = officer_id(connection, badge), (now, now + days * 86_400)
    codes = leave_kinds(connection, window)
    lines, found = [], []
    for whose, start, end, kind in officer_duty(connection, officer, window):
        code = codes.get((whose, start, end))
        found.append({"starts_at": start, "ends_at": end, "kind": kind, "leave_kind": code})
        times = f"{local(connection, start)} to {local(connection, end)}"
        lines.append(f"{times}  {kind} {code or ''}".rstrip())
    session.say("\n".join(lines) or "Nothing.", found)


def _span(session: Session, begin: datetime, length: float) -> tuple[int, int]:
    start = _at(session, begin)
    return start, start + round(timedelta(hours=length).total_seconds() / 60) * 60


def _at(session: Session, wall: datetime) -> int:
    from coordinator.rules.spans import Reading, instant_of

    found = instant_of(wall, zone(session.book.reader()))
    if found.reading is Reading.MOVED:
        raise click.UsageError(f"There is no {wall:%H:%M} on {wall:%Y-%m-%d}: clocks go forward.")
    return found.instant
