"""Bank statements of every format: read alike, whole or not at all, hostile ones refused."""

from pathlib import Path

import pytest

from storage.imports.problems import BadFile
from storage.imports.statements import kind_of, read_statement
from tests.imports.statements import (
    CLOSING,
    LINES,
    OPENING,
    PROCESSOR,
    bai2,
    bank_csv,
    camt,
    ofx,
    written,
)

GOOD = {
    "a.ofx": ofx(),
    "b.qfx": ofx(xml=True),
    "c.bai": bai2(),
    "d.xml": camt(),
    "e.csv": bank_csv(),
    "f.csv": bank_csv(newest_first=True),
}


@pytest.mark.parametrize("name", GOOD)
def test_each_format_says_the_same(tmp_path: Path, name: str) -> None:
    (found,) = read_statement(written(tmp_path, name, GOOD[name]))
    assert sorted(line.cents for line in found.lines) == sorted(line[1] for line in LINES)
    assert (found.opening_cents, found.closing_cents) == (OPENING, CLOSING)
    first = next(line for line in found.lines if line.cents == 12_345)
    assert first.on == ("2026-06-03" if name == "c.bai" else "2026-06-02")
    assert "LUKASZ" in first.payer + first.words
    assert len({line.reference for line in found.lines}) == len(LINES)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.ofx", "ofx"), ("b.qfx", "ofx"), ("c.bai", "bai2"), ("d.xml", "camt")]
)
def test_the_kind_is_seen_in_the_bytes(name: str, kind: str) -> None:
    assert kind_of(GOOD[name]) == kind
    assert kind_of(bank_csv()) == "csv"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (camt(closing=CLOSING + 1), "closing balance"),
        (bai2(closing=CLOSING + 1), "closing balance"),
        (bai2(total=1), "does not hold together"),
        (ofx(whole=False), "not whole"),
        (camt(head="<!DOCTYPE x [<!ENTITY a 'aaaa'>]>"), "document type or entities"),
        (camt()[:-40], "cannot be read"),
        (ofx().replace(b"<FITID>A2", b""), "no FITID"),
        (ofx().replace(b"</STMTRS>", b"<ACCTID>2</STMTRS>"), "several accounts"),
        (camt().replace(b">123.45<", b">123.456<"), "no amount in cents"),
        (b"nothing,of\nthe,kind\n", "No column was found"),
        (b"date,amount\n2026-06-01,1e3\n", "no amount"),
        (b"date,amount\n2026-13-01,1.00\n", "no day of the calendar"),
        (b"date,amount\n", "holds no statement"),
        (b"", "holds no statement"),
    ],
)
def test_what_does_not_add_up_or_read_is_refused_whole(
    tmp_path: Path, data: bytes, why: str
) -> None:
    with pytest.raises(BadFile) as problem:
        read_statement(written(tmp_path, "x", data))
    assert why in str(problem.value) or "empty" in str(problem.value).lower()


def test_running_balances_that_break_are_seen(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        read_statement(written(tmp_path, "x.csv", bank_csv(broken=True)))


def test_a_processors_settlement_has_its_fees_as_lines(tmp_path: Path) -> None:
    (found,) = read_statement(written(tmp_path, "payouts.csv", PROCESSOR))
    cents = [line.cents for line in found.lines]
    assert cents == [33_000, -987, 100_000, -2_930, -129_083]
    assert sum(cents) == 0
    assert found.account == "payouts"
    assert found.lines[0].payer == "Harbor Paving"


def test_columns_may_be_named_and_days_put_first(tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", b"wann;wieviel;wer\n02.01.2026;5.00;A\n03.01.2026;6.00;B\n")
    columns = {"date": "wann", "amount": "wieviel", "payer": "wer", "dates": "dmy"}
    (found,) = read_statement(path, columns)
    assert [line.on for line in found.lines] == ["2026-01-02", "2026-01-03"]
    with pytest.raises(BadFile):
        read_statement(path, columns | {"amount": "nothing"})
    with pytest.raises(BadFile):
        read_statement(path, columns | {"colour": "wer"})


def test_two_equal_lines_of_one_day_are_two(tmp_path: Path) -> None:
    data = b"date,description,amount\n2026-06-01,Fee,-5.00\n2026-06-01,Fee,-5.00\n"
    (found,) = read_statement(written(tmp_path, "x.csv", data))
    assert len({line.reference for line in found.lines}) == 2


@pytest.mark.parametrize("seed", range(60))
def test_damaged_files_are_refused_in_words(tmp_path: Path, seed: int) -> None:
    import random

    turn = random.Random(seed)
    data = bytearray(turn.choice([ofx(), bai2(), camt(), bank_csv(), PROCESSOR]))
    for _ in range(turn.randrange(1, 12)):
        data[turn.randrange(len(data))] = turn.randrange(256)
    if turn.random() < 0.4:
        del data[turn.randrange(len(data)) :]
    try:
        found = read_statement(written(tmp_path, "x", bytes(data)))
    except BadFile:
        return
    assert all(isinstance(line.cents, int) for each in found for line in each.lines)
