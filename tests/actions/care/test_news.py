"""What is new is told once after an upgrade, and never to whoever has just begun."""

import pytest
from click.testing import CliRunner

from coordinator.actions.care import news
from coordinator.actions.care.news import changelog, news_since, note_told, untold, version
from coordinator.actions.results import Actor
from coordinator.cli import main
from coordinator.cli.run import _news
from coordinator.desk import Desk
from storage.database import Book
from storage.models import Rank

NOW = 1_780_315_200
DAY = 86_400
TEXT = (
    "# Changelog\n\n## Unreleased\n\n- four\n\n"
    "## 0.3.0\n\n- three\n  and a half\n\n## 0.2.0\n\n- two\n"
)


@pytest.fixture
def old(book: Book) -> Book:
    with book.action(Actor("Pat", NOW - 30 * DAY), "add rank", "rank") as tx:
        tx.add(Rank(code="A", name="A", level=1))
    return book


@pytest.mark.parametrize(
    ("seen", "now", "found"),
    [
        ("0.2.0", "0.4.0", "0.4.0\n- four\n\n0.3.0\n- three and a half"),
        ("0.3.0", "0.4.0", "0.4.0\n- four"),
        ("0.4.0", "0.4.0", ""),
        ("", "0.4.0", "0.4.0\n- four"),
        ("0.0.1", "0.4.0", "0.4.0\n- four"),
    ],
)
def test_what_came_since(seen: str, now: str, found: str) -> None:
    assert news_since(TEXT, seen, now) == found


def test_it_is_told_once(old: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "changelog", lambda: TEXT)
    assert "- four" in untold(old.reader(), NOW)
    note_told(old, NOW)
    assert untold(old.reader(), NOW) == ""
    monkeypatch.setattr(news, "version", lambda: "9.9.9")
    assert "- four" in untold(old.reader(), NOW)


def test_whoever_begins_is_told_nothing(book: Book) -> None:
    first = book.reader().execute("SELECT min(at) FROM action").fetchone()[0]
    assert untold(book.reader(), first + 60) == ""


def test_the_application_gets_it_and_notes_that(old: Book) -> None:
    desk = Desk(old, clock=lambda: NOW)
    assert _news(desk) != ""
    assert _news(desk) == ""
    desk.close()


def test_the_changelog_is_at_hand(book: Book) -> None:
    assert "## Unreleased" in changelog()
    done = CliRunner().invoke(main, ["news", "--book", str(book.path)])
    assert done.exit_code == 0
    assert done.output.startswith(version())
