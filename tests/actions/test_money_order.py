"""Orders by what details paid, and by the agency's pay periods, against a plain sum of the rows."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from coordinator.actions.billing.charging_facts import event_of, read_facts
from coordinator.actions.results import Actor
from coordinator.rules.rates import Priced, price
from storage.database import Book
from storage.models import Charge, Setting
from storage.queries.money.billing import priced_details
from tests.actions.test_standings import OWN, policy_of, stands
from tests.rules.town import at, found_town, post, seat

MONEY = """
[[tally]]
name = "earned"
unit = "money"
{more}
[rotation]
who = "everybody"
[[rotation.key]]
by = "fewest"
tally = "earned"
"""
SUMS = MONEY.format(more="")
TIMES = MONEY.format(
    more='[[tally.charge]]\non = "worked"\ntimes = 0.5\nplus = 3\n[[tally.charge]]\non = "no_show"'
)
TOLD = MONEY.format(more="when = { facts = { wet = false } }")
UNEVEN = MONEY.format(more='[[tally.charge]]\non = "worked"\nleast = 150')


def pay(book: Book, actor: Actor, assignment: int, *cents: int, released: bool = False) -> None:
    sql = "SELECT detail_id FROM assignment JOIN position ON position.id = position_id "
    detail = book.reader().execute(f"{sql} WHERE assignment.id = ?", (assignment,)).fetchone()[0]
    with book.action(actor, "pay", "agency:1") as tx:
        for ordinal, amount in enumerate(cents):
            tx.add(
                Charge(
                    detail_id=detail,
                    assignment_id=assignment,
                    side="pay",
                    ordinal=ordinal,
                    kind="officer",
                    label="pay",
                    amount_cents=amount,
                    released=released,
                )
            )


def by_card(book: Book, assignment: int) -> Fraction:
    """What the rate card gives for an assignment as it was ordered, priced alone."""
    connection = book.reader()
    sql = "SELECT detail_id FROM assignment JOIN position ON position.id = position_id "
    detail = connection.execute(f"{sql} WHERE assignment.id = ?", (assignment,)).fetchone()[0]
    facts = read_facts(connection, "pay", (detail,))
    (found,) = priced_details(connection, (detail,))
    (entry,) = facts.entries[detail]
    entry = entry._replace(started_at=entry.ordered_start, ended_at=entry.ordered_end)
    card = facts.card_of(found)
    assert not isinstance(card, str)
    priced = price(card, event_of(facts, card, "pay", found, [entry]), "pay")
    assert isinstance(priced, Priced)
    return Fraction(sum(line.amount_cents for line in priced.lines), 100)


@pytest.mark.parametrize(
    ("document", "cost"),
    [
        (SUMS, lambda pay: pay),
        (TOLD, lambda pay: pay),
        (TIMES, lambda pay: pay / 2 + 3),
        (UNEVEN, lambda pay: max(pay, Fraction(150))),
    ],
)
def test_money_is_what_payroll_priced_or_else_the_rate_card(
    book: Book, actor: Actor, document: str, cost: Callable[[Fraction], Fraction]
) -> None:
    town = found_town(book, actor)
    first, second, third = town.officers
    with book.action(actor, "work", "agency:1") as tx:
        places = [post(tx, town, n, at(n, 8), at(n, 12)) for n in range(5)]
        rows = [seat(tx, places[n], who) for n, who in enumerate((first, first, second, second))]
        wanted = places[4]
    pay(book, actor, rows[0], 20000, 1550)
    pay(book, actor, rows[1], 99999, released=True)
    pay(book, actor, rows[2], 5000)
    found = stands(book, policy_of(document), wanted)
    priced = {0: Fraction("215.50"), 1: by_card(book, rows[1]), 2: Fraction(50)}
    priced[3] = by_card(book, rows[3])
    assert priced[1] > 0
    got = {officer: found[str(officer)].figures["earned"] for officer in town.officers}
    assert got == {
        first: cost(priced[0]) + cost(priced[1]),
        second: cost(priced[2]) + cost(priced[3]),
        third: 0,
    }


def test_a_pay_period_is_that_of_payroll(book: Book, actor: Actor) -> None:
    text = OWN["charged by the month"].replace('reset = "month"', 'reset = "named"')
    town = found_town(book, actor)
    with book.action(actor, "work", "agency:1") as tx:
        tx.add(Setting(key="pay.period", value='"weekly"'))
        tx.add(Setting(key="pay.period_from", value='"2026-06-03"'))
        # Tuesday belongs to the period before, Wednesday 3 June to that of the next Tuesday.
        for number, (day, who) in enumerate(((1, 0), (2, 1), (7, 2)), 1):
            seat(tx, post(tx, town, number, at(day, 23), at(day, 26)), town.officers[who])
        wanted = post(tx, town, 9, at(8, 1), at(8, 5))
    found = stands(book, policy_of(text), wanted)
    assert [found[str(officer)].figures["kept"] for officer in town.officers] == [0, 3, 3]
