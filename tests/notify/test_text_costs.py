"""What texts cost, against counting by hand."""

from decimal import Decimal
from typing import Any

import pytest

from coordinator.actions.messages.sending import send_due
from coordinator.actions.messages.text_costs import MonthCost, cost_of, costs_by_month
from notify.parcels import Failed, Refused, Sent, Unknown
from storage.database import Book
from tests.conftest import NOW
from tests.notify.conftest import Scripted, queue, set_setting

DAY = 86_400


@pytest.mark.parametrize(
    ("body", "parts", "words"),
    [
        ("a" * 160, 1, "1 part, 0.79 cents"),
        ("a" * 161, 2, "2 parts, 1.58 cents"),
        ("a" * 307, 3, "3 parts, 2.37 cents"),
        ("Ł" * 71, 2, "2 parts (a letter that needs twice the room), 1.58 cents"),
    ],
    ids=["one", "two", "three", "wide"],
)
def test_a_text_is_counted_in_parts(book: Book, body: str, parts: int, words: str) -> None:
    assert cost_of(book.reader(), body).cents is None
    set_setting(book, "gateway.sms.cents_per_part", "0.79")
    cost = cost_of(book.reader(), body)
    assert (cost.parts, cost.words) == (parts, words)
    assert cost.cents == parts * Decimal("0.79")


@pytest.mark.parametrize("price", ['"much"', "-1", "null", "1e9", '"NaN"', "[1]"])
def test_a_price_that_is_none_is_not_used(book: Book, price: str) -> None:
    set_setting(book, "gateway.sms.cents_per_part", price)
    assert cost_of(book.reader(), "hello").cents is None


def test_months_add_up_what_went_out_or_may_have(book: Book) -> None:
    set_setting(book, "gateway.sms.cents_per_part", "0.79")
    sent: list[Any] = [Sent(), Unknown("?"), Refused("no"), Sent()]
    queue(book, channel="sms", address="+12025550123", number=4)
    send_due(book, lambda: NOW, Scripted(*sent))
    later = NOW + 40 * DAY
    queue(book, channel="sms", address="+12025550123", number=2, now=later, key="l",
          not_after_at=later + DAY)  # fmt: skip
    queue(book, now=later, key="mail", not_after_at=later + DAY)
    send_due(book, lambda: later, Scripted(Sent(), Failed("busy"), Sent()))
    found = costs_by_month(book.reader(), NOW - DAY, later + DAY)
    assert found[0] == MonthCost("2026-06", 3, 3, 2)
    assert found[1].month == "2026-07"
    assert costs_by_month(book.reader(), later + DAY, later + 2 * DAY) == ()
