"""`coordinator demo`: on a terminal the application, without one the day's sheet."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.cli import main
from tests.benchmarks.terminal import Terminal, python
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _at_a_fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATOR_NOW", str(NOW))


def test_without_a_terminal_it_prints_the_day(tmp_path: Path) -> None:
    shown = CliRunner().invoke(main, ["demo", "--book", str(tmp_path / "demo.book")])
    assert shown.exit_code == 0, shown.output
    assert "Gas leak, standby" in shown.output
    assert str(tmp_path / "demo.book") in shown.output


def test_on_a_terminal_it_opens_the_application(tmp_path: Path) -> None:
    command = python("-m", "coordinator", "demo", "--book", str(tmp_path / "demo.book"))
    with Terminal(command) as terminal:
        terminal.wait_for("Grey Gull Pictures")


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.book").write_text("mine")
    shown = CliRunner().invoke(main, ["demo", "--book", str(tmp_path / "mine.book")])
    assert shown.exit_code == 1
    assert "was not touched" in shown.output
    assert (tmp_path / "mine.book").read_text() == "mine"


def test_the_users_own_book_is_never_taken_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.book").write_text("mine")
    monkeypatch.setenv("COORDINATOR_BOOK", str(tmp_path / "mine.book"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for _ in range(2):
        assert CliRunner().invoke(main, ["demo"]).exit_code == 0
    assert (tmp_path / "mine.book").read_text() == "mine"
    assert list((tmp_path / "cache").rglob("demo.book"))
