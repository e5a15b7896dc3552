"""Enter on a report's row shows what the row is about, whatever kind of record that is."""

from typing import Any

from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from screens.modals import Reader
from screens.people.employer import EmployerScreen
from screens.people.officer import OfficerScreen
from screens.reports.report import ReportScreen
from screens.requests.request import RequestScreen
from screens.staffing.detail import DetailScreen
from storage.database import Book
from storage.models import AuditFinding, Invoice
from tests.actions.requests_town import DOCUMENT, adopted, entered
from tests.screens.driver import Driver, opened
from tests.screens.town import NOW


def plant(book: Book) -> dict[str, Any]:
    """A request, an invoice, a finding, and defects of records; gives the records."""
    read = book.reader().execute
    (officer,), (employer,) = (
        read(f"SELECT min(id) FROM {each}").fetchone() for each in ("officer", "employer")
    )
    adopted(book, Actor("Sam", NOW), DOCUMENT)
    entered(book, Actor("Sam", NOW))
    with book.action(Actor("Sam", NOW), "plant", "agency:1") as tx:
        tx.add(
            Invoice(number="2026-00900", employer_id=employer, issued_on="2026-06-01",
                    due_on="2026-07-01", net_cents=5, total_cents=5)
        )  # fmt: skip
        tx.add(AuditFinding(number="F26-0900", title="Papers are missing", found_on="2026-06-01"))
        tx.connection.execute("UPDATE officer SET phone = '' WHERE id = ?", (officer,))
        tx.connection.execute(
            "UPDATE employer SET insurance_until = '2026-01-31' WHERE id = ?", (employer,)
        )
        (detail, number) = tx.connection.execute(
            "SELECT id, number FROM detail WHERE starts_at > ? LIMIT 1", (NOW,)
        ).fetchone()
        tx.connection.execute("UPDATE position SET cancelled = 1 WHERE detail_id = ?", (detail,))
    return {"officer": officer, "employer": employer, "detail": detail, "number": number}


async def open_row(driver: Driver, report: str, words: str, **typed: str) -> Any:
    """Run a report, put the cursor on the row with these words, and press enter."""
    found = shipped_reports().named(report)
    assert found is not None
    driver.app.push_screen(ReportScreen(driver.app.desk, found, typed=typed))
    await driver.settled()
    (place,) = (n for n, row in enumerate(driver.rows("rows")) if words in row)
    await driver.press(*["down"] * place, "enter")
    return driver.app.screen


async def test_enter_shows_what_the_row_is_about(app: BookApp, town: Book) -> None:
    ids = plant(town)
    june = "2026-06-01..2026-06-30"
    async with opened(app) as driver:
        screen = await open_row(driver, "request-register", "Sale night", period=june)
        assert isinstance(screen, RequestScreen)
        assert "Sale night" in driver.status
        for report, words, typed in (
            ("invoice-register", "2026-00900", {"period": june}),
            ("open-findings", "Papers are missing", {}),
            # What is no record is read whole.
            ("data-quality", "newest on-duty file is 10 days old", {"kind": "import"}),
        ):
            screen = await open_row(driver, report, words[:20], **typed)
            assert isinstance(screen, Reader)
            assert words in driver.window
            await driver.press("escape")
        for kind, shown, words in (
            ("phone", OfficerScreen, "no telephone"),
            ("insurance", EmployerScreen, "2026-01-31"),
            ("detail", DetailScreen, f"{ids['number']} "),
        ):
            screen = await open_row(driver, "data-quality", words, kind=kind, period=june)
            assert isinstance(screen, shown)
            name = {OfficerScreen: "officer", EmployerScreen: "employer"}.get(shown, "detail")
            assert getattr(screen, f"{name}_id") == ids[name]
