"""Making the book of one station into another's: its own range of ids, its own marks."""

import sqlite3

from storage.merging.unlogged import renamed
from storage.stations import id_range


def become(connection: sqlite3.Connection, station: int) -> None:
    """From now on this copy mints the station's ids, after those that it ever minted."""
    own = int(connection.execute("SELECT id FROM station").fetchone()[0])
    marks = connection.execute("SELECT name, value FROM high_water").fetchall()
    connection.execute("DELETE FROM high_water")
    connection.executemany(
        "INSERT INTO high_water (name, value) VALUES (?, ?)",
        [(renamed(name, own, station), value) for name, value in marks],
    )
    base, ceiling = id_range(station)
    connection.execute("UPDATE station SET id = ?, base = ?, ceiling = ?", (station, base, ceiling))
