"""Officers' papers from the keyboard: kinds, what is missing, renewal of many."""

from coordinator.actions.people.papers import add_kind
from coordinator.actions.people.roster import add_certificate
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from storage.database import Book
from tests.screens.driver import opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture
from tests.screens.town import NOW, one

PAT = Actor("Pat Coordinator", NOW)


async def test_a_permit_for_all_is_entered_and_given_to_all(app: BookApp, town: Book) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("f5", "left_square_bracket", "e", "1")
        await driver.fill(code="permit", kind="permit", renews_months="12", for_all="yes")
        await driver.press("slash")
        await driver.type("code:permit is:wanting")
        await driver.press("enter")
        rows = driver.rows()
        assert len(rows) == 15
        assert all("MISSING | PERMIT" in row for row in rows)
        await driver.press("V", "n")
        assert "Renew 15 papers: PERMIT" in driver.status
        await driver.fill(approved_by="Chief [/]")
        assert "15 papers renewed until 2027-06-01" in driver.message
        assert driver.rows() == []
        await driver.press("u")
        assert len(driver.rows()) == 15
        await driver.press("e", "3")
        await driver.fill(for_all="no")
        assert driver.rows() == []
    assert one(town, "SELECT for_all FROM certification WHERE code = 'PERMIT'") == (0,)


@on_one_python
@at_both_sizes
def test_picture(
    app: BookApp, town: Book, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    kind = {"code": "PERMIT", "name": "Permit to work details", "kind": "permit"}
    made = add_kind(town, PAT, {**kind, "renews_months": 12, "for_all": True})
    for officer, until in ((1, "2026-05-20"), (2, "2026-06-15"), (3, "2027-01-01")):
        add_certificate(town, PAT, officer, made.id, None, until, approved_by="Chief [/]")  # type: ignore[union-attr]
    assert same_picture(app, snap_compare, size, "f5", "left_square_bracket")
