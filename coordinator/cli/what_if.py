"""Past awards worked out again, by command: under another policy."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.policy_files import FILE, policy_in
from coordinator.cli.progress import ProgressLine
from coordinator.cli.session import Session, book_command, plain
from coordinator.cli.times import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.actions.past_awards.retrying import Retried
    from coordinator.actions.past_awards.what_if import WhatIf
    from coordinator.rules.spans import Calendar, Span

USUAL_DAYS = 365
WORKING = "Working the awards out again"


@click.command(name="what-if")
@click.argument("file", type=FILE, required=False)
@click.option("--from", "first", type=DAY, help="First local date; usually a year ago.")
@click.option("--to", "last", type=DAY, help="Last local date, included; usually yesterday.")
@book_command
def what_if(
    session: Session, file: Path | None, first: datetime | None, last: datetime | None
) -> None:
    """Who would have got what of a past period's details, had FILE been the policy.

    Every award is worked out again, in order, each counting for the next ones; without FILE under
    the policies that were in force, which must give the same again.
    """
    from coordinator.actions.past_awards.what_if import what_if as replay

    span = period_of(session, first, last)
    document = policy_in(file).document if file else None
    try:
        with ProgressLine(WORKING) as progress:
            found = replay(session.book.path, document, *span, session.actor.now, progress)
    except ValueError as error:
        session.refuse((str(error),))
    session.say("\n".join(_lines(found, session)), values(found, found.retried))


def period_of(session: Session, first: datetime | None, last: datetime | None) -> "Span":
    """The local dates, both included, as UTC seconds; the year up to yesterday if none is given.

    Says so where the period reaches beyond today: nothing of that has begun yet.
    """
    from coordinator.actions.policy.checking import local_dates
    from coordinator.cli.times import zone

    own = zone(session.book.reader())
    today = datetime.fromtimestamp(session.actor.now, own).date()
    end = last.date() if last else today - timedelta(days=1)
    if end > today:
        click.echo(f"Only up to now: details until {end} have not begun yet.", err=True)
    begin = first.date() if first else end - timedelta(days=USUAL_DAYS - 1)
    return local_dates(own.key, begin, end)


def values(found: Any, retried: "Retried") -> dict[str, Any]:
    """The result as plain values; of officers those for whom anything is different."""
    told: dict[str, Any] = plain(found)
    told.pop("retried")
    own: dict[str, Any] = plain(retried)
    own["officers"] = [{**plain(gain), "gained": list(gain.gained)} for gain in retried.moved]
    del own["gains"]
    return {**told, **own}


def _lines(found: "WhatIf", session: Session) -> "Iterator[str]":
    from coordinator.actions.past_awards.retrial_words import lacking_words
    from coordinator.rules.spans import Calendar
    from storage.queries.staffing.facts import agency_zone

    calendar = Calendar(agency_zone(session.book.reader()))
    first, last = (calendar.local_iso(at) for at in (found.since, found.until - 1))
    yield f"{found.policy}, {first} to {last}"
    yield from retried_lines(found.retried, calendar)
    yield from ("", "How the record was read:")
    yield from (f"  {rule}" for rule in found.rules)
    yield from (f"  {line}" for line in lacking_words(found.lacking))


def retried_lines(found: "Retried", calendar: "Calendar") -> "Iterator[str]":
    """Totals, officers who would have gained or lost, and the awards that differ."""
    from coordinator.actions.past_awards import retrial_words as words

    yield words.total_words(found)
    yield from (f"  {line}" for line in words.cause_words(found))
    yield from (f"  {line}" for line in words.limit_words(found))
    if found.moved:
        yield from ("", "Officers:")
    yield from (f"  {words.gain_line(gain)}" for gain in found.moved)
    if found.differing:
        yield from ("", "Awards that differ:")
    yield from (f"  {words.differing_line(one, calendar)}" for one in found.differing)
