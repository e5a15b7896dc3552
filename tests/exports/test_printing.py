"""Handing files to the system, with commands of our own in its place."""

import sys
from pathlib import Path

import pytest

from exports.printing import can_print, open_in_viewer, send_to_printer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def command(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_file_is_queued_with_lp_on_the_printer_named(commands: Path, tmp_path: Path) -> None:
    command(commands, "lp", f'echo "$@" > "{tmp_path}/args"')
    assert send_to_printer(tmp_path / "-n 5.pdf", "front desk") == ""
    # The file comes after --, so that no name is taken for an option.
    said = (tmp_path / "args").read_text().strip()
    assert said == f"-d front desk -- {tmp_path}/-n 5.pdf"


def test_what_the_printer_says_is_passed_on(commands: Path, tmp_path: Path) -> None:
    command(commands, "lp", 'echo "no such destination" >&2; exit 1')
    assert send_to_printer(tmp_path / "a.pdf") == "lp: no such destination"


def test_without_commands_there_is_a_sentence(commands: Path, tmp_path: Path) -> None:
    assert not can_print()
    assert "no print command" in send_to_printer(tmp_path / "a.pdf")
    assert str(tmp_path / "a.pdf") in open_in_viewer(tmp_path / "a.pdf")


def test_a_file_is_opened_with_the_systems_viewer(commands: Path, tmp_path: Path) -> None:
    viewer = "open" if sys.platform == "darwin" else "xdg-open"
    command(commands, viewer, f'echo "$1" > "{tmp_path}/opened"')
    assert open_in_viewer(tmp_path / "a.pdf") == ""
    assert (tmp_path / "opened").read_text().strip() == str(tmp_path / "a.pdf")
