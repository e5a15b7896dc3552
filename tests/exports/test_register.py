"""A register: one line a record, cut to its column, heads on every page, five thousand at once."""

import io
import time

import pypdf

from exports.register import Head, Register, write_register
from tests.exports.test_day_sheet import HOSTILE, LONG

HEADS = (Head("Badge", 60), Head("Name"), Head("Hours", 50, right=True))


def pages(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    stream = io.BytesIO()
    write_register(stream, Register("Rivermouth Police", "Roster", "as of today", HEADS, rows))
    reader = pypdf.PdfReader(io.BytesIO(stream.getvalue()))
    return [page.extract_text() for page in reader.pages]


def test_every_record_is_there_once_and_every_page_has_the_heads() -> None:
    rows = tuple((str(1000 + n), f"Nguyễn, {n}", "12") for n in range(150))
    found = pages(rows)
    assert len(found) > 3
    assert all("Badge" in page and "Hours" in page for page in found)
    assert "".join(found).count("Nguyễn") == 150
    assert [line for page in found for line in page.splitlines() if line.startswith("Nguyễn")] == [
        f"Nguyễn, {n}" for n in range(150)
    ]


def test_outside_text_is_cut_to_its_column_and_is_no_markup() -> None:
    (page,) = pages(((LONG, HOSTILE, "=1+1"),))
    assert "…" in page
    assert "\x1b" not in page
    assert "=1+1" in page


def test_nobody_is_said_too() -> None:
    (page,) = pages(())
    assert "Nobody." in page


def test_five_thousand_lines_do_not_keep_anybody_waiting() -> None:
    rows = tuple((str(n), "A name of the usual length", "12") for n in range(5500))
    began = time.process_time()
    assert len(pages(rows)) > 100
    assert time.process_time() - began < 30
