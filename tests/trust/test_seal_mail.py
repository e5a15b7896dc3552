"""The day's seal goes to a second person by mail, once; by it a rewritten past is seen."""

import base64
import json
import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.actions.book.received_seals import received_seals, seals_in
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.messages.recipients import people_in
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from coordinator.manual import outside_verify
from storage.bundles.bundle import copy_book
from storage.database import Book
from storage.models import Setting
from storage.queries.messages.witness import last_witnessed, witness_needs
from tests.conftest import NOW
from tests.notify.servers import mail_server, plain
from tests.trust.lived import DAY
from tests.trust.tampering import FORGERIES, untriggered
from tests.trust.test_tampering import rewrite_the_past

WHO = [{"name": "Clerk Ames", "email": "ames@town.example"}, {"email": "audit@town.example"}]
SILENT = ("reminder", "confirm", "not_seen", "closing", "hours_due", "digest", "posted", "wanted")


def put(book: Book, **values: Any) -> None:
    with book.action(Actor("Pat", NOW), "set", "setting") as tx:
        for key, value in values.items():
            tx.add(Setting(key=key.replace("__", "."), value=json.dumps(value)))


def run(book: Book, *words: str, now: int = NOW, code: int = 0) -> str:
    environment = {
        "COORDINATOR_NOW": str(now),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    found = CliRunner().invoke(main, [*words, "--book", str(book.path)], env=environment)
    assert found.exit_code == code, found.output
    return found.output


@pytest.fixture(scope="module")
def mailed_file(lived_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose seal went out by a real server on three days; beside it the last mail."""
    lived = Book(Path(shutil.copy(lived_file, tmp_path_factory.mktemp("mailed") / "town.book")))
    with mail_server() as mail:
        put(
            lived,
            gateway__email=f"mailto://127.0.0.1:{mail.port}?from=desk@rivermouth.example",
            messages__witness=WHO,
            messages__audiences={event: [] for event in SILENT},
        )
        for hours in (0, 1, 2, 20, 24, 25, 48):
            run(lived, "tick", now=NOW + hours * 3_600)
        mails = [mail for mail in mail.mails() if "Seal of" in mail["subject"]]
        lived.path.with_name("seal.eml").write_bytes(bytes(mail.taken[-1].content or b""))
    days = {(mail["to"], mail["subject"].partition(", ")[2]) for mail in mails}
    assert len(mails) == len(days) == 2 * 3, "once a day to each, however often the clock looks"
    assert "Clerk Ames,\n\nplease keep" in plain(mails[0]).replace("\r\n", "\n")
    lived.close()
    return lived.path


@pytest.fixture
def mailed(mailed_file: Path, tmp_path: Path) -> tuple[Book, Path]:
    copied = tmp_path / "town.book"
    copy_book(mailed_file, copied)  # other threads' readers leave a -wal beside it
    return Book(copied), mailed_file.with_name("seal.eml")


def test_a_rewritten_past_passes_without_the_mailed_seal_and_fails_with_it(
    mailed: tuple[Book, Path],
) -> None:
    book, saved = mailed
    (seal,) = seals_in(saved.read_bytes())
    assert len(seal.rpartition(":")[2]) == 64, "the whole hash is mailed"
    assert "against 1 seal kept elsewhere" in run(book, "verify", "--seal", str(saved))
    assert outside_verify.wrong(outside_verify.told(book.path, seal)) == []
    assert last_witnessed(book.reader()) is not None
    rewrite_the_past(book.path)
    assert "all as sealed" in run(book, "verify")
    assert outside_verify.wrong(outside_verify.told(book.path)) == []
    assert "the past was rewritten" in run(book, "verify", "--seal", str(saved), code=4)
    assert outside_verify.wrong(outside_verify.told(book.path, seal)) != []


@pytest.mark.parametrize("kind", ["edit_change", "remove_change", "insert_change", "remove_action"])
def test_one_altered_entry_is_located_by_both(mailed: tuple[Book, Path], kind: str) -> None:
    book, _saved = mailed
    (forgery,) = (each for each in FORGERIES if each.__name__ == kind)
    with untriggered(book.path) as connection:
        wanted = forgery(connection, Random(kind))
    ours = {one.where for one in verify_book(book).findings}
    told = {
        " ".join(line.split()[:2]) for line in outside_verify.wrong(outside_verify.told(book.path))
    }
    assert wanted & ours, (wanted, ours)
    assert wanted & told, (wanted, told)


def test_seals_are_found_however_a_mail_is_written() -> None:
    whole = "0:12:" + "ab" * 32
    plainly = f"Keep:\n> {whole}\n at 08:00:00, 1:2:abc"
    coded = base64.encodebytes(plainly.encode()).decode()
    mail = f"From: a@b\nContent-Transfer-Encoding: base64\n\n{coded}"
    soft = f"From: a@b\nContent-Transfer-Encoding: quoted-printable\n\n{whole[:50]}=\n{whole[50:]}"
    for text in (plainly, mail, soft):
        assert seals_in(text.encode()) == (whole,)
    assert received_seals((whole[:21], whole[:21])) == (whole[:21],)
    for nothing in ("0:12:abcd", "nowhere.eml", "a\0b", "/"):
        assert isinstance(received_seals((nothing,)), Refused)


def test_today_says_that_nobody_has_had_a_seal(lived: Book) -> None:
    def said(now: int) -> list[str]:
        return [need.words for need in witness_needs(lived.reader(), now)]

    assert said(NOW + 90 * DAY) == [], "no mail goes out from here"
    put(lived, gateway__email="mailto://127.0.0.1:9", messages__clock_since=NOW)
    assert said(NOW + 7 * DAY) == []
    words = "Nobody outside has had the book's seal for 8 days: settings name no witness"
    assert said(NOW + 8 * DAY) == [words]
    put(lived, messages__witness=WHO[:1])
    assert [reach.email for reach in people_in(lived.reader(), "messages.witness")]
    assert said(NOW + 8 * DAY) == [words.partition(":")[0]]
    put(lived, messages__witness_days=0)
    assert said(NOW + 8 * DAY) == []


def test_without_a_witness_the_clock_says_nothing_of_it(lived: Book) -> None:
    run(lived, "remind")
    found = lived.reader().execute("SELECT count(*) FROM message WHERE event = 'seal'")
    assert found.fetchone() == (0,)


def test_what_is_no_seal_is_no_proof(lived: Book) -> None:
    assert "neither a file nor a seal" in run(lived, "verify", "--seal", "1:2:short", code=2)
