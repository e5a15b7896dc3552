"""What every command shares."""

from coordinator.cli.session import for_terminal


def test_outside_text_cannot_steer_the_terminal() -> None:
    hostile = "O'Neil\x1b[31m \u202eLewis\x07\nZoë Nguyễn"
    assert for_terminal(hostile) == "O'Neil·[31m ·Lewis·\nZoë Nguyễn"
