"""Officers, people at employers and places of work: entered and changed without the screen."""

import json
import sqlite3
from contextlib import closing
from typing import Any

from storage.database import Book


def row(book: Book, sql: str) -> tuple[Any, ...]:
    with closing(sqlite3.connect(book.path)) as connection:
        found: tuple[Any, ...] = connection.execute(sql).fetchone()
        return found


def test_an_officer_from_his_entry_to_his_leave(run: Any, book: Book) -> None:
    code = row(book, "SELECT code FROM rank ORDER BY level LIMIT 1")[0]
    run("field", "add", "officer", "shirt", "Shirt size")
    run(
        *("officer", "add", "9001", "Nguyen", "Kim", "--unit", "Harbour", "--email", "k@x.example"),
        *("--senior", "2019-04-01", "--rank", code.lower(), "--own", "shirt=XL"),
    )
    officer = "SELECT badge, unit, seniority_on, tier, custom, approved FROM officer "
    entered = row(book, f"{officer} WHERE badge = '9001'")
    assert entered == ("9001", "Harbour", "2019-04-01", None, '{"shirt": "XL"}', 1)
    told = ("--badge", "9002", "--tier", "reserve", "--not-approved", "--own", "shirt=")
    run("officer", "change", "nguyen", *told)
    changed = row(book, f"{officer} WHERE last_name = 'Nguyen'")
    assert changed == ("9002", "Harbour", "2019-04-01", "reserve", None, 0)
    run("officer", "change", "9002", "--tier", "")
    assert row(book, f"{officer} WHERE badge = '9002'")[3] is None
    run("officer", "status", "9002", "light_duty", "--from", "2026-05-01", "--note", "knee")
    run("officer", "end-status", "9002", "light_duty", "--on", "2026-05-20")
    status = "SELECT kind, from_on, until_on, note FROM officer_status ORDER BY id DESC LIMIT 1"
    assert row(book, status) == ("light_duty", "2026-05-01", "2026-05-20", "knee")
    assert "is not light duty" in run("officer", "end-status", "9002", "light_duty", code=5)
    shown = run("officer", "9002")
    assert shown == run("officer", "show", "nguyen")
    assert shown.startswith(f"9002  Nguyen, Kim  {code}")
    assert "Harbour · k@x.example · told by" in shown
    assert "NOT APPROVED" in shown
    assert "light duty from 2026-05-01 until 2026-05-20  •••" in shown
    assert "knee" in run("officer", "9002", "--show-personal")
    assert "knee" not in run("officer", "9002", "--json")
    assert "There is no officer 8888" in run("officer", "8888", code=5)
    run("officer", "rank", "9002", code, "--from", "2026-01-01")
    assert row(book, "SELECT count(*) FROM rank_held WHERE from_on = '2026-01-01'")[0] >= 1
    run("undo")


def test_what_is_wrong_is_said(run: Any) -> None:
    assert "There is no rank" in run("officer", "add", "9001", "X", "--rank", "Tsar", code=5)
    assert "already" in run("officer", "add", "1003", "Double", code=1)
    assert "Say what is to change" in run("officer", "change", "1003", code=2)
    assert "no contact Nobody" in run("contact", "change", "E1", "Nobody", "--role", "x", code=5)
    assert "no position" in run("site", "add", "E1", "Gate", "--place", "north", code=1)
    assert "quiet hours" in run("contact", "add", "E1", "Ann", "--quiet", "night", code=1)


def test_a_contact_and_a_site_of_an_employer(run: Any, book: Book) -> None:
    run("contact", "add", "E1", "Ann Foreman", "--role", "foreman", "--quiet", "22:00-06:00")
    run("contact", "change", "E1", "ann foreman", "--phone", "555-0100", "--not-told")
    contact = "SELECT role, phone, hears_changes, quiet_from FROM contact WHERE name LIKE 'Ann%'"
    assert row(book, contact) == ("foreman", "555-0100", 0, "22:00")
    run("site", "add", "E1", "Pier 4", "--place", "42.36013, -71.05893", "--radius", 150)
    run("site", "change", "E1", "Pier 4", "--name", "Pier 5", "--code-word", "walrus")
    site = "SELECT lat, lon, radius_m, code_word FROM site WHERE name = 'Pier 5'"
    assert row(book, site) == (42_360_130, -71_058_930, 150, "walrus")
    run("site", "change", "E1", "Pier 5", "--place", "", "--code-word", "")
    assert row(book, site) == (None, None, 150, None)
    shown = json.loads(run("employer", "show", "E1", "--json"))
    assert "Pier 5" in str(shown)
    assert "Ann Foreman" in str(shown)
