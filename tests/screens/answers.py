"""Answers that lie in the Inbox of the small town, as rows, whoever has read them."""

import json
import zlib
from hashlib import sha256
from typing import Any

from storage.actor import Actor
from storage.database import Book
from storage.models import RawMail, Received
from tests.screens.town import NOW

HOUR = 3600
RAW = b"From: officer10@rivermouth.example\r\nSubject: =?utf-8?q?Re=3A?=\r\n\r\nyes\r\n"


def position(book: Book, number: str) -> tuple[int, int]:
    """The id of a position, and of its detail."""
    found = book.reader().execute("SELECT id, detail_id FROM position WHERE number = ?", (number,))
    row = found.fetchone()
    return row[0], row[1]


def officer(book: Book, last: str) -> int:
    """The id of an officer of the town by the beginning of his last name."""
    found = book.reader().execute("SELECT id FROM officer WHERE last_name LIKE ? || '%'", (last,))
    return int(found.fetchone()[0])


def came(book: Book, *, ago: int = 600, **given: Any) -> int:
    """Something came in so many seconds ago and waits."""
    meaning = given.pop("meaning", None)
    values: dict[str, Any] = {
        "key": f"key {given.get('text')} {ago}",
        "channel": "sms",
        "source": "imaps://answers",
        "text": "YES 482137",
        "received_at": NOW - ago,
        "read_at": NOW - ago + 5,
        "meaning": "" if meaning is None else json.dumps(meaning),
    } | given
    with book.action(Actor("receiver", NOW - ago), "take in", "received:0") as tx:
        row = tx.add(Received(**values))
        tx.subject = f"received:{row.id}"
    return row.id


def answers(book: Book) -> dict[str, int]:
    """A yes that is allowed, one that is barred, a stranger's mail, one late, one that is done."""
    seat, detail = position(book, "26-0002.4b")
    about = {"position_id": seat, "detail_id": detail, "code": "482137"}
    ids = {
        "can": came(
            book,
            ago=3000,
            officer_id=officer(book, "Smith"),
            address="+16175550010",
            meaning={"word": "yes", "code": "482137"},
            reason="The policy does not let answers fill a seat by themselves.",
            **about,
        ),
        "barred": came(
            book,
            ago=1200,
            officer_id=officer(book, "Gray"),
            address="+16175550006",
            text="Yes 771034 sure",
            meaning={"word": "yes", "code": "771034", "words": "sure"},
            reason="barred at that moment",
            **(about | {"code": "771034"}),
        ),
        "stranger": came(
            book,
            ago=300,
            channel="email",
            address="OFFICER10@rivermouth.example",
            subject="Re: Open: detail [b]26-0002.4",
            text="ok i'll take it \x1b[31m",
            reason="No code in it, and the address is of nobody known.",
        ),
        "late": came(
            book,
            ago=60,
            officer_id=officer(book, "Evans"),
            address="+16175550004",
            text="LATE 555111 20",
            meaning={"word": "late", "code": "555111", "number": 20},
            reason="The code is of another detail.",
        ),
        "done": came(
            book,
            ago=7200,
            officer_id=officer(book, "Adams"),
            text="MINE",
            meaning={"word": "mine"},
            state="done",
            settled_by="receiver",
            settled_at=NOW - 7100,
        ),
    }
    with book.unlogged() as connection:
        connection.execute(
            "INSERT INTO raw_mail (received_id, sha256, length, cut, data) VALUES (?, ?, ?, 0, ?)",
            (ids["stranger"], sha256(RAW).hexdigest(), len(RAW), zlib.compress(RAW)),
        )
    assert RawMail.__tablename__ == "raw_mail"
    return ids
