"""`rates what-if`: another rate card over a past period."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.progress import ProgressLine
from coordinator.cli.rate_cards import document_called
from coordinator.cli.session import Session, book_command, plain
from coordinator.cli.times import DAY
from coordinator.cli.what_if import period_of

if TYPE_CHECKING:
    from coordinator.actions.billing.price_what_if import PriceWhatIf

WORKING = "Pricing the period again"


@click.command(name="what-if")
@click.argument("card", default="")
@click.option("--since", "first", type=DAY, help="First local date; usually a year ago.")
@click.option("--until", "last", type=DAY, help="Last local date, included; usually yesterday.")
@click.option("--instead-of", "only", help="Only details that this card of the book prices.")
@book_command
def price_what_if(
    session: Session, card: str, first: datetime | None, last: datetime | None, only: str | None
) -> None:
    """What employers would have been charged and officers paid, had CARD been in force.

    Without CARD by the cards that were in force, which must give what was charged. A card that
    bears the name of one in the book takes that one's place only, another one that of all.
    """
    from coordinator.actions.billing.price_what_if import price_what_if as price

    span = period_of(session, first, last)
    document = document_called(session, card) if card else None
    try:
        with ProgressLine(WORKING) as progress:
            found = price(session.book.path, document, only, *span, session.actor.now, progress)
    except ValueError as error:
        session.refuse((str(error),))
    session.say("\n".join(_lines(found, session)), _values(found))


def _lines(found: "PriceWhatIf", session: Session) -> Iterator[str]:
    from coordinator.actions.billing.price_words import report_lines
    from coordinator.rules.spans import Calendar
    from storage.queries.staffing.facts import agency_zone

    calendar = Calendar(agency_zone(session.book.reader()))
    first, last = (calendar.local_iso(at) for at in (found.since, found.until - 1))
    yield f"{found.card}, {first} to {last}"
    yield from report_lines(found)


def _values(found: "PriceWhatIf") -> dict[str, Any]:
    """Plain values, the sums of the period beside the others."""
    told: dict[str, Any] = plain(found)
    sums = told.pop("compared")
    return {**told, **sums}
