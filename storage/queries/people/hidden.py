"""Which personal fields this book hides until somebody asks for them."""

import sqlite3
from dataclasses import replace

from coordinator.rules.hidden_fields import (
    KEPT_APART,
    OF_CONTACT,
    OF_OFFICER,
    OF_STATUS,
    dots,
    hidden_of,
    hides,
    veiled,
)
from storage.queries.book.custom_fields import own_words
from storage.queries.book.history import FieldChange, RecordChange
from storage.queries.book.settings import setting
from storage.queries.people.employers import EmployerSheet
from storage.queries.people.officer import OfficerFile

HIDDEN = "screen.hidden"
"""Setting: the kinds of `rules/hidden_fields`."""


def hidden_kinds(connection: sqlite3.Connection) -> frozenset[str]:
    """The kinds that are hidden."""
    return hidden_of(setting(connection, HIDDEN))


def hidden_in(found: tuple[RecordChange, ...], kinds: frozenset[str]) -> tuple[RecordChange, ...]:
    """The life of a record with dots in place of hidden values."""
    return tuple(
        replace(each, fields=tuple(_hidden(each.table, one, kinds) for one in each.fields))
        for each in found
    )


def _hidden(table: str, one: FieldChange, kinds: frozenset[str]) -> FieldChange:
    if not hides(kinds, table, one.column):
        return one
    before, after = (dots(str(each or ""), hidden=True) for each in (one.before, one.after))
    return FieldChange(one.column, before, after)


def veiled_sheet(sheet: EmployerSheet, kinds: frozenset[str]) -> EmployerSheet:
    """All of an employer with dots for its people's numbers and why somebody is kept apart."""
    contacts = tuple(veiled(one, kinds, OF_CONTACT) for one in sheet.contacts)
    apart = tuple(veiled(one, kinds, KEPT_APART) for one in sheet.apart)
    return replace(sheet, contacts=contacts, apart=apart)


def veiled_file(file: OfficerFile, kinds: frozenset[str]) -> OfficerFile:
    """All of an officer with dots for what is hidden of him; own fields keep their labels."""
    card = veiled(file.card, kinds, OF_OFFICER)
    own = file.own
    if "own" in kinds:
        card = replace(card, custom="")
        own = tuple(_label_and_dots(words) for words in own)
    statuses = tuple(veiled(one, kinds, OF_STATUS) for one in file.statuses)
    apart = tuple(veiled(one, kinds, KEPT_APART) for one in file.apart)
    return replace(file, card=card, own=own, statuses=statuses, apart=apart)


def _label_and_dots(words: str) -> str:
    label, mark, value = words.partition(": ")
    return f"{label}{mark}{dots(value, hidden=True)}" if mark else dots(words, hidden=True)


def hidden_values(connection: sqlite3.Connection, officer_id: int, kind: str) -> tuple[str, ...]:
    """What stands in the fields of a kind, for whoever may see it."""
    if kind == "own":
        row = connection.execute("SELECT custom FROM officer WHERE id = ?", (officer_id,))
        return own_words(connection, "officer", row.fetchone()[0] or "")
    rows = connection.execute(_VALUES[kind], (officer_id,)).fetchall()
    return tuple(" ".join(str(part) for part in row) for row in rows)


_VALUES = {
    "phone": "SELECT phone FROM officer WHERE id = ? AND phone <> ''",
    "mail": "SELECT email FROM officer WHERE id = ? AND email <> ''",
    "home": "SELECT home_lat / 1e6, home_lon / 1e6 FROM officer WHERE id = ? "
    "AND home_lat IS NOT NULL",
    "remarks": "SELECT kind, from_on, note FROM officer_status WHERE officer_id = ?1 "
    "AND note <> '' UNION ALL SELECT 'kept apart', from_on, reason FROM exclusion "
    "WHERE officer_id = ?1 AND reason <> ''",
    "bank": "SELECT '····' || last_four FROM bank_account WHERE officer_id = ? AND last_four <> ''",
}
