"""The fairness sheet: read back page by page."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from coordinator.rules.fairness import Figures, Share, shared_out
from coordinator.rules.fairness_statement import OutOfOrder, PolicyVersion, Statement
from coordinator.rules.fairness_tests import Contest, Judged, order_test, outcome_test
from exports.fairness_chart import MOST_BARS
from exports.fairness_sheet import MOST_OUTS, write_fairness_sheet


def statement(officers: int) -> Statement:
    shares = shared_out(
        Share(
            n,
            str(1000 + n),
            f"Officer <b>{n}</b> & Sons",
            "Patrol",
            365,
            Figures(offered=7, won=n, minutes=60 * n, unpopular_minutes=30 * n, pay_cents=5000 * n),
        )
        for n in range(officers)
    )
    judged = {n: Judged(60, 12 if n == 3 else 1) for n in range(officers)}
    contests = [Contest(n, (n,)) for n in range(officers) for _ in range(n)]
    return Statement(
        agency="Rivermouth <PD> & Co",
        timezone="America/New_York",
        currency="USD",
        from_on="2026-01-01",
        until_on="2027-01-01",
        last_on="2026-12-31",
        made_at=1_798_800_000,
        shares=shares,
        order=order_test(judged),
        outs=(OutOfOrder("26-0412.3b", "1003", 1_780_272_000, "", ""),),
        untold=4,
        outcome=outcome_test(contests, dict.fromkeys(range(officers), 365), "seed"),
        policies=(PolicyVersion("standard", "2025-07-01", "ab" * 32),),
    )


def pages(told: Statement) -> list[str]:
    stream = BytesIO()
    write_fairness_sheet(stream, told)
    stream.seek(0)
    return [" ".join(page.extract_text().split()) for page in PdfReader(stream).pages]


def test_it_has_period_tests_policy_definitions_and_every_officer() -> None:
    read = pages(statement(40))
    text = " ".join(read)
    assert "Jan 1, 2026 to Dec 31, 2026, both included" in text
    assert "#1003 with 12 of 60 awards" in text
    assert "What this could not have seen: for an officer with 60 awards" in text
    assert "Not judged: 4 awards" in text
    assert "Can chance explain who won?" in text
    assert "a smaller difference more seldom" in text
    assert "standard, in force from Jul 1, 2025, SHA-256 " + "ab" * 32 in text
    assert "from 22:00 to 06:00, and all of Saturday and Sunday" in text
    assert "26-0412.3b" in text
    assert "no reason was recorded" in text
    assert "1003 Officer <b>3</b> & Sons Patrol 365 7 0 0 0 0 0 3 12 0 0 3 19.5 15 %" in text
    for n in range(40):
        assert f" {1000 + n} Officer <b>{n}</b>" in text
    for number, page in enumerate(read, 1):
        assert f"Page {number} of {len(read)}" in page
    assert len([page for page in read if "Not reached Asked for" in page]) >= 2, "heads repeat"


@pytest.mark.parametrize("officers", [0, 1, MOST_BARS + 1, 3 * MOST_BARS])
def test_any_number_of_officers_fits(officers: int) -> None:
    text = " ".join(pages(statement(officers)))
    each = -(-officers // MOST_BARS)
    assert (f"Each bar is {each} officers together" in text) == (each > 1)
    assert ("Nobody." in text) == (officers == 0)


def test_more_awards_out_of_order_than_are_listed_are_counted() -> None:
    told = statement(5)
    many = replace(told, outs=told.outs * (MOST_OUTS + 3))
    assert "And 3 more." in " ".join(pages(many))


def test_calls_have_a_table_of_their_own() -> None:
    told = statement(5)
    rung = replace(told.shares[0], figures=Figures(rung=9, rung_refused=4, rung_wrong_number=5))
    text = " ".join(pages(replace(told, shares=(rung, *told.shares[1:]))))
    assert "By telephone" in text
    assert "9 0 4 0 5 0" in text
    assert "By telephone" not in " ".join(pages(told))


def test_the_same_statement_gives_the_same_bytes() -> None:
    one, two = BytesIO(), BytesIO()
    write_fairness_sheet(one, statement(12))
    write_fairness_sheet(two, statement(12))
    assert one.getvalue() == two.getvalue()
