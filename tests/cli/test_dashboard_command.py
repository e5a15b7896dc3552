"""`coordinator dashboard`: a line a panel, JSON, and one page."""

import json
from pathlib import Path

from click.testing import CliRunner

from coordinator.cli import main
from storage.database import Book


def test_it_says_every_panel_and_writes_the_page(book: Book, tmp_path: Path) -> None:
    book.close()
    words = ("dashboard", "--book", str(book.path))
    said = CliRunner().invoke(main, words)
    assert said.exit_code == 0, said.output
    assert "Open seats ahead (seats by week): 0, next 6 weeks" in said.output
    panels = json.loads(CliRunner().invoke(main, (*words, "--json")).output)
    assert len(panels) == len(said.output.splitlines()) == 9
    assert panels[0]["report"] == "fill-rate"
    page = tmp_path / "page.pdf"
    made = CliRunner().invoke(main, (*words, "--pdf", str(page)))
    assert made.exit_code == 0, made.output
    assert page.read_bytes().startswith(b"%PDF")
    page.write_bytes(b"of somebody else")
    again = CliRunner().invoke(main, (*words, "--pdf", str(page)))
    assert again.exit_code == 1
