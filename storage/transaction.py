"""One action's transaction: validated rows in, one sealed action out."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import BaseModel, create_model

from storage.actor import Actor
from storage.changes import (
    ACTION_COLUMNS,
    CHANGE_COLUMNS,
    GENESIS,
    ActionRow,
    ChangeRow,
    action_hash,
    leaf,
)
from storage.errors import Missing
from storage.models.base import Row
from storage.queries.book.log import head, heads
from storage.stations import mark
from storage.zone_offsets import write_offsets

M = TypeVar("M", bound=Row)


@dataclass(frozen=True, slots=True)
class _Statements:
    """The SQL for one model, from its columns."""

    table: str
    columns: tuple[str, ...]
    insert: str
    update: str
    select: str


@cache
def _statements(model: type[Row]) -> _Statements:
    table = str(model.__tablename__)
    columns = tuple(column.name for column in model.__table__.columns)  # type: ignore[attr-defined]
    named = ", ".join(f'"{c}"' for c in columns)
    slots = ", ".join(f":{c}" for c in columns)
    sets = ", ".join(f'"{c}" = :{c}' for c in columns if c != "id")
    return _Statements(
        table,
        columns,
        f'INSERT INTO "{table}" ({named}) VALUES ({slots})',
        f'UPDATE "{table}" SET {sets} WHERE id = :id',
        f'SELECT {named} FROM "{table}" WHERE id = ?',
    )


@cache
def _record(model: type[Row]) -> type[BaseModel]:
    """The table's columns as a bare pydantic model: tables themselves validate at ten times the
    cost, since SQLAlchemy instruments every attribute."""
    columns: dict[str, Any] = {
        name: (field.annotation, ...) for name, field in model.model_fields.items()
    }
    return create_model(f"{model.__name__}Record", **columns)


def _values(row: Row) -> dict[str, Any]:
    """The row's validated column values; raises pydantic.ValidationError on a wrong one."""
    model = type(row)
    given = {name: getattr(row, name) for name in model.model_fields}
    values = _record(model).model_validate(given).__dict__
    for column, value in values.items():
        if isinstance(value, str):
            _refuse_unkeepable(column, value)
    return values


def _refuse_unkeepable(name: str, text: str) -> None:
    if "\0" in text:
        # json_object() in the log's triggers would end the text there.
        raise ValueError(f"{name}: a NUL character cannot be kept")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(f"{name}: half a character (a lone surrogate) cannot be kept")


class Transaction:
    """The only way to write to the logged tables. Made by `Book.action`.

    Every write runs at once, so queries on `connection` see it. `subject` and `reason` may be set
    until the end, for actions that learn only then what they are about. `joins` is JSON of the
    heads of other stations' chains that the action takes in: [[station, seq, hash in hex], …].
    """

    def __init__(
        self, connection: sqlite3.Connection, actor: Actor, verb: str, subject: str, reason: str
    ) -> None:
        self.connection = connection
        self.who = actor.name
        self.now = actor.now
        self.verb = verb
        self.subject = subject
        self.reason = reason
        self.joins = ""
        self.abandoned = False
        self.action: ActionRow | None = None
        self._station, self._base, self._ceiling = connection.execute(
            "SELECT id, base, ceiling FROM station"
        ).fetchone()
        self.first_change = self._end_of_changes()
        self._minted: dict[str, int] = {}
        self._at_end: list[Callable[[], None]] = []

    # ── rows ────────────────────────────────────────────────────────────────────────────────

    def add(self, row: M) -> M:
        """Insert a row, minting its id; returns the same row. Raises ValidationError."""
        statements = _statements(type(row))
        if row.id is None:
            row.id = self.mint(statements.table)
        self.connection.execute(statements.insert, _values(row))
        return row

    def add_all(self, rows: Iterable[M]) -> int:
        """Insert many rows of one model; returns how many."""
        return sum(1 for row in rows if self.add(row))

    def get(self, model: type[M], row_id: int) -> M:
        """The row as it stands in this transaction. Raises Missing."""
        statements = _statements(model)
        found = self.connection.execute(statements.select, (row_id,)).fetchone()
        if found is None:
            raise Missing(f"no {statements.table} with id {row_id}")
        values = dict(zip(statements.columns, found, strict=True))
        return model(**_record(model).model_validate(values).__dict__)

    def save(self, row: Row) -> None:
        """Update the row by its id; the log keeps only what differs. Raises Missing."""
        statements = _statements(type(row))
        if self.connection.execute(statements.update, _values(row)).rowcount == 0:
            raise Missing(f"no {statements.table} with id {row.id}")

    def remove(self, row: Row) -> None:
        """Delete the row by its id. Raises Missing."""
        table = _statements(type(row)).table
        if self.connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (row.id,)).rowcount == 0:
            raise Missing(f"no {table} with id {row.id}")

    def keep_packet(self, body: bytes) -> str:
        """Store a decision packet once, outside the log; returns the hash that the log keeps."""
        digest = sha256(body).hexdigest()
        self.connection.execute("INSERT OR IGNORE INTO packet VALUES (?, ?)", (digest, body))
        return digest

    # ── numbers ─────────────────────────────────────────────────────────────────────────────

    def mint(self, table: str) -> int:
        """An id within this station's range that was never used before in the table."""
        if table not in self._minted:
            top = self.connection.execute(
                f'SELECT max(id) FROM "{table}" WHERE id < ?', (self._ceiling,)
            ).fetchone()[0]
            self._minted[table] = max(top or 0, self._base, self._high_water(f"id:{table}"))
        self._minted[table] += 1
        return self._minted[table]

    def next_number(self, series: str) -> int:
        """The next number of a gapless series, starting at 1."""
        return self.next_numbers(series, 1)[0]

    def next_numbers(self, series: str, count: int) -> range:
        """The next so many numbers of a gapless series."""
        last = self._high_water(f"number:{series}")
        self._raise_high_water(f"number:{series}", last + count)
        return range(last + 1, last + count + 1)

    def marked(self, name: str, within: int | None = None) -> str:
        """The name of a series or the head of a number, with this station's letter if it needs one:
        26 or 26-B; `within` is the id of what is numbered into."""
        letter = mark(self._station, within)
        return f"{name}-{letter}" if letter else name

    def mark(self, within: int | None = None) -> str:
        """The letter of this station for a number that people see, or nothing (storage.stations).

        A number with a mark is of a series of its own, whose name must bear the mark too.
        """
        return mark(self._station, within)

    def _high_water(self, name: str) -> int:
        found = self.connection.execute("SELECT value FROM high_water WHERE name = ?", (name,))
        return int((found.fetchone() or (0,))[0])

    def _raise_high_water(self, name: str, value: int) -> None:
        self.connection.execute(
            "INSERT INTO high_water (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
            (name, value),
        )

    # ── the end ─────────────────────────────────────────────────────────────────────────────

    def abandon(self) -> None:
        """Roll everything back at the end: nothing of this action is kept."""
        self.abandoned = True

    def after_commit(self, step: Callable[[], None]) -> None:
        """Do something outside the book once the action is safely in it."""
        self._at_end.append(step)

    def seal(self) -> bool:
        """Write the action over the changes made so far; False where there were none."""
        for table, value in self._minted.items():
            self._raise_high_water(f"id:{table}", value)
        changes = self.connection.execute(
            f"SELECT {CHANGE_COLUMNS} FROM change WHERE id >= ? AND id < ? ORDER BY id",
            (self.first_change, self._ceiling),
        )
        leaves = b"".join(leaf(ChangeRow(*change)) for change in changes)
        if leaves:
            self._follow_zone()
            self.action = self._sealed(leaves)
            slots = ", ".join("?" * len(ActionRow.__slots__))
            values = [getattr(self.action, name) for name in ActionRow.__slots__]
            self.connection.execute(
                f"INSERT INTO action ({ACTION_COLUMNS}) VALUES ({slots})", values
            )
        return bool(leaves)

    def _follow_zone(self) -> None:
        """The offsets of the zone follow the agency's row, however that was changed."""
        asked = "SELECT 1 FROM change WHERE tbl = 'agency' AND id >= ? LIMIT 1"
        if self.connection.execute(asked, (self.first_change,)).fetchone():
            write_offsets(self.connection)

    def run_after_commit(self) -> None:
        """Called by the book when the commit has succeeded."""
        for step in self._at_end:
            step()

    def _sealed(self, leaves: bytes) -> ActionRow:
        last = head(self.connection, self._station)
        seq = last.seq + 1 if last else 1
        lamport = 1 + max((each.lamport for each in heads(self.connection)), default=0)
        prev = last.hash if last else GENESIS
        words = (self.who, self.verb, self.subject, self.reason, self.joins)
        for name, word in zip(("name", "verb", "subject", "reason"), words, strict=False):
            _refuse_unkeepable(name, word)
        facts = (self._station, seq, lamport, self.now, *words, self.first_change)
        digest = action_hash(prev, *facts, leaves)
        return ActionRow(self._base + seq, *facts, prev, leaves, digest)

    def _end_of_changes(self) -> int:
        top = self.connection.execute(
            "SELECT max(id) FROM change WHERE id < ?", (self._ceiling,)
        ).fetchone()[0]
        return int(max(top or 0, self._base)) + 1
