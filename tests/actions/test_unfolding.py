"""Every line of an invoice unfolds to the card's version, the punches and the approval."""

import io
from pathlib import Path

import pypdf

from coordinator.actions.billing.invoicing import issue_invoice
from coordinator.actions.book.documents import make_invoice
from coordinator.actions.pay.hours import Worked
from coordinator.actions.pay.stated_hours import state_hours
from coordinator.actions.results import Actor
from storage.database import Book
from storage.queries.book.unfolding import unfolded_invoice
from tests.actions.money_town import HOUR, MONDAY, make_town
from tests.actions.receivables_town import done


def test_a_line_names_card_orders_punches_and_approval(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    town = make_town(book, actor)
    detail, (only,) = town.detail(hours=5)
    punched = Worked(MONDAY + 60, MONDAY + 5 * HOUR + 120)
    done(state_hours(book, actor, only, "punched", punched, "Ann Roe"))
    town.work(only, MONDAY, 5)
    issued = done(issue_invoice(book, actor, [detail]))
    document = unfolded_invoice(book.reader(), issued.invoice_id)
    assert document is not None
    lines = document.details[0].lines
    steps = dict(lines[0].trace)
    assert steps["card"].startswith(f"{lines[0].card}, in force from 20")
    record = steps["record"]
    assert record.startswith("ordered 2026-05-25 08:00 to 13:00; punched by Ann Roe ")
    assert "2026-05-25 08:01 to 13:02; approved 2026-05-25 08:00 to 13:00, by " in record
    assert actor.name in record
    # A fee is of the whole detail: it has a card, and no hours.
    assert all("record" not in dict(line.trace) for line in lines if line.kind == "fee")
    assert lines[0].trace[-1][0] == "amount"
    assert unfolded_invoice(book.reader(), 999) is None
    made = done(make_invoice(book.reader(), tmp_path, issued.invoice_id, annex=True))
    pages = pypdf.PdfReader(io.BytesIO(made.path.read_bytes())).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert "punched by Ann Roe 2026-05-25 08:01" in text
