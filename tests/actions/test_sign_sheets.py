"""Sign sheets: what they say, and that what a camera reads from their codes is understood."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from coordinator.actions.attendance.sign_sheets import make_sign_sheet
from coordinator.actions.book.documents import Made
from coordinator.actions.book.settings import set_setting
from coordinator.cli import main
from exports.sign_sheet import SignLine, SignSheet, write_sign_sheet
from storage.database import Book
from storage.queries.attendance.sign_sheets import sign_head
from storage.queries.money.money import agency_block
from tests.actions.phones import PAT, Held, mail, one, say, state_of, take

HOSTILE = "<b>Zoë & Łukasz</b> \u202e(‮x) " + "W" * 300


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@pytest.fixture
def detail(town_book: Book, held: Held) -> int:
    found = one(
        town_book,
        "SELECT detail_id FROM position JOIN assignment ON position_id = position.id "
        "WHERE assignment.id = ?",
        held[2],
    )
    return int(str(found))


def made(book: Book, detail: int, where: Path) -> str:
    done = make_sign_sheet(book, PAT, detail, where)
    assert isinstance(done, Made)
    return text_of(done.path.read_bytes())


def test_the_texts_on_it_are_understood(
    town_book: Book,
    held: Held,
    detail: int,
    tmp_path: Path,
) -> None:
    officer, code, assignment, start, end = held
    set_setting(town_book, PAT, "presence.text_number", "+16175550100")
    words = made(town_book, detail, tmp_path)
    head = sign_head(town_book.reader(), detail)
    assert head is not None
    assert head.number in words
    assert head.employer in words
    assert f"IN {code}" in words
    say(town_book, officer, next(line for line in words.splitlines() if code in line), start)
    assert one(town_book, "SELECT seen_at FROM assignment WHERE id = ?", assignment) == start
    confirm = words.partition("send ")[2].partition(" to +")[0].replace("\n", " ")
    assert confirm.startswith("HRS ")
    boss = one(town_book, "SELECT email FROM contact WHERE id = ?", head.contact_id)
    take(town_book, mail(confirm, str(boss), end + 3600), now=end + 3600)
    assert state_of(town_book)[0] == "done"
    certified = "SELECT started_at, ended_at FROM stated_hours WHERE stated_by = 'certified'"
    assert town_book.reader().execute(certified).fetchone() == (start, end)


def test_codes_are_drawn_once_and_the_same_sheet_is_made_again(
    town_book: Book,
    detail: int,
    tmp_path: Path,
) -> None:
    first = make_sign_sheet(town_book, PAT, detail, tmp_path)
    assert isinstance(first, Made)
    data, actions = first.path.read_bytes(), one(town_book, "SELECT max(id) FROM action")
    again = make_sign_sheet(town_book, PAT, detail, tmp_path)
    assert isinstance(again, Made)
    assert again.path.read_bytes() == data
    assert one(town_book, "SELECT max(id) FROM action") == actions


def test_the_page_s_address_carries_the_number(
    town_book: Book,
    held: Held,
    detail: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_setting(town_book, PAT, "presence.page", "https://town.gov/clock.html")
    set_setting(town_book, PAT, "presence.text_number", "+16175550100")
    seen: list[str] = []

    def fields(text: str) -> tuple[()]:
        seen.append(text)
        return ()

    monkeypatch.setattr("exports.sign_sheet.qr_fields", fields)
    made(town_book, detail, tmp_path)
    assert f"https://town.gov/clock.html#{held[1]}" in seen
    assert seen[-1].startswith("SMSTO:+16175550100:HRS ")


def test_many_officers_and_odd_names_stay_on_their_pages(town_book: Book) -> None:
    agency = agency_block(town_book.reader())
    lines = tuple(
        SignLine(f"26-0001.1{n}", HOSTILE, HOSTILE, 0, 14_400, "SMSTO:+1:IN 1", "IN 100000")
        for n in range(60)
    )
    odd = (HOSTILE,) * 6
    sheet = SignSheet(agency, "26-0001.1", 0, 14_400, *odd, lines, "", "HRS 1", "+1", True)
    stream = io.BytesIO()
    write_sign_sheet(stream, sheet)
    pages = PdfReader(io.BytesIO(stream.getvalue())).pages
    assert len(pages) > 5
    assert "Signature" in pages[-1].extract_text()
    assert sum(page.extract_text().count("IN 100000") for page in pages) == 60


def test_the_command_makes_it(town_book: Book, detail: int, tmp_path: Path) -> None:
    number = str(one(town_book, "SELECT number FROM detail WHERE id = ?", detail))
    town_book.close()
    words = ["--book", str(town_book.path), "sheet", "sign", number, "--pdf", f"{tmp_path}/s.pdf"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert number in text_of((tmp_path / "s.pdf").read_bytes())
