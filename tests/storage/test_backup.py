"""Backups: checked copies, a rotation that keeps the right ones, and a restore that loses nothing
unsaid."""

import os
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from storage import backup as module
from storage.backup import (
    due,
    folder_of,
    loss,
    make_backup,
    restore,
    trouble_in,
)
from storage.database import Book
from storage.errors import BookDamaged, BookError, BookLocked, BookMissing
from storage.lock import ScreenLock, take
from storage.models import Rank
from storage.rotation import DAILY, MONTHLY, WEEKLY, rotate
from storage.seals import short
from tests.trust.dying import DIED, in_child

NOW = 1_780_315_200
DAY = 86_400


def add_rank(book: Book, actor: Actor, code: str) -> None:
    with book.action(actor, "add rank", f"rank:{code}") as tx:
        tx.add(Rank(code=code, name=code, level=1))


def codes(book: Book) -> list[str]:
    return [code for (code,) in book.reader().execute("SELECT code FROM rank ORDER BY id")]


def test_a_backup_is_one_checked_file_that_opens_as_a_book(book: Book, actor: Actor) -> None:
    add_rank(book, actor, "A")  # still in the -wal
    made = make_backup(book.path, NOW)
    assert (made.sound, made.actions, made.head) == (True, 2, 2)
    assert made.made_at == datetime.fromtimestamp(NOW, UTC)
    assert made.seal == short(verify_book(book).head)
    assert made.path.name == f"town-20260601T120000Z-{made.seal.split(':')[2]}.backup"
    assert [path.name for path in folder_of(book.path).iterdir()] == [made.path.name]
    copied = Book(Path(shutil.copy(made.path, book.path.with_name("copy.book"))))
    assert codes(copied) == ["A"]
    assert verify_book(copied).head == verify_book(book).head


def test_another_book_under_its_name_is_not_taken_for_it(book: Book, actor: Actor) -> None:
    first = make_backup(book.path, NOW)
    add_rank(book, actor, "A")
    other = make_backup(book.path, NOW + 60)
    shutil.copy(other.path, first.path)
    (sound, false) = module.backups(book.path)
    assert (sound.sound, false.sound) == (True, False)
    assert false.trouble == "it is not the book whose seal is in its name"
    with pytest.raises(BookDamaged, match="whose seal is in its name"):
        loss(book.path, false.path)
    # Those of earlier versions bear none.
    plain = first.path.with_name("town-20260601T110000Z.backup")
    shutil.copy(other.path, plain)
    assert module.read_backup(plain).sound


def test_a_damaged_book_is_not_kept_as_a_backup(book: Book) -> None:
    book.close()
    data = bytearray(book.path.read_bytes())
    for page in range(4, len(data) // 4096):
        data[page * 4096 : page * 4096 + 50] = bytes(50)
    book.path.write_bytes(data)
    with pytest.raises(BookDamaged):
        make_backup(book.path, NOW)
    assert list(folder_of(book.path).iterdir()) == []


def test_a_backup_while_writing_goes_on_is_one_moment_of_the_book(book: Book, actor: Actor) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with book.action(actor, "add rank", "rank") as tx:
                tx.add(Rank(code=f"A{number}", name="x", level=1))
                tx.add(Rank(code=f"B{number}", name="x", level=1))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [make_backup(book.path, NOW + second) for second in range(6)]
    finally:
        stop.set()
        writer.join()
    for one in made:
        copied = Book(Path(shutil.copy(one.path, book.path.with_name("copy.book"))))
        assert verify_book(copied).clean
        assert len(codes(copied)) == 2 * (one.actions - 1)
        copied.close()
    assert made[0].actions < made[-1].actions


def test_backups_are_due_once_a_day_whatever_the_clock_does(book: Book) -> None:
    assert due(book.path, NOW)
    make_backup(book.path, NOW)
    assert not due(book.path, NOW + DAY - 1)
    assert due(book.path, NOW + DAY)
    assert not due(book.path, NOW - 400 * DAY)


# ── the rotation ─────────────────────────────────────────────────────────────────────────────


def kept_by_hand(stamps: set[int]) -> set[int]:
    """The slow way: the newest of each period, and of those the newest so many."""
    keep: set[int] = set()
    for form, number in (("%Y-%j", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        newest: dict[str, int] = {}
        for stamp in stamps:
            period = datetime.fromtimestamp(stamp, UTC).strftime(form)
            newest[period] = max(stamp, newest.get(period, 0))
        keep |= set(sorted(newest.values())[-number:])
    return keep


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(
    days=st.lists(st.integers(0, 1_100), min_size=1, max_size=60),
    seed=st.integers(0, 99),
)
def test_the_rotation_keeps_days_weeks_and_months(
    tmp_path_factory: pytest.TempPathFactory, days: list[int], seed: int
) -> None:
    book = tmp_path_factory.mktemp("rotation") / "town.book"
    folder_of(book).mkdir()
    random = Random(seed)
    stamps = {NOW - day * DAY + random.randrange(DAY) for day in days}

    def name(stamp: int, mark: str = "") -> str:
        return f"town-{datetime.fromtimestamp(stamp, UTC):%Y%m%dT%H%M%SZ}{mark}.backup"

    for stamp in stamps:
        (folder_of(book) / name(stamp)).touch()
    before_migration = folder_of(book) / name(min(stamps) - 999 * DAY, "-v1")
    before_migration.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "read_backup", sound_by_name)
        rotate(book)
        assert rotate(book) == ()
    left = {path.name for path in folder_of(book).iterdir()}
    assert left == {name(stamp) for stamp in kept_by_hand(stamps)} | {before_migration.name}


def sound_by_name(path: Path) -> module.Backup:
    """As if each of a thousand empty files were a sound book."""
    stamp = path.name.split("-")[1].removesuffix(".backup")
    made_at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return module.Backup(path, made_at, 1, 1, sound=True)


def test_the_rotation_leaves_what_it_cannot_read(book: Book) -> None:
    spoilt = make_backup(book.path, NOW).path
    for day in range(1, 30):
        stamp = datetime.fromtimestamp(NOW + day * DAY, UTC)
        shutil.copy(spoilt, spoilt.with_name(f"town-{stamp:%Y%m%dT%H%M%SZ}.backup"))
    spoilt.write_bytes(b"not a database, perhaps somebody's only copy")
    rotate(book.path)
    assert spoilt.exists()


# ── restore ──────────────────────────────────────────────────────────────────────────────────


def test_the_loss_is_shown_before_anything_is_done(book: Book, actor: Actor) -> None:
    add_rank(book, actor, "A")
    made = make_backup(book.path, NOW)
    add_rank(book, actor, "B")
    add_rank(book, actor, "C")
    before = book.path.read_bytes()
    shown = loss(book.path, made.path)
    head = verify_book(book).head
    assert (shown.actions_lost, shown.last_kept_at) == (2, actor.now)
    assert shown.abandoned_head == short(head)
    assert book.path.read_bytes() == before


def test_restore_puts_the_backup_there_and_keeps_the_book_as_it_was(
    book: Book, actor: Actor
) -> None:
    add_rank(book, actor, "A")
    made = make_backup(book.path, NOW)
    add_rank(book, actor, "B")  # in the -wal, which is kept with it
    kept = restore(book.path, made.path, NOW)
    book.close()
    assert kept is not None
    assert (codes(Book(book.path)), codes(Book(kept))) == (["A"], ["A", "B"])
    assert verify_book(Book(book.path)).clean
    assert verify_book(Book(kept)).clean


def test_a_wal_without_its_book_is_not_played_into_the_backup(book: Book, actor: Actor) -> None:
    add_rank(book, actor, "A")
    made = make_backup(book.path, NOW)
    add_rank(book, actor, "B")
    wal = book.path.with_name(book.path.name + "-wal")
    left = wal.read_bytes()
    book.close()
    book.path.unlink()
    wal.write_bytes(left)
    restore(book.path, made.path, NOW)
    restored = Book(book.path)
    assert codes(restored) == ["A"]
    assert verify_book(restored).clean


def test_an_unsound_backup_is_not_restored(book: Book, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.backup"
    spoilt.write_bytes(book.path.read_bytes()[:8192])
    before = book.path.read_bytes()
    with pytest.raises(BookDamaged, match="damaged and"):
        restore(book.path, spoilt, NOW)
    with pytest.raises(BookDamaged, match="damaged and"):
        loss(book.path, spoilt)
    with pytest.raises(BookMissing):
        restore(book.path, tmp_path / "none.backup", NOW)
    assert book.path.read_bytes() == before


def test_an_open_screen_bars_the_restore(book: Book) -> None:
    made = make_backup(book.path, NOW)
    lock = take(book.path, "Sam", NOW)
    assert isinstance(lock, ScreenLock)
    with pytest.raises(BookLocked, match="Sam has the book open"):
        restore(book.path, made.path, NOW)
    lock.release()
    restore(book.path, made.path, NOW)


def test_nothing_in_the_way_is_overwritten(book: Book) -> None:
    made = make_backup(book.path, NOW)
    first = restore(book.path, made.path, NOW)
    with pytest.raises(BookError, match="stands in the way"):
        restore(book.path, made.path, NOW)
    assert first is not None
    assert Book(book.path)


def restore_and_die(book: Path, backup: Path, step: int) -> None:
    """Restore, and die before the given step on the file system."""
    count = 0

    def deadly(real: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*words: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count == step:
                os._exit(DIED)
            return real(*words, **more)

        return stepped

    for name in ("link", "unlink", "replace", "fsync", "open", "mkdir"):
        setattr(os, name, deadly(getattr(os, name)))
    restore(book, backup, NOW)


def test_a_restore_killed_at_any_step_is_done_by_doing_it_again(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    add_rank(book, actor, "A")
    made = make_backup(book.path, NOW)
    add_rank(book, actor, "B")
    parts = {suffix: Path(f"{book.path}{suffix}").read_bytes() for suffix in ("", "-wal")}
    book.close()
    for step in range(1, 60):
        place = tmp_path / f"step{step}" / "town.book"
        place.parent.mkdir()
        for suffix, data in parts.items():
            Path(f"{place}{suffix}").write_bytes(data)
        ended = in_child(lambda: restore_and_die(place, made.path, step))  # noqa: B023
        if ended == 0:
            break
        assert ended == DIED
        if place.exists():
            stands = Book(place)
            assert codes(stands) in (["A", "B"], ["A"])
            stands.close()
        else:
            with pytest.raises(BookMissing, match="coordinator restore` again"):
                Book(place)
        restore(place, made.path, NOW + 1)
        again = Book(place)
        assert codes(again) == ["A"]
        assert verify_book(again).clean
        again.close()
        kept = [p for p in place.parent.glob("*before-restore*") if not p.name.endswith("-wal")]
        assert any(codes(Book(path)) == ["A", "B"] for path in kept), step
    else:
        pytest.fail("the restore never came to its end")
    assert step > 6


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX")
def test_the_check_of_a_file_says_what_is_wrong(book: Book, tmp_path: Path) -> None:
    assert trouble_in(book.path) == ""
    (tmp_path / "text").write_text("hello " * 2000)
    assert "not a database" in trouble_in(tmp_path / "text")
    assert trouble_in(tmp_path / "none") != ""
