"""The request form as PDF: filled in by other people's programs, read back, hostile ones too."""

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from coordinator.actions.requests.form_pages import make_request_pdf
from coordinator.actions.requests.form_requests import FormTaken, receive_file
from coordinator.actions.results import Actor
from coordinator.rules.intake.request_fields import clock_of, day_of, span_of
from storage.database import Book
from storage.imports.requests.brought import Brought
from storage.imports.requests.files import read_file
from tests.actions.forms_town import EVERY, form_of
from tests.actions.requests_town import adopted, one, sheet_of
from tests.conftest import NOW
from tests.tools import python_with

FILLED = {
    "title": "Resurfacing Łódź", "place": "Pier 4", "firm": "Quay Roads (North)", "asker": "Jo",
    "phone": "+1 617 555 0199", "email": "jo@quay.example", "words": "Gate “B”",
    "date-1": "2027-03-02", "from-1": "18:00", "to-1": "2 am",
    "date-2": "2027-03-09", "from-2": "1800", "to-2": "22:30",
    "crew-officer": "4", "crew-sergeant": "1", "q-duties": "hold\ntraffic", "q-lanes": "2",
    "q-closed": "no", "q-zone": "south & east",
}  # fmt: skip

OUTSIDE = """
import json, sys
import pikepdf
values = json.loads(sys.argv[3])
with pikepdf.open(sys.argv[1]) as pdf:
    pdf.Root.AcroForm.NeedAppearances = True
    for page in pdf.pages:
        for field in page.Annots:
            name = str(field.T)
            if name in values and field.FT == "/Btn":
                field.V = field.AS = pikepdf.Name("/Yes")
            elif name in values:
                field.V = pikepdf.String(values[name])
    pdf.save(sys.argv[2], object_stream_mode=pikepdf.ObjectStreamMode.generate)
"""


@pytest.fixture(scope="module")
def blank(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The form of the agency as it is given out."""
    folder = tmp_path_factory.mktemp("pdf")
    book = Book(Path(shutil.copy(empty_book_file, folder / "form.book")))
    form_of(book, Actor("Pat Coordinator", NOW), EVERY, "shop")
    done = make_request_pdf(book.reader(), folder / "form.pdf", NOW, "road")
    return Path(getattr(done, "path", "")).read_bytes()


def with_pypdf(blank: bytes, values: dict[str, str], *, tick: bool = True) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank)))
    given = values | ({"accept": "/Yes"} if tick else {})
    for page in writer.pages:
        writer.update_page_form_field_values(page, given, auto_regenerate=False)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def read(data: bytes) -> Brought:
    found = read_file(data)
    assert found is not None
    return found


def entered(book: Book, actor: Actor, data: bytes, path: Path) -> FormTaken:
    adopted(book, actor, EVERY)
    path.write_bytes(data)
    done = receive_file(book, actor, path)
    assert isinstance(done, FormTaken), done
    sheet = sheet_of(book, done.request_id)
    assert (sheet.title, sheet.firm) == ("Resurfacing Łódź", "Quay Roads (North)")
    assert one(book, "SELECT source FROM request") == "pdf"
    assert json.loads(one(book, "SELECT answers FROM request")) == {
        "duties": "hold\ntraffic", "lanes": 2, "closed": False, "zone": "south & east",
    }  # fmt: skip
    crew = [{"role": "officer", "count": 4}, {"role": "sergeant", "count": 1}]
    assert json.loads(one(book, "SELECT wanted FROM request")) == [
        {"starts": "2027-03-02T18:00", "ends": "2027-03-03T02:00", "crew": crew},
        {"starts": "2027-03-09T18:00", "ends": "2027-03-09T22:30", "crew": crew},
    ]
    assert one(book, "SELECT length(terms_sha256) FROM request") == 64
    assert one(book, "SELECT words FROM request") == "Gate “B”"
    return done


def test_one_that_was_filled_in_is_read_back(
    book: Book, actor: Actor, blank: bytes, tmp_path: Path
) -> None:
    data = with_pypdf(blank, FILLED)
    entered(book, actor, data, tmp_path / "filled.pdf")
    assert "came in already" in str(receive_file(book, actor, tmp_path / "filled.pdf"))


def test_another_library_fills_it_in(
    book: Book, actor: Actor, blank: bytes, tmp_path: Path
) -> None:
    """pikepdf (qpdf underneath) writes other bytes: object streams, its own strings."""
    python = python_with("pikepdf==10.17.0")
    source, target = tmp_path / "blank.pdf", tmp_path / "filled.pdf"
    source.write_bytes(blank)
    values = json.dumps(FILLED | {"accept": "yes"})
    subprocess.run([python, "-c", OUTSIDE, source, target, values], check=True, timeout=60)
    entered(book, actor, target.read_bytes(), tmp_path / "filled.pdf")


def test_it_says_what_is_wrong_with_what_was_filled_in(blank: bytes) -> None:
    assert read(blank).problems[0].startswith("When?")
    wrong = FILLED | {"date-1": "3/2/27", "crew-officer": "some", "crew-sergeant": "", "until": "x"}
    found = read(with_pypdf(blank, wrong)).problems
    assert [each.partition(":")[0] for each in found] == [
        "Date 1",
        "How many officers? At least one is needed, as a whole number.",
        "Until",
    ]
    weekly = FILLED | {"often": "every second week", "until": "2027-06-30"}
    brought = read(with_pypdf(blank, weekly, tick=False))
    assert (brought.rule, len(brought.dates)) == ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630", 1)
    assert brought.terms_sha256 == ""


CLOCKS = (
    ("18:00", "18:00"), ("0600", "06:00"), ("6pm", "18:00"), ("12 AM", "00:00"),
    ("6:30 p.m.", "18:30"), ("12:15pm", "12:15"),
)  # fmt: skip


def test_dates_and_hours_as_people_write_them() -> None:
    for words, clock in CLOCKS:
        found = clock_of(words)
        assert found is not None
        assert f"{found:%H:%M}" == clock
    for words in ("", "18", "25:00", "13pm", "0:60", "٦ pm", "x"):
        assert clock_of(words) is None
    assert str(day_of("2027/3/2")) == "2027-03-02"
    for words in ("", "3/2/27", "2027-02-29", "02.03.2027"):
        assert day_of(words) is None
    span = span_of("2027-03-02", "18:00", "18:00")
    assert span is not None
    assert (span[1] - span[0]).days == 1


def test_the_form_holds_no_script_and_says_nothing_of_its_maker(blank: bytes) -> None:
    reader = PdfReader(BytesIO(blank))
    assert reader.get_fields()
    for word in (b"/JavaScript", b"/JS", b"/Launch", b"/SubmitForm", b"/URI"):
        assert word not in blank


def test_other_and_hostile_pdfs_are_no_request(blank: bytes) -> None:
    other = PdfWriter()
    other.add_blank_page(100, 100)
    stream = BytesIO()
    other.write(stream)
    bomb = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/AcroForm 1 0 R/Fields[1 0 R]>>endobj\n"
    for data in (
        stream.getvalue(),
        blank[: len(blank) // 2],
        b"%PDF-1.7\n" + b"<<" * 50_000,
        bomb + b"trailer<</Root 1 0 R>>",
    ):
        assert read_file(data) is None


def test_values_out_of_a_pdf_are_bounded_and_scripts_in_it_are_left(blank: bytes) -> None:
    """Somebody puts in what a form of ours does not let in; another event, a number, a script."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank)))
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("this.submitForm('x')")}
    action = DictionaryObject({NameObject(key): value for key, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = action
    for page in writer.pages:
        writer.update_page_form_field_values(page, FILLED, auto_regenerate=False)
        for annotation in cast("ArrayObject", page["/Annots"]):
            field = annotation.get_object()
            if field["/T"] == "title":
                field[NameObject("/V")] = TextStringObject("x" * 90_000)
    stream = BytesIO()
    writer.write(stream)
    assert "title: is longer" in read(stream.getvalue()).problems[0]
