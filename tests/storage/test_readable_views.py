"""The readable views tell local times and names as any SQLite tool reads them."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlite_utils

from coordinator.actions.book.settings import change_agency
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from storage.database import Book, create_book
from storage.readable_views import PREFIX, local
from storage.schema import logged_tables
from storage.zone_offsets import BEFORE_ALL, LAST, follow_zone, offsets, stored_offsets
from tests.conftest import NOW
from tests.trust.lived import live

PAT = Actor("Pat", NOW)
ZONES = (
    "America/New_York", "America/Phoenix", "America/St_Johns", "Europe/Dublin",
    "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Asia/Kolkata", "UTC",
)  # fmt: skip


@pytest.mark.parametrize("zone", ZONES, ids=lambda zone: zone.replace("/", " "))
def test_local_times_are_those_of_zoneinfo(zone: str) -> None:
    known = ZoneInfo(zone)
    random = Random(zone)
    changes = [at for at, _seconds, _name in offsets(zone)[1:]]
    asked = [at + by for at in changes for by in (-3601, -1, 0, 1, 3600)]
    asked += [random.randrange(0, LAST) for _ in range(500)]
    with closing(sqlite3.connect(":memory:")) as plain:
        plain.execute("CREATE TABLE zone_offset (from_at INTEGER PRIMARY KEY, seconds, name)")
        plain.executemany("INSERT INTO zone_offset VALUES (?, ?, ?)", offsets(zone))
        plain.execute("CREATE TABLE t (x_at INTEGER)")
        plain.executemany("INSERT INTO t VALUES (?)", [(at,) for at in asked])
        told = [row[0] for row in plain.execute(f"SELECT {local('t.x_at')} FROM t ORDER BY rowid")]
    wanted = [datetime.fromtimestamp(at, UTC).astimezone(known) for at in asked]
    assert told == [f"{each:%Y-%m-%d %H:%M}" for each in wanted]
    assert offsets(zone)[0][0] == BEFORE_ALL
    assert all(one[1:] != other[1:] for one, other in pairwise(offsets(zone)))


def test_the_offsets_follow_the_agency_and_its_undo(book: Book) -> None:
    connection = book.reader()
    assert tuple(stored_offsets(connection)) == offsets("America/New_York")
    change_agency(book, PAT, {"timezone": "Europe/Berlin"})
    assert tuple(stored_offsets(connection)) == offsets("Europe/Berlin")
    undo_last(book, PAT)
    assert tuple(stored_offsets(connection)) == offsets("America/New_York")
    assert offsets("Nowhere/Land") == ()


@pytest.fixture(scope="module")
def town_file(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("views") / "town.book"
    book = Book(Path(shutil.copy(empty_book_file, path)))
    live(book, PAT)
    assert verify_book(book).clean
    book.close()
    return path


def test_every_logged_table_has_a_view_with_as_many_rows(town_file: Path) -> None:
    with closing(sqlite3.connect(f"file:{town_file}?mode=ro", uri=True)) as plain:
        for table in logged_tables():
            rows = plain.execute(f'SELECT * FROM "{PREFIX}{table.name}"')
            columns = [column[0] for column in rows.description]
            assert len(set(columns)) == len(columns), table.name
            assert {"id", *table.plain, *table.private} <= set(columns)
            number = plain.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
            assert len(rows.fetchall()) == number


def test_names_times_and_amounts_read_as_people_say_them(town_file: Path) -> None:
    database = sqlite_utils.Database(sqlite3.connect(town_file))
    (seat, *_) = database["readable_who_works_where"].rows
    assert seat["position"].startswith(seat["detail"])
    assert seat["officer"].count(", ") == 1
    (detail, *_) = database["readable_detail"].rows
    starts = datetime.fromtimestamp(detail["starts_at"], ZoneInfo("America/New_York"))
    assert detail["starts_local"] == f"{starts:%Y-%m-%d %H:%M}"
    assert detail["job"].startswith(detail["number"].rpartition(".")[0])
    (call,) = database["readable_call_off"].rows
    assert call["position"]
    assert call["called_local"] == "2026-06-01 08:00"
    log = list(database["readable_log"].rows)
    assert len(log) == database["change"].count
    assert log[0]["verb"] == "open the book"


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 shell is not installed")
def test_the_shell_reads_them(town_file: Path) -> None:
    sql = "SELECT officer, starts_local FROM readable_who_works_where LIMIT 1"
    told = subprocess.run(
        ["sqlite3", "-readonly", str(town_file), sql], capture_output=True, text=True, check=True
    )
    assert "|2026-06-" in told.stdout


def test_a_book_of_an_unknown_zone_still_opens(tmp_path: Path) -> None:
    """Only a local time is then not told."""
    book = create_book(tmp_path / "a.book", name="A", timezone="Nowhere/Land", currency="USD")
    with closing(sqlite3.connect(book.path)) as plain:
        assert plain.execute("SELECT count(*) FROM zone_offset").fetchone() == (0,)
        assert plain.execute("SELECT name FROM readable_agency").fetchone() == ("A",)


def test_new_zone_data_is_followed_by_the_clock(book: Book) -> None:
    with book.unlogged() as connection:
        connection.execute("DELETE FROM zone_offset WHERE from_at > 0")
    assert follow_zone(book)
    assert tuple(stored_offsets(book.reader())) == offsets("America/New_York")
    assert not follow_zone(book)
