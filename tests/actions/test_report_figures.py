"""The figures of reports that carry money or hours, worked out again in plain Python.

The tables are read with nothing but SELECT *; what follows is loops and sums.
"""

import csv
import io
import json
from collections import Counter
from decimal import Decimal
from math import acos, cos, radians, sin
from pathlib import Path

import pytest

from coordinator.actions.reports.finding import shipped_reports
from coordinator.rules.reports.report import Result
from exports.report_files import write_csv
from storage.database import Book
from tests.actions.report_billing import BILLING_ORACLES
from tests.actions.report_csv import exact, exported
from tests.actions.report_demand import DEMAND_ORACLES
from tests.actions.report_hours import HOURS_ORACLES
from tests.actions.report_pay import PAY_ORACLES
from tests.actions.report_plain import Oracle, Plain
from tests.actions.report_town import PERIOD, tables
from tests.actions.test_every_report import ran

ORACLES: dict[str, Oracle] = {
    **PAY_ORACLES,
    **BILLING_ORACLES,
    **HOURS_ORACLES,
    **DEMAND_ORACLES,
}

EXPORTED = (
    "advanced-pay", "clients-money", "hours-by-officer", "invoice-register", "payroll-register",
    "receivables-by-age", "top-customers", "unfilled-work", "year-end-pay",
)  # fmt: skip
"""Money, hours and counts, of each part of the oracles."""


@pytest.fixture(scope="module")
def plain(report_town: Book) -> Plain:
    return Plain(tables(report_town))


def figure(result: Result, name: str) -> object:
    if name == "rows":
        return len(result.rows)
    if name.startswith("sum of "):
        place = result.place(name.removeprefix("sum of "))
        return sum(row[place] or 0 for row in result.rows)  # type: ignore[misc]
    return result.totals[result.place(name)]


@pytest.mark.parametrize("name", ORACLES)
def test_its_figures_are_those_of_plain_loops(name: str, report_town: Book, plain: Plain) -> None:
    report = shipped_reports().named(name)
    assert report is not None
    typed = {each.name: PERIOD for each in report.parameters if each.kind == "period"}
    result = ran(report_town, report, typed)
    expected = ORACLES[name](plain)
    assert {each: figure(result, each) for each in expected} == expected
    assert any(expected.values()), "an oracle of nothing proves nothing"


def test_the_rows_of_the_exported_csv_add_up_to_its_totals(report_town: Book) -> None:
    """What somebody adds up in a spreadsheet is what the report says."""
    added = 0
    for name in ORACLES:
        report = shipped_reports().named(name)
        assert report is not None
        typed = {each.name: PERIOD for each in report.parameters if each.kind == "period"}
        result = ran(report_town, report, typed)
        stream = io.BytesIO()
        write_csv(stream, result)
        lines = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))
        rows, after = lines[1 : len(result.rows) + 1], lines[len(result.rows) + 1]
        for place, n in enumerate(result.shown):
            column = result.columns[n]
            if column.total and column.format in ("money", "hours"):
                found = sum(Decimal(row[place]) for row in rows if row[place])
                # Hours are given to two decimals each.
                most = Decimal("0.005") * len(rows) if column.format == "hours" else 0
                assert abs(found - Decimal(after[place])) <= most, (name, column.name)
                unit = 100 if column.format == "money" else 60
                exact = Decimal(int(result.totals[n] or 0)) / unit
                assert abs(exact - Decimal(after[place])) <= Decimal("0.005")
                added += 1
    assert added > 50


@pytest.mark.parametrize("name", EXPORTED)
def test_the_exported_file_has_the_figures_of_plain_loops(
    name: str, report_town: Book, plain: Plain, tmp_path: Path
) -> None:
    rows, totals = exported(report_town, name, tmp_path / "out.csv")
    report = shipped_reports().named(name)
    assert report is not None
    columns = {column.name: column for column in report.columns if not column.hidden}
    compared = 0
    for what, expected in ORACLES[name](plain).items():
        if what == "rows":
            assert len(rows) == expected
            continue
        column = columns.get(what.removeprefix("sum of "))
        if column is None:
            continue  # A column that only the program sees.
        if what.startswith("sum of "):
            found: object = sum(exact(row[column.label], column) or 0 for row in rows)
        else:
            found = exact(totals[column.label], column)
        assert found == (
            pytest.approx(expected, abs=0.01) if isinstance(found, float) else expected
        ), what
        compared += 1
    assert compared


def asked(book: Book, name: str, **typed: str) -> Result:
    report = shipped_reports().named(name)
    assert report is not None
    return ran(book, report, typed)


def test_how_far_away_they_are_is_told_of_a_site_and_of_degrees(
    report_town: Book, plain: Plain
) -> None:
    """By the law of cosines on the sphere, which the product does not use."""
    site = plain.t["site"][0]
    degrees = f"{site['lat'] / 1e6}, {site['lon'] / 1e6}"
    result = asked(report_town, "recallable", place=site["name"])
    assert asked(report_town, "recallable", place=degrees).rows == result.rows
    told = {(row[result.place("site")], row[result.place("distance")]) for row in result.rows}
    assert len(told) > 1
    for name, metres in told:
        (other,) = (each for each in plain.t["site"] if each["name"] == name)
        a, b = (radians(each["lat"] / 1e6) for each in (site, other))
        east = radians((other["lon"] - site["lon"]) / 1e6)
        arc = acos(min(1.0, sin(a) * sin(b) + cos(a) * cos(b) * cos(east)))
        assert metres == pytest.approx(arc * 6_371_000, rel=0.001, abs=2)
    order = [row[result.place("distance")] for row in result.rows]
    assert order == sorted(order)
    for nowhere in ("", "Atlantis"):
        unknown = asked(report_town, "recallable", place=nowhere)
        assert {row[unknown.place("distance")] for row in unknown.rows} == {None}


def test_what_stayed_empty_is_told_by_a_field_of_the_agencys_own(
    report_town: Book, plain: Plain
) -> None:
    result = asked(report_town, "unfilled-work", period=PERIOD, by="own field", field="district")
    told = {row[result.place("what")]: row[result.place("requested")] for row in result.rows}
    own = {j["id"]: json.loads(j["custom"] or "{}").get("district") for j in plain.t["job"]}
    counted = Counter(own[seat["detail"]["job_id"]] or "(none)" for seat in plain.seats())
    assert told == dict(counted)
    assert counted["North"] > 0
