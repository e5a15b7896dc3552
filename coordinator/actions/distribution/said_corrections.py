"""Corrections of facts as people say them: '1004 seniority 2019-03-01', 'without status 12'."""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date

from coordinator.actions.results import Refused
from coordinator.rules.corrections_of_facts import Correction
from coordinator.rules.words import StatusKind
from storage.errors import Missing
from storage.queries.book.lookup import officer_id, position_id

FORMS = (
    "BADGE seniority DATE",
    "BADGE rank CODE from DATE",
    "BADGE status KIND from DATE [to DATE]",
    "BADGE certificate CODE [from DATE] [to DATE]",
    "BADGE not refused POSITION",
    "without rank|status|certificate|entry NUMBER",
    "entry NUMBER is AMOUNT",
)
"""What can be said. A status ends on its `to`; numbers are those of the officer's records."""

_TABLES = {
    "rank": "rank_held",
    "status": "officer_status",
    "certificate": "certificate",
    "entry": "tally_entry",
}
_CODES = {"rank": "rank", "certificate": "certification"}


class _Wrong(ValueError):
    """A sentence that cannot be understood; its words say why."""


def read_corrections(
    connection: sqlite3.Connection, sentences: Iterable[str]
) -> tuple[Correction, ...] | Refused:
    """What some sentences correct, one or more in each, parted by semicolons."""
    parts = [part.split() for sentence in sentences for part in sentence.split(";")]
    try:
        return tuple(each for words in parts if words for each in _read(connection, words))
    except (_Wrong, Missing) as error:
        return Refused((str(error),))


def _read(connection: sqlite3.Connection, words: list[str]) -> Iterable[Correction]:
    match words:
        case ["without", ("rank" | "status" | "certificate" | "entry") as what, number]:
            yield Correction(_TABLES[what], _row(connection, _TABLES[what], number), None)
        case ["entry", number, "is", amount]:
            row = _row(connection, "tally_entry", number)
            yield Correction("tally_entry", row, {"amount": _whole(amount)})
        case [badge, "seniority", day]:
            officer = officer_id(connection, badge)
            yield Correction("officer", officer, {"seniority_on": _day(day)})
        case [badge, "not", "refused", number]:
            yield from _not_refused(connection, officer_id(connection, badge), number)
        case [badge, ("rank" | "status" | "certificate") as what, name, *more]:
            values = _NEW[what](connection, name, _dates(more))
            yield Correction(
                _TABLES[what], 0, {"officer_id": officer_id(connection, badge), **values}
            )
        case _:
            raise _Wrong(f"{' '.join(words)!r} cannot be understood. Say: {'; '.join(FORMS)}.")


def _not_refused(connection: sqlite3.Connection, officer: int, number: str) -> Iterable[Correction]:
    seat = position_id(connection, number)
    found = [
        Correction(table, key, None)
        for table, state in (("call_note", "outcome = 'refused'"), ("offer", "state = 'declined'"))
        for (key,) in connection.execute(
            f"SELECT id FROM {table} WHERE officer_id = ? AND position_id = ? AND {state}",
            (officer, seat),
        )
    ]
    if not found:
        raise _Wrong(f"No refusal of {number} by that officer is in the book.")
    return found


Dates = dict[str, str]
Values = dict[str, object]


def _rank(connection: sqlite3.Connection, code: str, dates: Dates) -> Values:
    return {"rank_id": _code(connection, "rank", code), "from_on": dates.get("from", "0001-01-01")}


def _status(connection: sqlite3.Connection, kind: str, dates: Dates) -> Values:
    if kind not in set(StatusKind):
        raise _Wrong(f"{kind!r} is no status; it is one of: {', '.join(StatusKind)}.")
    if "from" not in dates:
        raise _Wrong("Say from when the status was: from DATE.")
    return {"kind": kind, "from_on": dates["from"], "until_on": dates.get("to"), "note": ""}


def _certificate(connection: sqlite3.Connection, code: str, dates: Dates) -> Values:
    return {
        "certification_id": _code(connection, "certificate", code),
        "issued_on": dates.get("from"),
        "expires_on": dates.get("to"),
    }


_NEW: dict[str, Callable[[sqlite3.Connection, str, Dates], Values]] = {
    "rank": _rank,
    "status": _status,
    "certificate": _certificate,
}


def _code(connection: sqlite3.Connection, what: str, code: str) -> int:
    found = connection.execute(f"SELECT id FROM {_CODES[what]} WHERE code = ?", (code,)).fetchone()
    if found is None:
        raise _Wrong(f"There is no {what} {code!r}.")
    return int(found[0])


def _row(connection: sqlite3.Connection, table: str, number: str) -> int:
    row = _whole(number)
    if connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row,)).fetchone() is None:
        raise _Wrong(f"There is no such record {number}.")
    return row


def _dates(words: list[str]) -> Dates:
    """'from DATE to DATE', either or both."""
    if len(words) % 2 or any(word not in ("from", "to") for word in words[::2]):
        raise _Wrong(f"{' '.join(words)!r} should be: from DATE to DATE.")
    return {word: _day(day) for word, day in zip(words[::2], words[1::2], strict=True)}


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _Wrong(f"{text!r} is no date: write it as 2026-06-01.") from None


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _Wrong(f"{text!r} is no whole number.") from None


__all__ = ["FORMS", "read_corrections"]
