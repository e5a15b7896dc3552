"""Enrolment letters: how an officer is told, what he may write back, which papers he needs."""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.documents import Made, printed
from coordinator.actions.messages.how_to_answer import own_words
from coordinator.actions.results import Refused
from coordinator.rules.spans import Calendar
from coordinator.rules.words import Channel
from notify.addresses import mailbox
from notify.replies import Word
from storage.queries.book.settings import setting
from storage.queries.lists import View, window
from storage.queries.money.money import agency_block
from storage.queries.people.officer import OfficerCard, officer_card
from storage.queries.people.papers import PAPERS, PaperLine, papers_values
from storage.queries.staffing.facts import agency_zone

if TYPE_CHECKING:
    from exports.enrolment_letter import Answering, Enrolment

TEXT_NUMBER = "presence.text_number"
"""Setting: the telephone number that answers by text are sent to."""
MOST = 5_000

COMMANDS: tuple[tuple[Word, str, str], ...] = (
    (Word.YES, "482137", "takes an offer, asks for a posted detail, confirms a seat"),
    (Word.NO, "482137", "declines; a seat that you hold is never given back by it"),
    (Word.OFF, "482137 SICK", "gives a detail back, with the reason"),
    (Word.LATE, "482137 20", "you are so many minutes late"),
    (Word.IN, "482137", "you are there"),
    (Word.OUT, "482137", "you have left"),
    (Word.HOURS, "482137 0800-1600", "the hours that you worked"),
    (Word.AVAILABLE, "SAT 0800-1600", "when you can work"),
    (Word.BUSY, "6/14", "when you cannot"),
    (Word.RENEW, "PERMIT", "asks that a paper of yours that runs out be renewed"),
    (Word.SWAP, "482137 5678", "another officer is to come: his badge, or his code"),
    (Word.MINE, "", "your next details, hours and money of the month"),
    (Word.STOP, "", "no more messages to this address; START begins them again"),
    (Word.HELP, "", "these words"),
)
"""What officers may write, with an example, and what it does."""

_CHANNELS = {Channel.EMAIL: "By mail", Channel.SMS: "By text", Channel.PUSH: "By push message"}


def make_enrolment(
    connection: sqlite3.Connection,
    where: Path,
    officers: Sequence[int],
    now: int,
    *,
    replace: bool = True,
) -> Made | Refused:
    """The letters of these officers as one PDF, in their order."""
    from exports.enrolment_letter import write_enrolments

    on = Calendar(agency_zone(connection)).local_iso(now)
    found = [card for key in officers[:MOST] if (card := officer_card(connection, key, on))]
    if not found:
        return Refused(("There is no officer to write to.",))
    letters = [_letter(connection, card, on) for card in found]
    write = partial(
        write_enrolments,
        agency=agency_block(connection),
        answering=answering(connection),
        letters=letters,
    )
    number = found[0].badge if len(found) == 1 else on
    what = f"{len(found)} enrolment letter{'s' if len(found) != 1 else ''}"
    try:
        return printed(connection, where, ("enrolment", number), write, what, replace=replace)
    except ValueError:  # a badge that is no part of a file's name
        return printed(connection, where, ("enrolment", on), write, what, replace=replace)


def answering(connection: sqlite3.Connection) -> "Answering":
    """Where answers go, and the commands in the agency's own words."""
    from exports.enrolment_letter import Answering

    own = own_words(connection)
    commands = tuple(
        (f"{own[word][0].upper()} {example}".strip(), meaning)
        for word, example, meaning in COMMANDS
        if own.get(word)
    )
    mail = mailbox(str(setting(connection, "replies.address", "")))
    return Answering(
        str(setting(connection, TEXT_NUMBER, "")), mail or agency_block(connection).email, commands
    )


def _letter(connection: sqlite3.Connection, card: OfficerCard, on: str) -> "Enrolment":
    from exports.enrolment_letter import Enrolment

    papers = _papers(connection, card.badge, on)
    name = " ".join(reversed(card.name.split(", ", 1)))
    return Enrolment(
        name,
        card.badge,
        on,
        tuple(_reached(card)),
        tuple(_held(line, on) for line in papers if line.certificate_id),
        tuple(f"{line.name}: MISSING" for line in papers if not line.certificate_id),
    )


def _reached(card: OfficerCard) -> Iterator[str]:
    addresses = {Channel.EMAIL: card.email, Channel.SMS: card.phone, Channel.PUSH: "the app"}
    chosen = Channel(card.channel)
    if chosen in _CHANNELS:
        yield f"{_CHANNELS[chosen]}: {addresses[chosen] or 'no address is known'}"
    else:
        yield "By telephone only: you asked for no messages."
    others = [c for c in (Channel.EMAIL, Channel.SMS) if c != chosen and addresses[c]]
    yield from (f"Also known, {_CHANNELS[c].lower()}: {addresses[c]}" for c in others)


def _papers(connection: sqlite3.Connection, badge: str, on: str) -> tuple[PaperLine, ...]:
    view = View("code", badge, fixed=papers_values(on, on))
    found = (line.row for line in window(connection, PAPERS, view, 100))
    return tuple(row for row in found if row.badge == badge)


def _held(line: PaperLine, on: str) -> str:
    if not line.expires_on:
        return f"{line.name}: no end"
    return f"{line.name}: {'RAN OUT ON' if line.expires_on < on else 'until'} {line.expires_on}"
