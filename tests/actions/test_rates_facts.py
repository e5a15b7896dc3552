"""What the book tells a rate card: crews, numbers, own wages; and examples that must hold."""

import json

from coordinator.actions.billing.charging import price_waiting
from coordinator.actions.billing.rates import adopt_card
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Detail, Job
from tests.actions.money_town import MONDAY, Town, make_town

CARD = """
name = "Town"
effective_on = 2020-01-01

[[bill.rate]]
when = { officers = { at_least = 2 }, attendance = { over = 500 } }
rate = 90

[[bill.rate]]
rate = 60

[[pay.rate]]
own_times = 1.5
"""


def told(town: Town, detail: int, facts: dict[str, object]) -> None:
    with town.book.action(town.actor, "edit job", "job") as tx:
        job = tx.get(Job, tx.get(Detail, detail).job_id)
        job.rate_facts = json.dumps(facts)
        tx.save(job)


def test_numbers_and_own_wages_reach_the_card(book: Book, actor: Actor) -> None:
    town = make_town(book, actor, CARD)
    detail, (first, _) = town.detail(roles=("officer", "officer"))
    town.work(first, MONDAY, 2)
    told(town, detail, {"attendance": 501, "own_rates": {"100": 41.5}})
    (bill,), held = price_waiting(book.reader(), "bill", [detail])
    assert (bill.total_cents, held) == (18_000, ())
    (pay,), held = price_waiting(book.reader(), "pay", [detail])
    assert (pay.total_cents, held) == (12_450, ())
    told(town, detail, {"attendance": 500})
    (bill,), _ = price_waiting(book.reader(), "bill", [detail])
    assert bill.total_cents == 12_000
    nothing, (why,) = price_waiting(book.reader(), "pay", [detail])
    assert (nothing, "no own hourly rate" in why.reason) == ((), True)
    # What the roster says of an officer counts where the job says nothing of him.
    with book.action(actor, "set figure", "officer") as tx:
        tx.connection.execute("UPDATE officer SET figures = '{\"pay_rate\": 30.5}'")
    (pay,), held = price_waiting(book.reader(), "pay", [detail])
    assert (pay.total_cents, held) == (9_150, ())


def test_a_card_whose_example_fails_is_not_put_in_force(book: Book, actor: Actor) -> None:
    document = CARD.replace("Town", "Other") + (
        '\n[[example]]\ntitle = "an hour"\njob = { ordered_start = 2026-05-04T10:00:00 }\n'
        "crew = [{ start = 2026-05-04T10:00:00, end = 2026-05-04T11:00:00 }]\n"
        'expect = { total = "61.00" }\n'
    )
    refused = adopt_card(book, actor, document)
    assert isinstance(refused, Refused)
    assert "61.00 expected, 60.00 found" in refused.reasons[0]
    assert not isinstance(adopt_card(book, actor, document.replace("61.00", "60.00")), Refused)
