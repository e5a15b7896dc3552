"""The invoice PDF, read back by an independent reader."""

import io
import re
from dataclasses import replace

import pypdf
import pytest

from exports.invoice import bill_lines, write_invoice
from storage.queries.money.money import InvoiceDocument
from tests.exports.samples import HOSTILE, document, hostile_document


def pdf(of: InvoiceDocument, **how: object) -> bytes:
    stream = io.BytesIO()
    write_invoice(stream, of, **how)  # type: ignore[arg-type]
    return stream.getvalue()


def pages(data: bytes) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_it_says_everything_that_an_accounts_department_looks_for() -> None:
    (text,) = pages(pdf(document(1)))
    for words in (
        "Rivermouth Police Department",
        "1 Harbor Street",
        "Tax ID 04-6001234",
        "Invoice number 2026-00087",
        "Invoice date Jun 1, 2026",
        "Due date Jul 1, 2026",
        "Net 30 days",
        "Purchase order PO-7781-A",
        "Customer number E-1042",
        "Harbor Paving, Inc. Accounts Payable 77 Quarry Road",
        "26-0412.1 · Mon, May 25, 2026, 08:00 to 13:00",
        "Main Street bridge · 100 Main St, Rivermouth, MA · Lane closure for the water main",
        "Officer Adams, Samuel; Nguyễn, Łukasz 5 2 65.00 650.00",
        "Sergeant Brown, Ann 5 1 80.00 400.00",
        "Marked vehicle 5 1 20.00 100.00",
        "Administrative fee 10 % 115.00",
        "Officers and equipment 1,150.00 Fees 115.00 Total 1,265.00",
        "Amount due (USD) 1,265.00",
        "Remittance slip",
        "Remit to City of Rivermouth Treasurer, Detail Fund",
        "Page 1 of 1",
    ):
        assert words in text, words


def test_text_stands_in_reading_order() -> None:
    (text,) = pages(pdf(document(1)))
    order = ["INVOICE", "Bill to", "Description", "26-0412.1", "Sergeant", "Total", "Remittance"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)


def test_heads_repeat_and_pages_are_counted() -> None:
    found = pages(pdf(document(12)))
    assert len(found) >= 3
    for number, text in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in text
        if "26-0412." in text:
            assert "Description Hours Qty Rate Amount" in text
    assert all("Invoice 2026-00087" in text for text in found[1:])
    assert "in all 1,265.00" in found[0]


def test_no_detail_begins_at_the_very_foot_of_a_page() -> None:
    for count in range(2, 12):
        for text in pages(pdf(document(count))):
            first, *bands = re.split(r"26-0412\.\d+ · ", text)
            assert first
            assert all("Officer" in band for band in bands)


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_paper(paper: str, size: tuple[int, int]) -> None:
    page = pypdf.PdfReader(io.BytesIO(pdf(document(1), paper=paper))).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


def test_title_and_language_are_set_and_the_same_rows_give_the_same_bytes() -> None:
    data = pdf(document(3))
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == "Invoice 2026-00087"
    assert reader.metadata.author == "Rivermouth Police Department"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-US"  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] in (True, "true")  # type: ignore[index]
    assert pdf(document(3)) == data


def test_every_letter_has_a_glyph_in_a_font_that_is_embedded() -> None:
    names = "Łukasz Żółć, Nguyễn Thị Đặng, Æsir Ørsted, Ștefan Țepeș, Ąžuolas Ğül, Ελένη, Юрий"
    of = replace(document(1), bill_to=names)
    data = pdf(of)
    (text,) = pages(data)
    for name in names.split(", "):
        assert name in text
    reader = pypdf.PdfReader(io.BytesIO(data))
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    used = [font.get_object()["/BaseFont"] for font in fonts.values()]
    assert any("DejaVuSansCondensed" in name for name in used)


def test_hostile_text_is_printed_as_text_and_nothing_else() -> None:
    data = pdf(hostile_document(), annex=True)
    reader = pypdf.PdfReader(io.BytesIO(data))
    text = " ".join(pages(data))
    assert '<img src="/etc/passwd"/> <a href="http://evil.example">x</a> A <b </para>' in text
    assert "=1+1" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    for page in reader.pages:
        assert "/Annots" not in page
        assert list(page.images) == []
    assert b"/URI" not in data


def test_a_name_of_10_000_letters_wraps_and_is_cut_in_the_open() -> None:
    of = replace(document(1), bill_to="W" * 10_000, po_number="9" * 10_000)
    text = " ".join(pages(pdf(of)))
    assert "…" in text
    assert "Total 1,265.00" in text


def test_a_void_invoice_says_so_and_asks_for_nothing() -> None:
    of = replace(document(1), state="void", void_reason="wrong order number")
    (text,) = pages(pdf(of))
    assert "VOID" in text
    assert "void and not to be paid: wrong order number" in text
    assert "Amount due (USD) 0.00" in text
    assert "Remittance" not in text


def test_what_was_paid_is_taken_off() -> None:
    (text,) = pages(pdf(replace(document(1), paid_cents=100_000)))
    assert "Paid -1,000.00 Amount due (USD) 265.00" in text


def test_the_annex_explains_every_amount() -> None:
    text = " ".join(pages(pdf(document(1), annex=True)))
    assert "How each amount was found" in text
    assert "officer: 65.00 an hour (c1, bill.rate[2])" in text
    assert "How each amount" not in " ".join(pages(pdf(document(1))))


def test_lines_put_together_keep_every_cent() -> None:
    (detail,) = document(1).details
    lines = bill_lines(detail.lines)
    assert sum(line.cents for line in lines) == sum(x.amount_cents for x in detail.lines)
    assert len(lines) == len(detail.lines) - 1
    assert HOSTILE not in [line.label for line in lines]


def test_the_worst_of_everything_at_once_still_makes_pages() -> None:
    block = "\n".join(["M" * 500] * 40)
    plain = document(1)
    (detail,) = plain.details
    officers = tuple(
        replace(detail.lines[0], officer="W" * 500, label="M" * 500) for _ in range(300)
    )
    worst = replace(
        plain,
        bill_to=block,
        agency=replace(plain.agency, name="M" * 500, address=block, remit_to=block),
        details=(replace(detail, lines=officers, site="M" * 500, title="M" * 500, address=block),),
    )
    assert "and 276 more" in " ".join(pages(pdf(worst, annex=True)))
