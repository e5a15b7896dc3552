"""Who is to be told of an event, on which channel, at which address, or why he cannot be."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coordinator.rules.message_words import Audience, Event
from coordinator.rules.words import Channel, ConsentState
from notify.addresses import usable
from notify.carriers import is_carrier
from notify.wording import shipped_audiences
from storage.queries.book.settings import setting
from storage.queries.messages.consents import consent
from storage.queries.messages.quiet_channels import passed_over
from storage.queries.messages.telling import (
    AgencyFacts,
    Reach,
    employer_reach,
    officer_reach,
)

CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.PUSH)

UNASKED: frozenset[Event] = frozenset(
    {
        Event.CONFIRMED,
        Event.HOURS_APPROVED,
        Event.CERTIFY,
        Event.RECEIPT,
        Event.PAID,
        Event.STATEMENT,
        Event.REQUEST_RECEIVED,
    }
)
"""Nobody hears of these unless the setting `messages.audiences` names who does."""

ROLES = {Audience.SUPERVISOR: "messages.supervisor", Audience.COMMAND: "messages.command"}
"""Audience → the setting that lists its people, each with name, email, phone and channel."""


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
    for audience in audiences(connection, event):
        for reach in _people(connection, audience, concerned, agency):
            key = (reach.email or reach.name, reach.officer_id, reach.contact_id)
            found.setdefault(key, routed(connection, audience, reach))
    return tuple(found.values())


def with_gateway(connection: sqlite3.Connection) -> frozenset[Channel]:
    """The channels on which anything can leave."""
    return frozenset(each for each in CHANNELS if setting(connection, f"gateway.{each}"))


def audiences(connection: sqlite3.Connection, event: Event) -> tuple[Audience, ...]:
    """Those for whom there are words, unless the agency's setting names fewer, or the event is one
    of which nobody hears unasked."""
    wanted = setting(connection, "messages.audiences", {}).get(event)
    usual = shipped_audiences(event)
    if isinstance(wanted, list):
        return tuple(a for a in usual if a in wanted)
    return () if event in UNASKED else usual


def route(connection: sqlite3.Connection, reach: Reach) -> tuple[Channel, str, str]:
    """The channel, the address, and the trouble where there is none.

    The person's own choice comes first, then what he named beside it; where a channel has no
    usable address, no gateway or no consent, has gone quiet, or is a telephone company's door,
    another is taken.
    """
    if reach.channel == Channel.NONE:
        return Channel.NONE, "", f"{reach.name} wants no messages: ring {reach.phone or 'him'}."
    order = ways(connection, reach)
    if order:
        return (*order[0], "")
    return Channel.NONE, "", _why_not(connection, reach)


def ways(connection: sqlite3.Connection, reach: Reach) -> tuple[tuple[Channel, str], ...]:
    """Every channel with an address at which a person may be written to, the best first."""
    given = {
        channel: address
        for channel, address in _given(connection, reach).items()
        if not _barred(connection, channel, address)
    }
    ready = with_gateway(connection)
    quiet = passed_over(connection)
    order = sorted(given, key=lambda c: (c not in ready, c in quiet, _doubtful(given[c])))
    return tuple((channel, given[channel]) for channel in order)


def routed(connection: sqlite3.Connection, audience: Audience, reach: Reach) -> Recipient:
    """A person as a recipient."""
    return Recipient(audience, reach, *route(connection, reach))


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
    elif audience in ROLES:
        yield from people_of(connection, audience)


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


def people_of(connection: sqlite3.Connection, audience: Audience) -> Iterator[Reach]:
    """The supervisors, or command, as the settings list them."""
    return people_in(connection, ROLES[audience])


def people_in(connection: sqlite3.Connection, key: str) -> Iterator[Reach]:
    """The people that a setting lists."""
    for each in setting(connection, key, []):
        if isinstance(each, dict):
            yield _listed(each)


def _listed(each: dict[str, object]) -> Reach:
    said = {name: str(each.get(name, "")) for name in ("name", "channel", "email", "phone")}
    name = said["name"] or said["email"] or said["phone"]
    return Reach(name, said["channel"] or Channel.EMAIL, said["email"], said["phone"])


def _doubtful(address: str) -> bool:
    return is_carrier(address)


def _barred(connection: sqlite3.Connection, channel: Channel, address: str) -> bool:
    """Whether the person said that nothing is to come there, or has not said that it may."""
    said = consent(connection, channel, address)
    needs = channel == Channel.SMS and bool(setting(connection, "messages.texts_need_consent"))
    return said == ConsentState.WITHDRAWN or (needs and said != ConsentState.GIVEN)


def _given(connection: sqlite3.Connection, reach: Reach) -> dict[Channel, str]:
    """Channel → usable address, the person's own choice first."""
    country = str(setting(connection, "messages.country_code", "1"))
    texts = {
        Channel.EMAIL: reach.email,
        Channel.SMS: reach.phone,
        Channel.PUSH: reach.push if Channel.PUSH in _chosen(reach) else "",
    }
    chosen = _chosen(reach)
    order = sorted(texts, key=lambda c: chosen.index(c) if c in chosen else len(chosen))
    addresses = {channel: usable(channel, texts[channel], country) for channel in order}
    return {channel: address for channel, address in addresses.items() if address}


def _chosen(reach: Reach) -> tuple[str, ...]:
    return (reach.channel, *reach.channels.split())


def _why_not(connection: sqlite3.Connection, reach: Reach) -> str:
    barred = _given(connection, reach)
    if barred:
        return f"{reach.name} has not agreed to messages by {', '.join(barred)}: ring him."
    given = [text for text in (reach.email, reach.phone) if text.strip()]
    if given:
        return f"No usable address for {reach.name}: {', '.join(given)}."
    return f"No address for {reach.name}."
