"""What a merge decides, case by case, on books that were parted by hand."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.messages.messages import hold
from coordinator.actions.people.redaction import redact_officer
from coordinator.actions.people.roster import add_officer, change_officer
from coordinator.actions.results import Actor, Refused
from coordinator.manual.outside_verify import told, wrong
from storage.database import Book, create_book
from storage.merging import unlogged
from storage.merging.parting import TwoPasts, part
from storage.merging.three_way import disputed, joined
from storage.models import LOGGED, Contact, Message, Note, Officer, ReplyCode
from tests.conftest import NOW
from tests.trust.parted import Pair, assert_whole, conflicts, met, parted
from tests.trust.town import settle

PAT, KIM = Actor("Pat", NOW + 60), Actor("Kim", NOW + 60)


@pytest.fixture
def pair(book: Book, tmp_path: Path) -> Pair:
    settle(book, Actor("Pat", NOW))
    book.close()
    (tmp_path / "parted").mkdir()
    return parted(book.path, tmp_path / "parted")


def doing(path: Path, *steps: Callable[[Book], object]) -> None:
    book = Book(path)
    for step in steps:
        assert not isinstance(found := step(book), Refused), found
    book.close()


def both(pair: Pair, tmp_path: Path) -> tuple[Book, Book]:
    """Merged in either order; each verifies, and they say the same."""
    here, _ = met(pair.first, pair.second, tmp_path / "here.book")
    there, _ = met(pair.second, pair.first, tmp_path / "there.book")
    for merged in (here, there):
        assert_whole(merged)
    assert conflicts(here) == conflicts(there)
    return here, there


def value(book: Book, sql: str) -> Any:
    row = book.reader().execute(sql).fetchone()
    return row[0] if row and len(row) == 1 else row


# ── one row ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("base", "lower", "higher", "state", "kind"),
    [
        ({"a": 1}, {"a": 1}, {"a": 2}, {"a": 2}, ""),
        ({"a": 1}, {"a": 2}, {"a": 1}, {"a": 2}, ""),
        ({"a": 1}, {"a": 2}, {"a": 2}, {"a": 2}, ""),
        ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 2}, "changed"),
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}, {"a": 2, "b": 2}, ""),
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 3, "b": 2}, {"a": 2, "b": 2}, "changed"),
        ({"a": 1}, None, {"a": 1}, None, ""),
        ({"a": 1}, None, None, None, ""),
        ({"a": 1}, None, {"a": 2}, {"a": 2}, "removed"),
        ({"a": 1}, {"a": 2}, None, {"a": 2}, "removed"),
        (None, {"a": 1}, None, {"a": 1}, ""),
        (None, None, {"a": 1}, {"a": 1}, ""),
    ],
)
def test_a_row_on_two_sides(
    base: Any, lower: Any, higher: Any, state: Any, kind: str
) -> None:  # fmt: skip
    found = joined(base, lower, higher)
    assert (found.state, found.kind) == (state, kind)


def test_a_start_and_an_end_move_together() -> None:
    base = {"starts_at": 10, "ends_at": 20, "words": ""}
    lower, higher = {**base, "starts_at": 18}, {**base, "ends_at": 12, "words": "x"}
    found = joined(base, lower, higher)
    assert found.kind == "changed"
    assert found.state == {"starts_at": 18, "ends_at": 20, "words": "x"}
    assert disputed(base, lower, higher) == ["starts_at", "ends_at"]


def _enlist(book: Book, actor: Actor, officer: Officer) -> object:
    return add_officer(book, actor, officer, 1, "2026-01-01")


def _graceful(book: Book, actor: Actor) -> object:
    return set_setting(book, actor, "messages.grace_seconds", 90)


def _move(book: Book, unit: str) -> object:
    return change_officer(book, KIM, 1, {"unit": unit})


# ── whole books ──────────────────────────────────────────────────────────────────────────────


def test_different_columns_of_one_record_both_hold(pair: Pair, tmp_path: Path) -> None:
    doing(pair.first, lambda book: change_officer(book, PAT, 1, {"phone": "617 1"}))
    doing(pair.second, lambda book: change_officer(book, KIM, 1, {"unit": "Harbour"}))
    for merged in both(pair, tmp_path):
        assert value(merged, "SELECT phone, unit FROM officer WHERE id = 1") == ("617 1", "Harbour")
        assert conflicts(merged) == []


def test_the_same_badge_twice_keeps_both_officers(pair: Pair, tmp_path: Path) -> None:
    for path, actor, name in ((pair.first, PAT, "Quay"), (pair.second, KIM, "Reed")):
        officer = Officer(badge="77", last_name=name)
        doing(path, partial(_enlist, actor=actor, officer=officer))
    for merged in both(pair, tmp_path):
        found = merged.reader().execute(
            "SELECT badge, last_name FROM officer WHERE badge LIKE '77%' ORDER BY badge"
        )
        assert found.fetchall() == [("77", "Quay"), ("77 (B)", "Reed")]
        (one,) = conflicts(merged)
        assert (one["kind"], one["tbl"], one["stands"]) == ("clash", "officer", 0)


def test_the_same_said_twice_is_said_once(pair: Pair, tmp_path: Path) -> None:
    for path, actor in ((pair.first, PAT), (pair.second, KIM)):
        doing(path, partial(_graceful, actor=actor))
    for merged in both(pair, tmp_path):
        settings = merged.reader().execute("SELECT key, value FROM setting").fetchall()
        assert settings == [("messages.grace_seconds", "90")]
        assert conflicts(merged) == []


def add(row: Any) -> Callable[[Book], None]:
    def step(book: Book) -> None:
        with book.action(KIM, "enter", "employer:1") as tx:
            tx.add(row)

    return step


def take_off(model: Any, row_id: int) -> Callable[[Book], None]:
    def step(book: Book) -> None:
        with book.action(PAT, "remove", "employer:1") as tx:
            tx.remove(tx.get(model, row_id))

    return step


def test_what_another_needs_stays_though_it_was_removed(pair: Pair, tmp_path: Path) -> None:
    doing(pair.first, take_off(Contact, 1))
    doing(pair.second, add(ReplyCode(code="482137", contact_id=1, made_at=NOW)))
    for merged in both(pair, tmp_path):
        assert value(merged, "SELECT name FROM contact WHERE id = 1") == "Dana Quay"
        (one,) = conflicts(merged)
        assert (one["kind"], one["tbl"], one["lower"], one["stands"]) == (
            "removed",
            "contact",
            None,
            1,
        )


def test_what_one_redacted_is_redacted_for_both(pair: Pair, tmp_path: Path) -> None:
    doing(
        pair.second,
        lambda b: change_officer(b, KIM, 6, {"phone": "617 555 0100", "unit": "Harbour"}),
        lambda b: add(Note(subject="officer:6", text="x", written_at=NOW, written_by="Kim"))(b),
    )
    doing(pair.first, lambda book: redact_officer(book, PAT, 6))
    for merged in both(pair, tmp_path):
        name, phone, unit = value(merged, "SELECT last_name, phone, unit FROM officer WHERE id = 6")
        assert (name, phone, unit) == ("", "", "Harbour")
        kept = merged.reader().execute(
            "SELECT private FROM change WHERE tbl = 'officer' AND row = 6 AND private IS NOT NULL"
        )
        assert all("617 555 0100" not in private and "Frank" not in private for (private,) in kept)


def test_what_went_from_there_is_not_held_here(pair: Pair, tmp_path: Path) -> None:
    def queue(book: Book) -> None:
        with book.action(Actor("Pat", NOW), "tell", "officer:1") as tx:
            for number in (1, 2):
                tx.add(
                    Message(
                        event="posted", audience="officer", officer_id=1, channel="email",
                        key=f"key{number}", queued_at=NOW, leaves_at=NOW, not_after_at=NOW + 9_999,
                    )
                )  # fmt: skip

    for path in (pair.base, pair.first, pair.second):
        path.unlink()
    book = Book(tmp_path / "town.book")
    queue(book)
    book.close()
    shutil.rmtree(tmp_path / "parted")
    (tmp_path / "parted").mkdir()
    again = parted(book.path, tmp_path / "parted")
    doing(again.first, lambda b: hold(b, PAT, (1, 2)))
    with closing(sqlite3.connect(again.second)) as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, ended_at, outcome, answer) "
            "VALUES (1, 1, 5, 6, 'sent', 'ok')"
        )
        connection.commit()
    doing(again.second, lambda b: change_officer(b, KIM, 1, {"unit": "Harbour"}))
    for merged in both(again, tmp_path):
        states = merged.reader().execute("SELECT state FROM message ORDER BY id").fetchall()
        assert states == [("queued",), ("held",)]
        attempts = merged.reader().execute("SELECT message_id, n, outcome FROM delivery").fetchall()
        assert attempts == [(1, 1, "sent")]


def test_another_book_and_two_pasts_of_one_station_are_refused(pair: Pair, tmp_path: Path) -> None:
    twin = Path(shutil.copy(pair.second, tmp_path / "twin.book"))
    for path, unit in ((twin, "Park"), (pair.second, "Pier")):
        doing(path, partial(_move, unit=unit))
    with pytest.raises(TwoPasts, match="Station B has two different pasts"):
        part(Book(twin).reader(), Book(pair.second).reader())
    other = create_book(tmp_path / "other.book", name="Else", timezone="UTC", currency="USD")
    with pytest.raises(TwoPasts):
        part(other.reader(), Book(pair.first).reader())


TAMPERED = {
    "a foreign action reworded": "UPDATE action SET reason = 'x' WHERE station = 1 AND seq = 1",
    "the last foreign action gone": "DELETE FROM change WHERE id > 1 << 40 AND id >= "
    "(SELECT first FROM action WHERE station = 1 ORDER BY seq DESC LIMIT 1);"
    "DELETE FROM action WHERE station = 1 AND seq = "
    "(SELECT max(seq) FROM action WHERE station = 1)",
    "a row written past the log": "DROP TRIGGER log_officer_update;"
    "UPDATE officer SET unit = 'Vice' WHERE id = 1",
    "a merged value put back": "DROP TRIGGER log_officer_update;"
    "UPDATE officer SET phone = '' WHERE id = 1",
    "the join unsaid": "UPDATE action SET joins = '' WHERE joins <> ''",
}


@pytest.mark.parametrize("sql", TAMPERED.values(), ids=TAMPERED)
def test_what_is_done_to_a_merged_book_is_seen(pair: Pair, tmp_path: Path, sql: str) -> None:
    doing(pair.first, lambda book: change_officer(book, PAT, 1, {"phone": "617 1"}))
    doing(pair.second, lambda book: change_officer(book, KIM, 1, {"unit": "Harbour"}))
    merged, _ = met(pair.first, pair.second, tmp_path / "merged.book")
    assert_whole(merged)
    merged.close()
    with closing(sqlite3.connect(merged.path)) as connection:
        connection.executescript(sql)
    assert verify_book(Book(merged.path)).findings
    assert wrong(told(merged.path))


def test_every_table_outside_the_log_has_a_rule() -> None:
    known = {*unlogged.NEWEST, *unlogged.BOTH, *unlogged.NAMED, *unlogged.OWN}
    logged = {model.__tablename__ for model in LOGGED}
    assert set(SQLModel.metadata.tables) - logged == known
