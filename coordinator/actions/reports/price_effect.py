"""What another rate card would have made of a past period: by employer, officer, line, or detail.

The pricing is that of the what-if (`billing.price_what_if`), with its rules and its limits.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from coordinator.actions.billing.price_what_if import PriceWhatIf, price_what_if
from coordinator.actions.billing.rates import check_card
from coordinator.actions.billing.rates_library import document_of
from coordinator.actions.book.backing_up import StoppedError
from coordinator.actions.reports.computed import MOST, STOPPED, Run
from coordinator.actions.results import Refused
from coordinator.rules.rates.comparing import LineSums, Sums
from coordinator.rules.reports.report import Cell
from storage.queries.money.billing import card_documents
from storage.queries.reports.running import QueryTrouble, Rows

NAMES: Final = (
    "employer_id", "officer_id", "what", "side", "kind", "lines_before", "lines_after",
    "before", "after", "difference", "why",
)  # fmt: skip
_SIDES: Final = {"bill": "charged", "pay": "paid"}


def price_effect(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """Sums before and after of whom or what the other card makes different, or the details that
    one of the two cards has no price for."""
    since, until, now = (int(values[name] or 0) for name in ("from_at", "until_at", "now_at"))
    document = _readable(connection, str(values["card"]).strip(), str(values["today"]))
    if isinstance(document, QueryTrouble):
        return document
    try:
        found = price_what_if(run.book, document, None, since, until, now, run.tell)
    except StoppedError:
        return STOPPED
    rows = tuple(_rows(found, str(values["by"])))
    return Rows(NAMES, rows[:MOST], len(rows) > MOST, tuple(_notes(found)))


def _readable(connection: sqlite3.Connection, named: str, today: str) -> str | QueryTrouble | None:
    """The card meant, read and checked, so that a fault of the pricing is not told as its own."""
    try:
        document = _document(connection, named, today)
    except (OSError, ValueError) as error:
        return QueryTrouble(f"The rate card cannot be read: {error}")
    checked = None if document is None else check_card(document)
    if isinstance(checked, Refused):
        return QueryTrouble(f"The rate card cannot be read: {checked.sentence}")
    return document


def _document(connection: sqlite3.Connection, named: str, today: str) -> str | None:
    """The card meant: the next version to come into force, a file, one of the library or of the
    book; None: the cards that were in force. Raises ValueError where there is none of that name."""
    if not named:
        later = [row for row in card_documents(connection) if row[1] > today]
        return min(later, key=lambda row: row[1])[2] if later else None
    if named == "as it was":
        return None
    found = document_of(named, lambda: connection)
    if found is None:
        raise ValueError(f"no file, no card of the library and none of the book is {named!r}.")
    return found


def _rows(found: PriceWhatIf, by: str) -> Iterator[tuple[Cell, ...]]:
    compared = found.compared
    if by == "employer":
        yield from (_party(row, "bill", row.id, None) for row in compared.employers)
    elif by == "officer":
        yield from (_party(row, "pay", None, row.id or None) for row in compared.officers)
    elif by == "line":
        yield from map(_line, compared.lines)
    else:
        yield from _unpriced(found.held)


def _party(row: Sums, side: str, employer: int | None, officer: int | None) -> tuple[Cell, ...]:
    sums = (row.was_cents, row.would_cents, row.more_cents)
    return (employer, officer, row.name, _SIDES[side], "", None, None, *sums, "")


def _line(row: LineSums) -> tuple[Cell, ...]:
    sums = (row.was_cents, row.would_cents, row.would_cents - row.was_cents)
    counts = (row.was_lines, row.would_lines)
    return (None, None, row.label, _SIDES[row.side], row.kind, *counts, *sums, "")


def _unpriced(held: Iterable[str]) -> Iterator[tuple[Cell, ...]]:
    for sentence in held:
        number, _, why = sentence.partition(": ")
        yield (None, None, number, "", "", None, None, None, None, None, why)


def _notes(found: PriceWhatIf) -> Iterator[str]:
    from coordinator.actions.billing import price_words as words

    yield f"Rate card: {found.card}. {words.total_words(found)}."
    if found.instead_of:
        yield f"Only details that are charged by {found.instead_of!r} are priced anew."
    for again in found.compared.again:
        yield from words.again_words(again)
    if found.held:
        yield f"{len(found.held):,} without a price, so in no sum: see by = no price."
    yield from found.rules
