"""The letter to an employer whose job is not taken, quoting the clauses that say so, as PDF."""

from dataclasses import dataclass
from typing import BinaryIO

from exports import words
from exports.pen import Look, Pen, faces_for
from exports.statement import addressed, letter_head
from exports.text import lines
from exports.typesetting import Running, Sheet
from storage.queries.money.money import AgencyBlock

TITLE = "Your request"


@dataclass(frozen=True, slots=True)
class Refusal:
    """To whom, when, about which job, and why: the clauses (number and text of the agreement), and
    what else was said."""

    employer: str
    address: str
    on: str
    job: str
    clauses: tuple[tuple[str, str], ...]
    reason: str = ""


def write_refusal(
    stream: BinaryIO,
    agency: AgencyBlock,
    letter: Refusal,
    *,
    paper: str = "letter",
    look: Look | None = None,
) -> None:
    """Write the letter on one page, or more where the clauses are long."""
    quoted = [f"{number}: {text}" if number else text for number, text in letter.clauses]
    texts = [agency.name, agency.address, agency.phone, agency.email, letter.employer]
    texts += [letter.address, letter.job, letter.reason]
    pen = Pen(Sheet(paper), faces_for((*texts, *quoted)), look)
    letter_head(pen, agency, "")
    pen.down(26)
    addressed(pen, (letter.employer, *lines(letter.address)))
    pen.down(18)
    pen.flow(words.iso_day(letter.on), 10)
    pen.down(14)
    pen.flow(f"{TITLE}: {letter.job}", 12, bold=True)
    pen.down(8)
    pen.flow("We cannot take this work.", 10)
    if letter.reason:
        pen.down(6)
        pen.flow(letter.reason, 10, limit=4_000)
    if quoted:
        pen.down(6)
        pen.flow("Our regulations on secondary employment say:", 10)
    for clause in quoted:
        pen.down(6)
        pen.flow(clause, 10, limit=4_000)
    pen.down(12)
    pen.flow("If the work is of another kind than we understood, please tell us.", 10)
    pen.down(20)
    pen.flow(agency.name, 10)
    running = Running(TITLE, agency.name, TITLE, agency.name, f"{agency.name} · {TITLE}")
    pen.write(stream, running)
