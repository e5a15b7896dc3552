"""A stand-in works a day on the bundle and hands it back, all by commands."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from coordinator.cli import main
from coordinator.manual.outside_verify import told, wrong
from storage.baton import holding
from storage.bundles import sealed
from storage.database import Book
from tests.conftest import NOW
from tests.trust.town import Town, order, settle

PAT = Actor("Pat", NOW)
WORDS = "correct horse battery"


class Desk:
    """One person at one machine: a book, a name, a clock."""

    def __init__(self, path: Path, who: str) -> None:
        self.path, self.who, self.now = path, who, NOW

    def run(self, *words: str, code: int = 0) -> Result:
        self.now += 60
        environment = {
            "COORDINATOR_BOOK": str(self.path),
            "COORDINATOR_NAME": self.who,
            "COORDINATOR_NOW": str(self.now),
            "COORDINATOR_BUNDLE_PASSPHRASE": WORDS,
        }
        result = CliRunner().invoke(main, words, env=environment)
        assert result.exit_code == code, result.output
        return result

    def answer(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json").stdout)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "COST", 1 << 14)


@pytest.fixture
def town(book: Book) -> Town:
    return settle(book, PAT)


@pytest.fixture
def pat(book: Book, town: Town) -> Desk:
    order(book, PAT, town)
    return Desk(book.path, "Pat")


@pytest.fixture
def kim(tmp_path: Path) -> Desk:
    (tmp_path / "kim").mkdir()
    return Desk(tmp_path / "kim" / "town.book", "Kim")


def hand_over(pat: Desk, kim: Desk, bundle: Path) -> None:
    pat.run("handover", "export", str(bundle), "--to", "Kim")
    kim.run("handover", "import", str(bundle))


def whole(path: Path) -> None:
    book = Book(path)
    assert verify_book(book).findings == ()
    assert wrong(told(path)) == []
    book.close()


def test_a_stand_in_works_a_day_and_hands_it_back(pat: Desk, kim: Desk, tmp_path: Path) -> None:
    hand_over(pat, kim, tmp_path / "out")
    # The giver's copy is read, and says by whom it is worked in; it sends nothing.
    refused = pat.run("assign", "26-0001.1a", "1000", "--reason", "x", code=3).output
    assert "Kim (station B) has the book since 2026-06-01 08:0" in refused
    assert pat.run("tick").output == ""
    assert "Pat: hand over the book to Kim" in pat.run("history").output
    # The stand-in fills the seats, takes a new order and issues numbers of his own.
    kim.run("assign", "26-0001.1a", "1000", "--reason", "free")
    kim.run("assign", "26-0001.1b", "1001", "--reason", "free")
    kim.run("call-off", "26-0001.1", "1000", "--reason", "sick")
    kim.run("note", "officer:1", "rang twice", "--due", "2026-06-03 09:00")
    head = kim.answer("verify")["head"]
    assert head.startswith("1:")
    kim.run("handover", "export", str(tmp_path / "back"), "--back")
    assert (
        "Pat (station A) has the book"
        in kim.run("assign", "26-0001.1a", "1002", "--reason", "x", code=3).output
    )
    back = pat.run("handover", "import", str(tmp_path / "back")).output
    assert "The book is back with" in back
    assert "nobody worked here meanwhile" in back
    pat.run("assign", "26-0001.1a", "1002", "--reason", "free")
    whole(pat.path)
    assert pat.run("verify", "--seal", head).exit_code == 0
    log = pat.run("history").output
    assert "Kim: call off" in log
    assert log.index("Pat: assign") < log.index("Kim: call off")
    status = pat.run("handover", "status").output
    assert "This is station A; you hold the book." in status
    assert "given back" in status


def test_it_goes_there_and_back_again(pat: Desk, kim: Desk, tmp_path: Path) -> None:
    for turn in range(2):
        hand_over(pat, kim, tmp_path / f"out{turn}")
        kim.run("assign", "26-0001.1" + "ab"[turn], f"100{turn}", "--reason", "free")
        kim.run("handover", "export", str(tmp_path / f"back{turn}"), "--back")
        pat.run("handover", "import", str(tmp_path / f"back{turn}"))
        pat.run("note", "officer:1", f"turn {turn}", "--due", "2026-06-03 09:00")
    whole(pat.path)
    whole(kim.path)
    rows = Book(pat.path).reader().execute("SELECT id >> 40 FROM assignment").fetchall()
    assert rows == [(1,), (1,)]
    givings = pat.answer("handover", "status")["givings"]
    assert [each["words"].count("to Kim (station B): given back") for each in givings] == [1, 1]


def test_both_worked_and_the_seat_was_given_twice(pat: Desk, kim: Desk, tmp_path: Path) -> None:
    hand_over(pat, kim, tmp_path / "out")
    pat.run("handover", "reclaim", "--by", "Chief Moss", "--reason", "no word of Kim")
    pat.run("assign", "26-0001.1a", "1000", "--reason", "free")
    kim.run("assign", "26-0001.1a", "1001", "--reason", "free")
    kim.run("assign", "26-0001.1b", "1002", "--reason", "free")
    kim.run("handover", "export", str(tmp_path / "back"), "--back")
    merged = pat.run("handover", "import", str(tmp_path / "back")).output
    assert "1 conflict waits to be settled" in merged
    assert "Both did something about: detail 26-0001.1" in merged
    listed = pat.run("handover", "conflicts").output
    assert "Adams on 26-0001.1a: A and B each entered one; only one can stand" in listed
    assert "officer: A Adams (badge 1000) · B Baker (badge 1001)" in listed
    whole(pat.path)
    assert holders(pat.path) == [("26-0001.1a", "1000"), ("26-0001.1b", "1002")]
    settled = pat.run("handover", "settle", "1", "--take", "B").output
    assert "station B's side holds" in settled
    assert "Adams" in settled  # who is told that the seat is not his
    assert holders(pat.path) == [("26-0001.1a", "1001"), ("26-0001.1b", "1002")]
    assert "settled already" in pat.run("handover", "settle", "1", "--take", "A", code=1).output
    pat.run("undo")
    assert holders(pat.path) == [("26-0001.1a", "1000"), ("26-0001.1b", "1002")]
    pat.run("handover", "settle", "1", "--take", "A")
    assert "Nothing is in conflict" in pat.run("handover", "conflicts").output
    assert (
        "There is no conflict 9" in pat.run("handover", "settle", "9", "--take", "A", code=1).output
    )
    whole(pat.path)


def test_the_pack_tells_a_stranger_what_is_open_and_which_keys_do_it(
    pat: Desk, tmp_path: Path
) -> None:
    pat.now += 2 * 86_400  # the evening before
    pat.run("note", "26-0001.1", "ring the harbour", "--due", "2026-06-03 18:00")
    pat.run("note", "26-0001.1", "he drinks", "--due", "2026-06-03 19:00", "--restricted")
    pat.run("assign", "26-0001.1a", "1000", "--reason", "free")
    made = pat.run("handover", "pack", "--pdf", str(tmp_path / "pack.pdf")).output
    assert made.startswith("Stand-in pack: ")
    words = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "pack.pdf").pages
    )
    assert "Posts to fill by tomorrow night (1)" in words
    assert "26-0001.1b Pier 1 · Harbour Works" in words
    assert "F2 Today, cursor on the line, r: the officers in the order of the policy." in words
    assert "follow-up 2026-06-03 18:00 detail 26-0001.1: ring the harbour" in words
    assert "he drinks" not in words
    assert "Adams, Sam" in words
    assert "coordinator handover export FILE --back" in words


def holders(path: Path) -> list[tuple[str, str]]:
    sql = (
        "SELECT number, badge FROM assignment JOIN position ON position.id = position_id "
        "JOIN officer ON officer.id = officer_id WHERE state = 'assigned' ORDER BY number"
    )
    return Book(path).reader().execute(sql).fetchall()


def test_what_is_refused_leaves_everything_as_it_was(pat: Desk, kim: Desk, tmp_path: Path) -> None:
    bundle = tmp_path / "out"
    assert "by name" in pat.run("handover", "export", str(bundle), code=1).output
    nobody = pat.run("handover", "export", str(bundle), "--back", code=1).output
    assert "nobody to return it to" in nobody
    assert holding(Book(pat.path).reader()).ours
    hand_over(pat, kim, bundle)
    assert (
        "was not touched"
        in pat.run("handover", "export", str(bundle), "--to", "Kim", code=1).output
    )
    # Made again while nothing can have changed; to somebody else only after it is back.
    pat.run("handover", "export", str(tmp_path / "again"))
    other = pat.run("handover", "export", str(tmp_path / "x"), "--to", "Lee", code=1).output
    assert "only there can it be handed on" in other
    assert "already" in kim.run("handover", "import", str(tmp_path / "again")).output
    # A bundle for another station, another passphrase, a file that is none.
    before = kim.path.read_bytes()
    wrong_file = tmp_path / "words"
    wrong_file.write_text("another passphrase\n")
    spoilt = kim.run(
        "handover", "import", str(bundle), "--passphrase-file", str(wrong_file), code=3
    ).output
    assert "passphrase is another one" in spoilt
    assert "is no bundle" in kim.run("handover", "import", str(wrong_file), code=3).output
    assert "no file" in kim.run("handover", "import", str(tmp_path / "none"), code=3).output
    assert "for Kim, station B" in pat.run("handover", "import", str(bundle), code=1).output
    assert kim.path.read_bytes() == before
    assert not list(tmp_path.glob("**/*.arriving*"))


def test_one_bundle_worked_in_on_two_machines_is_not_merged(
    pat: Desk, kim: Desk, tmp_path: Path
) -> None:
    hand_over(pat, kim, tmp_path / "out")
    (tmp_path / "twin").mkdir()
    twin = Desk(tmp_path / "twin" / "town.book", "Kim")
    twin.run("handover", "import", str(tmp_path / "out"))
    twin.run("assign", "26-0001.1a", "1003", "--reason", "free")
    kim.run("assign", "26-0001.1a", "1001", "--reason", "free")
    kim.run("handover", "export", str(tmp_path / "one"), "--back")
    twin.run("handover", "export", str(tmp_path / "two"), "--back")
    pat.run("handover", "import", str(tmp_path / "one"))
    refused = pat.run("handover", "import", str(tmp_path / "two"), code=3).output
    assert "Station B has two different pasts" in refused
    assert holders(pat.path) == [("26-0001.1a", "1001")]
    whole(pat.path)
