"""What stands beside the tests of a fairness statement: wishes, exclusions, and ordered hours."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class AskedFor(NamedTuple):
    """An employer's wish for an officer: of so many seats he holds so many."""

    officer_id: int
    badge: str
    name: str
    employer: str
    seats: int
    followed: int


class OrderedHours(NamedTuple):
    """What an officer was ordered to work, kept apart from what he volunteered for."""

    officer_id: int
    badge: str
    name: str
    details: int
    minutes: int


class KeptApart(NamedTuple):
    """An officer and an employer who were kept apart in the period (local ISO dates, half-open).

    `side` is who asked, `answered` 1 where the officer was heard, `seats` how many there were with
    that employer meanwhile.
    """

    officer_id: int
    badge: str
    name: str
    employer: str
    side: str
    decided_by: str
    answered: int
    from_on: str
    until_on: str | None
    seats: int


def asked_words(asked: Sequence[AskedFor]) -> Iterator[str]:
    """Who was asked for by name, by whom, and how often that came true; nothing where nobody was.

    A wish orders nothing, but it is a known road of favour, so it is counted.
    """
    if not asked:
        yield "No employer asked for an officer by name."
        return
    seats, followed = sum(a.seats for a in asked), sum(a.followed for a in asked)
    yield (
        f"Employers asked for officers by name on {seats:,} seat(s); {followed:,} were held by the "
        "officer who was asked for. A wish does not change the order."
    )
    for one in asked:
        yield f"#{one.badge} {one.name}, asked for by {one.employer}: {one.followed} of {one.seats}"


def apart_words(apart: Sequence[KeptApart]) -> Iterator[str]:
    """Who was kept from which employer, who asked for it and decided, and what it cost in seats."""
    if not apart:
        yield "No officer was kept apart from an employer."
        return
    seats = sum(one.seats for one in apart)
    yield f"Officers kept apart from employers: {len(apart):,}, with {seats:,} seat(s) meanwhile."
    for one in apart:
        end = f"until {one.until_on}" if one.until_on else "without an end"
        by = f", decided by {one.decided_by}" if one.decided_by else ""
        heard = "the officer answered" if one.answered else "no answer of the officer on record"
        yield (
            f"#{one.badge} {one.name} and {one.employer}, as the {one.side} asked{by}, from "
            f"{one.from_on} {end}; {heard}; {one.seats} seat(s)"
        )


def ordered_words(ordered: Sequence[OrderedHours]) -> Iterator[str]:
    """Ordered hours officer by officer. Hours that are not voluntary are not those of a separate
    and independent employment (29 CFR 553.227), so they stand apart."""
    if not ordered:
        yield "Nobody was ordered to work: all hours are voluntary."
        return
    minutes = sum(one.minutes for one in ordered)
    details = sum(one.details for one in ordered)
    yield f"Ordered: {minutes / 60:,.1f} h in {details:,} seat(s). All other hours are voluntary."
    for one in ordered:
        yield f"#{one.badge} {one.name}: {one.minutes / 60:.1f} h in {one.details}"
