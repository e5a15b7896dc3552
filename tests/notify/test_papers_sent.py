"""Kept papers that go to officers with a detail: each once, as they are, or the mail waits."""

from coordinator.actions.book.kept_files import NewPaper, erase, keep
from coordinator.actions.jobs.details import DetailEdit, change_detail
from coordinator.actions.staffing.staffing import Filled, assign
from storage import kept_files
from tests.conftest import NOW
from tests.notify.calendars import by, sent
from tests.notify.conftest import HOUR, Town, set_setting

PLAN = b"%PDF-1.7 lanes"


def enclosed(town: Town, now: int) -> list[list[str]]:
    """The names of the files in each mail to the officer, but for his calendar."""
    parcels = (p for p in sent(town.book, now) if p.address == "adams@pd.example")
    return [[e.name for e in p.enclosures if e.name != "invite.ics"] for p in parcels]


def test_plans_go_with_the_detail_and_each_once(town: Town, seat: int) -> None:
    book = town.book
    (job,) = (
        book.reader().execute("SELECT job_id FROM detail WHERE id = ?", (town.detail,)).fetchone()
    )
    detail = f"detail:{town.detail}"
    keep(book, by(0), NewPaper(detail, "traffic_plan", "../Lane [1].pdf", PLAN))
    keep(book, by(0), NewPaper(f"job:{job}", "post_orders", "orders.txt", b"Stand there."))
    keep(book, by(0), NewPaper(detail, "signed_sheet", "sheet.pdf", b"%PDF-1.7 signed"))
    assert isinstance(assign(book, by(0), seat, town.adams, reason="asked"), Filled)
    parcels = [p for p in sent(book, NOW + 5 * 60) if p.address == "adams@pd.example"]
    files = {e.name: e.data for p in parcels for e in p.enclosures if e.name != "invite.ics"}
    assert files == {"1-Lane-1.pdf": PLAN, "2-orders.txt": b"Stand there."}
    keep(book, by(6), NewPaper(detail, "traffic_plan", "new.pdf", b"%PDF-1.7 new lanes"))
    change_detail(book, by(10), town.detail, DetailEdit(ends_at=NOW + 19 * HOUR))
    assert enclosed(town, NOW + 15 * 60) == [["4-new.pdf"]]


def test_the_agency_may_send_none(town: Town, seat: int) -> None:
    set_setting(town.book, "files.sent", "[]")
    keep(town.book, by(0), NewPaper(f"detail:{town.detail}", "traffic_plan", "a.pdf", PLAN))
    assign(town.book, by(0), seat, town.adams, reason="asked")
    assert enclosed(town, NOW + 5 * 60) == [[]]


def test_a_mail_waits_for_a_paper_that_is_gone(town: Town, seat: int) -> None:
    book = town.book
    keep(book, by(0), NewPaper(f"detail:{town.detail}", "traffic_plan", "a.pdf", PLAN))
    assign(book, by(0), seat, town.adams, reason="asked")
    (digest,) = (path.name for path in kept_files.folder_of(book.path).iterdir())
    (kept_files.folder_of(book.path) / digest).write_bytes(b"spoilt")
    assert enclosed(town, NOW + 5 * 60) == []
    answers = [a for (a,) in book.reader().execute("SELECT answer FROM delivery")]
    assert any("is not what was kept" in answer for answer in answers)
    erase(book, by(6), 1)
    assert enclosed(town, NOW + 60 * 60) == []
