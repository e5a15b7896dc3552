"""Who wrote a mail or text, by its address, and what the code in it is about."""

import sqlite3
from dataclasses import dataclass

from coordinator.rules.message_words import Audience
from coordinator.rules.words import Channel
from notify.addresses import mailbox, phone
from storage.queries.book.settings import setting


@dataclass(frozen=True, slots=True)
class Sender:
    """One person, or an employer as such, who has an address.

    `tag` is how the log names him for ever: by badge or employer, since no name in it could be
    closed when somebody's particulars are.
    """

    name: str
    tag: str
    audience: Audience
    officer_id: int | None = None
    contact_id: int | None = None
    employer_id: int | None = None
    approval_id: int | None = None


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A reply code: whose it is, what it is about, and until when it is answered."""

    id: int
    code: str
    officer_id: int | None
    contact_id: int | None
    employer_id: int | None
    approval_id: int | None
    position_id: int | None
    detail_id: int | None
    closes_at: int | None


_CODE = """
SELECT reply_code.id, code, reply_code.officer_id, contact_id, reply_code.employer_id, approval_id,
       position_id, coalesce(reply_code.detail_id, position.detail_id), closes_at
FROM reply_code LEFT JOIN position ON position.id = position_id
"""
_MAIL = "{mail} = :address COLLATE NOCASE"
_NUMBER = (
    "substr(replace(replace(replace(replace(replace({phone}, ' ', ''), '-', ''), '(', ''), "
    "')', ''), '.', ''), -7) = :tail"
)
_HERE = (
    "NOT EXISTS (SELECT 1 FROM officer_status AS gone WHERE gone.officer_id = officer.id "
    "AND gone.kind = 'departed' AND gone.until_on IS NULL)"
)


def plain_address(connection: sqlite3.Connection, channel: str, address: str) -> str:
    """The address as two of them are compared; empty where it is none."""
    if channel == Channel.EMAIL:
        return mailbox(address).casefold()
    return phone(address, str(setting(connection, "messages.country_code", "1")))


def who_has(connection: sqlite3.Connection, channel: str, address: str) -> tuple[Sender, ...]:
    """Everybody in the book with this address or number; a contact stands for his employer."""
    wanted = plain_address(connection, channel, address)
    if not wanted:
        return ()
    found = [
        sender
        for sender, given in _candidates(connection, channel, wanted)
        if plain_address(connection, channel, given) == wanted
    ]
    spoken_for = {_employer_of(connection, each.contact_id) for each in found if each.contact_id}
    return tuple(
        each for each in found if each.employer_id is None or each.employer_id not in spoken_for
    )


def spellings(connection: sqlite3.Connection, channel: str, address: str) -> tuple[str, ...]:
    """An address as it came, and as the book has it: capitals may differ."""
    wanted = plain_address(connection, channel, address)
    given = [given for _, given in _candidates(connection, channel, wanted)] if wanted else []
    if channel != Channel.EMAIL:
        return (wanted,) if wanted else ()
    same = [each for each in map(mailbox, (address, *given)) if each.casefold() == wanted]
    return tuple(dict.fromkeys(same))


def code_facts(connection: sqlite3.Connection, code: str) -> CodeFacts | None:
    """What a code is about, or None where there is none such."""
    row = connection.execute(f"{_CODE} WHERE code = ?", (code,)).fetchone()
    return CodeFacts(*row) if row else None


def code_of_message(connection: sqlite3.Connection, keys: tuple[str, ...]) -> CodeFacts | None:
    """The code of one of our own messages that a mail refers to by its unguessable key."""
    marks = ", ".join("?" * len(keys))
    row = connection.execute(
        f"{_CODE} WHERE reply_code.id IN (SELECT reply_code_id FROM message "
        f"WHERE key IN ({marks}) ORDER BY id DESC LIMIT 1)",
        keys,
    ).fetchone()
    return CodeFacts(*row) if row else None


def is_his(connection: sqlite3.Connection, code: CodeFacts, sender: Sender) -> bool:
    """Whether the code was drawn for this person."""
    if sender.officer_id is not None:
        return code.officer_id == sender.officer_id
    if sender.contact_id is not None:
        own = code.contact_id == sender.contact_id
        return own or code.employer_id == _employer_of(connection, sender.contact_id)
    return sender.employer_id is not None and code.employer_id == sender.employer_id


def decider(
    connection: sqlite3.Connection, code: CodeFacts, channel: str, address: str
) -> Sender | None:
    """Who was asked to decide, if this is his address."""
    if code.approval_id is None:
        return None
    row = connection.execute(
        "SELECT asked_of, address FROM approval_request WHERE id = ?", (code.approval_id,)
    ).fetchone()
    wanted = plain_address(connection, channel, address)
    if not row or not wanted or plain_address(connection, channel, row[1]) != wanted:
        return None
    return Sender(row[0], row[0], Audience.SUPERVISOR, approval_id=code.approval_id)


def owner_words(connection: sqlite3.Connection, code: CodeFacts) -> str:
    """Whose a code is, for the coordinator's eyes; no name, since it stands in the log."""
    for table, row, name in (
        ("officer", code.officer_id, "'officer ' || badge"),
        (
            "contact",
            code.contact_id,
            "'a contact of ' || (SELECT employer.name FROM employer "
            "WHERE employer.id = employer_id)",
        ),
        ("employer", code.employer_id, "name"),
        ("approval_request", code.approval_id, "'somebody who decides'"),
    ):
        if row is not None:
            return str(
                connection.execute(f"SELECT {name} FROM {table} WHERE id = ?", (row,)).fetchone()[0]
            )
    return ""


def sender_of(
    connection: sqlite3.Connection,
    *,
    officer_id: int | None = None,
    contact_id: int | None = None,
    employer_id: int | None = None,
) -> Sender | None:
    """A person whom the coordinator names as the writer, or None where there is none such."""
    given = {"officer": officer_id, "contact": contact_id, "employer": employer_id}
    for table, row_id in given.items():
        if row_id is not None:
            row = connection.execute(f"{_PEOPLE[table]} WHERE {table}.id = ?", (row_id,)).fetchone()
            return _sender(table, row) if row else None
    return None


_PEOPLE = {
    "officer": "SELECT id, trim(first_name || ' ' || last_name), 'officer ' || badge, "
    "email, phone FROM officer",
    "contact": "SELECT id, name, (SELECT name FROM employer WHERE employer.id = employer_id), "
    "email, phone FROM contact",
    "employer": "SELECT id, name, name, email, phone FROM employer",
}
_AUDIENCE = {"officer": Audience.OFFICER}


def _candidates(
    connection: sqlite3.Connection, channel: str, wanted: str
) -> list[tuple[Sender, str]]:
    by_mail = channel == Channel.EMAIL
    clause = _MAIL.format(mail="email") if by_mail else _NUMBER.format(phone="phone")
    found = []
    for table, people in _PEOPLE.items():
        here = f" AND {_HERE}" if table == "officer" else ""
        rows = connection.execute(
            f"{people} WHERE {clause}{here}", {"address": wanted, "tail": wanted[-7:]}
        )
        found += [(_sender(table, row), row[3] if by_mail else row[4]) for row in rows]
    return found


def _sender(table: str, row: tuple[int, str, str, str, str]) -> Sender:
    audience = _AUDIENCE.get(table, Audience.EMPLOYER)
    ids = {f"{name}_id": row[0] if name == table else None for name in _PEOPLE}
    return Sender(
        row[1], row[2], audience, ids["officer_id"], ids["contact_id"], ids["employer_id"]
    )


def _employer_of(connection: sqlite3.Connection, contact_id: int) -> int:
    row = connection.execute("SELECT employer_id FROM contact WHERE id = ?", (contact_id,))
    return int(row.fetchone()[0])
