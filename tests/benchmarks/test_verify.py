"""Verifying a million changes: time and memory, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Figure

_CHILD = """
import json, sys, time
from pathlib import Path
from coordinator.actions.book.verifying import verify_book
from storage.database import Book
told = []
began = time.perf_counter()
outcome = verify_book(Book(Path(sys.argv[1])), progress=lambda done, total: told.append(done))
seconds, busy = time.perf_counter() - began, time.process_time()
status = Path("/proc/self/status").read_text()
peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
print(json.dumps([outcome.clean, outcome.changes, seconds, busy, peak, len(told)]))
"""


def test_a_million_changes(book_v: Path, figures: list[Figure]) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", _CHILD, str(book_v)], capture_output=True, text=True, check=True
    )
    clean, changes, seconds, busy, megabytes, reports = json.loads(answer.stdout)
    assert clean
    assert reports > 10
    figures.append(Figure(f"verify of {changes:,} changes", seconds, "s", limit=30))
    figures.append(Figure("verify, processor time of it", busy, "s"))
    figures.append(Figure("verify, greatest memory", megabytes, "MB", limit=100))
