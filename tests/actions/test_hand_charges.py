"""An invoice for what no rate card knows."""

import pytest

from coordinator.actions.billing.hand_charges import charge_by_hand
from coordinator.actions.billing.payments import Receipt, record_payment
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.money.money import invoice_document
from storage.queries.money.receivables import open_items
from tests.actions.money_town import make_town
from tests.actions.receivables_town import done


def test_a_returned_check_is_an_invoice_of_one_line(book: Book, actor: Actor) -> None:
    town = make_town(book, actor)
    found = done(
        charge_by_hand(book, actor, town.employers[0], 3_500, " Returned  check ", town.job_ids[0])
    )
    paper = invoice_document(book.reader(), found.invoice_id)
    assert paper is not None
    assert (paper.words, paper.total_cents, paper.kind) == ("Returned check", 3_500, "invoice")
    assert [item.open_cents for item in open_items(book.reader())] == [3_500]
    done(record_payment(book, actor, found.invoice_id, Receipt("2026-05-20", 3_500)))
    assert open_items(book.reader()) == ()


@pytest.mark.parametrize(
    ("cents", "words", "job", "said"),
    [
        (0, "x", None, "more than nothing"),
        (-5, "x", None, "more than nothing"),
        (5, "  ", None, "Say what"),
        (5, "x", 1, "is not of"),
    ],
)
def test_what_is_no_charge_is_refused(
    book: Book, actor: Actor, cents: int, words: str, job: int | None, said: str
) -> None:
    town = make_town(book, actor)
    which = None if job is None else town.job_ids[job]
    found = charge_by_hand(book, actor, town.employers[0], cents, words, which)
    assert isinstance(found, Refused)
    assert said in found.sentence
    assert town.scalar("SELECT count(*) FROM invoice") == 0


def test_it_is_undone_as_other_invoices_are(book: Book, actor: Actor) -> None:
    town = make_town(book, actor)
    done(charge_by_hand(book, actor, town.employers[0], 3_500, "Tolls"))
    assert isinstance(undo_last(book, actor), Refused)
