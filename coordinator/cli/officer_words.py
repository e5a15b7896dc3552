"""An officer's file as the command line tells it, a line a thing."""

import json
import sqlite3
from collections.abc import Iterator

from coordinator.cli.times import local
from storage.queries.messages.reach_of_people import wishes_of
from storage.queries.people.officer import OfficerCard, OfficerFile


def file_lines(connection: sqlite3.Connection, found: OfficerFile, today: str) -> Iterator[str]:
    """The roster, status, ranks, papers, and everything that hangs on the officer."""
    card = found.card
    yield f"{card.badge}  {card.name}  {card.rank} {card.rank_name}".rstrip()
    yield from filter(None, (" · ".join(_reach(connection, card)), " · ".join(_dates(card))))
    if not card.approved:
        yield "NOT APPROVED for details"
    yield f"{found.call_offs} called off, {found.no_shows} not shown up"
    for status in found.statuses:
        now = "NOW " if status.holds_on(today) else ""
        until = status.until_on or "further notice"
        kind = status.kind.replace("_", " ")
        yield f"status  {now}{kind} from {status.from_on} until {until}  {status.note}".rstrip()
    yield from (f"rank  {code} since {on}" for code, on in found.ranks)
    for paper in found.papers:
        expired = " EXPIRED" if paper.expires_on and paper.expires_on < today else ""
        yield f"paper  {paper.code} {paper.name}, until {paper.expires_on or 'no end'}{expired}"
    yield from (f"paper  {code} MISSING: nobody works without it" for code in found.lacking)
    yield from found.own
    yield from _hanging(connection, found)


def _reach(connection: sqlite3.Connection, card: OfficerCard) -> Iterator[str]:
    yield from filter(None, (card.unit, card.phone, card.email, f"told by {card.channel}"))
    if wishes := wishes_of(connection, card.id):
        yield from wishes.consents


def _dates(card: OfficerCard) -> Iterator[str]:
    """Since when he is what, and by what else a policy may order him."""
    yield f"senior since {card.seniority_on or '?'}"
    yield f"hired {card.hired_on or '?'}"
    if card.tier:
        yield f"tier {card.tier}"
    if card.eligible_on:
        yield f"takes part from {card.eligible_on}"
    for name, value in (json.loads(card.figures) if card.figures else {}).items():
        yield f"{name} {value}"


def _hanging(connection: sqlite3.Connection, found: OfficerFile) -> Iterator[str]:
    for member in found.groups:
        until = f" until {member.until_on}" if member.until_on else ""
        yield f"group  {member.group} from {member.from_on}{until}"
    yield from (f"interest  {one.sentence}" for one in found.interests)
    for work in found.outside:
        when = f"{local(connection, work.starts_at)} to {local(connection, work.ends_at)}"
        yield f"other work  {when} {work.employer}"
    for said in found.stated:
        word = "free" if said.kind == "available" else "busy"
        when = f"{local(connection, said.starts_at)} to {local(connection, said.ends_at)}"
        yield f"says  {word} {when}  {said.words}".rstrip()
    for apart in found.apart:
        until = f" until {apart.until_on}" if apart.until_on else ""
        why = f"{apart.side}: {apart.reason}"
        yield f"apart  {apart.employer}  {why}, from {apart.from_on}{until}"
    yield from (f"note: {note}" for note in found.notes)
