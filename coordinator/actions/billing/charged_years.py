"""What employers were charged of fees that have a ceiling for a year, or for a job."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from coordinator.rules.rates import FEE, PricedLine, RateCard
from coordinator.rules.rates.periods import year_of
from coordinator.rules.spans import Calendar
from storage.queries.money.billing import PricedDetail
from storage.queries.money.charged_years import (
    RunningSum,
    charged_fees,
    first_charge,
    running_fees,
)

EVER = 2**62
"""After every detail, in UTC seconds."""


class ChargedYears:
    """Sums by employer, year and label, which run on as details are priced one after the other.

    `until` (UTC seconds) leaves out details of the book that started then or later: a year that is
    priced again begins with what was charged before it.
    """

    def __init__(self, connection: sqlite3.Connection, zone: str, until: int | None = None) -> None:
        self._connection = connection
        self._calendar = Calendar(zone)
        self._until = until
        self._sums: dict[tuple[int, date], dict[str, int]] = {}
        self._jobs: dict[int, dict[str, int]] = {}

    def before(self, card: RateCard, detail: PricedDetail) -> Mapping[str, Decimal]:
        """What of the card's fees with a ceiling was charged before, in the detail's year."""
        labels = _of_years(card)
        if not labels:
            return {}
        return _amounts(labels, self._year(card, detail))

    def of_job(self, card: RateCard, detail: PricedDetail) -> Mapping[str, Decimal]:
        """What of the card's fees with a ceiling was charged before, for the detail's job."""
        labels = _of_jobs(card)
        return _amounts(labels, self._job(detail)) if labels else {}

    def here(self, card: RateCard, detail: PricedDetail) -> Mapping[str, Decimal]:
        """What of the card's fees with a ceiling stands charged on the detail itself."""
        labels = _labels(card)
        if not labels:
            return {}
        span = detail.starts_at, detail.starts_at + 1
        known = charged_fees(self._connection, detail.employer_id, span, detail.id)
        return _amounts(labels, known)

    def add(self, card: RateCard, detail: PricedDetail, lines: Iterable[PricedLine]) -> None:
        """Count the lines of a detail for those that are priced after it."""
        if _of_years(card):
            _count(self._year(card, detail), _of_years(card), lines)
        if _of_jobs(card):
            _count(self._job(detail), _of_jobs(card), lines)

    def _year(self, card: RateCard, detail: PricedDetail) -> dict[str, int]:
        first, last = self._span_of(card, detail)
        key = (detail.employer_id, first)
        if key not in self._sums:
            since, until = self._calendar.midnight(first), self._calendar.midnight(last)
            until = until if self._until is None else max(since, min(until, self._until))
            span = since, until
            self._sums[key] = dict(charged_fees(self._connection, detail.employer_id, span))
        return self._sums[key]

    def _job(self, detail: PricedDetail) -> dict[str, int]:
        if detail.job_id not in self._jobs:
            span = 0, EVER if self._until is None else self._until
            known = charged_fees(self._connection, detail.employer_id, span, job_id=detail.job_id)
            self._jobs[detail.job_id] = dict(known)
        return self._jobs[detail.job_id]

    def _span_of(self, card: RateCard, detail: PricedDetail) -> tuple[date, date]:
        return year_of(card.bill.year_starts, self._calendar.local_date(detail.starts_at))


class ChargedBefore(ChargedYears):
    """What stood in the book when a detail was charged."""

    def __init__(self, connection: sqlite3.Connection, zone: str) -> None:
        super().__init__(connection, zone)
        self._running: dict[tuple[int, date], Mapping[str, RunningSum]] = {}
        self._running_jobs: dict[int, Mapping[str, RunningSum]] = {}

    def before(self, card: RateCard, detail: PricedDetail) -> Mapping[str, Decimal]:
        """What of the card's fees with a ceiling was charged before the detail's own lines."""
        labels = _of_years(card)
        return self._as_then(labels, self._sums_of(card, detail), detail) if labels else {}

    def of_job(self, card: RateCard, detail: PricedDetail) -> Mapping[str, Decimal]:
        """What of the card's fees with a ceiling was charged for the job before the detail's own
        lines."""
        labels = _of_jobs(card)
        if not labels:
            return {}
        if detail.job_id not in self._running_jobs:
            self._running_jobs[detail.job_id] = running_fees(
                self._connection, detail.employer_id, (0, EVER), detail.job_id
            )
        return self._as_then(labels, self._running_jobs[detail.job_id], detail)

    def _as_then(
        self, labels: frozenset[str], running: Mapping[str, RunningSum], detail: PricedDetail
    ) -> Mapping[str, Decimal]:
        own = first_charge(self._connection, detail.id)
        return _amounts(labels, {label: _until(running[label], own) for label in running})

    def _sums_of(self, card: RateCard, detail: PricedDetail) -> Mapping[str, RunningSum]:
        first, last = self._span_of(card, detail)
        key = (detail.employer_id, first)
        if key not in self._running:
            span = self._calendar.midnight(first), self._calendar.midnight(last)
            self._running[key] = running_fees(self._connection, detail.employer_id, span)
        return self._running[key]

    def add(self, card: RateCard, detail: PricedDetail, lines: Iterable[PricedLine]) -> None:
        """Nothing: what is charged stands in the book."""


def limits_years(card: RateCard) -> bool:
    """Whether some fee of the card has a ceiling for a year or a job."""
    return bool(_labels(card))


def _amounts(labels: Iterable[str], known: Mapping[str, int]) -> Mapping[str, Decimal]:
    return {label: Decimal(known.get(label, 0)) / 100 for label in labels}


def _until(running: RunningSum, own: int | None) -> int:
    """What lines came to that were written before this one; all where it is not written."""
    ids, sums = running
    place = len(ids) if own is None else bisect_left(ids, own)
    return sums[place - 1] if place else 0


def _count(known: dict[str, int], labels: frozenset[str], lines: Iterable[PricedLine]) -> None:
    for line in lines:
        if line.kind == FEE and line.label in labels:
            known[line.label] = known.get(line.label, 0) + line.amount_cents


def _labels(card: RateCard) -> frozenset[str]:
    return _of_years(card) | _of_jobs(card)


def _of_years(card: RateCard) -> frozenset[str]:
    return frozenset(fee.label for fee in card.bill.fees if fee.most_per_year is not None)


def _of_jobs(card: RateCard) -> frozenset[str]:
    return frozenset(fee.label for fee in card.bill.fees if fee.most_per_job is not None)
