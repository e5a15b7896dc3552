"""Who is to be told of an event, on which channel, at which address, or why he cannot be."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coordinator.rules.words import Audience, Channel, Event
from notify.addresses import usable
from notify.wording import shipped_audiences
from storage.queries.settings import setting
from storage.queries.telling import (
    AgencyFacts,
    Reach,
    employer_reach,
    officer_reach,
)

CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.PUSH)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person, and how he will be told. On channel none `trouble` says why he cannot be."""

    audience: Audience
    reach: Reach
    channel: Channel
    address: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom an event is about."""

    detail_id: int | None = None
    employer_id: int | None = None
    contact_id: int | None = None
    officers: tuple[int, ...] = ()
    substitute_id: int | None = None


def recipients(
    connection: sqlite3.Connection, event: Event, concerned: Concerned, agency: AgencyFacts
) -> tuple[Recipient, ...]:
    """Everyone to be told, each person once. A person without an address is among them."""
    found: dict[tuple[str, int | None, int | None], Recipient] = {}
    for audience in _audiences(connection, event):
        for reach in _people(connection, audience, concerned, agency):
            key = (reach.email or reach.name, reach.officer_id, reach.contact_id)
            found.setdefault(key, _routed(connection, audience, reach))
    return tuple(found.values())


def _audiences(connection: sqlite3.Connection, event: Event) -> tuple[Audience, ...]:
    """Those for whom there are words, unless the agency's setting names fewer."""
    wanted = setting(connection, "messages.audiences", {}).get(event)
    usual = shipped_audiences(event)
    return tuple(a for a in usual if a in wanted) if isinstance(wanted, list) else usual


def route(connection: sqlite3.Connection, reach: Reach) -> tuple[Channel, str, str]:
    """The channel, the address, and the trouble where there is none.

    The person's own choice comes first; where it has no usable address or no gateway, another
    that has both is taken, then one that has an address.
    """
    if reach.channel == Channel.NONE:
        return Channel.NONE, "", f"{reach.name} wants no messages: ring {reach.phone or 'him'}."
    given = _given(connection, reach)
    ready = {channel for channel in CHANNELS if setting(connection, f"gateway.{channel}")}
    order = sorted(given, key=lambda channel: channel not in ready)
    if order:
        return order[0], given[order[0]], ""
    return Channel.NONE, "", _why_not(reach)


def _people(
    connection: sqlite3.Connection, audience: Audience, concerned: Concerned, agency: AgencyFacts
) -> Iterator[Reach]:
    if audience == Audience.OFFICER:
        others = (i for i in concerned.officers if i != concerned.substitute_id)
        yield from _officers(connection, others)
    elif audience == Audience.SUBSTITUTE and concerned.substitute_id is not None:
        yield from _officers(connection, (concerned.substitute_id,))
    elif audience == Audience.EMPLOYER and concerned.employer_id is not None:
        yield employer_reach(connection, concerned.employer_id, concerned.contact_id)
    elif audience == Audience.COORDINATOR:
        yield from _desk(connection, agency)


def _officers(connection: sqlite3.Connection, ids: Iterable[int]) -> Iterator[Reach]:
    for officer_id in ids:
        reach = officer_reach(connection, officer_id)
        if reach is not None:
            yield reach


def _desk(connection: sqlite3.Connection, agency: AgencyFacts) -> Iterator[Reach]:
    """The coordinator sits in front of the book, so having no address is no loss to anybody."""
    own = setting(connection, "messages.coordinator", {})
    reach = Reach(
        name=str(own.get("name", agency.name)),
        channel=str(own.get("channel", Channel.EMAIL)),
        email=str(own.get("email", agency.email)),
        phone=str(own.get("phone", "")),
    )
    if reach.email or reach.phone:
        yield reach


def _routed(connection: sqlite3.Connection, audience: Audience, reach: Reach) -> Recipient:
    return Recipient(audience, reach, *route(connection, reach))


def _given(connection: sqlite3.Connection, reach: Reach) -> dict[Channel, str]:
    """Channel → usable address, the person's own choice first."""
    country = str(setting(connection, "messages.country_code", "1"))
    texts = {
        Channel.EMAIL: reach.email,
        Channel.SMS: reach.phone,
        Channel.PUSH: reach.push if reach.channel == Channel.PUSH else "",
    }
    order = sorted(texts, key=lambda channel: channel != reach.channel)
    addresses = {channel: usable(channel, texts[channel], country) for channel in order}
    return {channel: address for channel, address in addresses.items() if address}


def _why_not(reach: Reach) -> str:
    given = [text for text in (reach.email, reach.phone) if text.strip()]
    if given:
        return f"No usable address for {reach.name}: {', '.join(given)}."
    return f"No address for {reach.name}."
