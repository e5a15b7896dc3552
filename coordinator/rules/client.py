"""What stands against new work for an employer on a date: denied, blocked, not insured."""

from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.rules.request_words import ClientStanding


@dataclass(frozen=True, slots=True)
class Client:
    """An employer as the agency's client. Dates are local and ISO; "" where there is none.

    A block ends before `blocked_until_on`; insurance holds through the whole of `insurance_until`.
    """

    name: str
    standing: str = ""
    standing_on: str = ""
    standing_words: str = ""
    blocked_reason: str = ""
    blocked_until_on: str = ""
    insurance_until: str = ""
    insurance_cents: int | None = None
    insurance_waived: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the agency asks of every client: whether insurance is needed, and to which limit."""

    insured: bool = False
    least_cents: int = 0


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that stands against new work; `grave` where nobody may allow it all the same."""

    words: str
    grave: bool = False


def is_blocked(client: Client, on: str) -> bool:
    """Whether a block stands on a local date."""
    return bool(client.blocked_reason) and not (
        client.blocked_until_on and client.blocked_until_on <= on
    )


def objections(client: Client, on: str, terms: Terms) -> Iterator[Objection]:
    """What stands against work for it on a local date, the gravest first."""
    if client.standing == ClientStanding.DENIED:
        words = f": {client.standing_words}" if client.standing_words else ""
        since = f" on {client.standing_on}" if client.standing_on else ""
        yield Objection(f"{client.name} was denied as a client{since}{words}.", grave=True)
    if is_blocked(client, on):
        until = f" until {client.blocked_until_on}" if client.blocked_until_on else ""
        yield Objection(f"{client.name} is blocked{until}: {client.blocked_reason}", grave=True)
    if not client.insurance_waived:
        yield from _uninsured(client, on, terms)


def _uninsured(client: Client, on: str, terms: Terms) -> Iterator[Objection]:
    if client.insurance_until and client.insurance_until < on:
        yield Objection(f"The insurance of {client.name} ended on {client.insurance_until}.")
    elif not client.insurance_until and terms.insured:
        yield Objection(f"No insurance certificate of {client.name} is on record.")
    elif client.insurance_cents is not None and client.insurance_cents < terms.least_cents:
        yield Objection(
            f"The insurance of {client.name} covers {client.insurance_cents // 100:,}; "
            f"{terms.least_cents // 100:,} are wanted."
        )
