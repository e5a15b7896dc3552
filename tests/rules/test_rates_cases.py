"""Every published rate case that the cards of the library can express, to the cent."""

import csv
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import coordinator
from coordinator.rules.rates import Event, Priced, RateCard, Work, cents, price, read_card
from tests.rules.rate_cases import (
    COMPARED,
    Case,
    billed_hours,
    event_of,
    inexpressible,
    merged,
    merged_expected,
    money,
    read_cases,
)

BOSTON = Path(__file__).parent.parent / "imports" / "boston_details.csv"
LIBRARY = Path(coordinator.__file__).parent / "library" / "rate_cards"
HERE = Path(__file__).parent / "cards"
CARDS = {
    "AUB": LIBRARY / "auburn.toml",
    "BLA": LIBRARY / "blaine.toml",
    "CLE": LIBRARY / "clermont.toml",
    "DOV": LIBRARY / "dover.toml",
    "GRE": LIBRARY / "greenwich.toml",
    "HAD": LIBRARY / "hadley.toml",
    "HON": LIBRARY / "honolulu.toml",
    "KIN": LIBRARY / "kingston.toml",
    "MED": HERE / "medfield.toml",
    "MHP": LIBRARY / "medicine_hat.toml",
    "NJB": LIBRARY / "new_jersey_borough.toml",
    "NOL": LIBRARY / "new_orleans.toml",
    "OSC": LIBRARY / "osceola.toml",
    "OXF": LIBRARY / "oxford.toml",
    "PEE": LIBRARY / "peel.toml",
    "PEM": LIBRARY / "pembroke.toml",
    "ROS": LIBRARY / "roseville.toml",
    "SIB": LIBRARY / "sunny_isles.toml",
    "STL": LIBRARY / "saint_lucie.toml",
    "SUM": LIBRARY / "sumter.toml",
    "THU": LIBRARY / "thunder_bay.toml",
    "TOR": LIBRARY / "toronto.toml",
    "VAN": LIBRARY / "vancouver.toml",
    "YRK": HERE / "york.toml",
}
NOT_YET = {
    "MHP-R2": "a down payment that is kept is not a clause",
    "MHP-R4": "an order that was cut down keeps no trace of what was ordered",
}
ALL = list(read_cases())


def card_of(path: Path) -> RateCard:
    card = read_card(path.read_text(encoding="utf-8"))
    assert isinstance(card, RateCard), [str(problem) for problem in card]
    return card


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_every_card_of_the_library_reads_clean(path: Path) -> None:
    assert card_of(path).name


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_published_case(case: Case) -> None:
    if case.id in NOT_YET:
        pytest.skip(NOT_YET[case.id])
    assert not inexpressible(case)
    card, event = card_of(CARDS[case.agency]), event_of(case)
    sides = {side: price(card, event, side) for side in ("bill", "pay")}
    wants_pay = {"pay_lines", "officer_pay", "agency_share"} & set(case.expect)
    bill = sides["pay"] if "pay_lines" in case.expect else sides["bill"]
    assert isinstance(bill, Priced), bill
    compare(case, bill)
    if wants_pay:
        pay = sides["pay"]
        assert isinstance(pay, Priced), pay
        compare_pay(case, bill, pay)


def compare(case: Case, priced: Priced) -> None:
    expect = case.expect
    assert set(expect) & COMPARED
    if "billed_hours" in expect:
        hours = billed_hours(priced, len(case.body["crew"]))
        wanted = [Decimal(x) for x in expect["billed_hours"]]
        assert all(abs(a - b) < Decimal("0.005") for a, b in zip(hours, wanted, strict=True))
    hourly = [x for x in priced.lines if x.kind in ("officer", "equipment") or x.unit == "hour"]
    if "lines" in expect:
        assert merged(hourly) == merged_expected(expect["lines"])
    fees = [x for x in priced.lines if x.kind == "fee" and x.unit != "hour"]
    if "fees" in expect:
        amounts = sorted(money(fee["amount"]) for fee in expect["fees"])
        assert sorted(fee.amount_cents for fee in fees) == amounts
    taxes = [x for x in priced.lines if x.kind == "tax" and not x.included]
    if "tax" in expect:
        assert sorted(x.amount_cents for x in taxes) == sorted(
            money(x["amount"]) for x in expect["tax"]
        )
    if "tax_included" in expect:
        inside = [x.amount_cents for x in priced.lines if x.included]
        assert inside == [money(expect["tax_included"]["amount"])]
    if "total" in expect:
        assert priced.total_cents == money(expect["total"])
    if "subtotal" in expect:
        assert priced.net_cents == money(expect["subtotal"])


def compare_pay(case: Case, bill: Priced, pay: Priced) -> None:
    if "pay_lines" in case.expect:
        assert merged(pay.lines) == merged_expected(case.expect["pay_lines"])
    if "officer_pay" in case.expect:
        assert pay.total_cents == money(case.expect["officer_pay"])
    if "agency_share" in case.expect:
        assert bill.total_cents - pay.total_cents == money(case.expect["agency_share"])


def boston_rows() -> list[dict[str, str]]:
    with BOSTON.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", boston_rows(), ids=lambda row: row["tracking_no"])
def test_boston_record_is_reproduced(row: dict[str, str]) -> None:
    zone = "America/New_York"
    start, end = (
        int(datetime.fromisoformat(row[key]).replace(tzinfo=ZoneInfo(zone)).timestamp())
        for key in ("start", "end")
    )
    work = Work("1", "officer", row["rank_code"], start, end)
    event = Event(zone, start, (work,), facts={"job_class": row["detail_type"]})
    paid = price(card_of(LIBRARY / "boston.toml"), event, "pay")
    assert isinstance(paid, Priced)
    assert billed_hours(paid, 2)[1] == Decimal(row["pay_hours"])
    assert paid.total_cents == cents(Decimal(row["pay_amount"]))
