"""Every published rate case by the cards of the library, to the cent, nothing left uncompared."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import coordinator
from coordinator.rules.cases.outcome import Outcome, Trial
from coordinator.rules.cases.rates import failing_examples, try_rate_case, try_rates, with_holidays
from coordinator.rules.cases.rates_comparing import COMPARED
from coordinator.rules.rates import Event, Priced, RateCard, Work, cents, price, read_card
from coordinator.rules.spans import Calendar
from tests.rules.changed_cards import changed_by_one

CASES = Path(__file__).parent.parent / "cases" / "rates"
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


@lru_cache
def card_of(path: Path) -> RateCard:
    card = read_card(path.read_text(encoding="utf-8"))
    assert isinstance(card, RateCard), [str(problem) for problem in card]
    return card


def file_of(code: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / f"{code}.json").read_text(encoding="utf-8"))
    return found


def outcomes() -> Iterator[Outcome]:
    for code, path in CARDS.items():
        yield from try_rates(card_of(path), file_of(code))


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_every_card_of_the_library_reads_clean_and_its_examples_hold(path: Path) -> None:
    assert not [str(problem) for problem in failing_examples(card_of(path))]


def test_every_file_of_cases_has_a_card() -> None:
    assert {path.stem for path in CASES.glob("*.json")} == CARDS.keys()


@pytest.mark.parametrize("outcome", outcomes(), ids=lambda outcome: outcome.case_id)
def test_published_case(outcome: Outcome) -> None:
    assert outcome.trial is Trial.RIGHT, outcome.words


def spoiled(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, list):
        return [spoiled(value[0]), *value[1:]] if value else value
    if isinstance(value, dict):
        key = next((k for k in ("amount", "total", "value", "count") if k in value), "")
        return {**value, key: spoiled(value[key])}
    return value + 1 if isinstance(value, int) else str(Decimal(value) + 1)


def test_no_field_that_a_case_expects_passes_uncompared() -> None:
    seen = set()
    for code, path in CARDS.items():
        file = file_of(code)
        card, calendar = card_of(path), Calendar(file["timezone"])
        card = with_holidays(card, file.get("holidays", ()))
        for body in file["cases"]:
            for field, value in body["expect"].items():
                expect = {**body["expect"], field: spoiled(value)}
                found = try_rate_case(
                    card, {**body, "expect": expect, "other_reading": {}}, calendar
                )
                assert found.trial is Trial.WRONG, (body["id"], field)
                assert any(words.startswith(field) for words in found.words)
                seen.add(field)
    assert COMPARED - seen == {"note", "rate_hours", "interest"}


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("expect", "mood"), "good", "expect: field 'mood'"),
        (
            ("job", "moon"),
            "full",
            "case.job: field 'moon' (no clause of this card asks for such a fact)",
        ),
        (("weather",), "fair", "case: field 'weather'"),
    ],
)
def test_what_nobody_knows_is_not_expressible(path: tuple[str, ...], value: str, says: str) -> None:
    file = file_of("DOV")
    body = file["cases"][0]
    place = body
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    found = try_rate_case(card_of(CARDS["DOV"]), body, Calendar(file["timezone"]))
    assert (found.trial, found.words) == (Trial.NOT_EXPRESSIBLE, (says,))


def test_a_case_that_is_not_whole_does_not_stop_the_others() -> None:
    card, calendar = card_of(CARDS["DOV"]), Calendar("America/New_York")
    bodies: list[Any] = [
        {"id": "X", "expect": {"total": "ten"}},
        {"crew": [{"start": "noon"}]},
        {"crew": 3},
        [],
        {"crew": [{}], "expect": {"lines": [{"rate": "1"}]}},
    ]
    for body in bodies:
        assert try_rate_case(card, body, calendar).trial is Trial.NOT_EXPRESSIBLE, body


def test_right_by_the_other_reading() -> None:
    file = file_of("THU")
    card = read_card(
        CARDS["THU"].read_text("utf-8").replace("times = 1.5", 'times = 1.5\njudged = "start"')
    )
    assert isinstance(card, RateCard)
    found = {each.case_id: each for each in try_rates(card, file)}
    assert found["THU-R5"].trial is Trial.OTHER_READING


def boston_rows() -> list[dict[str, str]]:
    with BOSTON.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_boston_records_are_reproduced() -> None:
    card = card_of(LIBRARY / "boston.toml")
    zone = "America/New_York"
    rows = boston_rows()
    assert len(rows) == 40
    for row in rows:
        start, end = (
            int(datetime.fromisoformat(row[key]).replace(tzinfo=ZoneInfo(zone)).timestamp())
            for key in ("start", "end")
        )
        work = Work("1", "officer", row["rank_code"], start, end)
        event = Event(zone, start, (work,), facts={"job_class": row["detail_type"]})
        paid = price(card, event, "pay")
        assert isinstance(paid, Priced)
        hours = sum(Decimal(line.minutes or 0) / 60 for line in paid.lines)
        assert hours == Decimal(row["pay_hours"]), row
        assert paid.total_cents == cents(Decimal(row["pay_amount"])), row


EQUIVALENT = {
    # After these dates there is no price of that tier at all, or the later one is the same.
    ("new_orleans", "until = 2019-01-02"),
    # No holiday of the list falls on the first day of the second price list.
    ("osceola", "until = 2024-07-02"),
    # The rule that follows charges the same 3 hours.
    ("peel", "until = 2019-03-16"),
}
"""Changes that make no difference to any job which can be priced."""


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_no_number_of_the_library_can_change_unnoticed(path: Path) -> None:
    code = next((code for code, known in CARDS.items() if known == path), "")
    file = file_of(code) if code else {}
    for line, text, document in changed_by_one(path.read_text("utf-8")):
        card = read_card(document)
        if isinstance(card, RateCard) and not failing_examples(card):
            noticed = any(x.trial is not Trial.RIGHT for x in try_rates(card, file)) if file else 0
            assert noticed or (path.stem, text) in EQUIVALENT, (line, text)
