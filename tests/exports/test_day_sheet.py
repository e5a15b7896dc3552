"""The day sheet as text and PDF, and the call-down list."""

import io
from dataclasses import replace

import pypdf

from exports.call_list import BarredRow, CallList, CallRow, write_call_list
from exports.day_sheet import day_sheet_text
from exports.day_sheet_pdf import write_day_sheet
from storage.queries.book.sheets import DaySheet, SheetDetail, SheetPost
from tests.exports.samples import HOSTILE, HOUR, LONG, MONDAY


def post(seat: str, role: str, officer: str = "", hours: tuple[int, int] = (0, 8)) -> SheetPost:
    held = ("2041", officer, "Sergeant", "(617) 555-0101", "confirmed") if officer else ("",) * 5
    begin, end = (MONDAY + hour * HOUR for hour in hours)
    return SheetPost(f"26-0412.3{seat}", role, "", begin, end, *held)


def sheet(**changes: object) -> DaySheet:
    detail = SheetDetail(
        id=1,
        number="26-0412.3",
        starts_at=MONDAY,
        ends_at=MONDAY + 8 * HOUR,
        title="Lane closure",
        call_sign="D-7",
        employer="Harbor Paving, Inc.",
        site="Main Street bridge",
        address="100 Main St\nRivermouth",
        contact="Rosa Lima",
        contact_phone="(617) 555-0155",
        post_orders="Meet the foreman at the trailer.",
        posts=(
            post("a", "sergeant", "Nguyễn, Łukasz"),
            post("b", "officer"),
            post("c", "officer", "Brown, Ann", (2, 20)),
        ),
        equipment=("marked vehicle 77",),
    )
    changed = replace(detail, **changes)  # type: ignore[arg-type]
    return DaySheet("Rivermouth Police", "America/New_York", "2026-05-25", (changed,))


def pdf_text(of: DaySheet) -> str:
    stream = io.BytesIO()
    write_day_sheet(stream, of)
    reader = pypdf.PdfReader(io.BytesIO(stream.getvalue()))
    assert reader.metadata is not None
    assert reader.metadata.title == "Day sheet Mon, May 25, 2026"
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_the_text_sheet_fits_the_terminal_and_marks_what_is_open() -> None:
    text = day_sheet_text(sheet(), 78)
    assert max(len(line) for line in text.splitlines()) <= 78
    assert "Day sheet  Mon, May 25, 2026  ·  1 detail, 3 positions, 1 OPEN" in text
    assert "08:00-16:00 26-0412.3 [D-7] Harbor Paving, Inc." in text
    (open_line,) = [line for line in text.splitlines() if line.endswith("OPEN") and ">>>" in line]
    assert open_line.split() == [">>>", "b", "officer", "OPEN"]
    assert any("*a sergeant" in line and "(617) 555-0101" in line for line in text.splitlines())
    assert "10:00-04:00+1" in text


def test_the_pdf_says_the_same() -> None:
    text = pdf_text(sheet())
    for words in (
        "08:00-16:00 26-0412.3 D-7",
        "Harbor Paving, Inc. Main Street bridge, 100 Main St, Rivermouth",
        "a sergeant: Nguyễn, Łukasz, Sergeant #2041 · (617) 555-0101",
        "b officer: [ OPEN ]",
        "marked vehicle 77",
        "Contact: Rosa Lima (617) 555-0155",
        "Page 1 of 1",
    ):
        assert words in text, words


def test_it_says_when_officers_muster() -> None:
    early = replace(post("a", "officer", "Brown, Ann"), muster_at=MONDAY - HOUR // 2)
    assert "Brown, Ann #2041 Sergeant, muster 07:30" in day_sheet_text(sheet(posts=(early,)), 90)
    assert "a officer, muster 07:30: Brown, Ann" in pdf_text(sheet(posts=(early,)))


def test_an_empty_day_is_said() -> None:
    empty = replace(sheet(), details=())
    assert "No details on this day." in day_sheet_text(empty)
    assert "No details on this day." in pdf_text(empty)


def test_hostile_text_stays_text_and_within_its_columns() -> None:
    bad = sheet(title=HOSTILE, employer=LONG, site=HOSTILE, post_orders=LONG, contact="a\nb\x1b[2J")
    text = day_sheet_text(bad, 80)
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines()) <= 80
    assert '<img src="/etc/passwd"/>' in pdf_text(bad)


def test_a_long_day_repeats_its_heads() -> None:
    (detail,) = sheet().details
    long = replace(sheet(), details=(detail,) * 30)
    assert pdf_text(long).count("Time Employer and site Officers Equipment") > 2


def test_a_parade_of_three_hundred_posts_goes_on_over_pages() -> None:
    parade = sheet(
        posts=tuple(post(f"-{n}", "officer", f"Officer {n}") for n in range(300)),
        equipment=("2 x cones",) * 300,
        site=LONG,
        title=LONG,
        post_orders=LONG,
    )
    text = pdf_text(parade)
    assert "Officer 0," in text
    assert "Officer 299," in text
    assert "26-0412.3 (continued)" in text


def test_the_call_list_has_a_box_for_each_outcome() -> None:
    rows = tuple(
        CallRow(n, f"30{n:02}", f"Nguyễn, {n}", "Officer", "(617) 555-0101", "12 h", "last May 2")
        for n in range(1, 41)
    )
    calls = CallList("Rivermouth Police", "26-0412.3b", "Mon, May 25, 08:00, bridge", rows)
    stream = io.BytesIO()
    write_call_list(stream, calls)
    reader = pypdf.PdfReader(io.BytesIO(stream.getvalue()))
    words = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert words.count("☐") == 200
    assert "Nguyễn, 40 #3040" in words


def test_the_call_list_names_the_barred_apart_with_every_reason() -> None:
    barred = (BarredRow("3100", "<b>Diaz", "SGT", "on duty: 3 h inside regular; certificate: CPR"),)
    calls = CallList("Rivermouth Police", "26-0412.3b", "bridge", (), barred, "16 more barred.")
    stream = io.BytesIO()
    write_call_list(stream, calls)
    (page,) = pypdf.PdfReader(io.BytesIO(stream.getvalue())).pages
    words = " ".join(page.extract_text().split())
    assert "Nobody. May not take it" in words
    assert "on duty: 3 h inside regular; certificate: CPR" in words
    assert "16 more barred." in words
