"""One forgery at a time, made with the log's triggers dropped; each says what verify must name."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

Forgery = Callable[[sqlite3.Connection, Random], set[str]]
"""Does the harm; returns places of which at least one must be named by verify."""


@contextmanager
def untriggered(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection, with every trigger dropped and afterwards put back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        kept = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _sql in kept:
            connection.execute(f'DROP TRIGGER "{name}"')
        yield connection
        for _name, sql in kept:
            connection.execute(sql)


def values_of(connection: sqlite3.Connection, table: str, row: int) -> dict[str, object]:
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,))
    return dict(zip((c[0] for c in cursor.description), cursor.fetchone(), strict=True))


def any_id(connection: sqlite3.Connection, table: str, random: Random) -> int:
    ids = [row for (row,) in connection.execute(f'SELECT id FROM "{table}" ORDER BY id')]
    return int(random.choice(ids))


def any_table(connection: sqlite3.Connection, random: Random) -> str:
    """A logged table that holds something."""
    names = connection.execute("SELECT DISTINCT tbl FROM change ORDER BY 1").fetchall()
    filled = [
        name
        for (name,) in names
        if connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()
    ]
    return str(random.choice(filled))


def other(value: object, random: Random) -> object:
    """Something else than the value, often of another kind."""
    choices: list[object] = [
        None, 0, -7, 2**40, 3.5, "", "x", "{}", "[1]", b"\xff", "é" * 40, '{"a":1}', '{"name":{}}',
        '{"name":{"#":"00"}}', '{"name":["",null]}',
    ]  # fmt: skip
    if isinstance(value, str) and value:
        at = random.randrange(len(value))
        choices += [value + " ", value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]] * 5
    if isinstance(value, bytes) and value:
        at = random.randrange(len(value))
        flipped = bytearray(value)
        flipped[at] ^= 1 << random.randrange(8)
        choices += [bytes(flipped), value[:-1], value[32:], value + bytes(32)] * 5
    if isinstance(value, int):
        choices += [value + 1, value - 1, str(value) + "?"] * 5
    picked = random.choice(choices)
    return other(value, random) if picked == value else picked


def _edit(
    connection: sqlite3.Connection, table: str, row: int, column: str, random: Random
) -> bool:
    """Set a column to something else; False where the table's own checks refuse or nothing came."""
    before = values_of(connection, table, row)
    try:
        connection.execute(
            f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?',
            (other(before[column], random), row),
        )
    except sqlite3.IntegrityError:
        return False
    connection.text_factory = bytes
    after = connection.execute(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (row,)).fetchone()
    connection.text_factory = str
    was = before[column]
    return after is None or after[0] != (was.encode() if isinstance(was, str) else was)


def edit_change(connection: sqlite3.Connection, random: Random) -> set[str]:
    row = any_id(connection, "change", random)
    column = random.choice(("tbl", "row", "before", "after", "private"))
    while not _edit(connection, "change", row, column, random):
        pass
    return {f"change {row}"}


def remove_change(connection: sqlite3.Connection, random: Random) -> set[str]:
    row = any_id(connection, "change", random)
    connection.execute("DELETE FROM change WHERE id = ?", (row,))
    return {f"change {row}"}


def insert_change(connection: sqlite3.Connection, random: Random) -> set[str]:
    row = any_id(connection, "change", random)
    connection.execute(
        "INSERT INTO change SELECT (SELECT max(id) + 1 FROM change), tbl, row, before, after, "
        "private FROM change WHERE id = ?",
        (row,),
    )
    return {f"change {any_last(connection, 'change')}"}


def any_last(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT max(id) FROM "{table}"').fetchone()[0])


def swap_changes(connection: sqlite3.Connection, random: Random) -> set[str]:
    return _swap(connection, "change", random)


def _swap(connection: sqlite3.Connection, table: str, random: Random) -> set[str]:
    one = any_id(connection, table, random)
    two = any_id(connection, table, random)
    while two == one:
        two = any_id(connection, table, random)
    connection.execute("PRAGMA foreign_keys = OFF")
    moves = ((one, -1), (two, one), (-1, two))
    for old, new in moves:
        connection.execute(f'UPDATE "{table}" SET id = ? WHERE id = ?', (new, old))
    return {f"{table} {one}", f"{table} {two}"}


def edit_action(connection: sqlite3.Connection, random: Random) -> set[str]:
    row = any_id(connection, "action", random)
    columns = (
        "id", "station", "seq", "lamport", "at", "who", "verb", "subject", "reason", "joins",
        "first", "prev", "leaves", "hash",
    )  # fmt: skip
    column = random.choice(columns)
    while not _edit(connection, "action", row, column, random):
        pass
    # One that was renumbered is named by its new number, or by the gap that it left.
    return (
        {f"action {row}", f"action {row + 1}"}
        if column in ("seq", "station")
        else {f"action {row}"}
    )


def remove_action(connection: sqlite3.Connection, random: Random) -> set[str]:
    row = any_id(connection, "action", random)
    first = values_of(connection, "action", row)["first"]
    last = row == any_last(connection, "action")
    connection.execute("DELETE FROM action WHERE id = ?", (row,))
    return {f"change {first}"} if last else {f"action {row + 1}"}


def insert_action(connection: sqlite3.Connection, random: Random) -> set[str]:
    row = values_of(connection, "action", any_id(connection, "action", random))
    top = any_last(connection, "action")
    row |= {"id": top + 1, "seq": top + 1}
    connection.execute(
        f"INSERT INTO action ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        tuple(row.values()),
    )
    return {f"action {top + 1}"}


def swap_actions(connection: sqlite3.Connection, random: Random) -> set[str]:
    named = _swap(connection, "action", random)
    if random.random() < 0.5:
        one, two = (int(name.split()[1]) for name in named)
        for seq, row in ((-1, one), (two, two), (one, one)):
            connection.execute("UPDATE action SET seq = ? WHERE id = ?", (seq, row))
    return named


def edit_row(connection: sqlite3.Connection, random: Random) -> set[str]:
    while True:
        table = any_table(connection, random)
        row = any_id(connection, table, random)
        column = random.choice([c for c in values_of(connection, table, row) if c != "id"])
        if _edit(connection, table, row, column, random):
            return {f"{table} {row}"}


def remove_row(connection: sqlite3.Connection, random: Random) -> set[str]:
    table = any_table(connection, random)
    row = any_id(connection, table, random)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
    return {f"{table} {row}"}


def insert_row(connection: sqlite3.Connection, random: Random) -> set[str]:
    while True:
        table = any_table(connection, random)
        values = values_of(connection, table, any_id(connection, table, random))
        values["id"] = any_last(connection, table) + random.randint(1, 3)
        columns = ", ".join(f'"{column}"' for column in values)
        for column in ("number", "badge", "code", "key", "effective_on"):
            if isinstance(values.get(column), str):
                values[column] = "2031-01-01" if column == "effective_on" else "forged"
        try:
            connection.execute(
                f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(values))})',
                tuple(values.values()),
            )
        except sqlite3.IntegrityError:
            continue
        return {f"{table} {values['id']}"}


def swap_rows(connection: sqlite3.Connection, random: Random) -> set[str]:
    while True:
        table = any_table(connection, random)
        if connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] > 1:
            return _swap(connection, table, random)


def edit_shift(connection: sqlite3.Connection, random: Random) -> set[str]:
    row = any_id(connection, "shift", random)
    columns = ("batch_id", "officer_id", "starts_at", "ends_at", "kind", "id")
    while not _edit(connection, "shift", row, random.choice(columns), random):
        pass  # refused by the table's own checks
    return {f"shift_block {_block_of(connection, row)}"}


def remove_shift(connection: sqlite3.Connection, random: Random) -> set[str]:
    row = any_id(connection, "shift", random)
    connection.execute("DELETE FROM shift WHERE id = ?", (row,))
    return {f"shift_block {_block_of(connection, row)}"}


def insert_shift(connection: sqlite3.Connection, random: Random) -> set[str]:
    row = values_of(connection, "shift", any_id(connection, "shift", random))
    row["id"] = any_last(connection, "shift") + random.randint(1, 5000)
    marks = ", ".join("?" * len(row))
    connection.execute(
        f"INSERT INTO shift ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
    )
    return {f"shift {row['id']}"}


def swap_shifts(connection: sqlite3.Connection, random: Random) -> set[str]:
    named = _swap(connection, "shift", random)
    return {f"shift_block {_block_of(connection, int(name.split()[1]))}" for name in named}


def _block_of(connection: sqlite3.Connection, shift: int) -> int:
    found = connection.execute(
        "SELECT id FROM shift_block WHERE first_id <= ? ORDER BY first_id DESC LIMIT 1", (shift,)
    )
    return int(found.fetchone()[0])


def edit_packet(connection: sqlite3.Connection, random: Random) -> set[str]:
    digest, body = random.choice(connection.execute("SELECT sha256, body FROM packet").fetchall())
    spoilt = bytes([body[0] ^ 1]) + body[1:]
    connection.execute("UPDATE packet SET body = ? WHERE sha256 = ?", (spoilt, digest))
    return {f"packet {digest[:12]}"}


def remove_packet(connection: sqlite3.Connection, random: Random) -> set[str]:
    row = any_id(connection, "decision", random)
    digest = values_of(connection, "decision", row)["packet_sha256"]
    connection.execute("DELETE FROM packet WHERE sha256 = ?", (digest,))
    return {f"decision {row}"}


def lower_mark(connection: sqlite3.Connection, random: Random) -> set[str]:
    marks = connection.execute("SELECT name FROM high_water WHERE name LIKE 'id:%'").fetchall()
    name = random.choice(marks)[0]
    connection.execute("UPDATE high_water SET value = value - 1 WHERE name = ?", (name,))
    return {f"high_water {name}"}


def move_station(connection: sqlite3.Connection, random: Random) -> set[str]:
    connection.execute("UPDATE station SET base = base + ?", (random.randint(1, 99),))
    return {"station 0"}


FORGERIES: tuple[Forgery, ...] = (
    edit_change, remove_change, insert_change, swap_changes,
    edit_action, remove_action, insert_action, swap_actions,
    edit_row, remove_row, insert_row, swap_rows,
    edit_shift, remove_shift, insert_shift, swap_shifts,
    edit_packet, remove_packet, lower_mark, move_station,
)  # fmt: skip
