"""When a job or a request was asked for, where that was before it is entered."""

import json
import sqlite3
from contextlib import closing
from typing import Any

from storage.database import Book


def held(book: Book, sql: str, *given: object) -> str:
    with closing(sqlite3.connect(book.path)) as connection:
        return str(connection.execute(sql, given).fetchone()[0])


def test_a_job_was_asked_for_when_it_is_told(run: Any, book: Book) -> None:
    site = held(book, "SELECT name FROM site")
    begin = ("--site", site, "--start", "2026-06-02T18:00", "--hours", "4")
    refused = run("job", "add", "E1", "Dance", *begin, "--asked-at", "2026-06-02T09:00", code=1)
    assert "still ahead" in refused
    told = run("job", "add", "E1", "Dance", *begin, "--asked-at", "2026-05-20T09:00", "--json")
    number = json.loads(told)["number"]
    at = "SELECT datetime(requested_at, 'unixepoch') FROM job WHERE number = ?"
    assert held(book, at, number) == "2026-05-20 13:00:00"
    run("job", "change", number, "--asked-at", "2026-06-01T07:00")
    assert held(book, at, number) == "2026-06-01 11:00:00"


def test_a_request_was_asked_for_when_it_is_told(run: Any, book: Book) -> None:
    given = ("temporary", "Sale", "--date", "2026-12-05 18:00-23:00", "--place", "Pier 4",
             "--answer", "duties=doors", "--employer", "E1")  # fmt: skip
    run("request", "enter", *given, "--asked-at", "2026-06-02T10:00", code=1)
    run("request", "enter", *given, "--asked-at", "2026-05-28T10:00")
    asked = "SELECT datetime(requested_at, 'unixepoch') FROM request"
    assert held(book, asked) == "2026-05-28 14:00:00"
