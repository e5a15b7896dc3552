"""The agency's own fields on employers, officers and jobs, and what stands in them."""

import json
import sqlite3

from coordinator.rules.custom_fields import CustomDef, Value, shown_value


def custom_fields(
    connection: sqlite3.Connection, record: str, *, retired: bool = False
) -> tuple[CustomDef, ...]:
    """The fields of a kind of record (employer, officer, job) in their order."""
    rows = connection.execute(
        "SELECT id, record, key, label, kind, choices, ordinal, retired FROM custom_field "
        f"WHERE record = ? {'' if retired else 'AND NOT retired'} ORDER BY ordinal, id",
        (record,),
    )
    return tuple(
        CustomDef(key, whose, name, label, kind, _lines(choices), ordinal, retired_too == 1)
        for key, whose, name, label, kind, choices, ordinal, retired_too in rows
    )


def custom_values(connection: sqlite3.Connection, record: str, record_id: int) -> dict[str, Value]:
    """Key → value of what stands in a record's own fields; empty where there is no such record."""
    if record not in _TABLES:
        raise ValueError(f"{record} has no fields of the agency's own")
    row = connection.execute(f"SELECT custom FROM {record} WHERE id = ?", (record_id,)).fetchone()
    return kept_values(row[0]) if row else {}


def values_by_record(connection: sqlite3.Connection, record: str) -> dict[int, dict[str, Value]]:
    """Id → what stands in the own fields of every record of a kind that has any."""
    if record not in _TABLES:
        raise ValueError(f"{record} has no fields of the agency's own")
    rows = connection.execute(f"SELECT id, custom FROM {record} WHERE custom IS NOT NULL")
    return {key: kept_values(custom) for key, custom in rows}


def kept_values(custom: str | None) -> dict[str, Value]:
    """What a record's `custom` holds; nothing where it was spoilt from outside."""
    try:
        found = json.loads(custom or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def own_words(connection: sqlite3.Connection, record: str, custom: str | None) -> tuple[str, ...]:
    """'Region: east' for each field in which something stands."""
    values = kept_values(custom)
    return tuple(
        f"{field.label}: {shown_value(values[field.key])}"
        for field in (custom_fields(connection, record) if values else ())
        if field.key in values
    )


def custom_words(table: str) -> str:
    """SQL for all values in a row's own fields as one text, to be looked through."""
    values = (
        f"coalesce((SELECT group_concat(value, ' ') FROM json_each({table}.custom)"
        f" WHERE json_valid({table}.custom)), '')"
    )
    # Most rows have none, and lists of many rows are looked through at each letter typed.
    return f"iif({table}.custom IS NULL, '', {values})"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in map(str.strip, text.splitlines()) if line)


_TABLES = ("employer", "officer", "job")
