"""Invoices in the agency's own look, credit notes, and the codes to pay by."""

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from exports.faces import broken, faces_for, width
from exports.invoice import write_invoice
from exports.invoice_blocks import payment_link
from exports.pen import Look, Pen
from exports.shapes import qr_fields
from exports.typesetting import Sheet
from storage.queries.money.money import InvoiceDocument
from tests.exports.samples import document


def pdf(of: InvoiceDocument, look: Look | None = None) -> pypdf.PdfReader:
    stream = io.BytesIO()
    write_invoice(stream, of, look=look)
    return pypdf.PdfReader(io.BytesIO(stream.getvalue()))


def text(of: InvoiceDocument) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pdf(of).pages)


def picture(path: Path) -> Path:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = b"".join(b"\0" + b"\x14\x50\x8c" * 12 for _ in range(4))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 12, 4, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + body)
    return path


def test_a_logo_and_a_colour_stand_on_it(tmp_path: Path) -> None:
    look = Look("#14508c", str(picture(tmp_path / "logo.png")))
    page = pdf(document(1), look).pages[0]
    assert len(list(page.images)) == 1
    assert b".078431 .313725 .54902 rg" in page.get_contents().get_data()  # type: ignore[union-attr]


@pytest.mark.parametrize("logo", ["/nowhere.png", "/etc/passwd"])
def test_a_picture_that_cannot_be_read_is_left_out(logo: str) -> None:
    page = pdf(document(1), Look("no colour", logo)).pages[0]
    assert list(page.images) == []
    assert "INVOICE" in page.extract_text()


def test_the_code_leads_to_the_agencys_own_page_and_only_there() -> None:
    link = "https://pay.town.example/?ref=$reference&amount=$amount"
    assert payment_link(link, document(1)) == (
        "https://pay.town.example/?ref=2026-00087&amount=1265.00"
    )
    assert "Scan to pay online" in pdf(document(1), Look(payment_link=link)).pages[0].extract_text()
    for wrong in ("http://pay.example/", "javascript:alert(1)", ""):
        page = pdf(document(1), Look(payment_link=wrong)).pages[0]
        assert "Scan to pay" not in page.extract_text()
    paid = replace(document(1), paid_cents=126_500)
    assert "Scan to pay" not in pdf(paid, Look(payment_link=link)).pages[0].extract_text()


def test_a_code_has_its_three_corners() -> None:
    rows = qr_fields("https://pay.town.example/?ref=2026-00087")
    side = len(rows)
    assert all(len(row) == side for row in rows)
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        assert all(rows[top][left + n] and rows[top + 6][left + n] for n in range(7))
        assert not rows[top + 1][left + 1]
    assert qr_fields("x" * 5_000) == ()


def test_a_credit_note_says_what_it_credits_and_asks_for_nothing() -> None:
    of = replace(
        document(1),
        kind="credit",
        credits="2026-00050",
        number="C2026-00001",
        words="Officer did not come",
        net_cents=-115_000,
        fee_cents=-11_500,
        total_cents=-126_500,
    )
    found = text(of)
    for words in (
        "CREDIT NOTE",
        "Credit note number C2026-00001",
        "Credits invoice 2026-00050",
        "Amount credited (USD) -1,265.00",
        "Officer did not come",
    ):
        assert words in found, words
    assert "Remittance" not in found


def test_a_deposit_has_one_line_and_what_was_used_is_taken_off() -> None:
    deposit = replace(
        document(1), kind="deposit", details=(), words="Deposit for job 26-0412", fee_cents=0,
        net_cents=50_000, total_cents=50_000,
    )  # fmt: skip
    assert "DEPOSIT INVOICE" in text(deposit)
    assert "Deposit for job 26-0412" in text(deposit)
    used = replace(document(1), paid_cents=60_000, deposit_cents=50_000, credited_cents=0)
    assert "Less deposit -500.00 Paid -100.00 Amount due (USD) 665.00" in text(used)


def test_text_never_leaves_its_room() -> None:
    face = faces_for(["plain"]).regular
    for words in ("a few short words " * 9, "W" * 300, "", "one"):
        for line in broken(words, face, 9, 100):
            assert width(line, face, 9) <= 100 or len(line) == 1
        assert "".join(broken(words, face, 9, 100)).replace(" ", "") == words.replace(" ", "")


def test_fonts_follow_the_letters() -> None:
    assert faces_for(["Müller & Søn"]).regular == "Helvetica"
    assert faces_for(["Łukasz"]).regular == "DejaVuSansCondensed"


def test_a_pen_begins_pages_where_it_must() -> None:
    pen = Pen(Sheet("a4"), faces_for([""]))
    for _ in range(200):
        pen.flow("A line of an ordinary length.", 10)
    assert len(pen.pages) > 2
    assert all(y > 0 for page in pen.pages for _, y, *_ in page.texts)
