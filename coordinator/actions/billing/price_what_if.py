"""Another rate card over a past period: what employers would have been charged, officers paid."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.billing.charged_years import ChargedBefore, ChargedYears, limits_years
from coordinator.actions.billing.charging import AGENCY, Held, PricedWork, price_by
from coordinator.actions.billing.charging_facts import Facts, key_of, read_facts
from coordinator.actions.billing.rates import check_card
from coordinator.actions.billing.rates_facts import payer_of
from coordinator.actions.billing.rates_library import library_card
from coordinator.actions.billing.rates_reading import read_card_file
from coordinator.actions.book.backing_up import StoppedError
from coordinator.actions.book.collecting import without_collecting
from coordinator.actions.results import Refused
from coordinator.rules.rates import RateCard
from coordinator.rules.rates.comparing import (
    RULES,
    ChargedLine,
    Compared,
    Comparison,
    Party,
    PricedTwice,
)
from coordinator.rules.words import TRAINEE, EntryState
from storage.database import Book
from storage.queries.money.billing import (
    CANCELLED_LOOKBACK,
    PricedDetail,
    WorkedEntry,
    card_documents,
    priced_details,
)
from storage.queries.money.priced_past import charged_lines, past_details
from storage.queries.staffing.today import agency_words

if TYPE_CHECKING:
    from coordinator.long_work import Progress

PIECE = 250
"""Details read and priced between two words of progress."""
SIDES = ("bill", "pay")


@dataclass(frozen=True, slots=True)
class PriceWhatIf:
    """What another card would have made of a period (UTC seconds, half-open).

    `instead_of` is the name of the only card whose details it prices, "" for every card. `held` are
    sides of details that one of the two cards has no price for: they are in no sum.
    """

    card: str
    instead_of: str
    since: int
    until: int
    compared: Compared
    held: tuple[str, ...]
    rules: tuple[str, ...]


def price_what_if_of_file(
    book: Path, path: Path, since: int, until: int, now: int, progress: "Progress"
) -> PriceWhatIf:
    """As `price_what_if`, with the card of a TOML file, or of the library where a bare name of it
    is given. Raises ValueError for a wrong file too."""
    document = library_card(str(path)) or read_card_file(path)
    if isinstance(document, Refused):
        raise ValueError(document.sentence)  # noqa: TRY004 - a wrong file, not a wrong type
    return price_what_if(book, document, None, since, until, now, progress)


def price_what_if(
    book: Path,
    document: str | None,
    only: str | None,
    since: int,
    until: int,
    now: int,
    progress: "Progress",
) -> PriceWhatIf:
    """Price the details that started in [since, until) by a card and by the one in force.

    Without a document by the cards in force alone, which must give what was charged. `only` names
    the card in whose place it is put; None: the one of its own name where the book has that one,
    else all. To be run in a process of its own. Raises StoppedError, and ValueError for a wrong
    document.
    """
    card = None if document is None else check_card(document)
    if isinstance(card, Refused):
        raise ValueError(card.sentence)  # noqa: TRY004 - a wrong document, not a wrong type
    opened = Book(book)
    try:
        with without_collecting():
            names = {name for name, _, _ in card_documents(opened.reader())}
            instead_of = _instead_of(card, only, names)
            past = _Past(opened.reader(), card, document or "", instead_of, now)
            compared = past.compared((since, min(until, now)), progress)
    finally:
        opened.close()
    name = card.name if card else "as it was"
    span = since, min(until, now)
    return PriceWhatIf(name, instead_of, *span, compared, tuple(past.held), RULES)


def _instead_of(card: RateCard | None, only: str | None, names: set[str]) -> str:
    if only and only not in names:
        known = ", ".join(sorted(names)) or "none but the standard one"
        raise ValueError(f"The book has no rate card {only!r}. Its cards: {known}.")
    if only is None and card is not None and card.name in names:
        return card.name
    return only or ""


class _Past:
    """The details of a period, priced twice; `held` says what could not be."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        card: RateCard | None,
        document: str,
        instead_of: str,
        now: int,
    ) -> None:
        self._connection = connection
        self._card = card
        self._document = document
        self._instead_of = instead_of
        self._now = now
        self._years: tuple[ChargedYears, ...] = ()
        self.held: list[str] = []

    def compared(self, span: tuple[int, int], progress: "Progress") -> Compared:
        """All sums; stops where the progress says so."""
        zone = agency_words(self._connection).timezone
        running = (ChargedYears(self._connection, zone, span[0]) for _ in range(2))
        self._years = (*running, ChargedBefore(self._connection, zone))
        details = past_details(self._connection, *span, self._now)
        found = Comparison()
        for begin in range(0, len(details), PIECE):
            if progress(begin, len(details)) is False:
                raise StoppedError("Pricing the period again was stopped.")
            for one in self._priced(details[begin : begin + PIECE]):
                found.add(one)
        return found.compared()

    def _priced(self, piece: tuple[int, ...]) -> Iterator[PricedTwice]:
        known = priced_details(self._connection, piece)
        for side in SIDES:
            facts = read_facts(self._connection, side, piece, self._document)
            facts = replace(facts, earlier={})
            charged = charged_lines(self._connection, side, piece)
            for detail in known:
                one = self._twice(facts, side, detail, charged.get(detail.id, ()))
                if one is not None:
                    yield one

    def _twice(
        self, facts: Facts, side: str, detail: PricedDetail, charged: Sequence[ChargedLine]
    ) -> PricedTwice | None:
        hours = tuple(self._hours(facts, side, detail, charged=bool(charged)))
        if not hours or (side == "bill" and payer_of(detail) == AGENCY):
            return None
        card = facts.card_of(detail)
        if isinstance(card, str):
            self.held.append(f"{detail.number}: {card}")
            return None
        before, after, then = (replace(facts, years=each) for each in self._years)
        was = price_by(before, card, side, detail, hours)
        other = self._other(card)
        would = was if other is None else price_by(after, other, side, detail, hours)
        if isinstance(was, Held) or isinstance(would, Held):
            sentences = [x.sentence for x in (was, would) if isinstance(x, Held)]
            self.held += dict.fromkeys(sentences)
            return None
        if side == "bill":
            self._years[0].add(card, detail, was.lines)
            self._years[1].add(other or card, detail, would.lines)
        settled = tuple(x for x in hours if _settled(x, side, charged=bool(charged)))
        same = settled == hours and not (side == "bill" and limits_years(card))
        again = was if same else _price_some(then, card, side, detail, settled)
        return PricedTwice(
            side,
            Party(detail.employer_id, detail.employer),
            _people(hours),
            was.lines,
            would.lines,
            card.name,
            None if isinstance(again, Held) else again.lines,
            charged,
            0 if charged else len(settled),
            _corrected(hours, settled, charged),
        )

    def _hours(
        self, facts: Facts, side: str, detail: PricedDetail, *, charged: bool
    ) -> Iterator[WorkedEntry]:
        """What is or was to be charged; a cancelled seat as long as it may still be."""
        recent = charged or detail.starts_at >= self._now - CANCELLED_LOOKBACK
        for entry in facts.entries.get(detail.id, ()):
            if side == "bill" and entry.role == TRAINEE:
                continue
            if entry.entry_id is None:
                if detail.cancelled_at is not None and recent:
                    yield entry
            elif entry.state == EntryState.APPROVED:
                yield entry

    def _other(self, card: RateCard) -> RateCard | None:
        """The other card, where it stands in the place of this one."""
        return self._card if self._instead_of in ("", card.name) else None


def _settled(entry: WorkedEntry, side: str, *, charged: bool) -> bool:
    """Whether these hours, or this seat of a cancelled detail, were charged."""
    if entry.entry_id is None:
        return charged
    return (entry.invoice_id if side == "bill" else entry.payroll_run_id) is not None


def _corrected(
    hours: Sequence[WorkedEntry], settled: Sequence[WorkedEntry], charged: Sequence[ChargedLine]
) -> bool:
    """Whether something was charged for a seat whose hours, as they stand, are not charged."""
    waiting = {key_of(entry) for entry in hours} - {key_of(entry) for entry in settled}
    return any(line.key in waiting for line in charged)


def _people(hours: Sequence[WorkedEntry]) -> Mapping[str, Party]:
    return {key_of(x): Party(x.officer_id, f"{x.badge} {x.officer}") for x in hours}


def _price_some(
    facts: Facts, card: RateCard, side: str, detail: PricedDetail, hours: tuple[WorkedEntry, ...]
) -> PricedWork | Held:
    """Price these hours; where there are none, nothing, not even the detail's vehicles."""
    if not hours:
        return PricedWork(detail, (), card.name, ())
    return price_by(facts, card, side, detail, hours)


__all__ = ["PriceWhatIf", "price_what_if", "price_what_if_of_file"]
