"""The self-audit on the screen: counted, opened, a finding raised from an exception and closed."""

from pathlib import Path

from coordinator.actions.book.settings import set_setting
from coordinator.actions.oversight.counting import Counts
from coordinator.actions.oversight.findings import NewFinding, raise_finding
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from screens.oversight.findings import Findings
from screens.parts.keyline import KeyLine
from screens.reports.binder import Binder
from screens.reports.exceptions import Exceptions
from storage.database import Book
from storage.models import DispatchEntry, Note
from storage.queries.oversight.findings import finding
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.town import NOW
from tests.screens.waiting import work_ended


async def to_binder(driver: Driver) -> Binder:
    await driver.press("f12", "right_square_bracket")
    screen = driver.screen
    assert isinstance(screen, Binder)
    await work_ended(driver, screen)
    return screen


async def test_the_audit_is_counted_and_a_finding_raised_from_an_exception(
    app: BookApp, town: Book
) -> None:
    async with opened(app, wide=True) as driver:
        screen = await to_binder(driver)
        await driver.press("e")
        await driver.press(*["backspace"] * 12)
        await driver.type("2026")
        await driver.press("enter")
        await work_ended(driver, screen)
        assert isinstance(screen.counts, Counts)
        assert "2026-01-01 to 2026-12-31" in driver.status
        found = screen.one
        assert found is not None
        assert found.exceptions
        assert found.exception in driver.text("#side")
        await driver.press("enter")
        assert isinstance(driver.screen, Exceptions)
        shown = [entry.action for entry in driver.screen.query_one(KeyLine).entries]
        assert shown[:2] == ["open", "new"], "its own keys, not those of the report it is made from"
        assert driver.screen.result is not None
        assert len(driver.screen.result.rows) == found.exceptions
        key = str(driver.screen.key)
        await driver.press("n")
        await driver.type("looked at")
        await driver.press("enter")
        assert "Finding F26-0001" in driver.message
        await driver.press("escape", "right_square_bracket")
        assert isinstance(driver.screen, Findings)
        row = finding(town.reader(), "F26-0001")
        assert row is not None
        assert (row.test, row.exception, row.words) == (found.name, key, "looked at")
        await driver.press("e")
        await driver.type("Ray")
        await driver.press("enter")
        await driver.type("2026-07-01")
        await driver.press("enter", "D")
        await driver.type("hours corrected")
        await driver.press("enter")
        await driver.type("memo 3")
        await driver.press("enter")
        assert "closed" in driver.message
        row = finding(town.reader(), "F26-0001")
        assert row is not None
        assert (row.owner, row.due_on, row.state) == ("Ray", "2026-07-01", "closed")
        await driver.press("u")
        row = finding(town.reader(), "F26-0001")
        assert row is not None
        assert row.state == "open"


async def test_today_asks_for_the_binder_of_the_month_and_for_what_is_overdue(
    app: BookApp, town: Book
) -> None:
    actor = Actor("Pat", NOW)
    set_setting(town, actor, "audit.monthly", True)
    raise_finding(town, actor, NewFinding("Keys", owner="Ray", due_on="2026-05-20"))
    async with opened(app, wide=True) as driver:
        await driver.settled()
        needs = {need.kind: need.words for need in app.screen.needs}  # type: ignore[attr-defined]
        assert needs["finding"] == "F26-0001 was due 2026-05-20: Keys (Ray)"
        assert needs["audit"] == "The self-audit of 2026-05 is not written yet"
        await to_binder(driver)
        await driver.press("p")
        screen = driver.screen
        assert isinstance(screen, Binder)
        await work_ended(driver, screen)
        assert "Binder and" in driver.message
        folder = Path(f"{town.path}.documents") / "binder-2026-05-01-to-2026-05-31"
        assert (folder / "binder.pdf").read_bytes()[:5] == b"%PDF-"
        await driver.press("f2", "ctrl+r")
        await driver.settled()
        kinds = {need.kind for need in app.screen.needs}  # type: ignore[attr-defined]
        assert "audit" not in kinds


@on_one_python
@at_both_sizes
def test_picture_of_the_self_audit(
    app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    async def there(driver: Driver) -> None:
        await to_binder(driver)

    assert picture_after(app, snap_compare, size, there)


async def test_an_officer_is_asked_and_answers_in_the_early_warning_report(
    app: BookApp, town: Book
) -> None:
    with town.action(Actor("Ed", NOW), "note", "officer:1") as tx:
        tx.add(
            Note(subject="officer:1", kind="complaint", text="loud", written_at=NOW - 60,
                 written_by="Ed")
        )  # fmt: skip
    async with opened(app, wide=True) as driver:
        await driver.press("f12", "slash")
        await driver.type("gather no-shows")
        await driver.press("enter", "enter", "e")
        # The period stands there; one complaint is below the usual threshold.
        await driver.fill(threshold="1")
        assert len(driver.rows("rows")) == 1
        await driver.press("a")
        await driver.type("It was a parade")
        await driver.press("enter")
        assert "ask him first" in driver.message
        await driver.press("o", "y")
        assert "is asked (finding F26-0001)" in driver.message
        await driver.press("a")
        await driver.type("It was a parade")
        await driver.press("enter")
        assert "F26-0001 answered" in driver.message
        await driver.press("w")
        assert "It was a parade" in str(app.screen.words)  # type: ignore[attr-defined]


async def test_records_are_held_lifted_and_deleted_in_the_report_of_terms(
    app: BookApp, town: Book
) -> None:
    with town.action(Actor("Ed", NOW), "plant", "officer:1") as tx:
        tx.add(DispatchEntry(batch="b", call_sign="9", starts_at=1, words="old"))
    async with opened(app, wide=True) as driver:
        await driver.press("f12", "slash")
        await driver.type("particulars go")
        await driver.press("enter", "enter")
        rows = driver.rows("rows")
        (line,) = [n for n, row in enumerate(rows) if row.startswith("dispatch")]
        await driver.press(*["j"] * line, "n", "4")
        await driver.type("claim 4")
        await driver.press("enter")
        assert "Hold 1 runs: claim 4" in driver.message
        await driver.press("g", *["j"] * line, "X")
        assert "Nothing of this kind is due" in driver.message
        await driver.press("L", "enter")
        await driver.type("Counsel")
        await driver.press("enter")
        await driver.type("settled")
        await driver.press("enter")
        assert "Hold 1 is lifted by Counsel" in driver.message
        await driver.press("g", *["j"] * line, "X", "y")
        assert "Closed for good: 1 lines of the dispatch log" in driver.message
    assert town.reader().execute("SELECT words FROM dispatch_entry").fetchone() == ("",)
