"""The coordinator's own words to a whole group of officers."""

import sqlite3

from coordinator.actions.messages.writing_to import Written, write_to
from coordinator.actions.results import Actor, Refused
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.queries.book.lookup import detail_id
from storage.queries.messages.conversation import Partner
from storage.queries.messages.officers_to_tell import approved_officers, officers_of_tier
from storage.queries.messages.telling import agency_facts, live_officers
from storage.queries.people.bonds import group_names, members_of

EVERYBODY = "all"


def broadcast(
    book: Book, actor: Actor, group: str, words: str, *, subject: str = ""
) -> Written | Refused:
    """Write to everybody of a group, by the way that each chose.

    `group` is the name of a group as it stands today, "all" (everybody approved), "tier:NAME", or
    "detail:NUMBER" (whoever holds a seat there).
    """
    connection = book.reader()
    officers = officers_called(connection, group.strip(), actor.now)
    if not officers:
        known = ", ".join((EVERYBODY, *group_names(connection)))
        return Refused((f"Nobody is in {group!r}. There is: {known}, tier:..., detail:...",))
    partners = [Partner("officer", officer) for officer in officers]
    return write_to(book, actor, partners, words, subject=subject)


def officers_called(connection: sqlite3.Connection, group: str, now: int) -> tuple[int, ...]:
    """The officers whom a group's name means at `now` (UTC seconds), each once. Raises Missing."""
    kind, _, name = group.partition(":")
    if group == EVERYBODY:
        return approved_officers(connection)
    if kind == "tier" and name:
        return officers_of_tier(connection, name)
    if kind == "detail" and name:
        return live_officers(connection, detail_id(connection, name))
    on = Calendar(agency_facts(connection).timezone).local_iso(now)
    members = members_of(connection, group, on) if group else ()
    return tuple(dict.fromkeys(member.officer_id for member in members))
