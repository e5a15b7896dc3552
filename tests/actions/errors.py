"""Errors injected into the facts of a seeded agency, and putting them right the slow way."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from coordinator.actions.past_awards.make_whole import Error
from coordinator.rules.corrections_of_facts import Correction
from storage.database import Book
from tests.actions.seeded_town import SeededTown
from tests.actions.shadow import Found, History, Shadow, work_out_by

KINDS = ("seniority", "rank", "no_rank", "status", "no_status", "certificate", "tally", "refusal",
         "schedule")  # fmt: skip


@dataclass(frozen=True)
class Injected:
    """One error: how the program is told of it, and the plain SQL that puts it right."""

    kind: str
    officer: int
    error: Error
    sql: tuple[tuple[str, tuple[object, ...]], ...] = ()
    note: int = 0


def inject(book: Book, town: SeededTown, kind: str, random: Random) -> Injected | None:
    """What should have been, of one kind; None where the agency has nothing of the kind."""
    officer = random.choice(town.officers)
    return MAKERS[kind](book.reader(), town, officer, random)


def _seniority(
    read: sqlite3.Connection, town: SeededTown, officer: int, random: Random
) -> Injected:
    on = f"200{random.randint(1, 9)}-02-03"
    return Injected(
        "seniority",
        officer,
        Error((Correction("officer", officer, {"seniority_on": on}),)),
        (("UPDATE officer SET seniority_on = ? WHERE id = ?", (on, officer)),),
    )


def _rank(read: sqlite3.Connection, town: SeededTown, officer: int, random: Random) -> Injected:
    values = {"officer_id": officer, "rank_id": town.ranks[1], "from_on": "2016-01-01"}
    return Injected(
        "rank",
        officer,
        Error((Correction("rank_held", 0, values),)),
        (
            (
                "INSERT INTO rank_held (id, officer_id, rank_id, from_on) "
                "VALUES (99999, ?, ?, '2016-01-01')",
                (officer, town.ranks[1]),
            ),
        ),
    )


def _gone(
    table: str, kind: str, where: str
) -> Callable[[sqlite3.Connection, SeededTown, int, Random], Injected | None]:
    def make(
        read: sqlite3.Connection, town: SeededTown, officer: int, random: Random
    ) -> Injected | None:
        rows = read.execute(f"SELECT id, officer_id FROM {table} WHERE {where}").fetchall()
        if not rows:
            return None
        row, owner = random.choice(rows)
        note = row if table == "call_note" else 0
        sql = () if note else ((f"DELETE FROM {table} WHERE id = ?", (row,)),)
        return Injected(kind, owner, Error((Correction(table, row, None),)), sql, note)

    return make


def _status(read: sqlite3.Connection, town: SeededTown, officer: int, random: Random) -> Injected:
    since, until = random.choice((("2026-04-01", "2026-04-20"), ("2026-04-20", "2026-05-15")))
    values = {"officer_id": officer, "kind": "sick", "from_on": since, "until_on": until}
    return Injected(
        "status",
        officer,
        Error((Correction("officer_status", 0, {**values, "note": ""}),)),
        (
            (
                "INSERT INTO officer_status (id, officer_id, kind, from_on, until_on, note) "
                "VALUES (99999, ?, 'sick', ?, ?, '')",
                (officer, since, until),
            ),
        ),
    )


def _tally(
    read: sqlite3.Connection, town: SeededTown, officer: int, random: Random
) -> Injected | None:
    rows = read.execute("SELECT id, officer_id FROM tally_entry").fetchall()
    if not rows:
        return None
    row, owner = random.choice(rows)
    amount = random.choice((0, 3000))
    return Injected(
        "tally",
        owner,
        Error((Correction("tally_entry", row, {"amount": amount}),)),
        (("UPDATE tally_entry SET amount = ? WHERE id = ?", (amount, row)),),
    )


def _schedule(read: sqlite3.Connection, town: SeededTown, officer: int, random: Random) -> Injected:
    return Injected("schedule", 0, Error(schedule=True))


MAKERS: dict[str, Callable[[sqlite3.Connection, SeededTown, int, Random], Injected | None]] = {
    "seniority": _seniority,
    "rank": _rank,
    "no_rank": _gone("rank_held", "no_rank", "from_on > '2010'"),
    "status": _status,
    "no_status": _gone("officer_status", "no_status", "1"),
    "certificate": _gone("certificate", "certificate", "1"),
    "tally": _tally,
    "refusal": _gone("call_note", "refusal", "outcome = 'refused'"),
    "schedule": _schedule,
}


def put_right(
    path: Path, folder: Path, span: tuple[int, int], injected: Injected
) -> tuple[list[Found], dict[int, int], dict[int, int]]:
    """Every award again from the first on, in a copy of the book with the error put right."""
    history = History.of(path, span)
    right = replace(history, notes=[n for n in history.notes if n["id"] != injected.note])
    record = Shadow.of(path, folder / "record", history, None)
    other = Shadow.of(path, folder / "other", right, None)
    other.whole_schedule = injected.error.schedule
    for sql, values in injected.sql:
        other.connection.execute(sql, values)
    return work_out_by(right, record, other)
