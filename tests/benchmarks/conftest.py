"""Measurements run only when asked for (`make bench` sets COORDINATOR_BENCH), on kept big books."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordinator.demo.scale import SCALE_NOW, scale_book
from tests.benchmarks.figures import HEAD, Figure, broken

collect_ignore_glob = [] if os.environ.get("COORDINATOR_BENCH") else ["test_*.py"]

_FIGURES = pytest.StashKey[list[Figure]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_FIGURES] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "benchmarks" in item.path.parts:
            item.add_marker(pytest.mark.timeout(3_600))


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> list[Figure]:
    """Whatever is appended here stands in the table at the end."""
    return request.config.stash[_FIGURES]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found = terminalreporter.config.stash.get(_FIGURES, [])
    if found:
        terminalreporter.section("figures")
        terminalreporter.write_line(HEAD)
    for figure in found:
        terminalreporter.write_line(figure.words, red=figure.over)
    over = broken(found)
    if over:
        terminalreporter.write_line(f"over their limits: {'; '.join(over)}", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A figure over its limit fails the run, after all others were measured too."""
    if session.exitstatus == pytest.ExitCode.OK and broken(session.config.stash[_FIGURES]):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def _at_the_books_own_time() -> Iterator[None]:
    """Started programs take the big books' instant for now, and may keep their bytecode."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COORDINATOR_NOW", str(SCALE_NOW))
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture(scope="session")
def book_h() -> Path:
    """737 officers, five years. Not to be written to."""
    return scale_book("H")


@pytest.fixture(scope="session")
def book_t() -> Path:
    """5,500 officers, 400,000 details. Not to be written to."""
    return scale_book("T")


@pytest.fixture(scope="session")
def book_v() -> Path:
    """A log of a million changes. Not to be written to."""
    return scale_book("V")


@pytest.fixture
def copied(tmp_path: Path) -> Iterator["Copier"]:
    """Makes copies that may be written to, removed after the test."""
    copier = Copier(tmp_path)
    yield copier
    copier.clear()


class Copier:
    """Copies of kept books in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0

    def __call__(self, book: Path) -> Path:
        """A copy of the book, under a name of its own."""
        self._made += 1
        return Path(shutil.copy(book, self._folder / f"{self._made}-{book.name}"))

    def clear(self) -> None:
        """A copy may be of some gigabytes: it does not wait for pytest's own sweeping."""
        shutil.rmtree(self._folder, ignore_errors=True)
