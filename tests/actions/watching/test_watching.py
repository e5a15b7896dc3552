"""Watched folders: clean files come in, others wait with their problems, sources grow old."""

import os
from pathlib import Path

import pytest

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Refused
from coordinator.actions.watching import looking
from coordinator.actions.watching.looking import Looked, look_into_folders
from coordinator.actions.watching.settling import bring_in, refuse
from coordinator.actions.watching.sources import (
    SourceKept,
    WatchedFolder,
    unwatch,
    watch,
    watched_folders,
)
from storage.database import Book
from storage.queries.book.own_files import file_needs
from storage.queries.book.watched import source_marks, watched_files
from tests.actions.phones import PAT, one
from tests.screens.town import NOW

HOUR = 3_600
HEAD = "badge,start,end\n"
ONE = "1000,2026-06-02 08:00,2026-06-02 16:00\n"
SHIFTS = f"{HEAD}{ONE}1001,2026-06-02 16:00,2026-06-03 00:00\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    return place


def watched(book: Book, folder: Path, kind: str = "on-duty", **more: object) -> WatchedFolder:
    given = {"name": "telestaff", "kind": kind, "folder": str(folder), "schedule": "telestaff"}
    source = WatchedFolder(**(given | more))  # type: ignore[arg-type]
    done = watch(book, PAT, source)
    assert isinstance(done, SourceKept), done
    return source


def put(folder: Path, name: str, text: str | bytes, at: int = NOW - 600) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(path, (at, at))
    return path


def look(book: Book, now: int = NOW) -> Looked:
    return look_into_folders(book, now)


def needs(book: Book, now: int = NOW) -> list[tuple[str, str]]:
    return [(need.kind, need.words) for need in file_needs(book.reader(), now)]


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def shifts(book: Book) -> object:
    return one(
        book,
        "SELECT count(*) FROM shift JOIN shift_batch ON shift_batch.id = batch_id "
        "WHERE source = 'telestaff' AND state = 'active'",
    )


def test_a_clean_file_comes_in_and_moves_aside(town_book: Book, folder: Path) -> None:
    watched(town_book, folder)
    put(folder, "june.csv", SHIFTS)
    looked = look(town_book)
    assert len(looked.came_in) == 1
    assert "2 new" in looked.sentence
    assert shifts(town_book) == 2
    assert names(folder) == ["done/june.csv"]
    assert needs(town_book) == []
    assert look(town_book, NOW + 60).sentences == ()
    assert verify_book(town_book).clean


def test_a_folder_that_lets_nothing_be_moved_brings_nothing_in_twice(
    town_book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(town_book, folder)
    put(folder, "june.csv", SHIFTS)

    def refused(path: Path, _place: str) -> Path:
        raise OSError(30, "Read-only file system", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(looking, "move_beside", refused)
        assert "Read-only" in " ".join(look(town_book).trouble)
        before = one(town_book, "SELECT max(id) FROM change")
        look(town_book, NOW + HOUR)
    assert names(folder) == ["june.csv"]
    assert "came in before" in look(town_book, NOW + 2 * HOUR).sentence
    assert one(town_book, "SELECT max(id) FROM change") == before
    assert shifts(town_book) == 2
    assert names(folder) == ["done/june.csv"]


def test_what_died_before_it_was_noted_comes_in_once(
    town_book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(town_book, folder)
    put(folder, "june.csv", SHIFTS)

    def dies(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(looking, "note_done", dies)
        with pytest.raises(KeyboardInterrupt):
            look(town_book)
    assert shifts(town_book) == 2
    before = one(town_book, "SELECT count(*) FROM shift_batch")
    assert "Nothing to do" in look(town_book, NOW + HOUR).sentence
    assert one(town_book, "SELECT count(*) FROM shift_batch") == before
    assert names(folder) == ["done/june.csv"]


def test_two_looks_at_once(town_book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one takes the file while the first has judged it and not brought it in."""
    watched(town_book, folder)
    put(folder, "june.csv", SHIFTS)
    real = looking.judge

    def slow(*given: object) -> object:
        judged = real(*given)  # type: ignore[arg-type]
        monkeypatch.setattr(looking, "judge", real)
        assert look(town_book, NOW + 1).came_in
        return judged

    monkeypatch.setattr(looking, "judge", slow)
    look(town_book)
    assert shifts(town_book) == 2
    assert names(folder) == ["done/june.csv"]
    assert look(town_book, NOW + HOUR).sentences == ()
    assert [kind for kind, _ in needs(town_book, NOW + HOUR)] == []


def test_a_workbook_comes_in_too(town_book: Book, folder: Path, tmp_path: Path) -> None:
    from openpyxl import Workbook

    workbook = Workbook()
    for line in SHIFTS.splitlines():
        workbook.active.append(line.split(","))
    workbook.save(tmp_path / "june.xlsx")
    watched(town_book, folder)
    put(folder, "june.xlsx", (tmp_path / "june.xlsx").read_bytes())
    assert look(town_book).came_in
    assert shifts(town_book) == 2
    assert names(folder) == ["done/june.xlsx"]


def test_the_same_file_again_changes_nothing_and_shows_that_the_source_lives(
    town_book: Book, folder: Path
) -> None:
    watched(town_book, folder, limit_hours=26)
    put(folder, "june.csv", SHIFTS)
    look(town_book)
    before = one(town_book, "SELECT max(id) FROM change")
    put(folder, "june.csv", SHIFTS, NOW + HOUR)
    assert "came in before" in look(town_book, NOW + 25 * HOUR).sentence
    assert one(town_book, "SELECT max(id) FROM change") == before
    assert names(folder) == ["done/june-2.csv", "done/june.csv"]
    assert source_marks(town_book.reader())["telestaff"].taken_at == NOW + 25 * HOUR
    assert needs(town_book, NOW + 50 * HOUR) == []


def test_a_file_with_a_bad_row_waits_and_nothing_of_it_comes_in(
    town_book: Book, folder: Path
) -> None:
    watched(town_book, folder)
    put(folder, "june.csv", SHIFTS + "9999,2026-06-02 08:00,2026-06-02 16:00\n")
    assert "waits: Row 4" in look(town_book).sentence
    assert shifts(town_book) == 0
    assert names(folder) == ["june.csv"]
    ((kind, words),) = needs(town_book)
    assert kind == "file"
    assert words.startswith("telestaff: june.csv - Row 4")
    # What stood in the row is nowhere outside the file.
    assert "9999" not in words
    # It is not judged again at every tick, and says nothing new when it is.
    assert look(town_book, NOW + 60).sentences == ()
    assert look(town_book, NOW + HOUR).sentences == ()
    # Another bad file under the same name waits in its place.
    put(folder, "june.csv", SHIFTS + "8888,2026-06-02 08:00,2026-06-02 16:00\n")
    assert look(town_book, NOW + HOUR + 60).waits
    assert len(needs(town_book)) == 1
    # Mended under the same name it comes in, and waits no longer.
    put(folder, "june.csv", SHIFTS)
    assert look(town_book, NOW + 2 * HOUR).came_in
    assert needs(town_book) == []


def test_the_coordinator_brings_the_good_rows_in(town_book: Book, folder: Path) -> None:
    watched(town_book, folder)
    put(folder, "june.csv", SHIFTS + "9999,2026-06-02 08:00,2026-06-02 16:00\n")
    look(town_book)
    (row,) = watched_files(town_book.reader())
    done = bring_in(town_book, PAT, row.id)
    assert isinstance(done, SourceKept), done
    assert shifts(town_book) == 2
    assert names(folder) == ["done/june.csv", "refused/june-refused.csv"]
    assert "9999" in (folder / "refused" / "june-refused.csv").read_text()
    assert needs(town_book) == []
    assert isinstance(bring_in(town_book, PAT, row.id), Refused)


def test_the_coordinator_refuses_it_with_the_reasons_beside(town_book: Book, folder: Path) -> None:
    watched(town_book, folder)
    put(folder, "june.csv", "what is this")
    look(town_book)
    (row,) = watched_files(town_book.reader())
    assert row.problems
    assert isinstance(refuse(town_book, PAT, row.id, "Send the whole month."), SourceKept)
    assert names(folder) == ["refused/june.csv", "refused/june.csv.why.txt"]
    why = (folder / "refused" / "june.csv.why.txt").read_text().splitlines()
    assert why == ["Send the whole month.", *row.problems]
    assert needs(town_book) == []
    assert look(town_book, NOW + HOUR).sentences == ()


def test_what_changed_since_it_was_judged_is_not_brought_in(town_book: Book, folder: Path) -> None:
    watched(town_book, folder)
    put(folder, "june.csv", SHIFTS + "9999,2026-06-02 08:00,2026-06-02 16:00\n")
    look(town_book)
    (row,) = watched_files(town_book.reader())
    put(folder, "june.csv", SHIFTS)
    refused = bring_in(town_book, PAT, row.id)
    assert isinstance(refused, Refused)
    assert "has changed" in refused.sentence
    assert shifts(town_book) == 0


def test_of_two_files_with_the_same_bytes_one_waits(town_book: Book, folder: Path) -> None:
    watched(town_book, folder)
    for name in ("a.csv", "b.csv"):
        put(folder, name, "what")
    assert len(look(town_book).waits) == 1
    for later in (HOUR, 2 * HOUR):
        assert look_into_folders(town_book, NOW + later, again=True).sentences == ()
        (row,) = watched_files(town_book.reader())
        assert row.name == "a.csv"
    refuse(town_book, PAT, row.id)
    assert "b.csv waits" in look(town_book, NOW + 3 * HOUR).sentence


def test_half_a_schedule_waits(town_book: Book, folder: Path) -> None:
    watched(town_book, folder)
    whole = "badge,start,end\n" + "".join(
        f"{1000 + n},2026-06-0{day} 08:00,2026-06-0{day} 16:00\n"
        for n in range(10)
        for day in (2, 3)
    )
    put(folder, "whole.csv", whole)
    look(town_book)
    assert shifts(town_book) == 20
    half = f"{HEAD}{ONE}{ONE.replace('-02', '-03')}"
    put(folder, "half.csv", half)
    assert "is it the whole schedule?" in look(town_book, NOW + HOUR).sentence
    assert shifts(town_book) == 20


def test_a_roster_waits_to_be_looked_at_unless_its_source_says_otherwise(
    town_book: Book, folder: Path
) -> None:
    rows = town_book.reader().execute("SELECT badge, last_name, first_name FROM officer").fetchall()
    text = "badge,last_name,first_name\n" + "".join(
        f'{badge},"{last}",{first}\n' for badge, last, first in rows if last.isalpha()
    )
    kept = {last for _, last, _ in rows if last.isalpha()}
    source = watched(town_book, folder, "roster", reviewed=True, answers={"departures": "partial"})
    put(folder, "roster.csv", text)
    assert look(town_book).came_in, "a roster that changes nothing need not be looked at"
    put(folder, "roster.csv", text.replace("Adams", "Adamson"))
    assert (
        "To be looked at before it comes in: 0 new, 1 changed" in look(town_book, NOW + 60).sentence
    )
    watch(
        town_book, PAT, WatchedFolder(source.name, "roster", source.folder, answers=source.answers)
    )
    assert look_into_folders(town_book, NOW + 120, again=True).came_in
    assert one(town_book, "SELECT count(*) FROM officer WHERE last_name = 'Adamson'") == 1
    assert "Adams" in kept


def test_hours_and_a_bank_statement_come_in(town_book: Book, folder: Path, tmp_path: Path) -> None:
    worked = town_book.reader().execute(
        "SELECT badge, position.number, a.starts_at, a.ends_at FROM assignment AS a "
        "JOIN officer ON officer.id = officer_id JOIN position ON position.id = position_id "
        "WHERE a.ends_at < ? AND a.state IN ('assigned', 'confirmed', 'worked') LIMIT 1", (NOW,)
    ).fetchone()  # fmt: skip
    from datetime import datetime
    from zoneinfo import ZoneInfo

    start, end = (
        f"{datetime.fromtimestamp(at, ZoneInfo('America/New_York')):%Y-%m-%d %H:%M}"
        for at in worked[2:]
    )
    watched(town_book, folder, "punches")
    put(folder, "clock.csv", f"badge,position,start,end\n{worked[0]},{worked[1]},{start},{end}\n")
    assert look(town_book).came_in, needs(town_book)
    assert one(town_book, "SELECT stated_by FROM stated_hours") == "punched"
    money = tmp_path / "bank"
    money.mkdir()
    watched(town_book, money, "bank", name="bank")
    put(money, "june.csv", "Date,Amount,Description,Reference\n2026-05-28,125.00,HARBOR POWER,A1\n")
    assert look(town_book, NOW + 60).came_in, needs(town_book)
    assert one(town_book, "SELECT amount_cents FROM bank_line") == 12_500


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("zip.csv", b"PK\x03\x04" + bytes(2_000)),
        ("wide.csv", b"badge,start,end\n" + b"x" * 200_000),
        ("utf16.csv", SHIFTS.encode("utf-16")[:-1]),
        ("quotes.csv", b'badge,start,end\n"1000,2026-06-02 08:00'),
        ("formula.csv", b"badge,start,end\n=cmd|' /C calc'!A0,2026-06-02 08:00,2026-06-02 16:00\n"),
        (
            "loop.ics",
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nRRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR\n",
        ),
        ("\u202eevil\u200b.csv", b"\x00\x01\x02"),
    ],
)
def test_hostile_files_wait(town_book: Book, folder: Path, name: str, data: bytes) -> None:
    watched(town_book, folder)
    path = put(folder, name, data)
    looked = look(town_book)
    assert looked.waits, looked
    assert path.exists()
    assert shifts(town_book) == 0
    (row,) = watched_files(town_book.reader())
    assert isinstance(refuse(town_book, PAT, row.id), SourceKept)
    assert not path.exists()


def test_links_hidden_and_unfinished_files_are_left_alone(
    town_book: Book, folder: Path, tmp_path: Path
) -> None:
    watched(town_book, folder)
    secret = put(tmp_path, "secret.csv", SHIFTS)
    (folder / "link.csv").symlink_to(secret)
    put(folder, ".hidden.csv", SHIFTS)
    put(folder, "upload.csv.part", SHIFTS)
    put(folder, "notes.pdf", SHIFTS)
    put(folder, "just-now.csv", SHIFTS, NOW)
    assert look(town_book).sentences == ()
    assert secret.exists()
    assert look(town_book, NOW + 60).came_in


def test_nothing_of_others_is_written_over(town_book: Book, folder: Path, tmp_path: Path) -> None:
    watched(town_book, folder)
    (folder / "done").mkdir()
    put(folder / "done", "june.csv", "theirs")
    put(folder, "june.csv", SHIFTS)
    look(town_book)
    assert (folder / "done" / "june.csv").read_text() == "theirs"
    assert (folder / "done" / "june-2.csv").read_text() == SHIFTS
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    put(folder, "bad.csv", "what")
    look(town_book, NOW + HOUR)
    (row,) = watched_files(town_book.reader())
    (folder / "refused").symlink_to(elsewhere)
    assert isinstance(refuse(town_book, PAT, row.id), Refused)
    assert list(elsewhere.iterdir()) == []


def test_a_source_grows_old_and_a_folder_goes_away(town_book: Book, folder: Path) -> None:
    watched(town_book, folder, limit_hours=26)
    look(town_book)
    assert needs(town_book) == [("source", "telestaff: nothing has come yet")]
    put(folder, "june.csv", SHIFTS)
    look(town_book, NOW + HOUR)
    assert needs(town_book, NOW + 27 * HOUR) == []
    late = "telestaff: the last file came 28 hours ago, the limit is 26"
    assert needs(town_book, NOW + 29 * HOUR) == [("source", late)]
    folder.rename(folder.with_name("gone"))
    looked = look(town_book, NOW + 30 * HOUR)
    assert len(looked.trouble) == 1
    assert "No such file" in needs(town_book, NOW + 30 * HOUR)[0][1]
    assert look(town_book, NOW + 31 * HOUR).sentences == ()
    folder.with_name("gone").rename(folder)
    look(town_book, NOW + 32 * HOUR)
    assert source_marks(town_book.reader())["telestaff"].trouble == ""
    assert isinstance(unwatch(town_book, PAT, "telestaff"), SourceKept)
    assert needs(town_book, NOW + 99 * HOUR) == []


def test_what_somebody_takes_out_of_the_folder_waits_no_longer(
    town_book: Book, folder: Path
) -> None:
    watched(town_book, folder)
    path = put(folder, "june.csv", "what")
    look(town_book)
    assert needs(town_book)
    path.unlink()
    look(town_book, NOW + 60)
    assert needs(town_book) == []


@pytest.mark.parametrize(
    "wrong",
    [{"name": "a b"}, {"kind": "shoes"}, {"folder": "in"}, {"folder": "/not/there"},
     {"limit_hours": -1}],
)  # fmt: skip
def test_a_source_that_cannot_be_is_refused(
    town_book: Book, folder: Path, wrong: dict[str, object]
) -> None:
    given = {"name": "telestaff", "kind": "on-duty", "folder": str(folder)}
    source = WatchedFolder(**(given | wrong))  # type: ignore[arg-type]
    assert isinstance(watch(town_book, PAT, source), Refused)
    assert watched_folders(town_book.reader()) == ()
