"""What a killed import has left is cleared away by the timer and when the application opens."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.importing import duty_writing
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from coordinator.cli import main
from coordinator.desk import Desk
from storage.database import Book
from storage.models import Officer
from storage.queries.book.arrivals import ABANDONED_AFTER
from tests.conftest import NOW
from tests.imports.books import imported, rows, wanted

SCHEDULE = "Badge,Start,Hours\n" + "\n".join(f"001,2026-05-{day:02d}T08:00,8" for day in (4, 5, 6))
LEFT, CLEARED = [("arriving", 3)], [("withdrawn", 0)]
PATIENCE_SECONDS = 30


def die(*_given: object) -> None:
    raise SystemExit


@pytest.fixture
def half(book: Book, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    """A book in which an import died after its last shift."""
    with book.action(actor, "add officer", "officer:1") as tx:
        tx.add(Officer(badge="001", last_name="Able"))
    with monkeypatch.context() as patch:
        patch.setattr(duty_writing, "_finish", die)
        # As if the process had gone: nobody is left to clear away.
        patch.setattr(duty_writing, "clear", die)
        with pytest.raises(SystemExit):
            imported(book, actor, wanted("on-duty", tmp_path / "a.csv", SCHEDULE))
    assert standing(book) == LEFT
    return book


def standing(book: Book) -> list[tuple[str, int]]:
    """The batches, and how many shifts each has."""
    return rows(
        book,
        "SELECT state, (SELECT count(*) FROM shift WHERE batch_id = shift_batch.id) "
        "FROM shift_batch",
    )


def tick(book: Book, now: int) -> str:
    said = CliRunner().invoke(
        main, ["tick", "--book", str(book.path)], env={"COORDINATOR_NOW": str(now)}
    )
    assert said.exit_code == 0, said.output
    return said.output


def test_the_timer_clears_it_away_once_its_import_must_have_died(half: Book) -> None:
    assert tick(half, NOW + ABANDONED_AFTER) == ""
    assert standing(half) == LEFT
    assert "Cleared away" in tick(half, NOW + ABANDONED_AFTER + 1)
    assert standing(half) == CLEARED
    assert verify_book(half).clean
    assert tick(half, NOW + 2 * ABANDONED_AFTER) == ""


async def test_opening_the_application_clears_it_away(
    half: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = NOW + 86_400
    monkeypatch.setenv("COORDINATOR_NOW", str(later))
    app = BookApp(Desk(half, clock=lambda: later))
    async with app.run_test() as pilot, asyncio.timeout(PATIENCE_SECONDS):
        while standing(half) != CLEARED:
            await pilot.pause(0.05)
