"""The files for others and the watched folders from the command line, on a small town's book."""

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from coordinator.cli import main
from storage.database import Book
from tests.screens.town import NOW, fill


@pytest.fixture(scope="module")
def environment(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = Path(shutil.copy(empty_book_file, tmp_path_factory.mktemp("files") / "town.book"))
    book = Book(path)
    fill(book)
    book.close()
    return {"COORDINATOR_BOOK": str(path), "COORDINATOR_NOW": str(NOW)}


def said(environment: dict[str, str], *words: str) -> Result:
    return CliRunner().invoke(main, list(words), env=environment, catch_exceptions=False)


def run(environment: dict[str, str], *words: str) -> str:
    done = said(environment, *words)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_board(environment: dict[str, str], tmp_path: Path) -> None:
    refused = said(environment, "board", "write")
    assert refused.exit_code == 1
    assert "board.folder" in refused.output
    page = tmp_path / "board.html"
    run(environment, "board", "write", str(page))
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    folder = tmp_path / "served"
    folder.mkdir()
    run(environment, "setting", "set", "board.folder", str(folder))
    assert "details.html" in run(environment, "board", "write")
    assert (folder / "details.html").exists()


def test_calendars(environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "cal"
    folder.mkdir()
    run(environment, "setting", "set", "calendar.folder", str(folder))
    run(environment, "setting", "set", "calendar.url", "https://town.example/cal")
    assert "written" in run(environment, "calendar", "write")
    badge = json.loads(run(environment, "officers", "is:here", "--json"))[0]["badge"]
    link = run(environment, "calendar", "link", "--officer", badge).strip()
    renewed = run(environment, "calendar", "renew", "--officer", badge).strip()
    assert link.startswith("https://town.example/cal/officer-")
    assert renewed != link
    one = tmp_path / "all.ics"
    run(environment, "calendar", "write", str(one))
    assert len(Calendar.from_ical(one.read_text("utf-8")).walk("VEVENT")) > 20


def test_copies(environment: dict[str, str], tmp_path: Path) -> None:
    copy, page, own = (tmp_path / name for name in ("c.sqlite", "c.html", "own.toml"))
    run(environment, "copy", "write", "auditor", str(copy))
    with sqlite3.connect(copy) as connection:
        (seats,) = connection.execute("SELECT count(*) FROM who_works_where").fetchone()
    assert seats > 30
    run(environment, "copy", "page", "public", str(page), "--behind", "3", "--ahead", "3")
    assert "Who works where" in page.read_text("utf-8")
    own.write_text(run(environment, "copy", "show", "command"))
    run(environment, "copy", "write", "command", str(copy), "--document", str(own))
    assert said(environment, "copy", "write", "mayor", str(copy)).exit_code == 1


def test_watched_folders(environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    name = ("telestaff", "on-duty", str(folder))
    run(environment, "watch", "set", *name, "--limit-hours", "26", "--answer", "dates=mdy")
    assert "no file yet, limit 26 h" in run(environment, "watch", "list")
    badge = json.loads(run(environment, "officers", "is:here", "--json"))[0]["badge"]
    rows = (
        f"badge,start,end\n{badge},2026-06-02 08:00,2026-06-02 16:00\nnobody,2026-06-02 08:00,x\n"
    )
    for each in ("a.csv", "b.csv"):
        (folder / each).write_text(rows.replace("nobody", each))
        os.utime(folder / each, (NOW - 60, NOW - 60))
    assert "waits" in run(environment, "watch", "look")
    first, second = json.loads(run(environment, "watch", "files", "--json"))
    assert "Row 3" in run(environment, "watch", "files")
    assert "1 new" in run(environment, "watch", "import", str(first["id"]))
    assert "refused" in run(environment, "watch", "refuse", str(second["id"]), "--why", "Twice.")
    assert run(environment, "watch", "files").strip() == "There are none."
    assert len(json.loads(run(environment, "watch", "files", "--state", "refused", "--json"))) == 1
    assert "last file" in run(environment, "watch", "list")
    assert "no more" in run(environment, "watch", "remove", "telestaff")


def test_a_tick_keeps_all_of_it_up_to_date(environment: dict[str, str], tmp_path: Path) -> None:
    """Through the command that timers and the running application call."""
    served, came = tmp_path / "served", tmp_path / "in"
    served.mkdir()
    came.mkdir()
    for key in ("board.folder", "calendar.folder", "copies.folder"):
        run(environment, "setting", "set", key, str(served))
    run(environment, "setting", "set", "copies.for", '["public"]')
    run(environment, "watch", "set", "bank", "bank", str(came))
    (came / "june.csv").write_text("Date,Amount,Description\n2026-05-20,125.00,HARBOR POWER\n")
    os.utime(came / "june.csv", (NOW - 60, NOW - 60))
    ticked = json.loads(run(environment, "tick", "--json").splitlines()[-1])
    assert ticked["trouble"] == []
    assert any("1 new lines" in words for words in ticked["done"])
    names = {path.name for path in served.iterdir()}
    assert {"details.html", "public.sqlite", "public.html"} < names
    assert any(name.startswith("officer-") for name in names)
    again = json.loads(run(environment, "tick", "--json").splitlines()[-1])
    assert again["done"] == []
