"""The payroll CSV: exact, with totals, and refused rather than altered."""

import csv
import io
from dataclasses import replace

import pytest

from exports.payroll import NotWritableError, write_payroll
from storage.queries.money.payroll import PayLine, RunLine
from tests.exports.samples import HOUR, MONDAY

ZONE = "America/New_York"
LINE = PayLine(
    badge="2041",
    last_name="Nguyễn",
    first_name="Łukasz",
    detail_number="26-0412.3",
    position_number="26-0412.3a",
    employer="O'Brien & Sons, Inc.",
    started_at=MONDAY + 14 * HOUR,
    ended_at=MONDAY + 14 * HOUR + 320 * 60,
    kind="officer",
    label="Officer",
    minutes=320,
    rate="50.00",
    amount_cents=26_667,
)


def run(lines: tuple[PayLine, ...]) -> RunLine:
    total = sum(line.amount_cents for line in lines)
    minutes = sum(line.minutes for line in lines)
    return RunLine(1, "2026-P007", "2026-05-25", "2026-06-01", 0, 1, minutes, total)


def rows(lines: tuple[PayLine, ...]) -> list[dict[str, str]]:
    stream = io.BytesIO()
    write_payroll(stream, run(lines), lines, ZONE)
    text = stream.getvalue().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_line_and_the_totals() -> None:
    correction = replace(LINE, label="Correction", minutes=-60, amount_cents=-5_000, rate="")
    first, second, total = rows((LINE, correction))
    assert first == {
        "run": "2026-P007",
        "badge": "2041",
        "last_name": "Nguyễn",
        "first_name": "Łukasz",
        "detail": "26-0412.3",
        "position": "26-0412.3a",
        "employer": "O'Brien & Sons, Inc.",
        "date": "2026-05-25",
        "start": "22:00",
        "end": "03:20+1",
        "what": "Officer",
        "hours": "5.3333",
        "rate": "50.00",
        "amount": "266.67",
    }
    assert (second["hours"], second["amount"]) == ("-1.0000", "-50.00")
    assert (total["what"], total["hours"], total["amount"]) == ("TOTAL 2 rows", "4.3333", "216.67")


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+cmd", "-2", "@SUM(A1)", " =x", "\t=x", "a\nb", "a\rb", "\uff1d1", "x" * 201, "\x00"],
)
def test_what_could_be_a_formula_or_be_cut_is_refused_by_name(name: str) -> None:
    stream = io.BytesIO()
    lines = (LINE, replace(LINE, last_name=name))
    with pytest.raises(NotWritableError) as caught:
        write_payroll(stream, run(lines), lines, ZONE)
    assert stream.getvalue() == b""
    assert "Badge '2041', last_name:" in str(caught.value)


@pytest.mark.parametrize("name", ["O'Brien", "Smith-Jones", "de la Cruz", "D'Ångelo", '"Bo" Li'])
def test_ordinary_names_pass(name: str) -> None:
    assert rows((replace(LINE, last_name=name),))[0]["last_name"] == name


def test_lines_that_do_not_make_the_locked_total_are_refused() -> None:
    stream = io.BytesIO()
    locked = replace(run((LINE,)), total_cents=1)
    with pytest.raises(NotWritableError, match=r"locked at 0\.01, its lines make 266\.67"):
        write_payroll(stream, locked, (LINE,), ZONE)
    assert stream.getvalue() == b""
