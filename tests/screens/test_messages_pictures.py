"""Pictures of what messages look like: the Outbox, who was told, Today with answers, writing."""

import pytest

from coordinator.actions.results import Actor
from coordinator.actions.staffing.leaving import call_off
from coordinator.actions.staffing.offering import offer
from coordinator.app import BookApp
from storage.database import Book
from tests.screens.answers import answers, officer, position
from tests.screens.driver import Driver
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.town import NOW

KEYS: dict[str, tuple[str, ...]] = {
    "outbox": ("f9", "right_square_bracket"),
    "told": ("m",),
    "today": (),
    "writing": ("f5", "m", "m", *"Court moved to 9"),
}


@pytest.fixture
def talked(town: Book) -> None:
    """A call-off an hour ago, three asked for the seat: one text arrived, one bounced."""
    answers(town)
    seat, _ = position(town, "26-0001.4a")
    held = town.reader().execute("SELECT id FROM assignment WHERE position_id = ?", (seat,))
    call_off(town, Actor("Pat Coordinator", NOW - 3600), held.fetchone()[0], "sick")
    with town.action(Actor("Pat Coordinator", NOW - 3500), "want texts", "officer:1") as tx:
        tx.connection.execute("UPDATE officer SET channel = 'sms'")
        tx.connection.execute(
            "INSERT INTO setting (id, key, value) VALUES (900, 'gateway.sms', '\"x\"')"
        )
    three = tuple(officer(town, last) for last in ("Smith", "[Sgt]", "Adams"))
    offer(town, Actor("Pat Coordinator", NOW - 3400), seat, three)
    with town.unlogged() as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, ended_at, outcome, answer)"
            " SELECT id, 1, ?1, ?1, 'sent', '250 OK' FROM message WHERE event = 'offered'",
            (NOW - 3000,),
        )
        for kind, name in (("delivered", "Smith"), ("bounced", "Stone")):
            connection.execute(
                "INSERT INTO delivery_report (message_id, kind, at, words)"
                " SELECT id, ?, ?, '' FROM message WHERE event = 'offered' AND name LIKE ?",
                (kind, NOW - 2900, f"%{name}%"),
            )


@on_one_python
@pytest.mark.usefixtures("talked")
@at_both_sizes
@pytest.mark.parametrize("name", KEYS)
def test_picture(name: str, size: tuple[int, int], app: BookApp, snap_compare: SnapCompare) -> None:
    async def there(driver: Driver) -> None:
        for key in KEYS[name]:
            await driver.press({" ": "space"}.get(key, key))

    assert picture_after(app, snap_compare, size, there)
