"""A town whose mail goes out by a real server and comes in by another."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import Agency, Setting
from tests.notify.imap_server import PASSWORD, USER, imap_server
from tests.notify.servers import mail_server
from tests.screens.idling import quick_screens
from tests.screens.town import NOW, fill
from tests.story.phones import DESK, Phones

__all__ = ["quick_screens"]


@dataclass(frozen=True)
class Station:
    """The coordinator's machine: its book, the timer beside it, and everybody's phones."""

    book: Book
    phones: Phones

    def tick(self) -> None:
        """What the timer does every minute, in a process of its own."""
        command = [sys.executable, "-m", "coordinator", "tick", "--book", str(self.book.path)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert ended.returncode == 0, ended.stderr + ended.stdout


@pytest.fixture
def station(
    empty_book_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Station]:
    monkeypatch.setenv("COORDINATOR_NOW", str(NOW))
    monkeypatch.setenv("COORDINATOR_SECRET_FROM_DESK", PASSWORD)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    book = Book(Path(shutil.copy(empty_book_file, tmp_path / "town.book")))
    fill(book)
    with imap_server() as imap, mail_server() as mail:
        user = USER.replace("@", "%40")
        mailbox = f"imap+plain://{user}:{{secret}}@127.0.0.1:{imap.port}/INBOX"
        settings = {
            "gateway.email": f"mailto://127.0.0.1:{mail.port}?from={DESK}",
            "replies.sources": {"desk": mailbox},
            "messages.grace_seconds": 0,
        }
        with book.action(Actor("Pat Coordinator", NOW), "set up", "agency:1") as tx:
            agency = tx.get(Agency, 1)
            agency.email, agency.phone = DESK, "555-0100"
            tx.save(agency)
            for key, value in settings.items():
                tx.add(Setting(key=key, value=json.dumps(value)))
        yield Station(book, Phones(mail, imap, NOW))
    book.close()
