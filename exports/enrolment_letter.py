"""The enrolment letter: what an officer is told by, what he may write back, what papers he needs.

One page an officer, one file for all. PDF.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from exports import words
from exports.faces import faces_for
from exports.pen import Look, Pen
from exports.statement import addressed, letter_head
from exports.text import one_line
from exports.typesetting import Running, Sheet
from storage.queries.money.money import AgencyBlock

_WIDE = 176
"""Points that a command has before its meaning."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One officer's letter. `reached` are lines such as 'By text: 555-0100', `papers` lines with
    the last days of his papers, `lacking` those that he needs and has not."""

    name: str
    badge: str
    on: str
    reached: tuple[str, ...]
    papers: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """Where answers go, and each command with what it does."""

    text_number: str
    mail: str
    commands: tuple[tuple[str, str], ...]


def write_enrolments(
    stream: BinaryIO,
    agency: AgencyBlock,
    answering: Answering,
    letters: Sequence[Enrolment],
    *,
    paper: str = "letter",
    look: Look | None = None,
) -> None:
    """Write the letters, each beginning on a page of its own."""
    pen = Pen(Sheet(paper), faces_for(_texts(agency, answering, letters)), look)
    for place, letter in enumerate(letters):
        if place:
            pen.new_page()
        _letter(pen, agency, answering, letter)
    title = words.ENROLMENT
    pen.write(stream, Running(title, agency.name, title, agency.name, f"{agency.name} · {title}"))


def _letter(pen: Pen, agency: AgencyBlock, answering: Answering, letter: Enrolment) -> None:
    letter_head(pen, agency, "")
    pen.down(22)
    addressed(pen, (one_line(letter.name), f"{words.BADGE} {one_line(letter.badge)}"))
    pen.down(14)
    pen.flow(words.iso_day(letter.on), 10)
    pen.down(12)
    pen.flow(words.ENROLMENT, 13, bold=True)
    pen.down(6)
    _part(pen, words.HOW_TOLD, letter.reached)
    ways = [words.TEXT_TO.format(number=answering.text_number)] if answering.text_number else []
    ways += [words.MAIL_TO.format(address=answering.mail)] if answering.mail else []
    _part(pen, words.HOW_TO_ANSWER, (*ways, words.CODE_WORDS))
    for command, meaning in answering.commands:
        pen.keep(28)
        pen.put(pen.left, command, 10, bold=True)
        pen.down(pen.block(pen.left + _WIDE, meaning, pen.inner - _WIDE, 10) + 2)
    pen.down(8)
    _part(pen, words.YOUR_PAPERS, (*letter.papers, *letter.lacking) or (words.NO_PAPERS,))
    pen.flow(agency.name, 10)


def _part(pen: Pen, head: str, said: Sequence[str]) -> None:
    pen.keep(40)
    pen.flow(head, 11, bold=True)
    pen.down(3)
    for line in said:
        pen.flow(one_line(line, 300), 10)
        pen.down(2)
    pen.down(8)


def _texts(
    agency: AgencyBlock, answering: Answering, letters: Sequence[Enrolment]
) -> Iterator[str]:
    yield from (agency.name, agency.address, agency.phone, agency.email)
    yield from (answering.text_number, answering.mail)
    yield from (text for pair in answering.commands for text in pair)
    for letter in letters:
        yield from (letter.name, letter.badge, *letter.reached, *letter.papers, *letter.lacking)
