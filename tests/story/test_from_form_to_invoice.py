"""A request, from the employer's browser to the invoice: what he typed is typed by nobody again.

The page has no server; his mail and everybody's answers come by a real mailbox, the timer runs in
processes of its own, and the coordinator gives orders and keys in nothing that was said before.
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from coordinator.actions.book.verifying import verify_book
from coordinator.cli import main
from tests.browser import Browser
from tests.screens.town import DAY, HOUR
from tests.story.conftest import Station

BOSS, CAPTAIN = "boss1@employer.example", "captain@rivermouth.example"
FIRST = "2026-06-09"
"""A Tuesday: eight days after the form is filled in."""
TYPED = {
    "event": "permanent", "title": "Gate officer, coal yard", "place": "Pier 4",
    "q-permanent-duties": "Check passes at the gate", "q-permanent-reason": "thefts at night",
    "date-0": FIRST, "from-0": "18:00", "to-0": "22:00", "crew-0": "1", "often": "weekly",
    "firm": "Harbor Power & Light", "asker": "Sam Boss1", "phone": "+16175559100", "email": BOSS,
}  # fmt: skip


class Desk:
    """The coordinator at the command line, at one time after another."""

    def __init__(self, station: Station, patch: pytest.MonkeyPatch) -> None:
        self.station, self.patch = station, patch

    def at(self, now: int) -> None:
        """It is later now, for everybody."""
        self.station.phones.now = now
        self.patch.setenv("COORDINATOR_NOW", str(now))

    def does(self, *command: str) -> Any:
        """Give an order; its answer as a machine reads it."""
        said = [*command, "--json", "--book", str(self.station.book.path)]
        done = CliRunner().invoke(main, said, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return json.loads(done.output)

    def finds(self, sql: str) -> Any:
        """One value of the book."""
        row = self.station.book.reader().execute(sql).fetchone()
        return row and row[0]


@pytest.fixture
def desk(station: Station, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(station, monkeypatch)


def filled_in(browser: Browser, page: str) -> tuple[str, str]:
    """Fill the form in as the employer does; subject and text of the mail that it writes."""
    browser.show(page)
    browser.js(
        """for (const [id, value] of Object.entries(arguments[0])) {
             const field = document.getElementById(id);
             field.value = value;
             field.dispatchEvent(new Event("input", { bubbles: true }));
           }
           document.getElementById("accept").click();
           document.getElementById("check").click();""",
        TYPED,
    )
    assert [part.text for part in browser.all(".error") if part.is_displayed()] == []
    written = parse_qs(urlsplit(str(browser.one("#mail").get_attribute("href"))).query)
    return written["subject"][0], written["body"][0]


def test_from_the_form_to_the_invoice(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    station, phones = desk.station, desk.station.phones
    start = phones.now + 8 * DAY + 10 * HOUR
    page = tmp_path / "request.html"
    desk.does("request", "form", str(page))

    browser.at(phones.now)
    phones.writes(BOSS, *filled_in(browser, page.read_text("utf-8")))
    station.tick()
    assert phones.heard(BOSS, "R26-0001")
    price = desk.finds("SELECT price_cents FROM request")
    assert price > 0

    insured = ("--through", "2027-12-31", "--limit", "1000000")
    desk.does("employer", "insurance", "E001", *insured)
    desk.does("request", "check", "R26-0001", "called_back", "--met")
    desk.does("request", "ask", "R26-0001", "--of", "Capt. Moss", "--address", CAPTAIN)
    station.tick()
    phones.says(CAPTAIN, f"YES {phones.code(CAPTAIN)}")
    station.tick()
    assert desk.finds("SELECT state || ', ' || decided_by FROM request") == "approved, Capt. Moss"

    desk.does("request", "book", "R26-0001")
    seat = desk.finds(
        "SELECT position.number FROM position JOIN detail ON detail.id = detail_id "
        f"WHERE series_on = '{FIRST}'"
    )
    assert desk.finds("SELECT count(*) FROM detail WHERE series_id IS NOT NULL") > 4
    detail = seat.rstrip("a")
    best = desk.does("candidates", seat)["candidates"][0]["badge"]
    desk.does("assign", seat, best)
    station.tick()

    officer = desk.finds(f"SELECT email FROM officer WHERE badge = '{best}'")
    code = phones.code(officer, detail)
    desk.at(start - 2 * HOUR)
    station.tick()
    for at, words in ((start, f"IN {code}"), (start + 4 * HOUR, f"OUT {code}")):
        desk.at(at)
        phones.says(officer, words)
        station.tick()
    phones.says(BOSS, f"HRS {phones.code(BOSS, detail)} 1800-2200")
    station.tick()
    agreed = "SELECT count(*) FROM stated_hours WHERE stated_by IN ('punched', 'certified')"
    assert desk.finds(agreed) == 2

    desk.at(start + DAY)
    desk.does("approve", "--agreeing")
    desk.does("invoice", "issue", "--employer", "E001", "--detail", detail)
    station.tick()
    assert desk.finds("SELECT total_cents FROM invoice") == price
    assert verify_book(station.book).clean
