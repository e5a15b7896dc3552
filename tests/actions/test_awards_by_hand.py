"""The report of awards by hand names whom the order would have taken."""

from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.actions.staffing.leaving import CalledOff, call_off
from coordinator.actions.staffing.offering import record_call
from coordinator.actions.staffing.staffing import Filled, refill
from coordinator.rules.eligibility import Standing
from coordinator.rules.reports.report import Cell, Result
from storage.database import Book
from tests.actions.test_staffing import coming
from tests.screens.town import NOW


def told(book: Book, **typed: str) -> list[dict[str, Cell]]:
    report = shipped_reports().named("overrides")
    assert report is not None
    result = run_report(book.reader(), report, Asking(book.path, NOW, {"kind": "all", **typed}))
    assert isinstance(result, Result), result
    names = [column.name for column in result.columns]
    return [dict(zip(names, row, strict=True)) for row in result.rows]


def name_of(book: Book, officer: int) -> str:
    sql = "SELECT badge || ' ' || last_name || ', ' || first_name FROM officer WHERE id = ?"
    return str(book.reader().execute(sql, (officer,)).fetchone()[0])


def test_the_first_who_might_and_was_not_asked_away_is_named(town_book: Book, pat: Actor) -> None:
    assignment, position = coming(town_book.reader())
    assert isinstance(call_off(town_book, pat, assignment, "sick"), CalledOff)
    order = [
        c for group in rank_candidates(town_book.reader(), position, NOW).ordered for c in group
    ]
    free = [c.id for c in order if c.standing is Standing.ELIGIBLE]
    assert len(order) > len(free) > 3
    record_call(town_book, pat, position, free[0], "refused")
    chosen = free[2]
    assert isinstance(refill(town_book, pat, position, chosen, reason="knows the place"), Filled)
    (row,) = told(town_book)
    assert row["officer"] == name_of(town_book, chosen)
    assert row["expected"] == name_of(town_book, free[1])
    assert row["reason"] == "knows the place"
    assert told(town_book, reason="other%") == []
    assert told(town_book, kind="with an authoriser") == []
    with town_book.unlogged() as connection:
        connection.execute("UPDATE packet SET body = x'00'")
    assert told(town_book)[0]["expected"] == ""


def test_whoever_was_first_is_named_himself(town_book: Book, pat: Actor) -> None:
    assignment, position = coming(town_book.reader())
    assert isinstance(call_off(town_book, pat, assignment, "sick"), CalledOff)
    first = rank_candidates(town_book.reader(), position, NOW).first[0].id
    assert isinstance(refill(town_book, pat, position, first), Filled)
    (row,) = told(town_book)
    assert row["expected"] == row["officer"] == name_of(town_book, first)
