"""Shifts on their way in: a temporary database of their own, so that the book waits for nobody.

Everything slow (parsing, sorting, taking doubles out) happens here, outside the book's lock; what
comes out is in order and final.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import NamedTuple

from storage.imports.duty import Shift
from storage.imports.problems import BadFile
from storage.queries.people.duty import LONG

_PIECE = 20_000
_CACHE_KIB = 32_768


class Extent(NamedTuple):
    """How many spans are staged and over which time.

    `first` and `last` are the first and last instants at which an ordinary shift starts; where
    there are only long spans (leave), they are the whole time of those.
    """

    shifts: int
    first: int
    last: int
    doubles: int


class Staging:
    """A temporary table of shifts; gone when the `with` block ends."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = TemporaryDirectory(prefix="arriving-", dir=folder)
        self._connection = sqlite3.connect(
            Path(self._folder.name) / "shifts.db", isolation_level=None, check_same_thread=False
        )
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE_KIB}"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute(
            "CREATE TABLE arrived (officer_id INTEGER, starts_at INTEGER, ends_at INTEGER, "
            "kind TEXT)"
        )

    def __enter__(self) -> "Staging":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop everything."""
        self._connection.close()
        self._folder.cleanup()

    def take(self, shifts: Iterable[Shift]) -> Extent:
        """Stage all shifts, each span once, in order of start.

        A span that stands twice in the file is taken once: refusing both would let an officer on
        duty look free. Raises BadFile where the temporary folder has no room.
        """
        try:
            return self._take(iter(shifts))
        except sqlite3.Error as error:
            place = Path(self._folder.name).parent
            raise BadFile(
                f"The rows cannot be kept in {place} ({error}). Make room there, or name another "
                "folder in TMPDIR. The book was not touched."
            ) from error

    def _take(self, arriving: Iterator[Shift]) -> Extent:
        self._connection.execute("BEGIN")
        while piece := list(islice(arriving, _PIECE)):
            self._connection.executemany("INSERT INTO arrived VALUES (?, ?, ?, ?)", piece)
        self._connection.execute(
            "CREATE TABLE staged AS SELECT DISTINCT starts_at, officer_id, ends_at, kind "
            "FROM arrived ORDER BY starts_at, officer_id, ends_at, kind"
        )
        self._connection.execute("COMMIT")
        arrived = self._connection.execute("SELECT count(*) FROM arrived").fetchone()[0]
        shifts_in, first, last, long_first, long_last = self._connection.execute(
            "SELECT count(*), min(starts_at) FILTER (WHERE NOT long), "
            "max(starts_at) FILTER (WHERE NOT long), min(starts_at), max(ends_at) - 1 "
            f"FROM (SELECT starts_at, ends_at, ends_at - starts_at > {LONG} AS long FROM staged)"
        ).fetchone()
        if first is None:
            first, last = long_first or 0, long_last or 0
        return Extent(shifts_in, first, last, arrived - shifts_in)

    def pieces(self, size: int) -> Iterator[list[Shift]]:
        """The staged shifts in order of start, in lists of at most `size`."""
        cursor = self._connection.execute(
            "SELECT officer_id, starts_at, ends_at, kind FROM staged ORDER BY rowid"
        )
        while piece := cursor.fetchmany(size):
            yield [Shift(*row) for row in piece]

    def sorted(self) -> Iterator[Shift]:
        """The staged shifts by start, end, officer and kind, to be held against others."""
        rows = self._connection.execute(
            "SELECT officer_id, starts_at, ends_at, kind FROM staged "
            "ORDER BY starts_at, ends_at, officer_id, kind"
        )
        return (Shift(*row) for row in rows)
