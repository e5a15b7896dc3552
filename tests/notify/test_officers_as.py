"""What employers are told of an officer, in messages and on papers; everybody else reads names."""

import io
import json
from pathlib import Path

import pypdf
import pytest

from coordinator.actions.billing.invoicing import issue_invoice
from coordinator.actions.billing.money_papers import make_evidence
from coordinator.actions.book.documents import make_invoice
from coordinator.actions.messages.outbox import tell
from coordinator.actions.policy.example_of_book import previewed
from coordinator.actions.results import Actor
from coordinator.rules.message_words import Event
from notify.rendering import Wording
from storage.database import Book
from storage.queries.money.money import invoice_document
from tests.actions.money_town import MONDAY, make_town
from tests.actions.receivables_town import done
from tests.conftest import NOW
from tests.notify.conftest import Town, set_setting

CHOICES = [
    ("name", "Lee Baker", "Dana Adams"),
    ("surname", "Baker #101", "Adams #102"),
    ("badge", "Officer #101", "Officer #102"),
    ("number", "Lee Baker", "Dana Adams"),
]


@pytest.mark.parametrize(("chosen", "baker", "adams"), CHOICES)
def test_the_employer_hears_of_officers_as_the_agency_chose(
    town: Town, chosen: str, baker: str, adams: str
) -> None:
    set_setting(town.book, "employers.officers_as", json.dumps(chosen))
    with town.book.action(Actor("Pat", NOW), "tell", f"detail:{town.detail}") as tx:
        told = tell(tx, Event.FILLED, town.detail, officer_id=town.baker, substitute_id=town.adams)
    said = {message.audience: message for message in told}
    employer = said["employer"]
    assert f"{adams} will work your detail 26-0412.3 instead of {baker}." in employer.body
    assert f"{adams} comes instead of {baker}" in employer.subject
    assert said["coordinator"].subject == "26-0412.3: Dana Adams in for Lee Baker"
    assert "for Lee Baker" in said["substitute"].body
    if chosen in ("surname", "badge"):
        assert "Lee" not in employer.body + employer.subject
        assert "Dana" not in employer.body + employer.subject


def test_a_text_is_previewed_as_its_audience_reads_it(town: Town) -> None:
    set_setting(town.book, "employers.officers_as", '"badge"')
    wording, reader = Wording("", "$officer comes"), town.book.reader()
    shown = {
        audience: previewed(reader, NOW, wording, "sms", audience).message.body
        for audience in ("employer", "coordinator")
    }
    assert shown == {"employer": "Officer #101 comes", "coordinator": "Lee Baker comes"}


@pytest.mark.parametrize(
    ("chosen", "on_invoice", "in_evidence"),
    [
        ("name", "Adams, Sam", "Adams, Sam #100"),
        ("surname", "Adams #100", "Adams #100"),
        ("badge", "#100", "#100"),
    ],
)
def test_papers_to_employers_name_officers_so_too(
    book: Book, actor: Actor, tmp_path: Path, chosen: str, on_invoice: str, in_evidence: str
) -> None:
    town = make_town(book, actor)
    detail, (only,) = town.detail()
    town.work(only, MONDAY, 5)
    invoice = done(issue_invoice(book, actor, [detail])).invoice_id
    set_setting(book, "employers.officers_as", json.dumps(chosen))
    for made, name in (
        (make_invoice(book.reader(), tmp_path, invoice), on_invoice),
        (make_invoice(book.reader(), tmp_path, invoice, annex=True), on_invoice),
        (make_evidence(book.reader(), tmp_path, invoice), in_evidence),
    ):
        words = _text(done(made).path)
        assert name in words
        assert ("Adams" in words) == (chosen != "badge")
    # The coordinator's own screens go on reading names.
    document = invoice_document(book.reader(), invoice)
    assert document is not None
    assert document.details[0].lines[0].officer == "Adams, Sam"


def _text(path: Path) -> str:
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
