"""Officers kept apart from employers, in the fairness statement, on paper and by command."""

from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from coordinator.actions.distribution.fairness_statement import read_statement
from coordinator.actions.results import Actor
from coordinator.rules.fairness_beside import apart_words
from coordinator.rules.fairness_statement import Statement
from exports.fairness_sheet import write_fairness_sheet
from storage.database import Book
from storage.models import Exclusion
from tests.rules.town import at, found_town, post

FIRST, UNTIL = date(2026, 6, 1), date(2026, 6, 15)


def statement(book: Book, actor: Actor, **exclusion: Any) -> Statement:
    """Details on 2, 5 and 9 June; one exclusion of officer 101."""
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        for number, day in enumerate((1, 4, 8), 1):
            post(tx, town, number, at(day, 8), at(day, 12))
        values = {"officer_id": town.officers[0], "employer_id": town.employer, **exclusion}
        tx.add(Exclusion(**values))
    found = read_statement(book.reader(), FIRST, UNTIL, actor.now)
    assert isinstance(found, Statement)
    return found


def test_it_says_who_asked_who_decided_and_how_many_seats_there_were(
    book: Book, actor: Actor
) -> None:
    found = statement(
        book, actor, side="employer", from_on="2026-06-05", until_on="2026-06-09",
        decided_by="Lt. Reyes", reason="late twice", reply="I was in court.",
    )  # fmt: skip
    assert list(apart_words(found.apart)) == [
        "Officers kept apart from employers: 1, with 1 seat(s) meanwhile.",
        "#101 Name0 and Harbor Gas, as the employer asked, decided by Lt. Reyes, from 2026-06-05 "
        "until 2026-06-09; the officer answered; 1 seat(s)",
    ]
    stream = BytesIO()
    write_fairness_sheet(stream, found)
    stream.seek(0)
    told = " ".join(page.extract_text() for page in PdfReader(stream).pages)
    assert "#101 Name0 and Harbor Gas" in " ".join(told.split())
    assert "late twice" not in told  # the reason is personal: it stays in the book


def test_one_without_an_end_counts_from_its_day_on(book: Book, actor: Actor) -> None:
    (one,) = statement(book, actor, side="agency", from_on="2026-06-05").apart
    assert (one.seats, one.until_on, one.answered) == (2, None, 0)


def test_one_that_was_over_or_has_not_begun_is_none(book: Book, actor: Actor) -> None:
    over = {"side": "officer", "from_on": "2026-01-01", "until_on": "2026-06-01"}
    found = statement(book, actor, **over)
    assert found.apart == ()
    assert list(apart_words(())) == ["No officer was kept apart from an employer."]
    with book.action(actor, "later", "job:1") as tx:
        values = {"officer_id": 1, "employer_id": 1, "side": "agency", "from_on": "2026-06-15"}
        tx.add(Exclusion(**values))
    again = read_statement(book.reader(), FIRST, UNTIL, actor.now)
    assert isinstance(again, Statement)
    assert again.apart == ()
