"""Personal fields are dots until somebody asks; that he asked is logged, and not what he saw."""

import json

import pytest
from click.testing import CliRunner

from coordinator.actions.book.custom_fields import NewField, define_field
from coordinator.actions.book.locking import set_passphrase
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.standing_in import stand_in
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from coordinator.cli import main
from coordinator.desk import Desk
from screens.people.officer import OfficerScreen
from screens.reports.report import ReportScreen
from storage.database import Book
from storage.models import BankAccount, Contact, Exclusion, Officer, OfficerStatus
from storage.queries.people.hidden import HIDDEN
from tests.screens.driver import Driver, opened
from tests.screens.town import NOW

PAT = Actor("Pat Coordinator", NOW)
NUMBER = "+16175558123"
BORN, ILL = "1984-02-29", "asthma since spring"
ASKED = "SELECT subject, kinds, asked_at FROM disclosure"


@pytest.fixture
def filled(town: Book) -> Book:
    define_field(town, PAT, NewField("officer", "born", "Date of birth", "date"))
    with town.action(PAT, "enter", "officer:1") as tx:
        officer = tx.get(Officer, 1)
        officer.custom = json.dumps({"born": BORN})
        tx.save(officer)
        tx.add(OfficerStatus(officer_id=1, kind="leave", from_on="2026-05-01", note=ILL))
    return town


def all_text(driver: Driver) -> str:
    strips = driver.app.screen._compositor.render_strips()
    return "".join(strip.text for strip in strips)


async def at_officer(app: BookApp, driver: Driver) -> OfficerScreen:
    screen = OfficerScreen(app.desk, 1)
    app.push_screen(screen)
    await driver.settled()
    return screen


async def test_a_key_shows_them_for_a_minute_and_writes_who_asked(filled: Book) -> None:
    now = [NOW]
    desk = Desk(filled, clock=lambda: now[0], who="Pat Coordinator")
    async with opened(BookApp(desk, sending=False)) as driver:
        screen = await at_officer(driver.app, driver)
        words = driver.text("#file")
        assert BORN not in words
        assert ILL not in words
        assert "Date of birth: •••" in words
        assert "+1617555" in words  # the coordinator's own tool
        await driver.press("l")
        assert BORN not in driver.window
        await driver.press("escape", "exclamation_mark")
        assert BORN in driver.text("#file")
        assert ILL in driver.text("#file")
        assert "noted in the log" in driver.message
        assert filled.reader().execute(ASKED).fetchall() == [
            ("officer:1", "home, own, remarks", NOW)
        ]
        now[0] += 60
        screen.reload()
        await driver.settled()
        assert BORN not in driver.text("#file")
        now[0] -= 300
        screen.reload()
        await driver.settled()
        assert BORN not in driver.text("#file")
        await driver.press("e")  # a form shows everything: opening it is asking
        assert filled.reader().execute("SELECT count(*) FROM disclosure").fetchone() == (2,)
    desk.close()
    private = filled.reader().execute("SELECT after FROM change WHERE tbl = 'disclosure'")
    assert not any(BORN in text or ILL in text for (text,) in private)
    undo_last(filled, PAT)  # takes back what stood before: that somebody saw is final
    assert filled.reader().execute("SELECT count(*) FROM disclosure").fetchone() == (2,)


async def test_the_agency_says_what_is_hidden(app: BookApp, filled: Book) -> None:
    set_setting(filled, PAT, HIDDEN, ["phone", "mail"])
    async with opened(app, wide=True) as driver:
        await at_officer(app, driver)
        words = driver.text("#file")
        assert BORN in words
        assert "+1617555" not in words
        assert "rivermouth.example" not in words
        await driver.press("escape")
        driver.app.go("officers")
        await driver.settled()
        await driver.pilot.pause(0.3)
        assert "+1617555" not in all_text(driver)
        await driver.press("exclamation_mark")  # at six in the morning, one key
        await driver.pilot.pause(0.3)
        assert "+1617555" in all_text(driver)
        await driver.press("down")  # asked for of one, not of the next
        await driver.pilot.pause(0.3)
        assert "+1617555" not in all_text(driver)
    assert [kinds for _, kinds, _ in filled.reader().execute(ASKED)] == ["mail, phone"]


async def test_a_report_hides_until_the_key(app: BookApp, filled: Book) -> None:
    with filled.action(PAT, "enter", "officer:1") as tx:
        tx.add(Exclusion(officer_id=1, employer_id=1, side="employer", reason="a row",
                         from_on="2026-01-01", decided_by="Chief"))  # fmt: skip
    report = shipped_reports().named("exclusions")
    assert report is not None
    async with opened(app, wide=True) as driver:
        driver.app.push_screen(ReportScreen(app.desk, report))
        await driver.settled()
        await driver.pilot.pause(0.3)
        assert "Chief" in all_text(driver)
        assert "a row" not in all_text(driver)
        await driver.press("exclamation_mark")
        await driver.pilot.pause(0.3)
        assert "a row" in all_text(driver)
    assert filled.reader().execute(ASKED).fetchone()[:2] == ("report:exclusions", "remarks")


async def test_a_deputy_may_not_ask(app: BookApp, filled: Book) -> None:
    set_passphrase(filled, PAT, "high water")
    stand_in(filled, PAT, "Kim")
    app.desk.learn_holder()
    async with opened(app) as driver:
        await at_officer(app, driver)
        await driver.press("exclamation_mark")
        assert "Kim stands at the desk" in driver.message
        assert BORN not in driver.text("#file")


def test_commands_ask_by_a_flag(filled: Book) -> None:
    def said(*words: str) -> str:
        done = CliRunner().invoke(
            main, [*words, "--book", str(filled.path)], env={"COORDINATOR_NAME": "Pat"}
        )
        assert done.exit_code == 0, done.output
        return done.output

    assert BORN not in said("history", "1000")
    assert filled.reader().execute(ASKED).fetchall() == []
    assert BORN in said("history", "1000", "--personal")
    assert "own: Date of birth: 1984-02-29" in said("personal", "1000", "--only", "own")
    assert ILL in said("personal", "1000")
    rows = filled.reader().execute("SELECT kinds FROM disclosure ORDER BY id").fetchall()
    assert [kinds for (kinds,) in rows] == [
        "home, own", "own", "home, own, remarks",
    ]  # fmt: skip
    refused = CliRunner().invoke(
        main, ["personal", "1000", "--only", "shoe", "--book", str(filled.path)]
    )
    assert refused.exit_code == 1


async def test_the_log_hides_wherever_it_is_opened(app: BookApp, filled: Book) -> None:
    with filled.action(PAT, "enter", "officer:1") as tx:
        officer = tx.get(Officer, 1)
        officer.phone = NUMBER
        tx.save(officer)
        tx.add(Contact(employer_id=1, name="Boss", phone=NUMBER))
        tx.add(BankAccount(officer_id=1, sealed="x", last_four="6789", kind="checking",
                           from_on="2026-01-01"))  # fmt: skip
    set_setting(filled, PAT, HIDDEN, ["phone", "own", "remarks", "bank", "contacts"])
    async with opened(app, wide=True) as driver:
        for place, keys, told in (
            ("officers", ("l",), "phone"),
            ("employers", ("l",), "phone"),
            ("bank", ("slash", *"1000", "enter", "l"), "last four"),
            ("history", ("down", "enter"), "phone"),
        ):
            driver.app.go(place)
            await driver.settled()
            await driver.press(*keys)
            assert f"{told}: " in driver.window, place
            assert not any(secret in driver.window for secret in (NUMBER, "6789", BORN)), place
            await driver.press("escape")
