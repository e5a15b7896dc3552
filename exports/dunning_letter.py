"""A letter about what is not paid, as PDF: one for each employer, all of a run in one file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from exports import words
from exports.faces import faces_for
from exports.pen import Look, Pen
from exports.statement import addressed, letter_head, table_row
from exports.text import lines
from exports.typesetting import Running, Sheet
from storage.queries.money.money import AgencyBlock


@dataclass(frozen=True, slots=True)
class LetterItem:
    """One invoice that the letter is about."""

    number: str
    issued_on: str
    due_on: str
    open_cents: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: to whom, when, what it is called, what it says."""

    employer: str
    address: str
    on: str
    title: str
    text: str
    items: tuple[LetterItem, ...]


def write_letters(
    stream: BinaryIO,
    agency: AgencyBlock,
    letters: Sequence[Letter],
    *,
    paper: str = "letter",
    look: Look | None = None,
) -> None:
    """Write the letters, each beginning on a page of its own."""
    pen = Pen(Sheet(paper), faces_for(_texts(agency, letters)), look)
    for place, letter in enumerate(letters):
        if place:
            pen.new_page()
        _letter(pen, agency, letter)
    title = letters[0].title if len(letters) == 1 else words.NOTICE
    running = Running(title, agency.name, title, agency.name, f"{agency.name} · {title}")
    pen.write(stream, running)


def _letter(pen: Pen, agency: AgencyBlock, letter: Letter) -> None:
    letter_head(pen, agency, "")
    pen.down(26)
    addressed(pen, (letter.employer, *lines(letter.address)))
    pen.down(18)
    pen.flow(words.iso_day(letter.on), 10)
    pen.down(14)
    pen.flow(letter.title, 12, bold=True)
    pen.down(8)
    for paragraph in letter.text.split("\n\n"):
        pen.flow(" ".join(paragraph.split()), 10, limit=4_000)
        pen.down(6)
    pen.down(6)
    rights = (pen.right - 170, pen.right - 84, pen.right - 2)
    heads = ("", words.INVOICE_NUMBER, words.INVOICE_DATE, words.DUE_DATE, words.AMOUNT_DUE)
    table_row(pen, heads, rights, bold=True)
    for item in letter.items:
        dates = (words.iso_day(item.issued_on), words.iso_day(item.due_on))
        table_row(pen, ("", item.number, *dates, words.money(item.open_cents)), rights)
    total = words.money(sum(item.open_cents for item in letter.items))
    table_row(pen, ("", f"{words.TOTAL} ({agency.currency})", "", "", total), rights, bold=True)
    pen.down(16)
    pen.flow(f"{words.REMIT_TO}: {', '.join(lines(agency.remit_to or agency.address))}", 9)
    pen.down(20)
    pen.flow(agency.name, 10)


def _texts(agency: AgencyBlock, letters: Sequence[Letter]) -> Iterator[str]:
    yield from (agency.name, agency.address, agency.remit_to, agency.phone, agency.email)
    for letter in letters:
        yield from (letter.employer, letter.address, letter.title, letter.text)
