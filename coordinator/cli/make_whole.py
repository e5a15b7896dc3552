"""An error in the facts, by command: whom it cost what, and the ledger of remedies."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.progress import ProgressLine
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import DAY
from coordinator.cli.what_if import WORKING, period_of, retried_lines, values

if TYPE_CHECKING:
    from coordinator.actions.past_awards.make_whole import Error, MadeWhole
    from coordinator.rules.spans import Calendar
    from storage.queries.distribution.redresses import RemedyLine


@click.command("make-whole")
@click.option("--since", "first", type=DAY, help="First local date; usually a year ago.")
@click.option("--to", "last", type=DAY, help="Last local date, included; usually yesterday.")
@click.option("--officer", help="Badge of the officer whose facts were wrong.")
@click.option("--seniority", type=DAY, help="His right seniority date.")
@click.option("--correct", multiple=True, help="'1004 rank SGT from 2026-01-05', and so on.")
@click.option("--schedule", is_flag=True, help="Judge by the duty schedule as it stands now.")
@click.option("--corrected-since", type=DAY, help="Take what was corrected in the book since.")
@click.option("--keep", default="", help="Write redress and remedies; say what the error was.")
@book_command
def make_whole(
    session: Session,
    first: datetime | None,
    last: datetime | None,
    officer: str | None,
    seniority: datetime | None,
    correct: tuple[str, ...],
    schedule: bool,
    corrected_since: datetime | None,
    keep: str,
) -> None:
    """Whom an error in the facts cost which hours, details and money, chains included.

    Every award since is worked out again with the facts put right: as said here, or as the book has
    been corrected (without a date: in the last 30 days). Nothing is written without --keep.

    \b
    --correct takes: BADGE seniority DATE · BADGE rank CODE from DATE
      BADGE status KIND from DATE [to DATE] · BADGE certificate CODE [from DATE] [to DATE]
      BADGE not refused POSITION · without rank|status|certificate|entry NUMBER
      entry NUMBER is AMOUNT
    """
    from coordinator.actions.past_awards.make_whole import make_whole as work_out

    if (officer is None) != (seniority is None):
        raise click.UsageError("--officer and --seniority go together.")
    said = [*correct, *([f"{officer} seniority {seniority:%Y-%m-%d}"] if seniority else [])]
    span = period_of(session, first, last)
    error = _error(session, said, schedule, corrected_since)
    try:
        with ProgressLine(WORKING) as progress:
            found = work_out(session.book.path, error, *span, session.actor.now, progress)
    except ValueError as problem:
        session.refuse((str(problem),))
    lines, told = list(_lines(session, found)), values(found, found.retried)
    told["redress_id"] = None
    if keep:
        from coordinator.actions.distribution.redressing import keep_redress

        kept = checked(session, keep_redress(session.book, session.actor, found, keep))
        lines.append(kept.sentence)
        told["redress_id"] = kept.redress_id
    session.say("\n".join(lines), told)


def _error(
    session: Session, said: list[str], schedule: bool, corrected_since: datetime | None
) -> "Error":
    from coordinator.actions.distribution.said_corrections import read_corrections
    from coordinator.actions.past_awards.make_whole import Error
    from coordinator.cli.times import zone
    from coordinator.rules.spans import instant_of

    connection = session.book.reader()
    corrections = checked(session, read_corrections(connection, said))
    since = corrected_since and instant_of(corrected_since, zone(connection)).instant
    return Error(corrections, since or None, schedule, "; ".join(said))


def _lines(session: Session, found: "MadeWhole") -> Iterator[str]:
    from coordinator.actions.past_awards.retrial_words import lacking_words, moved_lines

    calendar = _calendar(session)
    first, last = (calendar.local_iso(at) for at in (found.since, found.until - 1))
    yield f"Details of {first} to {last}, with the facts put right:"
    yield from (f"  {words}" for words in found.words or ("nothing was found to put right",))
    if found.still:
        yield f"  {found.still}"
    yield from retried_lines(found.retried, calendar)
    if found.moved:
        yield from ("", f"Another place in an order, of {len(found.moved)} officers:")
    yield from (f"  {line}" for line in moved_lines(found.moved))
    yield from ("", "How the record was read:")
    yield from (f"  {rule}" for rule in found.rules)
    yield from (f"  {line}" for line in lacking_words(found.lacking))


def _calendar(session: Session) -> "Calendar":
    from coordinator.rules.spans import Calendar
    from storage.queries.staffing.facts import agency_zone

    return Calendar(agency_zone(session.book.reader()))


# ── the ledger ───────────────────────────────────────────────────────────────────────────────

_NUMBER = click.argument("remedy", type=int)
_BY = click.option("--by", required=True, help="Who decides.")


@click.group()
def remedies() -> None:
    """What errors cost officers: list, give, waive."""


@remedies.command("list")
@click.argument("words", nargs=-1)
@book_command
def list_remedies(session: Session, words: tuple[str, ...]) -> None:
    """Those that WORDS let through, such as is:given or a name; without WORDS those still owed."""
    from storage.queries.distribution.redresses import REMEDIES
    from storage.queries.lists import View

    view = View("found", checked_filter(REMEDIES, words, "is:owed"), reverse=True)
    found = rows_of(session, REMEDIES, view)
    lines = "\n".join(map(_line, found)) or "No remedy."
    session.say(lines, {"remedies": [asdict(one) for one in found]})


@remedies.command("give")
@_NUMBER
@_BY
@click.option("--ahead", is_flag=True, help="Not paid: put ahead until he has had as much.")
@click.option("--tally", default="", help="In which tally it counts, where there are several.")
@book_command
def give(session: Session, remedy: int, by: str, ahead: bool, tally: str) -> None:
    """It is paid, and counts in the tally as worked; or with --ahead it counts the other way."""
    from coordinator.actions.distribution.redressing import AHEAD, PAID, give_remedy

    way = AHEAD if ahead else PAID
    say_result(session, give_remedy(session.book, session.actor, remedy, by, way=way, tally=tally))


@remedies.command("waive")
@_NUMBER
@_BY
@click.option("--reason", required=True, help="Why nothing is done about it.")
@book_command
def waive(session: Session, remedy: int, by: str, reason: str) -> None:
    """Nothing is done about it, with the reason."""
    from coordinator.actions.distribution.redressing import waive_remedy

    say_result(session, waive_remedy(session.book, session.actor, remedy, by, reason))


def _line(one: "RemedyLine") -> str:
    from coordinator.rules.clauses.wording import hours

    sign = "lost" if one.minutes >= 0 else "won"
    settled = f" by {one.settled_by}: {one.words}" if one.settled_by else ""
    money = f", {abs(one.cents) / 100:,.2f}" if one.cents else ""
    lost = f"{sign} {hours(abs(one.minutes) * 60)} h{money}"
    return f"{one.id:>5}  {one.badge} {one.name}: {lost} · {one.error} · {one.state}{settled}"
