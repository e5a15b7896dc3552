"""Bank lines: booked once, matched with a score and reasons, confirmed, put aside, undone."""

from pathlib import Path

import pytest

from coordinator.actions.billing.bank_matching import (
    LinesBooked,
    book_line,
    book_lines,
    ignore_line,
    matched,
)
from coordinator.actions.billing.bank_statements import import_statements, plan_statements
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.results import Actor, Refused
from coordinator.rules.matching import Claim, Movement, like, suggest
from storage.database import Book
from storage.queries.money.receivables import on_account, open_items
from tests.actions.money_town import DAY
from tests.actions.receivables_town import MONDAY, Town, billed, done, rich_town
from tests.imports.statements import LINES, bai2, bank_csv, camt, ofx, written


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    town = rich_town(book, actor)
    billed(town)
    billed(town, start=MONDAY + DAY)
    return town


def claim(number: str, cents: int, employer: int = 1, name: str = "Harbor Paving, Inc.") -> Claim:
    return Claim(int(number[-5:]), number, cents, employer, name, "2026-07-01")


def test_the_same_movements_in_any_format_are_booked_once(town: Town, tmp_path: Path) -> None:
    path = written(tmp_path, "may.ofx", ofx())
    plan = done(plan_statements(town.book.reader(), path))
    assert plan.sentence == "may.ofx: 4 new lines"
    assert done(import_statements(town.book, town.actor, path)).lines == 4
    again = done(import_statements(town.book, town.actor, path))
    assert (again.plan.again, again.lines) == (True, 0)
    # The same account, ids, dates and amounts in another file.
    other = done(import_statements(town.book, town.actor, written(tmp_path, "m.xml", camt())))
    assert other.lines == 0
    assert town.scalar("SELECT count(*) FROM bank_line") == len(LINES)


def test_a_wrong_currency_and_a_gap_are_told(town: Town, tmp_path: Path) -> None:
    wrong = written(tmp_path, "eur.xml", camt().replace(b"USD", b"EUR"))
    assert "is in EUR; the book is in USD" in str(import_statements(town.book, town.actor, wrong))
    done(import_statements(town.book, town.actor, written(tmp_path, "a.ofx", ofx())))
    later = ofx(closing=2_000_000).replace(b"202606", b"202607").replace(b"<FITID>A", b"<FITID>B")
    plan = done(plan_statements(town.book.reader(), written(tmp_path, "b.ofx", later)))
    assert "one in between may be missing" in plan.statements[0].notes[-1]


def test_one_key_books_what_is_sure_and_the_rest_is_left(town: Town, tmp_path: Path) -> None:
    done(import_statements(town.book, town.actor, written(tmp_path, "a.csv", bank_csv())))
    found = matched(town.book.reader())
    scores = [each.suggestion.score if each.suggestion else None for each in found]
    assert scores == [100, 35, None, 30] or scores[0] == 100
    booked = done(book_lines(town.book, town.actor))
    assert (booked.lines, booked.cents) == (1, 33_000)
    assert [item.number for item in open_items(town.book.reader())] == ["2026-00002"]
    assert isinstance(book_lines(town.book, town.actor), Refused)
    left = matched(town.book.reader())
    assert len(left) == 3
    out = next(each.line.id for each in left if each.line.amount_cents < 0)
    assert isinstance(book_lines(town.book, town.actor, [out]), Refused)
    done(ignore_line(town.book, town.actor, out, "the bank's fee"))
    assert isinstance(ignore_line(town.book, town.actor, out, "again"), Refused)
    unknown = next(x.line.id for x in left if "UNKNOWN" in x.line.payer)
    by_hand = done(book_line(town.book, town.actor, unknown, town.employers[0], {2: 30_000}))
    assert isinstance(by_hand, LinesBooked)
    assert on_account(town.book.reader(), town.employers[0]) == 3_000
    undo_last(town.book, town.actor)
    assert len(matched(town.book.reader())) == 2
    too_much = book_line(town.book, town.actor, unknown, town.employers[0], {2: 99_999})
    assert isinstance(too_much, Refused)
    assert town.scalar("SELECT count(*) FROM receipt") == 1


def test_two_lines_do_not_pay_the_same_invoice_twice(town: Town, tmp_path: Path) -> None:
    data = (
        b"date,description,name,amount,id\n2026-06-01,2026-00001,Harbor Paving,330.00,1\n"
        b"2026-06-02,2026-00001,Harbor Paving,330.00,2\n"
    )
    done(import_statements(town.book, town.actor, written(tmp_path, "a.csv", data)))
    first, second = matched(town.book.reader())
    assert first.suggestion is not None
    assert first.suggestion.score == 100
    assert second.suggestion is not None
    assert [number for _, number, _ in second.suggestion.shares] == ["2026-00002"]


def test_an_import_is_undone_whole_while_nothing_stands_on_it(town: Town, tmp_path: Path) -> None:
    done(import_statements(town.book, town.actor, written(tmp_path, "a.bai", bai2())))
    undo_last(town.book, town.actor)
    assert town.scalar("SELECT count(*) FROM bank_line") == 0
    done(import_statements(town.book, town.actor, written(tmp_path, "a.bai", bai2())))
    assert town.scalar("SELECT count(*) FROM bank_line") == 4


@pytest.mark.parametrize(
    ("movement", "score", "numbers"),
    [
        (Movement(33_000, "HARBOR PAVING", "INV 2026-00001"), 100, ["2026-00001"]),
        (Movement(33_000, "", "ref 202600001 thanks"), 85, ["2026-00001"]),
        (Movement(50_000, "Harbor Paving Inc", "2026-00001 2026-00002"), 100, None),
        (Movement(20_000, "", "2026/00001"), 55, ["2026-00001"]),
        (Movement(17_000, "harbor paving", ""), 80, ["2026-00002"]),
        (Movement(50_000, "HARBOR PAVING", "all of it"), 80, None),
        (Movement(17_000, "Somebody", "else"), 30, ["2026-00002"]),
    ],
)
def test_scores_say_what_they_rest_on(
    movement: Movement, score: int, numbers: list[str] | None
) -> None:
    found = suggest(movement, [claim("2026-00001", 33_000), claim("2026-00002", 17_000)])
    assert found is not None
    assert found.score == score, found.why
    assert found.why
    assert [n for _, n, _ in found.shares] == (numbers or ["2026-00001", "2026-00002"])
    assert sum(cents for _, _, cents in found.shares) <= movement.cents


def test_nothing_is_suggested_for_what_fits_twice_or_not_at_all() -> None:
    claims = [claim("2026-00001", 100), claim("2026-00002", 100, 2, "Bell")]
    assert suggest(Movement(100, "", ""), claims) is None
    assert suggest(Movement(7, "Zed", "x"), claims) is None
    both = suggest(Movement(200, "", "2026-00001 and 2026-00002"), claims)
    assert both is not None
    assert not both.is_sure


def test_names_are_alike_whatever_their_form() -> None:
    assert like("HARBOR PAVING", "Harbor Paving, Inc.") == 1.0
    assert like("Nguyen Lukasz Builders", "Łukasz & Nguyễn Builders") >= 0.8
    assert like("Bell Telephone", "Harbor Paving, Inc.") < 0.5
    assert like("", "Harbor") == 0.0


OWN = b"wann;wieviel;wer;wof\xc3\xbcr\n"


def test_columns_are_said_once_for_every_file_of_a_layout(town: Town, tmp_path: Path) -> None:
    first = written(tmp_path, "may.csv", OWN + b"02.05.2026;5.00;A;x\n13.05.2026;6.00;B;y\n")
    refused = import_statements(town.book, town.actor, first)
    assert isinstance(refused, Refused)
    assert "among wann, wieviel, wer" in refused.sentence
    said = {"date": "WANN", "amount": "wieviel", "payer": "wer", "dates": "dmy", "account": "Main"}
    done(import_statements(town.book, town.actor, first, said))
    # The same headers in another order: nothing is asked again, the account is the same.
    text = "wof\u00fcr;wer;wann;wieviel\ny;B;13.05.2026;6.00\nz;C;03.06.2026;7.00\n"
    june = written(tmp_path, "june.csv", text.encode())
    plan = done(plan_statements(town.book.reader(), june))
    assert (plan.statements[0].account, plan.statements[0].new) == ("Main", 1)
    assert plan.statements[0].until_on == "2026-06-03"
    done(import_statements(town.book, town.actor, june))
    rows = town.book.reader().execute("SELECT payer FROM bank_line ORDER BY booked_on")
    assert [row[0] for row in rows] == ["A", "B", "C"]
    assert town.scalar("SELECT count(*) FROM import_mapping WHERE kind = 'bank'") == 1


def test_what_is_said_anew_of_a_layout_takes_the_place_of_what_was(
    town: Town, tmp_path: Path
) -> None:
    head = b"Date,Amount,Fee,Name\n"
    first = written(tmp_path, "a.csv", head + b"2026-06-01,50.00,2.00,A\n")
    assert done(import_statements(town.book, town.actor, first)).lines == 2
    assert town.scalar("SELECT count(*) FROM import_mapping WHERE kind = 'bank'") == 0
    other = written(tmp_path, "b.csv", head + b"2026-06-02,60.00,2.00,A\n")
    assert done(import_statements(town.book, town.actor, other, {"fee": ""})).lines == 1
    third = written(tmp_path, "c.csv", head + b"2026-06-03,70.00,2.00,A\n")
    assert done(import_statements(town.book, town.actor, third)).lines == 1
    undo_last(town.book, town.actor)
    undo_last(town.book, town.actor)
    again = written(tmp_path, "d.csv", head + b"2026-06-04,80.00,2.00,A\n")
    assert done(import_statements(town.book, town.actor, again)).lines == 2
