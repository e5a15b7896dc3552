"""A deputy at the desk looks, prints and notes; nothing else reaches the book, by any road."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.book.locking import set_passphrase
from coordinator.actions.book.notes import write_note
from coordinator.actions.book.standing_in import end_standing_in, stand_in
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor, Refused
from coordinator.app import BookApp
from coordinator.cli import main
from screens.help import specs_of
from screens.modals import Ask
from storage.database import Book
from storage.deputy import deputy_of
from storage.errors import BookDeputised
from storage.models import Rank
from tests.screens.driver import opened
from tests.screens.town import NOW

PAT = Actor("Pat Coordinator", NOW)
ACTIONS = "SELECT count(*) FROM action"
CHANGING = ("c", "r", "n", "x", "e", "v", "b", "u", "U", "ctrl+z", "ctrl+y")


def said(town: Book, *words: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(main, [*words, "--book", str(town.path)], input=typed)
    return done.exit_code, done.output


def papers(town: Book) -> list[tuple[str, str]]:
    """Who made which papers, by the log."""
    sql = (
        "SELECT a.who, n.text FROM note AS n JOIN action AS a ON a.subject = 'note:' || n.id"
        " WHERE n.subject = 'agency:1' AND n.written_by = a.who ORDER BY n.id"
    )
    return town.reader().execute(sql).fetchall()


def test_the_write_path_refuses_whatever_is_no_note(town: Book) -> None:
    set_passphrase(town, PAT, "high water")
    assert not isinstance(stand_in(town, PAT, "Kim Deputy"), Refused)
    with pytest.raises(BookDeputised, match="Kim Deputy stands at the desk"), town.unlogged():
        pass
    with pytest.raises(BookDeputised), town.action(PAT, "add rank", "rank") as tx:
        tx.add(Rank(code="X", name="x", level=9))
    assert not isinstance(write_note(town, PAT, "detail:1", "Rang twice"), Refused)
    rows = town.reader().execute("SELECT text, written_by FROM note").fetchall()
    assert rows == [("Rang twice", "Kim Deputy")]
    who = town.reader().execute("SELECT who FROM action ORDER BY id DESC LIMIT 1").fetchone()
    assert who == ("Kim Deputy",)
    town.unattended = True  # what timers do goes on
    with town.unlogged():
        pass


def test_only_the_passphrase_ends_it(town: Book) -> None:
    assert isinstance(stand_in(town, PAT, "Kim"), Refused)  # anybody could end it
    set_passphrase(town, PAT, "high water")
    assert isinstance(stand_in(town, PAT, " "), Refused)
    stand_in(town, PAT, "Kim")
    with pytest.raises(BookDeputised):
        stand_in(town, PAT, "Lee")
    with pytest.raises(BookDeputised):
        undo_last(town, PAT)
    assert isinstance(end_standing_in(town, PAT, "low water"), Refused)
    assert deputy_of(town.reader()) == "Kim"
    assert not isinstance(end_standing_in(town, PAT, "high water"), Refused)
    assert deputy_of(town.reader()) == ""
    assert isinstance(end_standing_in(town, PAT, "high water"), Refused)


def test_commands_refuse_too_and_timers_go_on(town: Book, tmp_path: Path) -> None:
    set_passphrase(town, PAT, "high water")
    assert said(town, "deputy", "on", "Kim")[0] == 0
    before = town.reader().execute(ACTIONS).fetchone()
    changing = (
        ("undo",), ("passphrase", "--remove"), ("setting", "set", "print.paper", "a4"),
        ("employer", "add", "New Co"), ("invoice", "issue"),
        ("receive", "--from", str(tmp_path)),
    )  # fmt: skip
    for words in changing:
        code, output = said(town, *words)
        assert code in (1, 2), (words, output)
    assert "stands at the desk" in said(town, "setting", "set", "print.paper", "a4")[1]
    assert town.reader().execute(ACTIONS).fetchone() == before
    for looking in ("day", "tick", "remind", "send", "report list", "deputy show"):
        assert said(town, *looking.split())[0] == 0, looking
    assert said(town, "note", "1000", "Came by")[0] == 0
    sheet = ("day", "2026-06-01", "--pdf", str(tmp_path / "day.pdf"))
    assert said(town, *sheet)[0] == 0
    listed = ("report", "run", "permits", "--csv", str(tmp_path / "permits.csv"))
    assert said(town, *listed)[0] == 0
    assert papers(town) == [("Kim", "Paper made: day.pdf"), ("Kim", "Paper made: permits.csv")]
    assert said(town, "deputy", "off", typed="low water\n")[0] == 1
    assert said(town, "deputy", "off", typed="high water\n")[0] == 0
    assert said(town, "setting", "set", "print.paper", "a4")[0] == 0
    assert said(town, *sheet, "--replace")[0] == 0
    assert len(papers(town)) == 2  # the coordinator's own are not noted


async def test_keys_that_change_refuse_and_are_not_shown(app: BookApp, town: Book) -> None:
    set_passphrase(town, PAT, "high water")
    app = BookApp(app.desk, sending=False)
    async with opened(app) as driver:
        await driver.type("high water")
        await driver.press("enter", "ctrl+d")
        await driver.type("Kim Deputy")
        await driver.press("enter")
        assert "DEPUTY: Kim Deputy" in "".join(
            strip.text for strip in app.screen._compositor.render_strips()
        )
        before = town.reader().execute(ACTIONS).fetchone()
        for key in CHANGING:
            await driver.press(key)
            assert "Kim Deputy stands at the desk" in driver.message, key
            assert len(app.screen_stack) == 1, key
            driver.screen.say("")
        assert town.reader().execute(ACTIONS).fetchone() == before
        offered = {spec.action for spec in specs_of(app.screen)}
        assert {"open", "note", "print", "deputy"} <= offered
        assert not {"call_off", "refill", "undo", "new", "cancel"} & offered
        await driver.press("A")
        await driver.type("Chief rang")
        await driver.press("ctrl+s")
        note = town.reader().execute("SELECT written_by, text FROM note").fetchone()
        assert note == ("Kim Deputy", "Chief rang")
        await driver.press("p", "2")
        assert "Day sheet of" in driver.message
        assert papers(town) == [("Kim Deputy", "Paper made: day-2026-06-01.pdf")]
        assert verify_book(town).clean
        await driver.press("ctrl+d")
        assert isinstance(app.screen, Ask)
        await driver.type("high water")
        await driver.press("enter")
        assert "everything works again" in driver.message
        await driver.press("n")
        assert len(app.screen_stack) == 2
