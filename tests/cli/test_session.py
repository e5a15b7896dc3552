"""What every command shares."""

from pathlib import Path

import pytest

from coordinator.cli.session import Session, for_terminal


def test_outside_text_cannot_steer_the_terminal() -> None:
    hostile = "O'Neil\x1b[31m \u202eLewis\x07\nZoë Nguyễn"
    assert for_terminal(hostile) == "O'Neil·[31m ·Lewis·\nZoë Nguyễn"


def test_keys_of_the_screen_are_commands_here(capsys: pytest.CaptureFixture[str]) -> None:
    Session(Path("any.book"), json=False).say("Done · u undoes", None)
    assert capsys.readouterr().out == "Done · `coordinator undo` undoes\n"
