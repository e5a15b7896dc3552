"""On a terminal that can only print lines the application does not begin to draw."""

import os
import pty
import subprocess
import sys

import pytest

from storage.database import Book


def run_on_terminal(book: Book, term: str) -> tuple[int, str]:
    """`coordinator run` with both ends on a pseudo-terminal of that kind."""
    ours, theirs = pty.openpty()
    ran = subprocess.run(
        [sys.executable, "-m", "coordinator", "run", "--book", str(book.path)],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env={**os.environ, "TERM": term},
        text=True,
        timeout=60,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_it_says_what_is_needed_and_what_works(book: Book, term: str) -> None:
    code, said = run_on_terminal(book, term)
    assert code == 2
    assert "needs a terminal on which it can draw" in said
    assert "coordinator day" in said
