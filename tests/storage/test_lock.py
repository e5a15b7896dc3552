"""One screen to a book: the second one looks only; a killed holder is in nobody's way."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coordinator.actions.results import Actor
from coordinator.cli.run import open_application
from coordinator.cli.session import Session
from storage.backup import make_backup
from storage.database import Book
from storage.errors import BookDamaged, BookMissing
from storage.lock import Holder, ScreenLock, lock_file, take
from storage.models import Rank
from storage.opening import newest_sound, open_for_screen

NOW = 1_780_315_200

HOLD = """
import sys, time
from pathlib import Path
from storage.opening import open_for_screen
opened = open_for_screen(Path(sys.argv[1]), "Sam Late", 1_780_000_000)
print(opened.lock is not None, flush=True)
time.sleep(60)
"""


def hold(path: Path) -> "subprocess.Popen[str]":
    """Another process with the book open on its screen."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "True\n"
    return child


def test_the_second_screen_is_told_who_holds_it_since_when(book: Book) -> None:
    child = hold(book.path)
    try:
        second = open_for_screen(book.path, "Pat", NOW)
        assert second.lock is None
        assert second.held_by == Holder("Sam Late", 1_780_000_000, child.pid)
        assert second.why.startswith("Sam Late has this book open on another screen")
        assert second.book.reader().execute("SELECT count(*) FROM agency").fetchone() == (1,)
    finally:
        child.kill()
        child.wait()


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_holder_needs_no_cure_but_is_noticed(book: Book, way: signal.Signals) -> None:
    child = hold(book.path)
    child.send_signal(way)
    child.wait()
    lock = take(book.path, "Pat", NOW)
    assert isinstance(lock, ScreenLock)
    assert lock.unclean
    lock.release()


def test_a_second_screen_is_not_told_of_a_bad_end(
    book: Book, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.app.BookApp.run", lambda app: None)
    # The application would turn it on again.
    monkeypatch.setattr("gc.disable", lambda: None)
    child = hold(book.path)
    try:
        # The holder's words are in the file, as after a bad end; only the lock tells them apart.
        open_application(Session(book.path, json=False))
        assert capsys.readouterr().err == ""
    finally:
        child.kill()
        child.wait()
    open_application(Session(book.path, json=False))
    assert "was not closed properly" in capsys.readouterr().err
    open_application(Session(book.path, json=False))
    assert capsys.readouterr().err == ""


def test_commands_write_beside_a_screen(book: Book, actor: Actor) -> None:
    child = hold(book.path)
    try:
        with book.action(actor, "add", "rank") as tx:
            tx.add(Rank(code="PO", name="Officer", level=1))
    finally:
        child.kill()
        child.wait()


def test_a_clean_end_leaves_a_clean_start(book: Book) -> None:
    first = open_for_screen(book.path, "Pat", NOW)
    assert first.lock is not None
    again = take(book.path, "Sam", NOW)
    assert isinstance(again, Holder)
    assert again.who == "Pat"
    first.close()
    first.close()
    second = take(book.path, "Sam", NOW)
    assert isinstance(second, ScreenLock)
    assert not second.unclean
    second.release()


@pytest.mark.parametrize("words", [b"", b"{", b"[]", b'{"who": "x"}', b"\xff\xfe"])
def test_a_lock_file_with_other_words_does_no_harm(book: Book, words: bytes) -> None:
    mine = take(book.path, "Pat", NOW)
    assert isinstance(mine, ScreenLock)
    lock_file(book.path).write_bytes(words)
    other = take(book.path, "Sam", NOW)
    assert isinstance(other, Holder)
    mine.release()


def damage(path: Path) -> None:
    """Spoil the b-tree pages in the middle of the file."""
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 60] = b"\xa5" * 60
    path.write_bytes(data)


def killed(book: Book) -> None:
    """A screen had the book open and was killed."""
    book.close()
    lock_file(book.path).write_text('{"who": "Sam", "since": 1, "pid": 1}')


def test_after_a_bad_end_the_file_is_looked_at(book: Book) -> None:
    made = make_backup(book.path, NOW)
    killed(book)
    damage(book.path)
    for _ in range(2):  # it stays so until the book is mended
        with pytest.raises(BookDamaged, match=made.path.name) as told:
            open_for_screen(book.path, "Pat", NOW)
        assert "was not closed properly and is damaged" in str(told.value)


def test_after_a_bad_end_a_sound_book_just_opens(book: Book) -> None:
    killed(book)
    opened = open_for_screen(book.path, "Pat", NOW)
    assert opened.lock is not None
    assert opened.lock.unclean
    opened.close()


def test_without_a_backup_it_says_so(book: Book) -> None:
    killed(book)
    damage(book.path)
    with pytest.raises(BookDamaged, match="There is no sound backup of it"):
        open_for_screen(book.path, "Pat", NOW)


def test_a_damaged_backup_is_passed_over(book: Book) -> None:
    sound = make_backup(book.path, NOW)
    damage(make_backup(book.path, NOW + 60).path)
    newest = newest_sound(book.path)
    assert newest is not None
    assert newest.path == sound.path


def test_no_book_no_lock(tmp_path: Path) -> None:
    with pytest.raises(BookMissing):
        open_for_screen(tmp_path / "none.book", "Pat", NOW)
    assert list(tmp_path.iterdir()) == []
