"""Pricing, invoices and their papers, against what the same lines cost drawn plainly."""

import io
import time
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from coordinator.actions.billing.charging import price_waiting
from coordinator.actions.billing.invoicing import issue_batch, preview_invoices
from coordinator.actions.billing.price_what_if import price_what_if
from coordinator.actions.book.documents import make_invoice
from coordinator.actions.results import Actor
from coordinator.rules.rates import Event, Priced, RateCard, Work, price, read_card
from exports.invoice import write_invoice
from exports.pen import Pen
from storage.database import Book
from storage.queries.money.billing import Scope, waiting_details
from storage.queries.money.money import InvoiceDocument
from tests.actions.money_town import CARD
from tests.actions.receivables_town import RICH
from tests.benchmarks.figures import Figure, median_ms
from tests.benchmarks.month import DETAILS, EMPLOYERS, FIRST, HOUR, NOW, make_month
from tests.exports.samples import document

PRICED = 40_000


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of a large agency, worked and approved."""
    path = tmp_path_factory.mktemp("month") / "month.book"
    make_month(path)
    return path


def test_pricing_by_the_card_alone(figures: list[Figure]) -> None:
    card = read_card(RICH)
    assert isinstance(card, RateCard)
    began = time.process_time()
    for number in range(PRICED):
        start = FIRST + number % 700 * HOUR
        work = tuple(
            Work(str(seat), "officer", "", start, start + (4 + number % 7) * HOUR,
                 ordered_start=start, ordered_end=start + 5 * HOUR, day_before=number % 3 * 120)
            for seat in range(2)
        )  # fmt: skip
        assert isinstance(price(card, Event("America/New_York", start, work), "bill"), Priced)
    taken = time.process_time() - began
    figures.append(Figure(f"{PRICED:,} details priced by a card, CPU", taken, "s", limit=5))


def test_pricing_from_the_book(month: Path, figures: list[Figure]) -> None:
    connection = Book(month).reader()
    details = waiting_details(connection, "bill", Scope(NOW))
    assert len(details) == DETAILS
    began = time.process_time()
    for _ in range(PRICED // DETAILS):
        works, held = price_waiting(connection, "bill", details)
        assert (len(works), held) == (DETAILS, ())
    taken = time.process_time() - began
    figures.append(Figure(f"{PRICED:,} details read and priced, CPU", taken, "s", limit=5))


def test_another_card_over_the_month(month: Path, figures: list[Figure]) -> None:
    document = CARD.replace("rate = 65.00", "rate = 70.00")
    began = time.process_time()
    found = price_what_if(month, document, None, FIRST, NOW, NOW, lambda done, total: True)
    taken = time.process_time() - began
    assert found.compared.details == DETAILS
    assert len(found.compared.employers) == EMPLOYERS
    figures.append(Figure(f"what if, {DETAILS:,} details, CPU", taken, "s", limit=5))


def test_a_months_invoices_with_their_papers(
    month: Path, tmp_path: Path, figures: list[Figure]
) -> None:
    book = Book(month)
    began = time.perf_counter()
    plans = preview_invoices(book, Scope(NOW)).plans
    done = issue_batch(book, Actor("Pat", NOW), plans)
    issued = time.perf_counter() - began
    assert (len(done.issued), done.refused) == (EMPLOYERS, ())
    began = time.perf_counter()
    for each in done.issued:
        make_invoice(book.reader(), tmp_path, each.invoice_id)
    printed = time.perf_counter() - began
    figures.append(Figure(f"{EMPLOYERS} invoices issued", issued, "s", limit=30))
    figures.append(Figure(f"{EMPLOYERS} invoices as PDF", printed, "s", limit=20))


@pytest.mark.parametrize("letters", ["western", "any"])
@pytest.mark.parametrize("details", [1, 4, 12])
def test_a_paper_against_its_bare_lines(
    details: int, letters: str, figures: list[Figure], monkeypatch: pytest.MonkeyPatch
) -> None:
    of = document(details)
    of = _western(of) if letters == "western" else of
    pens: list[Pen] = []
    write = Pen.write

    def caught(pen: Pen, *how: object) -> None:
        pens.append(pen)
        write(pen, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(Pen, "write", caught)
    write_invoice(io.BytesIO(), of)
    monkeypatch.undo()
    floor = median_ms(lambda: _bare(pens[0]), 60)
    ours = median_ms(lambda: write_invoice(io.BytesIO(), of), 60)
    words = f"invoice PDF of {details} details, {letters} letters"
    figures.append(Figure(words, ours, floor=floor, limit=2))


def _western(of: InvoiceDocument) -> InvoiceDocument:
    """Without letters that need a font of our own."""
    details = tuple(
        replace(
            each,
            lines=tuple(
                replace(x, officer=x.officer.encode("ascii", "ignore").decode()) for x in each.lines
            ),
        )
        for each in of.details
    )
    return replace(of, details=details)


def _bare(pen: Pen) -> None:
    """The same texts at the same places, and nothing else: no layout, no lines, no metadata."""
    canvas = Canvas(io.BytesIO(), pagesize=pen.sheet.size)
    for page in pen.pages:
        for x, y, text, face, size, _ in page.texts:
            canvas.setFont(face, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
