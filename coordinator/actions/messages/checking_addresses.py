"""Whom messages will not reach: addresses that cannot be used, and those that are dying."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coordinator.rules.words import Channel
from notify.addresses import mailbox, phone
from notify.carriers import Carrier, carrier_of
from storage.queries.book.settings import setting
from storage.queries.messages.addresses import Addresses, everybodys_addresses
from storage.queries.messages.consents import withdrawn

_LISTED = 10
_STOPPED = "withdrew consent (STOP): nothing goes there"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One person who is reached badly or not at all, and why, in words."""

    kind: str
    id: int
    number: str
    name: str
    address: str
    words: str
    reached: bool


def doubtful_addresses(connection: sqlite3.Connection, today: str) -> tuple[Doubt, ...]:
    """Everybody whom messages reach badly or not at all on a local date (ISO). `reached` says
    that another address of his can be used."""
    country = str(setting(connection, "messages.country_code", "1"))
    return tuple(
        doubt
        for who in everybodys_addresses(connection, today)
        for doubt in _doubts(connection, who, country, today)
    )


def carrier_words(address: str, today: str) -> str:
    """What is to be said of a telephone company's mail address; nothing of any other."""
    carrier = carrier_of(address)
    return f"{carrier.words(today)}: enter the number itself" if carrier else ""


def carrier_notes(mails: Iterable[tuple[str, str]], today: str) -> Iterator[str]:
    """Of numbers or names and their mail addresses: a sentence for each company that closes."""
    found: dict[Carrier, list[str]] = {}
    for number, address in mails:
        if carrier := carrier_of(address):
            found.setdefault(carrier, []).append(number)
    for carrier, numbers in found.items():
        listed = ", ".join(numbers[:_LISTED]) + " …" * (len(numbers) > _LISTED)
        yield f"{carrier.words(today)}: enter the telephone number itself for {listed}."


def _doubts(
    connection: sqlite3.Connection, who: Addresses, country: str, today: str
) -> Iterator[Doubt]:
    mail, number = mailbox(who.email), phone(who.phone, country)
    dying = carrier_words(mail, today)
    stopped = {
        channel
        for channel, address in ((Channel.EMAIL, mail), (Channel.SMS, number))
        if address and withdrawn(connection, channel, address)
    }
    by_text, by_mail = number and Channel.SMS not in stopped, mail and Channel.EMAIL not in stopped
    reached = who.channel != Channel.NONE and bool(by_text or (by_mail and not dying))

    def doubt(address: str, words: str) -> Doubt:
        return Doubt(who.kind, who.id, who.number, who.name, address, words, reached)

    if who.channel == Channel.NONE:
        yield doubt("", "wants no messages")
        return
    if who.email.strip() and (not mail or not mail.isascii()):
        yield doubt(who.email, "is not one mail address that servers take")
    elif dying:
        yield doubt(who.email, dying)
    if who.phone.strip() and not number:
        yield doubt(who.phone, "is no telephone number that takes texts")
    for channel in sorted(stopped):
        yield doubt(mail if channel == Channel.EMAIL else number, _STOPPED)
    if who.channel == Channel.SMS and not who.phone.strip():
        yield doubt("", "chose texts and has no number")
    elif not who.email.strip() and not who.phone.strip():
        yield doubt("", "has no address at all")
