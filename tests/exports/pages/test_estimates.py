"""The estimate on a page is the program's own price, to the cent, or there is none."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coordinator.actions.requests.intake_documents import intake_at
from coordinator.actions.requests.price_tables import event_prices
from coordinator.actions.requests.pricing import order_of, price_order
from coordinator.actions.results import Actor
from coordinator.rules.intake.wanted import Post, WantedDate
from coordinator.rules.rates import RateCard as Card
from coordinator.rules.rates import read_card
from coordinator.rules.rates.price_table import EventPrices, Plain, estimate, total
from exports.pages.form_parts import FormEvent, event_data
from exports.pages.markup import element
from exports.pages.page import Page, page_text
from storage.database import Book
from storage.models import RateCard
from tests.actions.forms_town import EVERY
from tests.actions.requests_town import adopted
from tests.browser import DESKTOP, Browser

ROOT = Path(__file__).parents[3]
LIBRARY = ROOT / "coordinator" / "library" / "rate_cards"
SCRIPT = (ROOT / "exports" / "pages" / "estimate.js").read_text("utf-8")
TURNING = """
name = "Turning"
effective_on = 2020-01-01
timezone = "America/New_York"
[[bill.hours]]
step = "least"
hours = 3
[[bill.rate]]
when = { tier = "night club" }
rate = 77.77
[[bill.rate]]
rate = 61.333
[[bill.premium]]
label = "event"
when = { alcohol = true }
times = 1.25
[[bill.premium]]
label = "asked for late"
when = { requested = { under = 48 } }
times = 2
[[bill.fee]]
label = "Office"
percent = 7.5
per_officer = 2.50
least = 20
[[bill.tax]]
label = "Inside"
percent = 5
included = true
[[bill.tax]]
label = "Sales"
percent = 8.25
of = ["officers", "fees"]
[[pay.rate]]
rate = 40
"""
QUESTIONS = """
name = "Turning"
effective_on = 2026-01-01
[[event]]
code = "road"
label = "Road"
[[event.question]]
key = "drinks"
label = "Drinks?"
kind = "yes_no"
into = "alcohol"
[[event.question]]
key = "people"
label = "People?"
kind = "number"
into = "attendance"
[[event.question]]
key = "tier"
label = "Tier?"
kind = "choice"
choices = ["night club", "shop"]
into = "fact.tier"
"""


def with_card(book: Book, actor: Actor, document: str) -> None:
    card = read_card(document)
    assert isinstance(card, Card), card
    with book.action(actor, "adopt rates", "rates") as tx:
        tx.add(RateCard(name=card.name, effective_on="2020-01-01", document=document, sha256="0"))


def prices_of(book: Book, actor: Actor) -> EventPrices:
    document = intake_at(book.reader(), actor.now).document
    event, form = document.event("road"), document.form("road")
    assert event is not None
    assert form is not None
    found = event_prices(book.reader(), event, form, actor.now)
    assert isinstance(found, EventPrices), found
    return found


def asked(draw: Random, prices: EventPrices, answers: list[dict[str, Any]]) -> dict[str, Any]:
    table = prices.variants[0].table
    days = list(table.days) or ["2026-12-24"]
    day = datetime.fromisoformat(draw.choice(days)) if draw.random() < 0.3 else None
    start = (
        day or datetime.fromisoformat("2026-09-01") + timedelta(days=draw.randrange(280))
    ) + timedelta(minutes=15 * draw.randrange(96))
    names = draw.sample(table.roles, draw.randint(1, min(2, len(table.roles))))
    return {
        "starts": start,
        "ends": start + timedelta(minutes=15 * draw.randint(1, 60)),
        "seats": {name: draw.choice((1, 2, 3, 7)) for name in names},
        "things": {name: 1 for name in table.things if draw.random() < 0.4},
        "answers": draw.choice(answers),
        "notice": draw.choice((1.0, 30.0, 400.0, 2000.0)),
    }


def on_page(browser: Browser, prices: EventPrices, form: Any, asks: list[dict[str, Any]]) -> Any:
    tables: list[dict[str, Any]] = []
    event = event_data(FormEvent(form, "", prices), tables)
    page = Page("Estimates", element("p", "x"), script=SCRIPT, data={"tables": tables})
    browser.show(page_text(page), DESKTOP)
    return browser.js(
        """const [prices, asks] = arguments, tables = pageData("tables");
           const minutes = (text) => Date.parse(`${text}:00Z`) / 60000;
           return asks.map((ask) => {
             const table = tableFor(prices, tables, ask.answers);
             const lines = table && linesOf(table, {
               starts: minutes(ask.starts), ends: minutes(ask.ends),
               seats: ask.seats, things: ask.things,
             }, ask.notice);
             return lines ? lines.reduce((sum, x) => sum + (x.included ? 0 : x.cents), 0) : null;
           });""",
        event["prices"],
        [x | {k: f"{x[k]:%Y-%m-%dT%H:%M}" for k in ("starts", "ends")} for x in asks],
    )


def by_program(book: Book, actor: Actor, ask: dict[str, Any]) -> int | str:
    document = intake_at(book.reader(), actor.now).document
    event, form = document.event("road"), document.form("road")
    assert event is not None
    assert form is not None
    date = WantedDate(
        ask["starts"], ask["ends"], tuple(Post(x, n) for x, n in ask["seats"].items())
    )
    at = date.span(ZoneInfo("America/New_York"))[0] - int(ask["notice"] * 3600)
    answers = dict(ask["answers"]) | ({"cars": 1} if ask["things"] else {})
    ordered = order_of(event, form, answers, (date,), event.code, None, at)
    told = price_order(book.reader(), ordered)
    return told.problem or told.cents


def held(
    browser: Browser, book: Book, actor: Actor, answers: list[dict[str, Any]], count: int = 90
) -> tuple[EventPrices, int]:
    """Every sum that the page knows is the program's; how many it knows."""
    prices = prices_of(book, actor)
    form = intake_at(book.reader(), actor.now).document.form("road")
    draw = Random(7)
    asks = [asked(draw, prices, answers) for _ in range(count)]
    sums = on_page(browser, prices, form, asks)
    for ask, cents in zip(asks, sums, strict=True):
        assert cents is None or cents == by_program(book, actor, ask), ask
    return prices, sum(cents is not None for cents in sums)


CARDS = ("", "thunder_bay", "peel", "kingston")
SLOW = ("oxford", "hadley", "pembroke", "sunny_isles", "honolulu", "toronto", "sumter")


@pytest.mark.parametrize(
    "card", [*CARDS, *(pytest.param(name, marks=pytest.mark.soak) for name in SLOW)]
)
def test_the_estimate_is_the_programs_own_price(
    browser: Browser, book: Book, actor: Actor, card: str
) -> None:
    adopted(book, actor, EVERY)
    if card:
        with_card(book, actor, (LIBRARY / f"{card}.toml").read_text("utf-8"))
    _, known = held(browser, book, actor, [{"lanes": 2}])
    assert known > 10


def test_answers_notice_odd_rates_and_taxes_turn_the_price(
    browser: Browser, book: Book, actor: Actor
) -> None:
    adopted(book, actor, QUESTIONS)
    with_card(book, actor, TURNING)
    answers: list[dict[str, Any]] = [
        {},
        {"drinks": True},
        {"drinks": False, "tier": "shop"},
        {"tier": "night club"},
    ]
    prices, known = held(browser, book, actor, answers)
    assert known > 30
    assert len(prices.variants) == 9
    assert {each.table.notice for each in prices.variants} == {48}
    assert prices.hinges == ()


def test_there_is_no_sum_where_days_of_different_prices_meet(
    browser: Browser, book: Book, actor: Actor
) -> None:
    """A minimum of 4 h that reaches into Christmas Eve, work through its midnight, and the night on
    which the clocks change; beside each what is known."""
    adopted(book, actor, EVERY)
    prices = prices_of(book, actor)
    form = intake_at(book.reader(), actor.now).document.form("road")
    spans = (
        ("2026-12-23T22:00", "2026-12-23T23:00", False),
        ("2026-12-23T20:00", "2026-12-23T21:00", True),
        ("2026-12-23T20:00", "2026-12-24T04:00", False),
        ("2026-12-24T20:00", "2026-12-25T04:00", True),
        ("2026-10-31T20:00", "2026-11-01T04:00", False),
        ("2026-11-01T20:00", "2026-11-02T04:00", False),
        ("2026-11-02T20:00", "2026-11-03T04:00", True),
        ("2026-06-02T20:05", "2026-06-02T23:00", False),
        ("2028-06-02T20:00", "2028-06-02T23:00", False),
    )
    plain: dict[str, Any] = {"seats": {"officer": 2}, "things": {}, "answers": {"lanes": 1}}
    asks = [
        plain | {"starts": datetime.fromisoformat(start), "ends": datetime.fromisoformat(end)}
        for start, end, _ in spans
    ]
    asks = [ask | {"notice": 900.0} for ask in asks]
    sums = on_page(browser, prices, form, asks)
    assert [cents is not None for cents in sums] == [known for *_, known in spans]
    table = prices.variants[0].table
    for ask, cents in zip(asks, sums, strict=True):
        lines = estimate(table, Plain(ask["starts"], ask["ends"], ask["seats"], {}), 900)
        assert (total(lines) if lines is not None else None) == cents
        assert cents in (None, by_program(book, actor, ask))


@pytest.mark.parametrize(
    ("clause", "hinges"),
    [
        # The sum of a request hangs on what a table of single seats cannot know.
        ("[[bill.minimum]]\namount = 900\n", ()),
        ("[[bill.fee]]\nlabel = 'Once'\nflat = 80\nmost_per_job = 80\n", ()),
        ("[[bill.premium]]\nwhen = { officers = { over = 2 } }\ntimes = 1.5\n", ()),
        ("[[bill.premium]]\nwhen = { attendance = { over = 100 } }\ntimes = 1.5\n", ("people",)),
    ],
)
def test_where_the_table_cannot_know_there_is_no_sum(
    book: Book, actor: Actor, clause: str, hinges: tuple[str, ...]
) -> None:
    adopted(book, actor, QUESTIONS)
    rates = "[[bill.rate]]\nrate = 50\n[[pay.rate]]\nrate = 40\n"
    plain = f"name = 'Odd'\neffective_on = 2020-01-01\n{rates}"
    with_card(book, actor, plain + clause)
    prices = prices_of(book, actor)
    assert prices.hinges == hinges
    assert prices.variants[0].table.sums is bool(hinges)


def test_a_fee_once_for_a_job_is_once_for_all_its_dates(book: Book, actor: Actor) -> None:
    adopted(book, actor, QUESTIONS)
    with_card(
        book, actor,
        "name = 'Odd'\neffective_on = 2020-01-01\n[[bill.rate]]\nrate = 50\n"
        "[[bill.fee]]\nlabel = 'Once'\nflat = 80\nmost_per_job = 80\n"
        "[[bill.deposit]]\npercent = 50\n",
    )  # fmt: skip
    document = intake_at(book.reader(), actor.now).document
    event, form = document.event("road"), document.form("road")
    assert event is not None
    assert form is not None
    first = datetime.fromisoformat("2026-09-01T10:00")
    dates = tuple(
        WantedDate(start, start + timedelta(hours=4), (Post("officer", 1),))
        for start in (first, first + timedelta(days=1))
    )
    told = price_order(book.reader(), order_of(event, form, {}, dates, event.code, None, actor.now))
    assert (told.cents, told.deposit_cents) == (2 * 200_00 + 80_00, 240_00)
