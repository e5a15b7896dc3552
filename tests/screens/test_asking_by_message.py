"""Somebody who decides is asked by message from the window of an override, and answers."""

import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.policy.approvals import ApprovalAsked
from coordinator.actions.policy.asking_for_seats import Decider, Wanted, ask_for_seat
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.actions.staffing.leaving import call_off
from coordinator.actions.staffing.standby import add_backup
from coordinator.app import BookApp
from screens.modals import AskTwo, Choose
from screens.staffing.asking_by_message import OverrideWindow
from screens.staffing.detail import DetailScreen
from screens.staffing.refill import RefillScreen
from storage.database import Book
from tests.actions.phones import mail, one, take
from tests.actions.test_exchanging import coming, free_for, holders
from tests.screens.answers import officer, position
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.test_seats import at_seat
from tests.screens.town import NOW

RULE = """
name = "P"
effective_on = 2026-01-02
[[clause]]
kind = "max_job_hours"
number = "9.1"
name = "long details"
hours = 3
severity = "override"
by = "lieutenant"
"""
PAT = Actor("Pat Coordinator", NOW)
COLE = "cole@rivermouth.example"
SEAT = "26-0002.4b"
ASKED = "SELECT asked_of || ' ' || address || ' ' || state || ' ' || words FROM approval_request"


@pytest.fixture
def strict(town: Book) -> Book:
    """The town, where every detail is so long that a lieutenant must allow it."""
    assert isinstance(adopt_policy(town, PAT, RULE), Adopted)
    return town


def supervisors(book: Book) -> None:
    listed = [{"name": "Lt. Cole", "email": COLE}, {"name": "Sgt. [b]Moss", "phone": "6175550199"}]
    set_setting(book, PAT, "messages.supervisor", listed)


def ask(book: Book, who: str = "Smith") -> int:
    """Cole is asked whether an officer may have the open seat; the question's id."""
    wanted = Wanted(position(book, SEAT)[0], officer(book, who), "nobody else")
    found = ask_for_seat(book, PAT, wanted, Decider("Lt. Cole", COLE))
    assert isinstance(found, ApprovalAsked), found
    return found.approval_id


def reply(book: Book, word: str, sender: str = COLE, at: int = NOW + 60) -> None:
    code = one(book, "SELECT code FROM reply_code WHERE approval_id IS NOT NULL")
    take(book, mail(f"{word} {code}", sender, at), now=at)


async def to_window(driver: Driver, book: Book) -> None:
    """The window of the override for the first candidate of the open seat."""
    await at_seat(driver, book, position(book, SEAT)[0])
    await driver.press("r", "a")
    assert isinstance(driver.app.screen, OverrideWindow)


async def test_one_key_asks_a_supervisor_and_his_yes_fills_the_seat(
    app: BookApp, strict: Book
) -> None:
    supervisors(strict)
    seat = position(strict, SEAT)[0]
    async with opened(app) as driver:
        await to_window(driver, strict)
        await driver.press("ctrl+o")
        assert "Say why first" in driver.text(".window-hint")
        await driver.type("nobody else")
        await driver.press("ctrl+o")
        assert isinstance(app.screen, Choose)
        assert [words for _, words in app.screen.choices][:2] == [
            f"Lt. Cole, {COLE}",
            "Sgt. [b]Moss, 6175550199",
        ]
        await driver.press("1")
        assert isinstance(app.screen, RefillScreen)
        assert "Lt. Cole is asked" in driver.message
        assert "Lt. Cole IS ASKED about" in driver.text("#first")
        assert str(one(strict, ASKED)).startswith(f"Lt. Cole {COLE} open ")
        await driver.press("escape")
        assert "nobody - Lt. Cole is asked" in driver.row("seats")
        assert "Lt. Cole asked about" in driver.text("#past")
        reply(strict, "YES")
        assert one(strict, "SELECT override_by FROM decision ORDER BY id DESC") == "Lt. Cole"
        await driver.press("ctrl+r")
        assert "is asked" not in driver.row("seats")
        held = "SELECT count(*) FROM assignment WHERE position_id = ?"
        assert one(strict, held, seat) == 1


async def test_somebody_whom_the_settings_do_not_list_is_typed(app: BookApp, strict: Book) -> None:
    async with opened(app) as driver:
        await to_window(driver, strict)
        await driver.type("nobody else")
        await driver.press("ctrl+o")
        assert isinstance(app.screen, AskTwo)
        await driver.type("Capt. Reed")
        await driver.press("enter")
        await driver.type("nowhere")
        await driver.press("enter")
        assert "no address" in driver.message
        await driver.press("a")
        await driver.type("nobody else")
        await driver.press("ctrl+o")
        await driver.type("Capt. Reed")
        await driver.press("enter")
        await driver.type("617-555-0142")
        await driver.press("enter")
        assert str(one(strict, ASKED)).startswith("Capt. Reed +16175550142 open ")
        assert one(strict, "SELECT channel FROM approval_request") == "sms"


async def test_whom_the_policy_keeps_from_it_is_not_asked(app: BookApp, strict: Book) -> None:
    async with opened(app) as driver:
        await to_window(driver, strict)
        await driver.type("nobody else")
        await driver.press("ctrl+o")
        ranking = rank_candidates(strict.reader(), position(strict, SEAT)[0], NOW)
        await driver.type(f"Ofc. {ranking.ordered[0][0].badge}")
        await driver.press("enter")
        await driver.type(COLE)
        await driver.press("enter")
        assert "cannot allow it for himself" in driver.message
        assert one(strict, "SELECT count(*) FROM approval_request") == 0


async def test_a_name_still_allows_it_at_once(app: BookApp, strict: Book) -> None:
    async with opened(app) as driver:
        await to_window(driver, strict)
        await driver.type("nobody else")
        await driver.press("enter")
        await driver.type("Lt. Cole")
        await driver.press("enter")
        assert one(strict, "SELECT override_by FROM decision ORDER BY id DESC") == "Lt. Cole"
        assert one(strict, "SELECT count(*) FROM approval_request") == 0


async def test_whether_a_backup_may_come_in_is_asked_too(app: BookApp, strict: Book) -> None:
    supervisors(strict)
    given, seat, _, _ = coming(strict)[0]
    detail = int(str(one(strict, "SELECT detail_id FROM position WHERE id = ?", seat)))
    backup = free_for(strict, [(seat,)])
    add_backup(strict, PAT, detail, backup, reason="x", override_by="Lt. Cole")
    call_off(strict, PAT, given, "sick")
    async with opened(app) as driver:
        await at_seat(driver, strict, seat)
        await driver.press("r", "B")
        assert isinstance(app.screen, OverrideWindow)
        await driver.type("he stands by")
        await driver.press("ctrl+o", "escape")
        assert one(strict, "SELECT count(*) FROM approval_request") == 0
        await driver.press("B")
        await driver.type("he stands by")
        await driver.press("ctrl+o", "1")
        assert "Lt. Cole IS ASKED about" in driver.text("#first")
    reply(strict, "YES")
    assert holders(strict)[seat] == backup
    assert one(strict, "SELECT override_by FROM decision ORDER BY id DESC") == "Lt. Cole"


async def test_the_question_is_taken_back_where_it_is_shown(app: BookApp, strict: Book) -> None:
    state = "SELECT state FROM approval_request ORDER BY id DESC"
    message = "SELECT state FROM message WHERE event = 'approval'"
    async with opened(app) as driver:
        await at_seat(driver, strict, position(strict, SEAT)[0])
        await driver.press("Z")
        assert "Nobody is asked" in driver.message
        ask(strict)
        await driver.press("ctrl+r", "Z")
        assert one(strict, state) == "withdrawn"
        assert one(strict, message) == "recalled"
        assert isinstance(driver.screen, DetailScreen)
        assert "is asked" not in driver.row("seats")
        await driver.press("u")
        assert one(strict, state) == "open"
        assert one(strict, message) == "queued"
        await driver.press("r", "Z")
        assert one(strict, state) == "withdrawn"
        assert "IS ASKED" not in driver.text("#first")


async def test_it_stands_on_today_until_it_is_answered(app: BookApp, strict: Book) -> None:
    ask(strict)
    async with opened(app) as driver:
        (line,) = (row for row in driver.rows("needs") if row.startswith("ASKED"))
        assert "Lt. Cole is asked: Smith [/b] (badge 1010) for 26-0002.4b: nobody else" in line
        place = driver.rows("needs").index(line)
        await driver.press("shift+tab", *"j" * place, "enter")
        assert isinstance(driver.screen, DetailScreen)
        await driver.press("escape", "Z")
        assert not any(row.startswith("ASKED") for row in driver.rows("needs"))
        assert one(strict, "SELECT state FROM approval_request") == "withdrawn"


async def test_it_is_overdue_once_its_code_has_closed(app: BookApp, strict: Book) -> None:
    ask(strict)
    starts = one(strict, "SELECT starts_at FROM position WHERE number = ?", SEAT)
    app.desk.clock = lambda: int(str(starts))
    async with opened(app) as driver:
        assert any(row.startswith("OVERDUE") for row in driver.rows("needs"))


async def test_the_inbox_says_what_the_answer_is_about(app: BookApp, strict: Book) -> None:
    set_setting(strict, PAT, "replies.automatic", [])
    ask(strict)
    reply(strict, "yes", at=NOW - 60)
    async with opened(app, wide=True) as driver:
        await driver.press("f9")
        assert driver.rows()[0].split(" | ")[4] == SEAT
        await driver.press("enter")
        assert f"About     {SEAT}" in driver.text("#words")
        assert "Asked     Smith [/b] (badge 1010) for 26-0002.4b" in driver.text("#words")
        await driver.press("escape", "r")
        assert isinstance(driver.screen, RefillScreen)


def test_a_seat_has_one_open_question_and_a_reason(strict: Book) -> None:
    ask(strict)
    seat, cole = position(strict, SEAT)[0], Decider("Lt. Cole", COLE)
    again = ask_for_seat(strict, PAT, Wanted(seat, officer(strict, "Adams"), "x"), cole)
    assert isinstance(again, Refused)
    assert "asked already" in again.sentence
    reply(strict, "NO")
    bare = ask_for_seat(strict, PAT, Wanted(seat, officer(strict, "Adams"), " "), cole)
    assert isinstance(bare, Refused)
    assert ask(strict, "Adams")


@on_one_python
@at_both_sizes
@pytest.mark.parametrize("name", ["override", "who_decides", "asked", "today_asked"])
def test_picture(
    name: str, size: tuple[int, int], app: BookApp, strict: Book, snap_compare: SnapCompare
) -> None:
    supervisors(strict)
    if name in ("asked", "today_asked"):
        ask(strict)

    async def there(driver: Driver) -> None:
        if name == "asked":
            await at_seat(driver, strict, position(strict, SEAT)[0])
        elif name != "today_asked":
            await to_window(driver, strict)
        if name == "who_decides":
            await driver.type("nobody else")
            await driver.press("ctrl+o")

    assert picture_after(app, snap_compare, size, there)
