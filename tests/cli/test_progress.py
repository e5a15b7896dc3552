"""How far an award round is, on a terminal; and that Ctrl+C leaves nothing behind."""

import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import Interest
from tests.rules.town import at, found_town, post

POLICY = (
    'name = "P"\neffective_on = 2020-01-01\n[[clause]]\nkind = "no_two_details"\n'
    '[rotation]\nwho = "signups"\n[[rotation.key]]\nby = "seniority"\n'
)


@pytest.fixture
def month(book: Book, actor: Actor) -> Path:
    """Two hundred seats that everybody asked for."""
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    town = found_town(book, actor, officers=30)
    with book.action(actor, "post", "job:1") as tx:
        for number in range(1, 201):
            start = at(1 + number // 8, 8)
            seat = post(tx, town, number, start, start + 14_400)
            for officer in town.officers:
                tx.add(Interest(position_id=seat, officer_id=officer, expressed_at=tx.now))
    book.close()
    return book.path


def started(book: Path, *more: str, terminal: int = subprocess.PIPE) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "coordinator", "award", "--book", str(book), *more]
    env = {**os.environ, "COORDINATOR_NAME": "dana", "COORDINATOR_NOW": str(at(0, 8))}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=terminal, env=env)


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


def test_a_terminal_shows_how_far_it_is_and_a_file_does_not(month: Path) -> None:
    ours, theirs = pty.openpty()
    shown = started(month, "--dry-run", terminal=theirs)
    os.close(theirs)
    said = b""
    while piece := read(ours):
        said += piece
    assert shown.wait(60) == 0
    told = [int(number) for number in re.findall(rb"(\d+) %", said)]
    assert told[0] == 0
    assert told == sorted(told)
    assert len(told) > 20
    assert said.rstrip(b" ").endswith(b"\r")
    plain = started(month, "--dry-run")
    _, silent = plain.communicate(timeout=60)
    assert (plain.returncode, silent) == (0, b"")


def test_ctrl_c_leaves_nothing_written(month: Path) -> None:
    ours, theirs = pty.openpty()
    ran = started(month, terminal=theirs)
    os.close(theirs)
    said = b""
    while b"1 %" not in said:
        said += read(ours)
    ran.send_signal(signal.SIGINT)
    while piece := read(ours):
        said += piece
    assert ran.wait(60) != 0
    assert b"Traceback" not in said
    book = Book(month)
    assert book.reader().execute("SELECT count(*) FROM assignment").fetchone() == (0,)
    assert verify_book(book).clean
