"""Fetching from sources: what was read is marked after it was taken in; dying loses nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coordinator.actions.answers.looking_for_answers import look_for_answers
from coordinator.actions.answers.receiving import (
    ReceivedAll,
    SourceSet,
    receive_due,
    set_source,
    sources,
)
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Refused
from notify.incoming import Fetched
from storage.database import Book
from tests.actions.phones import PAT, code_for, coming, mail_of, number_of, one, sms, state_of
from tests.screens.town import NOW


class Box:
    """A mailbox that gives so many texts a look, and remembers what it was asked."""

    def __init__(self, *looks: Fetched) -> None:
        self.looks, self.asked = list(looks), []  # type: ignore[var-annotated]

    def look(self, name: str, url: str, epoch: str, last: str, now: int) -> Fetched:
        self.asked.append((name, epoch, last))
        return self.looks.pop(0) if self.looks else Fetched(epoch=epoch, last=last)


@pytest.fixture
def seat(town_book: Book) -> tuple[int, str, int]:
    assignment, position, officer, _, _ = coming(town_book)
    return officer, code_for(town_book, officer, position), assignment


def receive(book: Book, box: Box) -> ReceivedAll:
    return receive_due(book, lambda: NOW, only={"desk": "imaps://x"}, look=box.look)


def test_each_look_goes_on_where_the_last_one_ended(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, assignment = seat
    first = sms(f"late {code} 5", number_of(officer), NOW - 50)
    second = sms(f"off {code} sick", number_of(officer), NOW - 20)
    box = Box(Fetched((first,), "7", "41"), Fetched((first, second), "7", "42"))
    assert receive(town_book, box).sentence == "1 carried out"
    found = receive(town_book, box)
    assert (found.done, found.known) == (1, 1)
    assert receive(town_book, box).sentence == "Nothing new came in"
    assert not receive(town_book, box).busy
    assert box.asked == [("desk", "", ""), ("desk", "7", "41"), *[("desk", "7", "42")] * 2]
    assert one(town_book, "SELECT state FROM assignment WHERE id = ?", assignment) == "called_off"


def test_trouble_is_said_and_noted_and_goes_away(town_book: Book) -> None:
    box = Box(Fetched(trouble="the login was refused"), Fetched(unread=("a.eml: too large",)))
    found = receive(town_book, box)
    assert found.sentence == "Nothing new came in; desk: the login was refused"
    trouble = "SELECT trouble FROM mailbox_mark WHERE source = 'desk'"
    assert one(town_book, trouble) == "the login was refused"
    assert receive(town_book, box).unread == ("desk: a.eml: too large",)
    assert one(town_book, trouble) == ""


def test_what_was_not_taken_in_is_not_marked(
    town_book: Book, seat: tuple[int, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from coordinator.actions.answers import taking_in

    def dies(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(taking_in, "carry_out", dies)
        with pytest.raises(KeyboardInterrupt):
            receive(town_book, Box(Fetched((sms("mine", number_of(seat[0])),), "7", "41")))
    assert one(town_book, "SELECT count(*) FROM mailbox_mark") == 0
    assert one(town_book, "SELECT count(*) FROM received") == 0
    assert verify_book(town_book).clean


DYING = """
import os, sys
from pathlib import Path
from coordinator.actions.answers import taking_in
from storage.database import Book
from tests.actions.phones import sms, take

when, path, key, number, text = sys.argv[1:]
book = Book(Path(path))
do = taking_in.answer if when == "middle" else None

def die(*_):
    os.kill(os.getpid(), 9)

if when == "middle":
    taking_in.answer = die
take(book, sms(text, number, key=key))
die()
"""


@pytest.mark.parametrize("when", ["middle", "after"])
def test_a_killed_program_has_taken_in_all_of_it_or_nothing(
    town_book: Book, seat: tuple[int, str, int], when: str
) -> None:
    officer, code, assignment = seat
    text, number = f"off {code} sick", number_of(officer)
    command = [sys.executable, "-c", DYING, when, str(town_book.path), "the-key", number, text]
    root = Path(__file__).parents[2]
    killed = subprocess.run(
        command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    state = "SELECT state FROM assignment WHERE id = ?"
    assert one(town_book, state, assignment) == ("confirmed" if when == "middle" else "called_off")
    found = receive(town_book, Box(Fetched((sms(text, number, key="the-key"),), "1", "1")))
    assert (found.done, found.known) == ((1, 0) if when == "middle" else (0, 1))
    assert one(town_book, state, assignment) == "called_off"
    assert one(town_book, "SELECT count(*) FROM call_off") == 1
    assert one(town_book, "SELECT count(*) FROM message WHERE event = 'reply'") == 1
    assert one(town_book, "SELECT count(*) FROM raw_mail") == 1
    assert state_of(town_book)[0] == "done"
    assert verify_book(town_book).clean


# ── which sources ────────────────────────────────────────────────────────────────────────────


def test_sources_are_kept_with_their_secrets_elsewhere(town_book: Book) -> None:
    kept: dict[str, str] = {}

    def keep(name: str, secret: str) -> str:
        kept[name] = secret
        return ""

    url = "imaps://desk:{secret}@mail.town.example/INBOX"
    found = set_source(town_book, PAT, "desk", url, "hush", keep=keep)
    assert isinstance(found, SourceSet), found
    assert kept == {"from_desk": "hush"}
    assert sources(town_book.reader()) == {"desk": url}
    assert "hush" not in town_book.path.read_bytes().decode("latin-1")
    set_source(town_book, PAT, "desk", "")
    assert sources(town_book.reader()) == {}


@pytest.mark.parametrize(
    ("name", "url"),
    [("desk", "ftp://x"), ("desk", "imaps://a:open@b/INBOX"), ("a b", "eml:/x"), ("", "eml:/x")],
)
def test_sources_that_are_none_are_refused(town_book: Book, name: str, url: str) -> None:
    assert isinstance(set_source(town_book, PAT, name, url), Refused)
    assert sources(town_book.reader()) == {}


RAW = """From: {}
To: details@rivermouth.example
Subject: Re: You are on detail 26-0001
Message-ID: <{}@phone.example>
Date: Mon, 1 Jun 2026 11:59:00 +0000

{}

On Mon, Jun 1, 2026 Desk wrote:
> Reply YES {} or NO {}.
"""


def test_a_folder_of_mails_is_read_and_acted_on(
    town_book: Book, seat: tuple[int, str, int], tmp_path: Path
) -> None:
    officer, code, assignment = seat
    answers = tmp_path / "answers"
    answers.mkdir()
    for number, (sender, text) in enumerate(
        ((mail_of(officer), f"Off {code} sick"), ("who@else.example", f"YES {code}"))
    ):
        file = answers / f"{number}.eml"
        file.write_text(RAW.format(sender, number, text, code, code))
        os.utime(file, (NOW - 600, NOW - 600))
    set_source(town_book, PAT, "desk", f"eml:{answers}")
    found = look_for_answers(town_book, PAT)
    assert isinstance(found, ReceivedAll), found
    assert found.sentence == "1 carried out, 1 to be read"
    assert one(town_book, "SELECT state FROM assignment WHERE id = ?", assignment) == "called_off"
    again = receive_due(town_book, lambda: NOW + 60)
    assert not again.busy


def test_looking_without_a_source_says_how_to_set_one(town_book: Book) -> None:
    found = look_for_answers(town_book, PAT)
    assert isinstance(found, Refused)
    assert "source set" in found.sentence
