"""Encrypted backups: only the passphrase opens them; all else works as with plain ones."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.book.backing_up import back_up
from coordinator.actions.book.drilling import drill, is_due, last_drill
from coordinator.actions.book.encrypting import (
    BackupPassphrase,
    encrypt_backups,
    opening,
    passphrase_for,
    stop_encrypting,
    wanted,
)
from coordinator.actions.book.kept_files import NewPaper, keep
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from notify.secrets import Secret
from storage import kept_files
from storage.backup import backups, folder_of, loss, make_backup, restore
from storage.bundles import sealed
from storage.database import Book
from storage.models import Officer, Rank
from storage.rotation import rotate, seal_plain
from storage.sealed_backup import BackupSealed

NOW = 1_780_315_200
DAY = 86_400
WORDS = "correct horse battery"
PDF = b"%PDF-1.7\na permit of Zarathustra"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "COST", 1 << 14)
    monkeypatch.delenv("COORDINATOR_SECRET_BACKUP", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def filled(book: Book, actor: Actor) -> Book:
    with book.action(actor, "enter", "officer") as tx:
        tx.add(Officer(badge="1", last_name="Zarathustra", hired_on="2010-01-01"))
    keep(book, actor, NewPaper("agency:1", "other", "plan.pdf", PDF))
    return book


def nothing_kept(name: str, value: str) -> str:
    return ""


def readable(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_it_opens_with_the_passphrase_alone_and_holds_nothing_to_read(filled: Book) -> None:
    digest = sha256(PDF).hexdigest()
    made = make_backup(filled.path, NOW, passphrase=WORDS)
    assert (made.sound, made.is_sealed, made.actions) == (True, True, 3)
    found = readable(folder_of(filled.path))
    assert b"Zarathustra" not in found
    assert b"SQLite format" not in found
    assert b"PDF" not in found
    with filled.action(Actor("Pat", NOW), "add rank", "rank") as tx:
        tx.add(Rank(code="B", name="B", level=1))
    for wrong in ("", "incorrect horse battery"):
        with pytest.raises(BackupSealed, match="passphrase"):
            loss(filled.path, made.path, wrong)
    assert loss(filled.path, made.path, WORDS).actions_lost == 1
    filled.close()
    shutil.rmtree(kept_files.folder_of(filled.path))
    restore(filled.path, made.path, NOW + 60, WORDS)
    again = Book(filled.path)
    assert again.reader().execute("SELECT last_name FROM officer").fetchone() == ("Zarathustra",)
    assert kept_files.read(filled.path, digest) == PDF
    again.close()
    left = [path.name for path in filled.path.parent.iterdir() if "unsealed" in path.name]
    assert left == []


def test_a_damaged_one_is_refused_and_the_book_stays(filled: Book) -> None:
    made = make_backup(filled.path, NOW, passphrase=WORDS)
    whole = made.path.read_bytes()
    filled.close()
    before = filled.path.read_bytes()
    for spoilt in (whole[:-1], whole[:400] + b"\0" + whole[401:], whole + b"x", b"", whole[:30]):
        made.path.write_bytes(spoilt)
        with pytest.raises(BackupSealed):
            restore(filled.path, made.path, NOW, WORDS)
        assert filled.path.read_bytes() == before
    assert not backups(filled.path)[0].sound  # not even its head can be read


def test_the_rotation_and_its_papers_need_no_passphrase(filled: Book) -> None:
    loose = sha256(b"loose").hexdigest()
    kept_files.put(filled.path, b"loose")
    first = make_backup(filled.path, NOW, passphrase=WORDS)
    for day in range(30, 900, 30):
        stamp = first.made_at.fromtimestamp(NOW + day * DAY, first.made_at.tzinfo)
        name = first.path.name.replace(f"{first.made_at:%Y%m%dT%H%M%SZ}", f"{stamp:%Y%m%dT%H%M%SZ}")
        for ending in ("", ".papers"):
            shutil.copy(f"{first.path}{ending}", first.path.with_name(name + ending))
    papers = folder_of(filled.path) / kept_files.SEALED
    assert len(list(papers.glob(f"{loose}.*"))) == 1
    gone = rotate(filled.path)
    assert first.path in gone
    assert not Path(f"{first.path}.papers").exists()
    left = sorted(path.name for path in papers.iterdir())
    assert left == [f"{sha256(PDF).hexdigest()}.1", "key.1"]
    kept_files.erase(filled.path, sha256(PDF).hexdigest())
    assert [path.name for path in papers.iterdir()] == ["key.1"]


def test_those_made_before_are_encrypted_with_the_next(filled: Book, actor: Actor) -> None:
    make_backup(filled.path, NOW)
    make_backup(filled.path, NOW + 60, mark="-v7")
    assert not isinstance(encrypt_backups(filled, actor, WORDS, keep=nothing_kept), Refused)
    made = back_up(filled.path, NOW + 120, WORDS)
    assert made.sealed == 2
    assert all(each.is_sealed and each.sound for each in backups(filled.path))
    assert b"Zarathustra" not in readable(folder_of(filled.path))
    assert seal_plain(filled.path, WORDS) == 0
    assert loss(filled.path, backups(filled.path)[-1].path, WORDS).actions_lost == 1


def test_nothing_is_made_in_the_clear_where_the_passphrase_is_missing(
    filled: Book, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(encrypt_backups(filled, actor, "too short", keep=nothing_kept), Refused)
    encrypt_backups(filled, actor, WORDS, keep=lambda name, value: "The keyring is locked.")
    values = filled.reader().execute("SELECT value FROM setting").fetchall()
    assert not any("horse" in value for (value,) in values)
    for typed in ("", "another passphrase"):
        with pytest.raises(BackupPassphrase):
            passphrase_for(filled.reader(), typed)
        with pytest.raises(BackupPassphrase):
            back_up(filled.path, NOW, typed)
    assert not folder_of(filled.path).exists()
    kept = wanted(filled.reader(), secrets=lambda name: Secret(WORDS))
    assert (kept.passphrase, kept.trouble) == (WORDS, "")
    monkeypatch.setenv("COORDINATOR_SECRET_BACKUP", WORDS)
    assert passphrase_for(filled.reader()) == opening() == WORDS
    assert back_up(filled.path, NOW).backup.is_sealed
    stop_encrypting(filled, actor)
    assert not back_up(filled.path, NOW + 60).backup.is_sealed


def test_the_drill_restores_the_newest_and_says_what_it_found(filled: Book, actor: Actor) -> None:
    assert isinstance(drill(filled.path, NOW), Refused)
    make_backup(filled.path, NOW, passphrase=WORDS)
    assert is_due(filled.reader(), NOW)
    came = drill(filled.path, NOW + 5, WORDS)
    assert not isinstance(came, Refused)
    assert (came.trouble, came.actions, came.good_at) == ("", 3, NOW + 5)
    assert last_drill(filled.reader()) == came
    assert not is_due(filled.reader(), NOW + DAY)
    assert is_due(filled.reader(), NOW + 8 * DAY)
    other = drill(filled.path, NOW + 9, "not the passphrase")
    assert not isinstance(other, Refused)
    assert "passphrase" in other.trouble
    assert other.good_at == NOW + 5  # when it last went well is still known
    plain = make_backup(filled.path, NOW + 60)
    with plain.path.open("r+b") as file:
        file.seek(5_000)
        file.write(b"\xff" * 60_000)
    spoilt = drill(filled.path, NOW + 99)
    assert not isinstance(spoilt, Refused)
    assert "CANNOT BE RELIED ON" in spoilt.sentence


def test_commands_ask_for_it_and_say_what_losing_it_means(filled: Book) -> None:
    def said(*words: str, typed: str = "") -> tuple[int, str]:
        done = CliRunner().invoke(main, [*words, "--book", str(filled.path)], input=typed)
        return done.exit_code, done.output

    code, output = said("backup", "--encrypt", typed=f"{WORDS}\n{WORDS}\n")
    assert code == 0
    assert "Nobody can open one without it" in output
    assert WORDS not in output
    assert said("backup", "--daily")[0] == 3  # a timer cannot be asked
    assert said("backup", typed=f"{WORDS}\n")[0] == 0
    assert "encrypted" in said("backup", "--list")[1]
    assert said("backup", "--drill", typed="something else\n")[0] == 1
    assert said("backup", "--drill", typed=f"{WORDS}\n")[0] == 0
    assert "Last restored well: 20" in said("backup", "--list")[1]
    assert said("restore", typed="something else\n")[0] == 3
    assert said("restore", "--yes", typed=f"{WORDS}\n")[0] == 0
    assert said("backup", "--no-encrypt")[0] == 0
    assert said("backup", "--daily")[0] == 0
