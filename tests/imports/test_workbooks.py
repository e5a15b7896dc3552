"""Workbooks read as tables: made by a library, and made by hand after the standard."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from storage.database import Book
from storage.imports import workbooks
from storage.imports.problems import BadFile
from storage.imports.tables import table_of
from tests.imports.books import rows
from tests.imports.test_command import answered, run

HEADERS = ["Badge", "Name", "Hired", "Starts", "At", "Hours", "Rate", "Trained"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(*rows: list[Any], title: str = "Officers") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def wall(words: str) -> datetime:
    """A time on the wall, as sheets keep it: without a zone."""
    return datetime.fromisoformat(words)


def test_cells_read_as_they_are_shown() -> None:
    moment = wall("2026-03-01 07:30")
    lengths = [time(18, 5), timedelta(hours=26, minutes=15)]
    book = sheet_of(HEADERS, [7, "Łukasik", date(2019, 2, 28), moment, *lengths, 45.5, True])
    book["Officers"]["A2"].number_format = "0000"
    (record,) = table_of(saved(book)).records()
    clock = ("2026-03-01 07:30", "18:05", "26:15")
    assert record.cells == ("0007", "Łukasik", "2019-02-28", *clock, "45.5", "yes")


def test_a_midnight_with_a_clock_keeps_it() -> None:
    book = sheet_of(["From", "On"], [wall("2026-03-01"), wall("2026-03-01")])
    book["Officers"]["A2"].number_format = "yyyy-mm-dd hh:mm"
    book["Officers"]["B2"].number_format = "d.m.yyyy"
    (record,) = table_of(saved(book)).records()
    assert record.cells == ("2026-03-01 00:00", "2026-03-01")


def test_rows_count_as_the_sheet_counts_and_a_title_is_left_out() -> None:
    book = sheet_of(
        ["Roster of June"], [], ["Badge", "Name"], [], ["1", "Evans\nPat"], ["2", "Roe"]
    )
    table = table_of(saved(book))
    assert table.header_row == 3
    assert [record.number for record in table.records()] == [5, 6]


def test_the_first_visible_sheet_with_a_list_is_taken() -> None:
    book = sheet_of(["Roster", "by HR"], title="Cover")
    hidden = book.create_sheet("Old")
    hidden.append(["Badge"])
    hidden.append(["9"])
    hidden.sheet_state = "hidden"
    wanted = book.create_sheet("Now")
    wanted.append(["Badge", "Name"])
    wanted.append(["1", "Roe"])
    table = table_of(saved(book), "hr.xlsx")
    assert (table.name, table.headers) == ("hr.xlsx, sheet Now", ("Badge", "Name"))


def by_hand(rows: str, *, extent: str = "A1") -> bytes:
    """A workbook with inline texts, whose sheet says little of its extent, as programs write."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEETS}.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{SHEETS}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><dimension ref="{extent}"/>'
        f"<sheetData>{rows}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()


def text_cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def test_one_made_by_hand_after_the_standard() -> None:
    head = f'<row r="2">{text_cell("A2", "Badge")}{text_cell("C2", "Name")}</row>'
    row = f'<row r="5"><c r="A5"><v>1001</v></c>{text_cell("C5", "Roe, &lt;Pat&gt;")}</row>'
    data = by_hand(head + row)
    table = table_of(data)
    assert [(r.number, r.cells) for r in table.records()] == [(5, ("1001", "", "Roe, <Pat>"))]
    assert table.content.sha256 == sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (by_hand(""), "No sheet"),
        (by_hand("<row><c"), "cannot be read"),
        (by_hand("x")[:200], "damaged"),
    ],
    ids=["empty", "cut short", "damaged"],
)
def test_what_holds_no_list_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        table_of(data)


def test_another_packed_file_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    with pytest.raises(BadFile, match=r"no \.xlsx workbook"):
        table_of(out.getvalue())


def test_one_that_unpacks_to_far_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = by_hand(f'<row r="1">{text_cell("A1", "x" * 100_000)}</row>')
    assert len(data) < 5_000
    monkeypatch.setattr(workbooks, "UNPACKED_BYTES", 50_000)
    with pytest.raises(BadFile, match="unpacks to more than"):
        table_of(data)


def test_a_sheet_over_the_limit_is_refused() -> None:
    book = sheet_of(["Badge", "Name"], *([str(n), "x" * 1_000] for n in range(1_100)))
    with pytest.raises(BadFile, match="larger than 1 MB"):
        table_of(saved(book), limit=1 << 20)


def test_a_roster_comes_in_from_a_workbook(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    headers = ["Badge", "Last name", "First name", "Hire date"]
    path.write_bytes(saved(sheet_of(headers, [1001, "Evans", "Pat", date(2019, 2, 28)])))
    told = answered(run(book, "roster", path, "--json"))
    assert (told["new"], told["refused"]) == (1, [])
    found = rows(book, "SELECT badge, last_name, hired_on FROM officer")
    assert found == [("1001", "Evans", "2019-02-28")]
