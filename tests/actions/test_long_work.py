"""Work in a process of its own: its answer, its progress, its stop, its failure."""

import time
from pathlib import Path

import pytest

from coordinator.long_work import Failed, LongWork, Progress, Task

HERE = "tests.actions.test_long_work"
PATIENCE_SECONDS = 60


def doubled(book: Path, number: int, progress: Progress) -> int:
    return number * 2


def counted_until_stopped(book: Path, progress: Progress) -> int:
    """Runs for as long as nobody stops it (or for a minute)."""
    for done in range(6_000):
        if progress(done, 6_000) is False:
            return done
        time.sleep(0.01)
    return -1


def broken(book: Path, progress: Progress) -> None:
    raise ValueError("the file is [/b] upside down")


def loud(book: Path, progress: Progress) -> str:
    print("this must not disturb the answer")
    return "quiet"


def work(name: str, *given: object) -> LongWork:
    return LongWork(Task(f"{HERE}:{name}", Path("none.book"), given))


def test_the_answer_comes_back() -> None:
    assert work("doubled", 21).result.result(PATIENCE_SECONDS) == 42


def test_progress_is_told_and_a_stop_is_heard() -> None:
    running = work("counted_until_stopped")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while running.done == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert running.total == 6_000
    running.stop()
    assert 0 < running.result.result(PATIENCE_SECONDS) < 6_000


def test_a_failure_is_told_in_its_own_words() -> None:
    with pytest.raises(Failed, match="upside down"):
        work("broken").result.result(PATIENCE_SECONDS)


def test_a_process_that_dies_is_a_failure() -> None:
    running = work("counted_until_stopped")
    running._child.kill()
    with pytest.raises(Failed, match="broken off"):
        running.result.result(PATIENCE_SECONDS)


def test_what_the_work_prints_does_not_spoil_the_answer() -> None:
    assert work("loud").result.result(PATIENCE_SECONDS) == "quiet"
