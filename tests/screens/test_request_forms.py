"""Forms from the list of requests: one is taken in, one is written."""

import json
from pathlib import Path

from coordinator.app import BookApp
from screens.requests.requests import Requests
from storage.database import Book
from tests.actions.forms_town import EVERY, filled
from tests.actions.requests_town import adopted
from tests.screens.driver import opened
from tests.screens.test_requests import LIST, PAT


async def test_a_form_is_taken_in_and_another_written(
    town: Book, app: BookApp, tmp_path: Path
) -> None:
    adopted(town, PAT, EVERY)
    came = tmp_path / "came.json"
    came.write_text(json.dumps(filled() | {"title": "Changed"}))
    async with opened(app, wide=True) as driver:
        await driver.press(*LIST)
        assert isinstance(driver.app.screen, Requests)
        await driver.press("i", "1")
        await driver.type(str(came))
        await driver.press("enter")
        assert "Changed after the form wrote it: title." in driver.message
        await driver.press("i", "2")
        await driver.type(str(came))
        await driver.press("enter")
        assert "Request R26-0001" in driver.message
        (row,) = driver.rows()
        assert "R26-0001 | RECEIVED | 03-02 | Quay Roads | Changed" in row
        await driver.press("i", "5", "2")
        await driver.press("ctrl+u")
        await driver.type(str(tmp_path / "road.pdf"))
        await driver.press("enter")
        assert "Form for Road <b>work</b>, to fill in" in driver.message
    assert (tmp_path / "road.pdf").read_bytes().startswith(b"%PDF-")
