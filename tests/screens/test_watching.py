"""What other programs write is shown within a second; what no screen shows moves none of them."""

import sqlite3

from coordinator.actions.book.drafts import keep_draft
from coordinator.actions.results import Actor
from coordinator.actions.staffing.staffing import assign
from coordinator.app import BookApp
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.town import NOW


async def reloads(driver: Driver, app: BookApp) -> int:
    """How often the screen in front reads again when the application looks at the book."""
    count = 0
    screen = driver.screen
    usual = screen.reload

    def counting() -> None:
        nonlocal count
        count += 1
        usual()

    screen.reload = counting  # type: ignore[method-assign]
    app._watch()
    await driver.settled()
    screen.reload = usual  # type: ignore[method-assign]
    return count


async def test_an_action_of_another_program_is_shown(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        (seat,) = (
            town.reader().execute("SELECT id FROM position WHERE number = '26-0002.4b'").fetchone()
        )
        other = Book(town.path)
        assign(other, Actor("other", NOW), seat, 11)
        other.close()
        assert await reloads(driver, app) == 1
        assert await reloads(driver, app) == 0


async def test_a_row_written_past_the_program_is_shown(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        with sqlite3.connect(town.path) as shell:
            shell.execute("UPDATE employer SET name = 'Changed' WHERE id = 1")
        shell.close()
        assert await reloads(driver, app) == 1


async def test_deliveries_are_shown_when_they_begin_and_when_they_end(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        await driver.press("c", "r", "y")
        other = Book(town.path)
        for step in (
            "INSERT INTO delivery (message_id, n, began_at, outcome, answer) "
            "SELECT min(id), 1, 1, 'begun', '' FROM message",
            "UPDATE delivery SET outcome = 'failed', ended_at = 2",
            "UPDATE delivery SET outcome = 'sent'",
            "INSERT INTO lane VALUES ('email', 'no gateway', 0, 5)",
            "INSERT INTO delivery_report (message_id, kind, at, words) "
            "SELECT min(id), 'delivered', 3, '' FROM message",
            "INSERT INTO mailbox_mark (source, epoch, last, read_at, trouble) "
            "VALUES ('imaps://x', '', '', 5, 'login refused')",
        ):
            with other.unlogged() as connection:
                connection.execute(step)
            assert await reloads(driver, app) == 1, step
        other.close()


async def test_drafts_and_arriving_shifts_move_no_screen(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        other = Book(town.path)
        keep_draft(other, "form", {"name": "half"}, NOW)
        with other.unlogged() as connection:
            connection.execute(
                "INSERT INTO shift (batch_id, officer_id, starts_at, ends_at, kind) "
                "SELECT min(id), 1, 1, 2, 'regular' FROM shift_batch"
            )
        other.close()
        assert await reloads(driver, app) == 0
