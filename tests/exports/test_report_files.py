"""A report's files: figures typed, text never a formula, the foot always there."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from coordinator.rules.reports.report import (
    Chart,
    Column,
    Drawn,
    Foot,
    Format,
    Report,
    Result,
)
from exports.report_files import write_csv, write_json, write_xlsx
from exports.report_pdf import write_pdf

COLUMNS = (
    Column("id", "Id", Format.NUMBER, hidden=True),
    Column("who", "Who"),
    Column("at", "At", Format.INSTANT),
    Column("on_date", "On", Format.DATE),
    Column("minutes", "Hours", Format.HOURS, total=True),
    Column("cents", "Pay", Format.MONEY, total=True),
)
CHART = Chart(Drawn.BARS, "who", "cents")
EVIL = ("=HYPERLINK(1)", "+1", "@SUM(A1)", "-2", "[b]bold[/b] <font color='x'>", "Łukasik &c")
ROWS = tuple((n, who, 1780315200, "2026-06-01", 90, -1250 * n) for n, who in enumerate(EVIL))
FOOT = Foot(
    "Rivermouth", "America/New_York", "USD", 1780315200, "2026-06-01 to 2026-06-30",
    (("Unit", "=A1"),), "standard, in force from 2026-01-01", "payroll 30 min old",
)  # fmt: skip


def result(rows: tuple[tuple[object, ...], ...] = ROWS, kind: Drawn = Drawn.BARS) -> Result:
    label, value = ("minutes", "") if kind is Drawn.HISTOGRAM else ("who", "minutes")
    chart = Chart(kind, label, value, "on_date" if kind is Drawn.HEAT else "")
    report = Report("trial", "Trial", "Own", "chief", "What?", "SELECT 1", (), COLUMNS, chart)
    totals = (None, None, None, None, sum(int(str(r[4])) for r in rows), -18750)
    return Result(report, COLUMNS, rows, totals, FOOT)  # type: ignore[arg-type]


def test_csv_is_safe_in_a_spreadsheet_and_adds_up() -> None:
    stream = io.BytesIO()
    write_csv(stream, result())
    rows = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))
    assert rows[0] == ["Who", "At", "On", "Hours", "Pay"]
    assert rows[1] == ["'=HYPERLINK(1)", "2026-06-01 08:00", "2026-06-01", "1.50", "0.00"]
    assert [row[0][0] for row in rows[1:5]] == ["'"] * 4
    assert rows[7] == ["Total", "", "", "9.00", "-187.50"]
    foot = {row[0]: row[1] for row in rows[9:]}
    assert foot["Rows"] == "6"
    assert foot["Period"] == "2026-06-01 to 2026-06-30"
    assert foot["On-duty data"] == "payroll 30 min old"
    assert foot["Policy"] == "standard, in force from 2026-01-01"


def test_json_has_the_exact_values_with_their_units() -> None:
    stream = io.BytesIO()
    write_json(stream, result())
    found = json.loads(stream.getvalue())
    assert found["rows"][1]["cents"] == -1250
    assert found["totals"] == {"minutes": 540, "cents": -18750}
    assert {c["name"]: c["unit"] for c in found["columns"]}["minutes"] == "minutes"
    assert found["row_count"] == 6


def test_a_workbook_is_typed_and_holds_no_formula() -> None:
    stream = io.BytesIO()
    write_xlsx(stream, result())
    book = load_workbook(stream)
    sheet = book["Report"]
    assert [cell.value for cell in sheet[1]] == ["Who", "At", "On", "Hours", "Pay"]
    assert [sheet.cell(row, 1).value for row in range(2, 8)] == list(EVIL)
    assert {sheet.cell(row, 1).data_type for row in range(2, 8)} == {"s"}
    assert (sheet["D2"].value, sheet["E3"].value) == (1.5, -12.5)
    assert str(sheet["B2"].value) == "2026-06-01 08:00:00"
    assert sheet["A8"].value == "Total"
    about = {row[0].value: row[1].value for row in book["About"].rows}
    assert about["Filters"] == "Unit: =A1"
    # The file itself, without the library that wrote it: the same values, and not one formula.
    with zipfile.ZipFile(stream) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in packed.read(name) for name in sheets)
        cells = plain_cells(packed, "xl/worksheets/sheet1.xml")
    assert [cells[f"A{row}"] for row in range(1, 9)] == ["Who", *EVIL, "Total"]
    assert [cells[f"{column}3"] for column in "CD"] == [46_174, 1.5]
    assert (cells["E3"], cells["D8"], cells["E8"]) == (-12.5, 9, -187.5)
    assert cells["B3"] == pytest.approx(46_174 + 8 / 24)


def plain_cells(packed: zipfile.ZipFile, name: str) -> dict[str, str | float]:
    """The cells of a sheet by place, as its XML has them (ECMA-376, part 1, 18.3 and 18.4)."""
    ns = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

    def words(node: ElementTree.Element) -> str:
        return "".join(text.text or "" for text in node.iter(f"{ns}t"))

    shared: list[str] = []
    if "xl/sharedStrings.xml" in packed.namelist():
        shared = [words(n) for n in ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))]
    found: dict[str, str | float] = {}
    for cell in ElementTree.fromstring(packed.read(name)).iter(f"{ns}c"):
        value, kind = cell.findtext(f"{ns}v"), cell.get("t", "n")
        if kind == "inlineStr":
            found[cell.get("r", "")] = words(cell)
        elif value is not None:
            found[cell.get("r", "")] = shared[int(value)] if kind == "s" else float(value)
    return found


def test_paper_repeats_its_heads_and_ends_with_what_it_rests_on() -> None:
    stream = io.BytesIO()
    write_pdf(stream, result(ROWS * 18))
    pages = PdfReader(stream).pages
    texts = [page.extract_text() for page in pages]
    assert len(pages) == 4
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of 4" in text
    assert all("Hours" in text and "Pay" in text for text in texts)
    assert "2026-06-01 to 2026-06-30 · Unit: =A1" in texts[0]
    assert "Hours by who" in texts[0]
    assert "<font color='x'>" in texts[0]
    assert "Total" in texts[-1]
    assert "payroll 30 min old" in texts[-1]
    assert "standard, in force from 2026-01-01" in " ".join(texts[-1].split())
    assert all("Trial" in text for text in texts)
    assert "What?" in texts[-1]


def test_every_chart_and_no_row_at_all_can_be_printed() -> None:
    for kind in Drawn:
        stream = io.BytesIO()
        write_pdf(stream, result(kind=kind))
        words = PdfReader(stream).pages[0].extract_text()
        said = ("Hours by who", "Hours by on and who", "Hours: how many rows have how much")
        assert any(each in words for each in said)
    stream = io.BytesIO()
    write_pdf(stream, result(()))
    assert "Nothing to list." in PdfReader(stream).pages[0].extract_text()
