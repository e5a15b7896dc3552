"""Bytes to tables: every encoding by every delimiter, and what must be refused."""

import csv
import io
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from storage.imports.problems import BadFile, Problem
from storage.imports.quoting import guarded, unguarded
from storage.imports.refused import refused_rows
from storage.imports.tables import DELIMITERS, open_table, table_of

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
HEADERS = ("Badge", "Name", "Remarks")

anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
western = st.text(st.sampled_from("Ab ,;\t\"'\n\r=é€Š1"), max_size=12)


def written(rows: list[tuple[str, ...]], delimiter: str, encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([HEADERS, *rows])
    return text.getvalue().encode(encoding)


def is_utf8(data: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        return bool(data.decode("utf-8"))
    return False


@given(
    st.lists(st.tuples(western, western, western), max_size=6),
    st.sampled_from(DELIMITERS),
    st.sampled_from(ENCODINGS),
)
def test_every_encoding_and_delimiter_comes_back(
    rows: list[tuple[str, ...]], delimiter: str, encoding: str
) -> None:
    data = written(rows, delimiter, encoding)
    # 'éŠŠ' in Windows-1252 is the very bytes of '銊' in UTF-8: nobody can tell them apart.
    assume(encoding != "cp1252" or data.isascii() or not is_utf8(data))
    table = table_of(data)
    assert (table.headers, table.delimiter) == (HEADERS, delimiter)
    assert [record.cells for record in table.records()] == [row for row in rows if any(row)]


@given(st.lists(st.tuples(anything, anything, anything), max_size=6), st.sampled_from(DELIMITERS))
def test_any_text_comes_back_composed(rows: list[tuple[str, ...]], delimiter: str) -> None:
    held = [record.cells for record in table_of(written(rows, delimiter, "utf-8")).records()]
    told = [tuple(unicodedata.normalize("NFC", cell) for cell in row) for row in rows if any(row)]
    assert held == told


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_refusal(data: bytes) -> None:
    with suppress(BadFile):
        for record in table_of(data).records():
            assert all("\0" not in cell or record.fault for cell in record.cells)


def test_rows_count_as_a_spreadsheet_counts() -> None:
    data = b'\r\nBadge,Name\r\n1,"Doe\r\nJane"\r\n\r\n,\r\n2,Roe\r\n'
    table = table_of(data)
    assert table.header_row == 2
    assert [(r.number, r.cells) for r in table.records()] == [
        (3, ("1", "Doe\r\nJane")),
        (6, ("2", "Roe")),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n\n", "no header"),
        (b"PK\x03\x04rest", "damaged"),
        (b"\xd0\xcf\x11\xe0rest", "protected"),
        (b"%PDF-1.7", "PDF"),
        (b"B\0a\0d\0g\0e\0", "UTF-16"),
        ("Badge\n1\x81".encode("latin-1"), "not text"),
        (b"\xef\xbb\xbfBadge\n\xff", "not text"),
        (b'Badge,Name\n1,"Roe\n2,Doe\n', "after row 1"),
        (b'Badge,Name\n1,"Roe"x\n', "quot"),
        (b"a," * 600 + b"\n", "columns"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        list(table_of(data).records())


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(BadFile, match="larger than 1 MB"):
        table_of(b"Badge\n" + b"1\n" * (1 << 20), limit=1 << 20)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"Badge,Name\n1,a\0b\n", "NUL"),
        (b"Badge,Name\n1,\xed\xa0\x80\n", "surrogate"),
        ("Badge,Name\n1,x".encode("utf-16") + b"\x00\xd8", "surrogate"),
        (b"Badge,Name\n1,2,3\n", "3 cells"),
    ],
)
def test_rows_that_cannot_be_kept_say_why(data: bytes, fault: str) -> None:
    (record,) = table_of(data).records()
    assert fault in record.fault


def test_short_rows_are_filled_and_headers_made_unique() -> None:
    table = table_of(b"sep=;\nName;Name;;Badge\nA\n")
    assert table.headers == ("Name", "Name (2)", "column 3", "Badge")
    assert [record.cells for record in table.records()] == [("A", "", "", "")]


def test_titles_above_the_header_are_passed_over() -> None:
    table = table_of(b"Rivermouth PD roster\n\n;;\nBadge;Name;Unit\n1;Roe;A\n2;Doe;\n")
    assert (table.header_row, table.headers) == (4, ("Badge", "Name", "Unit"))
    assert [record.number for record in table.records()] == [5, 6]


def test_a_quoted_delimiter_does_not_count() -> None:
    table = table_of(b'Badge;"Name, or names";Unit\n1;"Doe; J";2\n')
    assert table.headers == ("Badge", "Name, or names", "Unit")


def test_one_column_is_a_table() -> None:
    assert [r.cells for r in table_of(b"Badge\n12\n").records()] == [("12",)]


def test_the_number_of_rows_is_estimated(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Badge,Name\n" + "123,Somebody\n" * 5_000)
    assert open_table(path).expected() == pytest.approx(5_000, rel=0.2)


@given(anything)
def test_guarded_cells_are_no_formulas_and_come_back(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_refused_rows_can_be_mended_and_read_again() -> None:
    table = table_of(b"Badge,Name\n1,=cmd\n2,Roe\n3,'x\n")
    problems = [
        Problem(2, "Name", "=cmd", "is odd", "mend it"),
        Problem(2, "", "", "is odd", "twice"),
        Problem(4, "Badge", "3", "is odd", "mend it"),
    ]
    data = refused_rows(table, problems)
    again = table_of(data)
    assert again.headers == ("refused because", "Badge", "Name")
    assert [record.cells[1:] for record in again.records()] == [("1", "=cmd"), ("3", "'x")]
    twice = table_of(refused_rows(again, [Problem(3, "Name", "", "is odd", "mend it")]))
    assert twice.headers == again.headers
    assert b"'=cmd" in data
