"""However large the book, the clock looks at spans of it by their indexes."""

import sqlite3

from coordinator.actions.due.due_asking import MayAsk
from coordinator.actions.due.due_messages import due_now
from storage.queries.messages.consents import consent, queued_to
from storage.queries.messages.due_seats import occasion_told
from storage.queries.messages.pending import changes_since, joinable, pending_about
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Town, set_setting

LARGE = ("assignment", "detail", "position", "message", "timesheet_entry", "stated_hours", "offer")
LARGE_BY = {"a": "assignment", "d": "detail", "p": "position", "e": "timesheet_entry", "o": "offer"}


def statements(town: Town, now: int) -> list[str]:
    """Everything that one look at what is due asks of the book, with its values."""
    asked: list[str] = []
    connection = town.book.reader()
    connection.set_trace_callback(asked.append)
    try:
        list(due_now(connection, now, MayAsk(connection)))
        occasion_told(connection, "reminder:2:1:1")
    finally:
        connection.set_trace_callback(None)
    return [each for each in asked if each.lstrip().startswith("SELECT")]


def scanned(connection: sqlite3.Connection, statement: str) -> list[str]:
    """The large tables that a statement reads from one end to the other."""
    plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    names = [detail.split()[1] for *_, detail in plan if detail.startswith("SCAN ")]
    indexed = [detail.split()[1] for *_, detail in plan if " USING " in detail]
    found = [LARGE_BY.get(name, name) for name in names if name not in indexed]
    return [name for name in found if name in LARGE]


def test_no_look_at_what_is_due_reads_a_large_table_through(town: Town) -> None:
    set_setting(town.book, "messages.wanted", '[{"who": "eligible"}]')
    everybody = {event: ["officer", "employer", "coordinator"] for event in ("paid", "certify")}
    set_setting(town.book, "messages.audiences", str(everybody).replace("'", '"'))
    connection = town.book.reader()
    moments = (NOW, NOW + 9 * HOUR, NOW + 30 * HOUR)
    asked = {each for now in moments for each in statements(town, now)}
    assert len(asked) > 20
    assert {each: tables for each in asked if (tables := scanned(connection, each))} == {}


def test_merging_and_stopping_read_no_large_table_through(town: Town) -> None:
    connection = town.book.reader()
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    pending_about(connection, town.detail)
    changes_since(connection, town.detail, 1)
    joinable(connection, "assigned", 1)
    queued_to(connection, NOW, "sms", "+12025550123")
    consent(connection, "sms", "+12025550123")
    connection.set_trace_callback(None)
    large = {"m": "message", "c": "change"}
    for each in asked:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {each}").fetchall()
        scans = [detail for *_, detail in plan if detail.startswith("SCAN ")]
        assert not [scan for scan in scans if scan.split()[1] in {*large, *large.values()}], each
    # A detail has few messages, and there may be thousands that wait to leave.
    plan = connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}").fetchall()
    assert "detail_id" in plan[0][3]


def test_the_test_would_see_it(town: Town) -> None:
    connection = town.book.reader()
    assert scanned(connection, "SELECT * FROM assignment AS a WHERE a.awarded_at > 5") == [
        "assignment"
    ]
