"""The self-test: broken states are provoked one by one, against real servers, and each is named."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from click.testing import CliRunner

from coordinator.actions.answers.receiving import SOURCES
from coordinator.actions.book.encrypting import encrypt_backups
from coordinator.actions.book.settings import set_setting
from coordinator.actions.care.book_state import backup_lines, book_lines
from coordinator.actions.care.doctor import Asked, examine
from coordinator.actions.care.machine_state import (
    Terminal,
    clock_lines,
    disk_lines,
    font_lines,
    terminal_lines,
)
from coordinator.actions.care.said import Said, State, worst
from coordinator.actions.care.ways_state import (
    folder_lines,
    gateway_lines,
    keyring_lines,
    mailbox_lines,
)
from coordinator.actions.messages.gateways import GATEWAYS
from coordinator.actions.results import Actor
from coordinator.cli import main
from exports import text as beside
from exports import typesetting
from notify.secrets import Secret
from storage.backup import backups, make_backup
from storage.database import Book
from storage.models import Agency
from tests.notify.imap_server import PASSWORD, USER, imap_server
from tests.notify.servers import mail_server
from tests.notify.test_secrets import Keeps, PlaintextKeyring, Raises

NOW = 1_780_315_200
DAY = 86_400
GOOD = Terminal("xterm-256color", "truecolor", "utf-8", 120, 40, False, "", True)


def told(lines: Iterator[Said]) -> dict[str, Said]:
    return {each.name: each for each in lines}


def states(lines: Iterator[Said]) -> dict[str, str]:
    return {name: str(each.state) for name, each in told(lines).items()}


def giving(word: str) -> Callable[[str], Secret]:
    return lambda name: Secret(word)


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


def test_a_whole_book_is_well_and_a_changed_row_is_not(book: Book) -> None:
    assert states(book_lines(book, deep=False)) == {"file": "ok", "chain": "ok"}
    with book.unlogged() as connection:
        connection.execute("UPDATE agency SET name = 'Another'")
    found = told(book_lines(book, deep=False))
    assert found["chain"].state is State.BROKEN
    assert "coordinator verify" in found["chain"].remedy


def test_a_damaged_file_is_named_with_the_way_back(book: Book) -> None:
    make_backup(book.path, NOW)
    book.close()
    with book.path.open("r+b") as file:
        file.seek(8_192)
        file.write(b"\xff" * 40_000)
    found = examine(book.path, Asked(NOW, GOOD, reach=False))
    assert worst(found) is State.BROKEN
    assert "coordinator restore" in next(each.remedy for each in found if each.name == "file")
    book.path.write_text("this is no book")
    (first, *others) = examine(book.path, Asked(NOW, GOOD, reach=False))
    assert first.state is State.BROKEN
    assert {each.area for each in others} >= {"Machine", "Terminal"}  # the rest is still looked at


def test_backups_none_old_spoilt_and_sealed_without_a_passphrase(book: Book, actor: Actor) -> None:
    assert states(backup_lines(book, NOW))["newest"] == "attention"
    made = make_backup(book.path, NOW)
    assert states(backup_lines(book, NOW))["newest"] == "ok"
    assert "3 days" in told(backup_lines(book, NOW + 3 * DAY))["newest"].words
    assert told(backup_lines(book, NOW))["drill"].state is State.ATTENTION
    with made.path.open("r+b") as file:
        file.seek(5_000)
        file.write(b"\xff" * 60_000)
    assert states(backup_lines(book, NOW))["newest"] == "broken"
    encrypt_backups(book, actor, "correct horse battery", keep=lambda name, value: "")
    assert states(backup_lines(book, NOW))["encryption"] == "attention"


def test_disk_and_clock(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with book.action(Actor("Pat", NOW), "note", "agency:1") as tx:
        agency = tx.get(Agency, 1)
        agency.phone = "1"
        tx.save(agency)
    usage = shutil.disk_usage(book.path.parent)
    for free, state in ((10**6, "broken"), (10**8, "attention"), (10**10, "ok")):
        monkeypatch.setattr(shutil, "disk_usage", lambda path, free=free: usage._replace(free=free))
        assert states(disk_lines(book))["disk"] == state
    assert states(clock_lines(book, NOW)) == {"clock": "ok", "time zone": "ok"}
    assert states(clock_lines(book, NOW - DAY))["clock"] == "broken"
    with book.unlogged() as connection:
        connection.execute("UPDATE agency SET timezone = 'Mars/Olympus'")
    assert states(clock_lines(book, NOW))["time zone"] == "broken"


@pytest.mark.parametrize(
    ("terminal", "name", "state"),
    [
        (GOOD, "colours", "ok"),
        (replace(GOOD, colour=""), "colours", "ok"),
        (replace(GOOD, colour="", term="linux"), "colours", "attention"),
        (replace(GOOD, term="dumb"), "kind", "broken"),
        (replace(GOOD, columns=79), "size", "attention"),
        (replace(GOOD, encoding="iso8859-1"), "letters", "broken"),
        (replace(GOOD, within="tmux", term="screen-256color"), "clipboard", "attention"),
        (replace(GOOD, over_ssh=True), "kind", "ok"),
    ],
    ids=["all", "256", "linux", "dumb", "narrow", "latin1", "tmux", "ssh"],
)
def test_terminals(terminal: Terminal, name: str, state: str) -> None:
    assert states(terminal_lines(terminal))[name] == state


def test_gateways_are_gone_to_and_nothing_is_handed_over(book: Book, actor: Actor) -> None:
    with mail_server() as server:
        url = f"mailto://localhost:{server.port}?mode=insecure&from=desk@pd.example&to={{address}}"
        set_setting(book, actor, GATEWAYS["email"], url)
        web = f"json://localhost:{server.port}/x?to={{address}}"
        set_setting(book, actor, GATEWAYS["sms"], web)
        assert set(states(gateway_lines(book, NOW)).values()) == {"ok"}
        assert server.taken == []
    found = told(gateway_lines(book, NOW))
    assert {str(each.state) for each in found.values()} == {"broken"}
    assert all(each.private and each.remedy for each in found.values())
    url = "mailtos://desk:{secret}@localhost?from=desk@pd.example&to={address}"
    set_setting(book, actor, GATEWAYS["email"], url)
    assert "COORDINATOR_SECRET" in told(gateway_lines(book, NOW))["gateway for email"].words


def test_mailboxes_let_us_in_or_not(book: Book, actor: Actor, tmp_path: Path) -> None:
    with imap_server() as server:
        url = f"imap+plain://{USER}:{{secret}}@localhost:{server.port}/INBOX"
        set_setting(book, actor, SOURCES, {"desk": url, "folder": f"eml:{tmp_path}"})
        good, bad = (
            told(mailbox_lines(book, secrets=giving(word))) for word in (PASSWORD, "another")
        )
    assert [str(each.state) for each in good.values()] == ["ok", "ok"]
    assert "refused the login" in bad["answers from 1"].words
    gone = told(mailbox_lines(book, secrets=giving(PASSWORD)))
    assert "cannot be reached" in gone["answers from 1"].words
    set_setting(book, actor, SOURCES, {"folder": f"eml:{tmp_path / 'gone'}"})
    assert states(mailbox_lines(book)) == {"answers from 1": "broken"}


def test_folders_and_files_for_others(book: Book, actor: Actor, tmp_path: Path) -> None:
    there = {"kind": "roster", "folder": str(tmp_path)}
    gone = {"kind": "roster", "folder": str(tmp_path / "gone")}
    set_setting(book, actor, "watch.sources", {"a": there, "b": gone})
    with book.unlogged() as connection:
        connection.execute(
            "INSERT INTO written_file (key, digest, written_at, looked_at, trouble) "
            "VALUES ('board', '', 0, 0, 'the folder is full')"
        )
    assert states(folder_lines(book)) == {
        "watched folder 1": "ok",
        "watched folder 2": "broken",
        "file for others 1": "broken",
    }


@pytest.mark.parametrize(
    ("ring", "state", "words"),
    [
        (Keeps(), "ok", "Test keyring"),
        (Raises(type("KeyringLocked", (Exception,), {})()), "attention", "The keyring is locked."),
        (PlaintextKeyring(), "attention", "no place for a secret"),
    ],
    ids=["answers", "locked", "in the clear"],
)
def test_the_keyring_is_named_where_it_answers(
    monkeypatch: pytest.MonkeyPatch, ring: object, state: str, words: str
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    found = told(keyring_lines())["keyring"]
    assert (found.state, words in found.words) == (state, True)
    assert bool(found.remedy) == (state != "ok")


def test_a_machine_without_a_keyring_is_told_of_the_environment() -> None:
    found = told(keyring_lines())["keyring"]
    assert found.state is State.ATTENTION
    assert "COORDINATOR_SECRET" in found.remedy


def test_the_fonts_of_papers_load_or_are_missed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert states(font_lines()) == {"fonts": "ok"}
    monkeypatch.setattr(typesetting, "__file__", str(tmp_path / "typesetting.py"))
    (tmp_path / "fonts").mkdir()
    for spoil in (lambda: None, lambda: _half(tmp_path / "fonts")):
        typesetting.load_fonts.cache_clear()
        spoil()
        found = told(font_lines())["fonts"]
        assert found.state is State.BROKEN
        assert "Install the program again" in found.remedy
    monkeypatch.undo()
    assert states(font_lines()) == {"fonts": "ok"}


def _half(folder: Path) -> None:
    """The first font, cut off."""
    shipped = Path(beside.__file__).parent / "fonts" / f"{typesetting.REGULAR}.ttf"
    (folder / shipped.name).write_bytes(shipped.read_bytes()[:20_000])


def test_the_command_answers_by_its_exit_code_and_in_json(book: Book, actor: Actor) -> None:
    def said(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(
            main, ["doctor", "--offline", *words, "--book", str(book.path)],
            env={"COORDINATOR_NOW": str(NOW)},
        )  # fmt: skip
        return done.exit_code, done.output

    code, output = said("--json")
    assert code == 1  # no backup, no keyring
    answer = json.loads(output)
    assert answer["state"] == "attention"
    assert {"area", "name", "state", "words", "remedy", "private"} == set(answer["lines"][0])
    with book.unlogged() as connection:
        connection.execute("UPDATE agency SET name = 'Another'")
    code, output = said()
    assert code == 4
    assert "BROKEN     Book, chain" in output
    assert backups(book.path) == ()  # it changes nothing
