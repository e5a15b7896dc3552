"""Two copies of one town that went their own ways, and what must be so when they meet again."""

import json
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.handover.giving import GIVE, RECLAIM
from coordinator.actions.handover.taking import MERGE
from coordinator.actions.results import Actor
from coordinator.manual.outside_verify import told, wrong
from storage.connections import open_reader, open_writer
from storage.database import Book
from storage.kept_files import folder_of
from storage.merging.merge import Merged, merge
from storage.models import Baton
from storage.restation import become
from storage.schema import logged_tables
from tests.conftest import NOW
from tests.trust.chance import Chance
from tests.trust.doings import DOINGS

Steps = Iterable[tuple[str, int]]
State = dict[str, Any] | None
Rows = dict[tuple[str, int], State]


@dataclass(frozen=True, slots=True)
class Pair:
    """The files of the giver, who took the book back, and of the stand-in, who works on."""

    base: Path
    first: Path
    second: Path


def parted(lived: Path, folder: Path) -> Pair:
    """A town that was handed over and reclaimed, so that both work."""
    pair = Pair(folder / "base.book", folder / "first.book", folder / "second.book")
    shutil.copy(lived, pair.first)
    book = Book(pair.first)
    with book.action(Actor("Pat", NOW), GIVE, "baton:0") as tx:
        row = tx.add(
            Baton(
                given_at=NOW, given_by="Pat", from_station=0, to_station=1, to_name="Kim", head=""
            )
        )
    book.close()
    shutil.copy(pair.first, pair.base)
    shutil.copy(pair.first, pair.second)
    with closing(open_writer(pair.second)) as connection:
        become(connection, 1)
    book = Book(pair.first)
    with book.action(Actor("Pat", NOW), RECLAIM, "baton:1", given=True) as tx:
        row.reclaimed_at = NOW
        tx.save(row)
    book.close()
    return pair


def work(path: Path, who: str, steps: Steps) -> None:
    """Do these things, a minute apart."""
    book = Book(path)
    for minute, (name, seed) in enumerate(steps, 1):
        DOINGS[name](Chance(book, Actor(who, NOW + 60 * minute), seed))
    book.close()


def met(into: Path, other: Path, target: Path) -> tuple[Book, Merged]:
    """A copy of one book with the other merged into it."""
    book = Book(Path(shutil.copy(into, target)))
    for source in (into, other):
        if folder_of(source).is_dir():
            shutil.copytree(folder_of(source), folder_of(target), dirs_exist_ok=True)
    with (
        closing(open_reader(other)) as theirs,
        book.action(Actor("Merger", NOW + 90_000), MERGE, "baton:1", given=True) as tx,
    ):
        merged = merge(tx, theirs, logged_tables())
        row = tx.get(Baton, 1)
        row.back_at = tx.now
        tx.save(row)
    return book, merged


def rows_of(path: Path) -> Rows:
    """Every row of every logged table, but what the merge itself found."""
    with closing(open_reader(path)) as connection:
        return {
            (table.name, row["id"]): {name: row[name] for name in row.keys() if name != "id"}  # noqa: SIM118 - a Row iterates over values
            for table in logged_tables()
            if table.name != "merge_conflict"
            for row in _dicts(connection, f'SELECT * FROM "{table.name}"')
        }


def _dicts(connection: sqlite3.Connection, sql: str) -> Iterable[sqlite3.Row]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql).fetchall()


def beside_log(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What stands outside the log and is the same wherever the two met."""
    with closing(open_reader(path)) as connection:
        found = {}
        for table in (
            "delivery",
            "delivery_report",
            "packet",
            "shift",
            "lane",
            "draft",
            "raw_mail",
        ):
            names = [
                column[1]
                for column in connection.execute(f"PRAGMA table_info({table})")
                if column[1] != "id"
            ]
            rows = connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
            found[table] = sorted(rows, key=repr)
        return found


def conflicts(book: Book) -> list[dict[str, Any]]:
    """The open conflicts, without what differs by where they were found."""
    rows = _dicts(book.reader(), "SELECT * FROM merge_conflict")
    plain = [{k: row[k] for k in row.keys() if k not in ("id", "found_at")} for row in rows]  # noqa: SIM118 - a Row iterates over values
    return sorted(plain, key=repr)


def hashes(path: Path) -> set[bytes]:
    """The seals of all actions."""
    with closing(open_reader(path)) as connection:
        return {row[0] for row in connection.execute("SELECT hash FROM action")}


def assert_whole(book: Book) -> None:
    """It verifies, by the program and by the page of Python for those who trust none."""
    assert verify_book(book).findings == ()
    assert wrong(told(book.path)) == []
    assert book.reader().execute("PRAGMA foreign_key_check").fetchall() == []


def assert_nothing_lost(pair: Pair, book: Book) -> None:
    """Every row is as the side says that touched it, or lies in a conflict with both sides.

    The slow way, over whole books: no log is asked.
    """
    was, low, high, now = (
        rows_of(path) for path in (pair.base, pair.first, pair.second, book.path)
    )
    disputed = {key for one in conflicts(book) for key in _keys(one)}
    kept = " ".join(str(one["lower"]) + str(one["higher"]) for one in conflicts(book))
    for key in (was.keys() | low.keys() | high.keys()) - {("baton", 1)}:
        before, lower, higher = was.get(key), low.get(key), high.get(key)
        if key in disputed:
            for state in (lower, higher):
                assert state is None or all(_said(value) in kept for value in state.values())
        elif before in (lower, higher) or lower == higher:
            expected = higher if lower == before else lower
            assert _alike(key, now.get(key), expected, now), (key, expected, now.get(key))
        else:
            assert lower is not None
            assert higher is not None
            assert before is not None
            for name, value in now[key].items():  # type: ignore[union-attr]
                sides = {name: (lower[name], higher[name])}
                wanted = higher[name] if lower[name] == before[name] else lower[name]
                assert value == wanted, (key, name, before[name], sides)


def _keys(conflict: dict[str, Any]) -> Iterable[tuple[str, int]]:
    yield conflict["tbl"], conflict["row"]
    if conflict["other_row"] is not None:
        yield conflict["tbl"], conflict["other_row"]


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _alike(key: tuple[str, int], now: State, expected: State, rows: Rows) -> bool:
    """The same, but for what steps aside without a word where both only did the same."""
    if now == expected:
        return True
    if expected is None:
        return False
    if now is None:
        return any(table == key[0] and state == expected for (table, _), state in rows.items())
    differing = {name for name in expected if now[name] != expected[name]}
    if key[0] in ("message", "received", "reply_code"):
        return differing <= {"occasion", "state", "key", "position_id"}
    # What referred to a row that went because the other side had the same refers to that.
    return all(name.endswith("_id") for name in differing)
