"""The sign sheet of a detail as PDF: who came when, signed by each officer and by the employer.

Beside each officer stands a code for his phone: the clock page with his number, or his text ready
to send. The employer's code holds the text by which he confirms the hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from exports import words
from exports.faces import faces_for
from exports.pen import Look, Pen
from exports.shapes import qr_fields
from exports.statement import letter_head
from exports.text import lines
from exports.typesetting import INK, Running, Sheet
from storage.queries.money.money import AgencyBlock

TITLE = "Sign sheet"
CODE_SIDE = 54
ROW = CODE_SIDE + 18


@dataclass(frozen=True, slots=True)
class SignLine:
    """One officer: his seat, what his code opens, and what he may text by hand."""

    number: str
    officer: str
    what: str
    starts_at: int
    ends_at: int
    opens: str
    text: str


@dataclass(frozen=True, slots=True)
class SignSheet:
    """Everything on the sheet. Instants are UTC seconds; `to` is where texts and mails go."""

    agency: AgencyBlock
    number: str
    starts_at: int
    ends_at: int
    title: str
    employer: str
    contact: str
    site: str
    address: str
    call_sign: str
    lines: tuple[SignLine, ...]
    opens: str
    text: str
    to: str
    code_word: bool


def write_sign_sheet(
    stream: BinaryIO, sheet: SignSheet, *, paper: str = "letter", look: Look | None = None
) -> None:
    """Write the sheet; officers go on over pages, the employer's part stays together."""
    pen = Pen(Sheet(paper), faces_for(_texts(sheet)), look)
    letter_head(pen, sheet.agency, TITLE)
    pen.down(12)
    _head(pen, sheet)
    for line in sheet.lines:
        _line(pen, line, sheet.agency.timezone)
    if not sheet.lines:
        pen.down(12)
        pen.flow("Nobody holds a seat on this detail.", 10)
    _employer(pen, sheet)
    title = f"{TITLE} {sheet.number}"
    agency = sheet.agency.name
    pen.write(stream, Running(title, agency, title, f"{agency} · {title}", f"{agency} · {title}"))


def _head(pen: Pen, sheet: SignSheet) -> None:
    sign = f" · {sheet.call_sign}" if sheet.call_sign else ""
    pen.flow(f"{sheet.number}{sign} · {sheet.employer}", 13, bold=True)
    pen.flow(words.span(sheet.starts_at, sheet.ends_at, sheet.agency.timezone), 10, bold=True)
    pen.flow(", ".join((sheet.site, *lines(sheet.address))), 9)
    pen.flow(sheet.title, 9, grey=True)
    pen.down(4)
    posted = " Where the phone tells no position, add the word posted at the site." * (
        sheet.code_word
    )
    if sheet.to:
        scan = "Officers: scan your own code when you come and when you go, or text to"
        pen.flow(f"{scan} {sheet.to}.{posted}", 8.5)
    pen.down(4)


def _line(pen: Pen, line: SignLine, zone: str) -> None:
    pen.keep(ROW)
    top, left = pen.y, pen.left
    pen.rule(pen.left, pen.right, top)
    fields = qr_fields(line.opens) if line.opens else ()
    if fields:
        pen.squares(fields, left + 2, top - CODE_SIDE - 6, CODE_SIDE)
    x = left + CODE_SIDE + 14
    pen.down(6)
    start, end = words.local(line.starts_at, zone), words.local(line.ends_at, zone)
    drop = pen.block(x, line.officer, 150, 10, bold=True)
    pen.y -= drop
    pen.put(x, f"{line.number} {line.what}"[:40], 8, grey=True)
    pen.put(x, f"{start:%H:%M} to {words.clock_end(start, end)}", 8.5, drop=11)
    if line.text:
        pen.put(x, line.text, 8, grey=True, drop=22)
    pen.y = top - ROW + 14
    _blanks(pen, x + 158)
    pen.y = top - ROW


def _blanks(pen: Pen, x: float) -> None:
    room = pen.right - x
    shares = (("In", 0.16), ("Out", 0.16), ("Break", 0.14), ("Officer's signature", 0.54))
    for name, share in shares:
        pen.rule(x, x + room * share - 6, pen.y, 0.6, INK)
        pen.put(x, name, 7, grey=True, drop=2)
        x += room * share


def _employer(pen: Pen, sheet: SignSheet) -> None:
    pen.keep(150)
    pen.rule(pen.left, pen.right, pen.y, 0.9, INK)
    pen.down(10)
    pen.flow(f"For {sheet.employer}", 11, bold=True)
    said = "The officers named above were here in the hours written beside their names."
    pen.flow(said, 9)
    top = pen.y
    fields = qr_fields(sheet.opens) if sheet.opens else ()
    if fields:
        pen.squares(fields, pen.left + 2, top - CODE_SIDE - 8, CODE_SIDE)
    room = pen.inner - CODE_SIDE - 14
    if sheet.text:
        how = f"Or confirm by phone: scan, mend the hours if they differ, send {sheet.text}"
        height = pen.block(pen.left + CODE_SIDE + 14, f"{how} to {sheet.to}.", room, 8.5)
        pen.y = top - height
    pen.y = min(pen.y, top - CODE_SIDE - 8) - 34
    x = pen.left
    for name, share in (("Name in print", 0.34), ("Signature", 0.42), ("Date and time", 0.24)):
        pen.rule(x, x + pen.inner * share - 8, pen.y, 0.6, INK)
        pen.put(x, sheet.contact if share == 0.34 else "", 9, drop=-13)
        pen.put(x, name, 7, grey=True, drop=2)
        x += pen.inner * share
    pen.down(20)


def _texts(sheet: SignSheet) -> Iterator[str]:
    agency = sheet.agency
    yield from (agency.name, agency.address, agency.phone, agency.email)
    yield from (sheet.title, sheet.employer, sheet.contact, sheet.site, sheet.address)
    yield from (sheet.number, sheet.call_sign, sheet.text, sheet.to)
    for line in sheet.lines:
        yield from (line.number, line.officer, line.what, line.text)
