"""Commands about hours worked: hours, approve."""

from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import say_result
from coordinator.cli.hours_lines import line_of
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local, worked_between

if TYPE_CHECKING:
    from storage.queries.money.hours import HoursLine
    from storage.queries.money.stated import Stated


@click.command()
@click.argument("detail")
@click.option("--badge", default="", help="Whose hours; without it the hours are listed.")
@click.option("--from", "begin", default="", help="Start: 08:00, or 2026-06-01T08:00.")
@click.option("--to", "end", default="", help="End; a time before the start is on the next day.")
@click.option("--break", "pause", default=0, help="Minutes not worked.")
@click.option("--reason", default="", help="Why; a correction needs it.")
@click.option("--correct", is_flag=True, help="Replace the hours that are there.")
@click.option("--as-scheduled", is_flag=True, help="Everybody without hours worked as scheduled.")
@click.option("--again", is_flag=True, help="What was charged before earlier hours came in.")
@book_command
def hours(
    session: Session,
    detail: str,
    badge: str,
    begin: str,
    end: str,
    pause: int,
    reason: str,
    correct: bool,
    as_scheduled: bool,
    again: bool,
) -> None:
    """List, enter or correct the hours worked on DETAIL (26-0412.3)."""
    from storage.queries.book.lookup import detail_id
    from storage.queries.money.hours import hours_of_detail

    connection = session.book.reader()
    which = detail_id(connection, detail)
    lines = hours_of_detail(connection, which)
    if as_scheduled:
        from coordinator.actions.pay.hours import enter_as_scheduled

        wanted = [line.assignment_id for line in lines if line.entry_id is None]
        say_result(session, enter_as_scheduled(session.book, session.actor, wanted))
    elif again:
        from coordinator.actions.pay.hours import enter_again

        say_result(session, enter_again(session.book, session.actor, which))
    elif badge:
        _enter(session, line_of(lines, badge), (begin, end, pause), reason, correct)
    else:
        from storage.queries.money.stated import latest_statements

        listed = [_hours_words(session, line) for line in lines]
        stated = latest_statements(connection, [line.assignment_id for line in lines])
        said = [each for mine in stated.values() for each in mine.values()]
        listed += [_stated_words(session, each, lines) for each in said]
        words = "\n".join(listed) or "Nobody is assigned."
        session.say(words, {"hours": lines, "stated": said})


@click.command()
@click.argument("detail", required=False)
@click.option("--badge", default="", help="Only this officer's hours.")
@click.option("--matching", is_flag=True, help="All waiting hours that are as scheduled.")
@click.option("--agreeing", is_flag=True, help="All hours on which everybody agrees.")
@book_command
def approve(
    session: Session, detail: str | None, badge: str, matching: bool, agreeing: bool
) -> None:
    """Approve the hours entered on DETAIL, or with --matching all that are as scheduled.

    With --agreeing those are entered and approved that nobody who stated them sees otherwise.
    """
    if agreeing:
        from coordinator.cli.stated_hours import agree

        agree(session, detail)
        return
    from coordinator.actions.pay.hours import approve_hours, approve_matching
    from storage.queries.book.lookup import detail_id
    from storage.queries.money.hours import hours_of_detail

    if detail is None:
        if not matching:
            raise click.UsageError("Name a detail, or say --matching.")
        say_result(session, approve_matching(session.book, session.actor))
        return
    connection = session.book.reader()
    lines = hours_of_detail(connection, detail_id(connection, detail))
    chosen = [line_of(lines, badge)] if badge else lines
    entries = [x.entry_id for x in chosen if x.entry_id is not None and x.state == "entered"]
    act = approve_matching if matching else approve_hours
    say_result(session, act(session.book, session.actor, entries))


def _enter(
    session: Session,
    line: "HoursLine",
    worked: tuple[str, str, int],
    reason: str,
    correct: bool,
) -> None:
    from coordinator.actions.pay.hours import Worked, correct_hours, enter_hours

    begin, end, pause = worked
    scheduled = line.scheduled_start, line.scheduled_end
    starts, ends = worked_between(session.book.reader(), scheduled, begin, end)
    stated = Worked(starts, ends, pause)
    act = correct_hours if correct else enter_hours
    say_result(session, act(session.book, session.actor, line.assignment_id, stated, reason))


def _stated_words(session: Session, said: "Stated", lines: "tuple[HoursLine, ...]") -> str:
    from exports.text import cut
    from exports.words import hours as decimal_hours

    connection = session.book.reader()
    line = next(x for x in lines if x.assignment_id == said.assignment_id)
    times = f"{local(connection, said.started_at)[-5:]} to {local(connection, said.ended_at)[-5:]}"
    who = f"{cut(line.badge, 8)} {said.stated_by:<10}"
    return (
        f"{line.position_number:<12} {who} {times}, {decimal_hours(said.minutes)} h {said.said_by}"
    )


def _hours_words(session: Session, line: "HoursLine") -> str:
    from exports.text import cut
    from exports.words import hours as decimal_hours

    connection = session.book.reader()
    scheduled = f"{local(connection, line.scheduled_start)} to "
    scheduled += local(connection, line.scheduled_end)[-5:]
    worked = ""
    if line.started_at is not None and line.ended_at is not None:
        worked = f"  worked {local(connection, line.started_at)[-5:]} to "
        worked += f"{local(connection, line.ended_at)[-5:]}, {decimal_hours(line.minutes)} h"
    who = f"{cut(line.badge, 8)} {cut(line.officer, 24)}"
    return f"{line.position_number:<12} {who} {scheduled}{worked}  {line.state}"
