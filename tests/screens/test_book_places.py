"""Policy, settings, backups."""

from pathlib import Path

import pytest
from textual.widgets import Input

from coordinator.actions.billing.card_choice import shipped_card
from coordinator.app import BookApp
from coordinator.library import standard_policy
from coordinator.rules.policy_numbers import policy_numbers
from screens.book.backups import Backups
from screens.book.settings import Settings
from screens.modals import Confirm
from screens.oversight.policy import Policy
from screens.parts.status import MessageLine
from storage.database import Book
from tests.policies import changed_standard
from tests.screens.driver import Driver, opened
from tests.screens.waiting import work_ended


async def go(driver: Driver, tab: str) -> None:
    driver.app.go(tab)
    await driver.settled()


async def test_the_policy_reads_in_plain_words(app: BookApp) -> None:
    async with opened(app) as driver:
        await go(driver, "policy")
        assert isinstance(driver.screen, Policy)
        words = driver.text("#words")
        assert "At most 64 hours in a week from Sunday" in words
        assert "6 hours of rest before regular duty." in words
        assert "1. who has the fewest detail hours in the month" in words
        assert "TODAY" in driver.rows("versions")[0]


async def test_a_policy_from_a_file_holds_from_its_date(
    app: BookApp, town: Book, tmp_path: Path
) -> None:
    document = standard_policy().replace("1970-01-01", "2026-07-01")
    (tmp_path / "new.toml").write_text(document, encoding="utf-8")
    async with opened(app) as driver:
        await go(driver, "policy")
        await driver.press("n")
        await driver.type(str(tmp_path / "new.toml"))
        await driver.press("enter")
        found = town.reader().execute("SELECT effective_on FROM policy ORDER BY 1").fetchall()
        assert found == [("1970-01-01",), ("2026-07-01",)]
        assert driver.rows("versions")[0].startswith("| 2026-07-01 | open") or driver.rows(
            "versions"
        )[0].startswith(" | 2026-07-01 | open")
        assert "TODAY | 1970-01-01 | 2026-06-30" in driver.rows("versions")[1]


async def test_a_stricter_policy_names_what_it_breaks(
    app: BookApp, town: Book, tmp_path: Path
) -> None:
    document = changed_standard(effective_on="2026-06-02", hours="24 -> 2")
    (tmp_path / "new.toml").write_text(document, encoding="utf-8")
    async with opened(app) as driver:
        await go(driver, "policy")
        screen = driver.screen
        assert isinstance(screen, Policy)
        await driver.press("n")
        await driver.type(str(tmp_path / "new.toml"))
        await driver.press("enter")
        await work_ended(driver, screen)
        words = str(driver.app.screen.query_one(".reader Static").content)
        assert "weekly detail cap: 16 of 2 h" in words
        assert "against this version" in screen.query_one(MessageLine).sentence
        assert town.reader().execute("SELECT count(*) FROM assignment").fetchone() == (33,)


async def test_a_wrong_policy_is_refused_with_its_line(
    app: BookApp, town: Book, tmp_path: Path
) -> None:
    (tmp_path / "new.toml").write_text("name = 3\n", encoding="utf-8")
    async with opened(app) as driver:
        await go(driver, "policy")
        await driver.press("n")
        await driver.type(str(tmp_path / "new.toml"))
        await driver.press("enter")
        assert town.reader().execute("SELECT count(*) FROM policy").fetchone() == (1,)
        assert driver.screen.query_one("MessageLine").has_class("-refused")


async def test_a_rate_card_from_a_file_holds_from_its_date(
    app: BookApp, town: Book, tmp_path: Path
) -> None:
    document = shipped_card().replace("2020-01-01", "2026-07-01")
    (tmp_path / "card.toml").write_text(document, encoding="utf-8")
    async with opened(app) as driver:
        await go(driver, "rates")
        await driver.press("n")
        await driver.type(str(tmp_path / "card.toml"))
        await driver.press("enter", "2")
        found = town.reader().execute("SELECT effective_on FROM rate_card ORDER BY 1").fetchall()
        assert found[-1] == ("2026-07-01",)
        assert "2026-07-01 | open" in driver.rows("versions")[0]
        assert 'name = "Standard"' in driver.text("#words")


async def test_the_grace_period_is_set_and_undone(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await go(driver, "settings")
        screen = driver.screen
        assert isinstance(screen, Settings)
        at = [line.key for line in screen.lines].index("messages.grace_seconds")
        driver.table("settings").move_cursor(row=at)
        await driver.press("enter")
        await driver.type("45")
        await driver.press("enter")
        value = "SELECT value FROM setting WHERE key = 'messages.grace_seconds'"
        assert town.reader().execute(value).fetchone() == ("45",)
        await driver.press("u")
        assert town.reader().execute(value).fetchone() is None


async def test_a_gateway_never_shows_its_secret(app: BookApp, town: Book) -> None:
    from coordinator.actions.messages.gateways import set_gateway
    from coordinator.actions.results import Actor

    url = "mailtos://clerk:{secret}@mail.example.com"
    kept: dict[str, str] = {}

    def keep(name: str, value: str) -> str:
        kept[name] = value
        return ""

    set_gateway(town, Actor("Pat", 0), "email", url, {"secret": "hunter2"}, keep=keep)
    assert list(kept.values()) == ["hunter2"]
    async with opened(app, wide=True) as driver:
        await go(driver, "settings")
        rows = "\n".join(driver.rows("settings"))
        assert "mail.example.com" in rows
        assert "hunter2" not in rows


async def test_the_agency_is_changed(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await go(driver, "settings")
        await driver.press("enter", "down")
        await driver.type("1 Main St | Rivermouth")
        await driver.press("ctrl+s")
        found = town.reader().execute("SELECT address FROM agency").fetchone()
        assert found == ("1 Main St\nRivermouth",)


async def test_a_backup_is_made_and_listed(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await go(driver, "backups")
        screen = driver.screen
        assert isinstance(screen, Backups)
        assert "NO BACKUP YET" in driver.status
        await driver.press("n")
        await work_ended(driver, screen)
        (made,) = Path(f"{town.path}.backups").glob("*.backup")
        assert made.name in driver.message
        assert "sound" in driver.rows("backups")[0]


async def test_backups_are_encrypted_after_a_warning_and_drilled(
    app: BookApp, town: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.delenv("COORDINATOR_SECRET_BACKUP", raising=False)
    async with opened(app) as driver:
        await go(driver, "backups")
        assert "not encrypted" in driver.status
        screen = driver.screen
        assert isinstance(screen, Backups)
        await driver.press("e")
        assert "Nobody can open one without it" in driver.window
        await driver.press("y")
        for _ in range(2):
            await driver.type("correct horse battery")
            await driver.press("enter")
        assert "COORDINATOR_SECRET_BACKUP" in driver.message  # no keyring: how it is given
        await driver.press("n")
        await driver.type("correct horse battery")
        await driver.press("enter")
        await work_ended(driver, screen)
        assert "sealed" in driver.rows("backups")[0]
        await driver.press("d")
        await driver.type("correct horse battery")
        await driver.press("enter")
        await work_ended(driver, screen)
        assert "was restored and is whole" in driver.message
        assert "Last restored well: " in driver.text("#found")


async def test_verify_says_that_the_book_is_whole_or_what_is_not(app: BookApp, town: Book) -> None:
    import sqlite3

    async with opened(app) as driver:
        await go(driver, "backups")
        screen = driver.screen
        assert isinstance(screen, Backups)
        await driver.press("y")
        await work_ended(driver, screen)
        assert "The book is whole" in driver.message
        outside = sqlite3.connect(town.path)
        outside.execute("UPDATE change SET after = '{}' WHERE id = 20")
        outside.commit()
        outside.close()
        await driver.press("y")
        await work_ended(driver, screen)
        assert "do not fit" in driver.message
        assert "change 20" in driver.text("#found")


async def test_numbers_are_changed_in_a_form_and_hold_after_a_look(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        await go(driver, "policy")
        screen = driver.screen
        assert isinstance(screen, Policy)
        await driver.press("e")
        await driver.type("2026-06-02")
        numbers = policy_numbers(standard_policy())
        (cap,) = (n for n in numbers if n.about.endswith("weekly detail cap") and n.key == "hours")
        driver.app.screen.query_one(f"#field-line{cap.line}", Input).value = "2"
        await driver.press("ctrl+s")
        await driver.settled()
        asked = driver.app.screen
        assert isinstance(asked, Confirm)
        change = "verdict allowed → needs approval, limit 24 → 2"
        assert f"24 h of details in the week:\n  {change}" in asked.words
        await driver.press("y")
        await work_ended(driver, screen)
        window = driver.app.screen
        assert isinstance(window, Confirm)
        words = window.words
        assert "would stand against it" in words
        assert "weekly detail cap: 16 of 2 h" in words
        await driver.press("y")
        await work_ended(driver, screen)
        rows = town.reader().execute("SELECT effective_on, document FROM policy ORDER BY 1")
        (_, old), (on, new) = rows.fetchall()
        assert on == "2026-06-02"
        changed = changed_standard(effective_on=on, hours="24 -> 2")
        strict = ("reason_when_not_first = false", "reason_when_not_first = true")
        assert new == (changed.replace(*strict) if strict[1] in old else changed)


async def test_a_form_of_numbers_says_what_is_wrong(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await go(driver, "policy")
        await driver.press("e")
        await driver.type("2026-06-02")
        await driver.press("ctrl+s")
        assert "No number was changed" in driver.message
        await driver.press("down", "ctrl+u")
        await driver.type("many")
        await driver.press("ctrl+s")
        assert "'many' is not a number" in driver.message
