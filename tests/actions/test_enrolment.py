"""Enrolment letters: one page an officer, with the commands in the agency's own words."""

from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from coordinator.actions.book.settings import change_agency, set_setting
from coordinator.actions.people.enrolment import answering, make_enrolment
from coordinator.actions.people.papers import add_kind
from coordinator.actions.people.roster import add_certificate, change_officer
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from notify.command_words import WORDS
from storage.database import Book
from tests.trust.town import Town, settle


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return settle(book, actor)


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def test_a_letter_says_how_he_is_told_how_he_answers_and_what_he_lacks(
    book: Book, actor: Actor, town: Town, tmp_path: Path
) -> None:
    set_setting(book, actor, "presence.text_number", "617 555 0100")
    set_setting(book, actor, "replies.address", "desk@town.gov")
    set_setting(book, actor, "replies.words", {"yes": ["oui"]})
    change_officer(
        book, actor, town.officers[0], {"channel": "sms", "phone": "617 555 0199",
                                        "last_name": "O'Hara <b> 🤒"},
    )  # fmt: skip
    permit = add_kind(book, actor, {"code": "P", "name": "Permit", "for_all": True})
    assert not isinstance(permit, Refused)
    add_certificate(book, actor, town.officers[0], town.certification, None, "2026-05-01")
    add_certificate(book, actor, town.officers[1], permit.id, None, "2027-05-01")
    where = tmp_path / "letters.pdf"
    make_enrolment(book.reader(), where, town.officers[:2], actor.now)
    first, second = pages(where)
    for words in (
        "Sam O'Hara <b>",
        "By text: 617 555 0199",
        "Also known, by mail: officer0@town.example",
        "By text to 617 555 0100.",
        "By mail to desk@town.gov",
        "OUI 482137",
        "OFF 482137 SICK",
        "Traffic control: RAN OUT ON 2026-05-01",
        "Permit: MISSING",
    ):
        assert words in first
    assert "Permit: until 2027-05-01" in second
    assert "MISSING" not in second


def test_every_command_is_one_that_is_understood(book: Book, actor: Actor, town: Town) -> None:
    change_agency(book, actor, {"email": "pd@town.gov"})
    found = answering(book.reader())
    assert found.mail == "pd@town.gov"
    known = {written.upper() for words in WORDS.values() for written in words}
    assert {command.split()[0] for command, _ in found.commands} <= known


def test_nobody_and_all(book: Book, actor: Actor, town: Town, tmp_path: Path) -> None:
    assert isinstance(make_enrolment(book.reader(), tmp_path, (), actor.now), Refused)
    change_officer(book, actor, town.officers[0], {"badge": "../7"})
    book.close()
    environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}
    for badges, count in (((), 6), (("1003",), 1), (("../7",), 1)):
        words = ["enrol", *badges, "--pdf", str(tmp_path / f"out{count}{len(badges[:1])}")]
        (tmp_path / f"out{count}{len(badges[:1])}").mkdir(exist_ok=True)
        said = CliRunner().invoke(main, words, env=environment)
        assert said.exit_code == 0, said.output
        assert f"{count} enrolment letter" in said.output
    assert sorted(path.name for path in (tmp_path / "out11").iterdir()) == [
        "enrolment-1003.pdf", "enrolment-2026-06-01.pdf",
    ]  # fmt: skip
