"""The sick call at 06:00, by the keys: the book is asked first, then the screen."""

from itertools import takewhile

from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.app import BookApp
from screens.modals import Reader
from screens.shown import visible
from screens.staffing.call_off import CallOffScreen
from screens.staffing.refill import RefillScreen
from screens.staffing.today import Today
from storage.database import Book
from storage.models import Interest, OfficerStatus, Position
from tests.screens.driver import opened
from tests.screens.town import NOW


def holder(book: Book, position: str) -> str | None:
    found = (
        book.reader()
        .execute(
            "SELECT last_name FROM assignment JOIN officer ON officer.id = officer_id"
            " JOIN position ON position.id = position_id WHERE position.number = ?"
            " AND assignment.state IN ('assigned', 'confirmed', 'worked')",
            (position,),
        )
        .fetchone()
    )
    return found[0] if found else None


def verbs(book: Book) -> list[str]:
    found = book.reader().execute("SELECT verb FROM action WHERE verb <> 'enter the town'")
    return [verb for (verb,) in found][-2:]


def asked(book: Book) -> list[str]:
    """Whom the position was offered, in order, as the list names them."""
    found = book.reader().execute(
        "SELECT first_name, last_name, badge FROM offer JOIN officer ON officer.id = officer_id"
        " ORDER BY offer.id"
    )
    return [visible(f"{last}, {first} #{badge}") for first, last, badge in found]


def queued(book: Book) -> int:
    found = book.reader().execute("SELECT count(*) FROM message WHERE state = 'queued'")
    return int(found.fetchone()[0])


async def test_four_keys_from_the_row_to_refilled(app: BookApp, town: Book) -> None:
    assert holder(town, "26-0001.4a") == "Evans"
    async with opened(app) as driver:
        await driver.press("c", "r", "enter", "y")
        assert holder(town, "26-0001.4a") == "Smith [/b]"
        assert verbs(town) == ["call off", "refill"]
        assert queued(town) >= 3
        assert isinstance(driver.screen, Today)
        assert "26-0001.4" in driver.row()
        assert "FILLED" in driver.row()
        assert "Smith [/b] in for Evans" in driver.message
        assert "u undoes" in driver.message


async def test_three_keys_when_the_first_takes_it_on_the_telephone(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        await driver.press("c", "r", "y")
        assert holder(town, "26-0001.4a") == "Smith [/b]"


async def test_what_was_done_before_the_screen_is_there_is_not_lost(
    app: BookApp, town: Book
) -> None:
    """The call-off may be written sooner than the screen of its substitutes is composed."""
    (seat,) = town.reader().execute("SELECT id FROM position WHERE number = '26-0002.4b'")
    async with opened(app) as driver:
        opener = driver.screen
        assert isinstance(opener, Today)
        refill = RefillScreen(app.desk, opener.ahead, seat[0])
        refill.say("Evans called off", "done")
        app.push_screen(refill)
        await driver.settled()
        assert driver.message == "Evans called off"


async def test_one_undo_takes_back_the_refill_the_second_the_call_off(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        await driver.press("c", "r", "enter", "y")
        await driver.press("u")
        assert holder(town, "26-0001.4a") is None
        assert "CALLED OFF" in driver.row()
        await driver.press("u")
        assert holder(town, "26-0001.4a") == "Evans"
        assert queued(town) == 0
        await driver.press("U", "U")
        assert holder(town, "26-0001.4a") == "Smith [/b]"


async def test_the_reason_is_chosen_with_a_digit(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("c", "3", "y")
        reason = town.reader().execute("SELECT reason FROM call_off").fetchall()
        assert reason == [("court",)]
        assert isinstance(driver.screen, Today)
        assert "call-off" in [need.kind for need in driver.app.screen.needs]


async def test_the_reasons_are_broken_between_them_and_not_inside_one(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("c", "8")
        narrow = driver.text("#reasons").split("\n")
        assert max(map(len, narrow)) <= 78
        assert narrow == [
            "Reason 1 sick 2 family 3 court 4 on duty 5 injured 6 transport 7 mistake",
            "       [8 POLICE NEED] 9 other",
        ]
        await driver.resize(120, 40)
        assert "\n" not in driver.text("#reasons")


async def test_escape_calls_nobody_off(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("c")
        assert isinstance(driver.screen, CallOffScreen)
        await driver.press("escape")
        assert isinstance(driver.screen, Today)
        assert holder(town, "26-0001.4a") == "Evans"


async def test_telephoning_down_the_list_is_one_key_each(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("j", "r")
        assert isinstance(driver.screen, RefillScreen)
        await driver.press("1", "2", "3", "4")
        outcomes = town.reader().execute("SELECT outcome FROM call_note ORDER BY id").fetchall()
        assert outcomes == [("no_answer",), ("refused",), ("wrong_number",), ("rings_back",)]
        officers = town.reader().execute("SELECT count(DISTINCT officer_id) FROM call_note")
        assert officers.fetchone() == (4,)


async def test_one_key_asks_the_first_five_and_again_the_next(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("j", "r")
        order = [row.split(" | ")[2] for row in driver.rows("candidates") if "CAN" in row]
        await driver.press("o")
        assert isinstance(driver.screen, Today)
        assert "offered to 5" in driver.message
        assert asked(town) == order[:5]
        await driver.press("r")
        assert [row.split(" | ")[2] for row in driver.rows("candidates") if "ASKED" in row] == (
            order[:5]
        )
        await driver.press("o")
        assert asked(town) == order[:10]
        await driver.press("u", "u")
        assert asked(town) == []


async def test_offer_to_the_marked(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("j", "r", "j", "space", "j", "space", "o")
        officers = town.reader().execute(
            "SELECT last_name FROM offer JOIN officer ON officer.id = officer_id ORDER BY 1"
        )
        assert [name for (name,) in officers] == ["=HYPERLINK(1)", "[Sgt] Stone"]


async def test_moving_on_takes_back_what_was_chosen(app: BookApp, town: Book) -> None:
    """`y` acts on the one under the cursor, never on one chosen before."""
    async with opened(app) as driver:
        await driver.press("c", "r", "enter", "j")
        assert driver.text("#confirm") == ""


async def test_passing_over_the_first_asks_why(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("j", "r", "j", "y")
        await driver.type("asked for it")
        await driver.press("enter")
        assert holder(town, "26-0002.4b") == "[Sgt] Stone"
        reason = town.reader().execute("SELECT reason FROM decision").fetchall()
        assert reason == [("asked for it",)]


async def test_who_is_barred_is_refused_with_the_clause(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("j", "r", "G", "enter")
        assert "barred" in driver.message
        assert holder(town, "26-0002.4b") is None


async def test_refilling_a_full_detail_says_what_to_do(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("r")
        assert isinstance(driver.screen, Today)
        assert "c calls an officer off first" in driver.message


async def test_why_names_what_it_would_cost_elsewhere(app: BookApp, town: Book) -> None:
    seats = town.reader().execute(
        "SELECT id FROM position WHERE number IN ('26-0002.4b', '26-0002.5b') ORDER BY number"
    )
    (tonight,), (tomorrow,) = seats.fetchall()
    with town.action(Actor("test", NOW), "ask", "position:1") as tx:
        position = tx.get(Position, tomorrow)
        # Both at once, so that who takes the one cannot work the other.
        position.starts_at, position.ends_at = (
            tx.get(Position, tonight).starts_at,
            tx.get(Position, tonight).ends_at,
        )
        tx.save(position)
        (smith,) = tx.connection.execute(
            "SELECT id FROM officer WHERE last_name LIKE 'Smith%'"
        ).fetchone()
        tx.add(Interest(position_id=tomorrow, officer_id=smith, expressed_at=NOW))
    async with opened(app) as driver:
        await driver.press("f3", "r", "w")
        window = driver.app.screen
        assert isinstance(window, Reader)
        assert "Smith" in window.words
        assert "Taking it: barred from 26-0002.5b (asked for)" in window.words


def make_first(town: Book, surname: str, seat: str) -> None:
    """Whoever would be asked before him for the seat is on leave."""
    found = town.reader().execute("SELECT id FROM position WHERE number = ?", (seat,)).fetchone()
    order = [c for group in rank_candidates(town.reader(), found[0], NOW).open for c in group]
    before = takewhile(lambda c: not c.name.startswith(surname), order)
    with town.action(Actor("Pat Coordinator", NOW), "send on leave", "agency:1") as tx:
        for candidate in before:
            tx.add(OfficerStatus(officer_id=candidate.id, kind="leave", from_on="2026-05-01"))


async def test_whoever_gives_it_back_is_not_his_own_substitute(app: BookApp, town: Book) -> None:
    """Ranked before the call-off is written, he is the first who can."""
    make_first(town, "Evans", "26-0001.4a")
    async with opened(app) as driver:
        await driver.press("c", "r")
        first, *rest = driver.rows("candidates")
        assert "Evans" not in first
        assert any("Evans" in row and "CALLED OFF" in row for row in rest)
        assert driver.row("candidates") == first
        await driver.press("y")
        assert holder(town, "26-0001.4a") not in (None, "Evans")
