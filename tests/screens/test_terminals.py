"""The application on terminals as they are over SSH and within tmux, as real processes."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordinator.actions.book.locking import set_passphrase
from coordinator.actions.results import Actor
from storage.database import Book
from tests.screens.test_process import PATIENCE, ROOT, RUN, Terminal
from tests.screens.town import NOW

TMUX = shutil.which("tmux")
COLOURS = re.compile(rb"\x1b\[[0-9;]*[34]8;([25]);")
TITLE = re.compile(rb"\x1b\][012];")


@pytest.mark.parametrize(
    ("term", "allowed"),
    [("screen-256color", {b"5"}), ("linux", set()), ("xterm", set())],
)
def test_it_draws_with_the_colours_that_the_terminal_has(
    town: Book, term: str, allowed: set[bytes]
) -> None:
    terminal = Terminal([*RUN, str(town.path)], term)
    assert terminal.until(b"26-0001.4")
    assert terminal.until(b"OPEN")
    os.write(terminal.fd, b"\x11")
    assert terminal.ended() == 0
    os.close(terminal.fd)
    assert set(COLOURS.findall(terminal.written)) <= allowed
    assert b"\x1b[?1049l" in terminal.written
    assert not TITLE.search(terminal.written)


def test_a_locked_book_writes_nothing_of_itself_to_the_terminal(town: Book) -> None:
    set_passphrase(town, Actor("Pat", NOW), "high water")
    terminal = Terminal([*RUN, str(town.path)])
    assert terminal.until(b"Locked")
    assert terminal.until(b"messages are sent meanwhile")
    os.write(terminal.fd, b"\x1b[15~\x10Harb\x11")  # F5, the palette, ctrl+q
    time.sleep(0.5)
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.ended() == 0
    os.close(terminal.fd)
    for words in (b"26-0001", b"Harbor", b"Adams", b"Crane", b"Rivermouth"):
        assert words not in terminal.written
    assert not TITLE.search(terminal.written)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    if TMUX is None:
        pytest.skip("NO TMUX: install Debian's tmux to run this test")
    server = [TMUX, "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    yield server
    subprocess.run([*server, "kill-server"], capture_output=True, check=False)


def test_within_tmux_keys_colours_and_copying_work(tmux: list[str], town: Book) -> None:
    def said(*words: str) -> str:
        done = subprocess.run([*tmux, *words], capture_output=True, text=True, check=False)
        return done.stdout

    def seen(words: str, *, there: bool = True) -> bool:
        end = time.monotonic() + PATIENCE
        while (words in said("capture-pane", "-p", "-t", "w")) is not there:
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    application = f"cd {ROOT}; COORDINATOR_NOW={NOW} {sys.executable} -m coordinator run --book"
    said("new-session", "-d", "-s", "w", "-x", "80", "-y", "24", "sh")
    said("set", "-g", "set-clipboard", "on")
    said("set", "-s", "escape-time", "10")
    said("send-keys", "-t", "w", f"{application} {town.path}", "Enter")
    assert seen("26-0001.4")
    for key, words in (("F5", "Officers"), ("F1", "How do I")):
        said("send-keys", "-t", "w", key)
        assert seen(words), (key, said("capture-pane", "-p", "-t", "w"))
    said("send-keys", "-t", "w", "Escape")
    assert seen("How do I", there=False)
    said("send-keys", "-t", "w", "C-c")
    assert seen("name and phone")
    said("send-keys", "-t", "w", "2")  # the badge, by OSC 52 into tmux's own buffer
    assert seen("Copied: 10")
    assert re.fullmatch(r"10\d\d", said("show-buffer").strip())
    said("send-keys", "-t", "w", "C-q")
    assert seen("Officers", there=False)
    end = time.monotonic() + PATIENCE
    while said("display-message", "-p", "-t", "w", "#{pane_current_command}").strip() != "sh":
        assert time.monotonic() < end
        time.sleep(0.05)
    said("send-keys", "-t", "w", "echo again$((1+1))", "Enter")
    assert seen("again2")  # the shell has its terminal back
