"""Big invented books for measuring, made once and kept in a folder outside the project.

- H: 737 officers, five years of 1,000 requests a year.
- T: 5,500 officers, 400,000 details with 600,000 assignments in three years, 2,000,000 shifts.
- V: a log of a little over 1,000,000 changes.

Everything in them is logged and sealed, in actions of many rows, so that they verify.
"""

import os
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from coordinator.actions.book.opening import put_in_standards
from coordinator.actions.care.news import note_told
from coordinator.actions.results import Actor
from coordinator.demo.scale_rows import Maker
from coordinator.demo.scale_size import Size
from coordinator.demo.scale_writing import BulkWriter, bulk_connection
from storage.database import create_book
from storage.schema import statements

VERSION = 3
"""Raised when the generator changes, so that kept books are made anew."""

SCALE_NOW = 1_780_315_200
"""Mon 1 June 2026 08:00 in New York: the instant at which every big book stands."""

SIZES = {
    "H": Size(officers=737, employers=120, details=5_000, days=1_826, per_job=1, duty_days=380),
    "T": Size(
        officers=5_500, employers=400, details=400_000, days=1_096, per_job=10, duty_days=728
    ),
    "V": Size(officers=2_000, employers=60, details=186_000, days=1_096, per_job=10, duty_days=0),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a kept book lies."""

    folder: Path
    name: str

    @property
    def path(self) -> Path:
        """The file; the name says of which generator and schema it is."""
        schema = sha256("\n".join(statements()).encode()).hexdigest()[:10]
        return self.folder / f"{self.name}-{VERSION}-{schema}.book"


def bench_folder() -> Path:
    """COORDINATOR_BENCH_DIR, or a folder in the user's cache."""
    # Only measurements need it.
    from platformdirs import user_cache_path

    given = os.environ.get("COORDINATOR_BENCH_DIR")
    return Path(given) if given else user_cache_path("coordinator", appauthor=False) / "bench"


def scale_book(name: str, folder: Path | None = None) -> Path:
    """The kept book of that name, made now where there is none yet. Do not write to it: copy it."""
    kept = Kept(folder or bench_folder(), name)
    if not kept.path.exists():
        make_scale_book(kept.path, SIZES[name])
        # Of the old ones also what SQLite and the application laid beside them.
        for old in kept.folder.glob(f"{name}-*"):
            if not old.name.startswith(kept.path.name):
                _remove(old)
    return kept.path


def _remove(old: Path) -> None:
    if old.is_dir():
        # Its backups.
        shutil.rmtree(old)
    else:
        old.unlink()


def make_scale_book(path: Path, size: Size, *, logged: bool = True) -> None:
    """Make a big book at `path`; one cut short leaves nothing there. Raises FileExistsError.

    Without the log it is made in half the time, and `verify` finds every row of it.
    """
    if path.exists():
        raise FileExistsError(f"There is a file at {path} already; it was not touched.")
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    book = create_book(unfinished, name="Rivermouth", timezone="America/New_York", currency="USD")
    put_in_standards(book, Actor("generator", 0))
    note_told(book, SCALE_NOW)
    book.close()
    with bulk_connection(unfinished) as connection:
        writer = BulkWriter(connection, SCALE_NOW, logged=logged)
        with writer.bare_schema():
            Maker(size, SCALE_NOW, writer).write_all()
            writer.finish()
    os.replace(unfinished, path)
