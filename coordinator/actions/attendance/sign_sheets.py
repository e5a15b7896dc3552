"""Sign sheets: the codes of a detail's officers and of its employer, and the paper that holds them.

Each officer's code is drawn if he has none yet; it acts only from his own phone or mailbox, so
that whoever reads it on the sheet can do nothing with it.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from coordinator.actions.attendance.clock_pages import address_with, officers_write_to
from coordinator.actions.book.documents import Made, printed
from coordinator.actions.messages.how_to_answer import own_words
from coordinator.actions.results import Actor, Refused
from notify.replies import Word
from storage.database import Book
from storage.queries.attendance.sign_sheets import SignHead, SignSeat, sign_head, sign_seats

if TYPE_CHECKING:
    from sqlite3 import Connection

    from exports.sign_sheet import SignLine, SignSheet

VERB = "draw codes"


@dataclass(frozen=True, slots=True)
class _Codes:
    """The codes of a detail: of its officers by position, and of its employer."""

    officers: dict[int, str]
    employer: str


def make_sign_sheet(
    book: Book, actor: Actor, detail_id: int, where: Path, *, replace: bool = True
) -> Made | Refused:
    """Draw the codes that are missing and write the sheet as PDF."""
    codes = _codes(book, actor, detail_id)
    if isinstance(codes, Refused):
        return codes
    from exports.sign_sheet import write_sign_sheet

    connection = book.reader()
    head = sign_head(connection, detail_id)
    if head is None:
        return Refused(("There is no such detail.",))
    sheet = _sheet(connection, head, codes)
    return printed(
        connection,
        where,
        ("sign", head.number),
        partial(write_sign_sheet, sheet=sheet),
        f"Sign sheet {head.number}",
        replace=replace,
    )


def _codes(book: Book, actor: Actor, detail_id: int) -> _Codes | Refused:
    """The codes; nothing is written where all of them are drawn already."""
    from coordinator.actions.answers.reply_codes import code_of_employer, code_of_officer

    with book.action(actor, VERB, f"detail:{detail_id}") as tx:
        head = sign_head(tx.connection, detail_id)
        if head is None:
            tx.abandon()
            return Refused(("There is no such detail.",))
        officers = {
            seat.position_id: code_of_officer(tx, seat.officer_id, seat.position_id).code
            for seat in sign_seats(tx.connection, detail_id)
        }
        employer = code_of_employer(tx, head.id, head.employer_id, head.contact_id).code
        return _Codes(officers, employer)


def _sheet(connection: "Connection", head: SignHead, codes: _Codes) -> "SignSheet":
    from exports.sign_sheet import SignSheet
    from exports.words import local
    from storage.queries.money.money import agency_block

    agency, says = agency_block(connection), own_words(connection)
    number, mail = officers_write_to(connection)
    start, end = (local(at, agency.timezone) for at in (head.starts_at, head.ends_at))
    text = f"{says[Word.HOURS][0].upper()} {codes.employer} {start:%H%M}-{end:%H%M}"
    seats = sign_seats(connection, head.id)
    line = partial(_line, connection, codes, says[Word.IN][0].upper(), (number, mail))
    return SignSheet(
        agency,
        head.number,
        head.starts_at,
        head.ends_at,
        head.title,
        head.employer,
        head.contact,
        head.site,
        head.address,
        head.call_sign,
        tuple(map(line, seats)),
        _ready(text, number, mail),
        text if number or mail else "",
        number or mail,
        _posts_word(connection, head.id),
    )


def _line(
    connection: "Connection", codes: _Codes, says: str, to: tuple[str, str], seat: SignSeat
) -> "SignLine":
    from exports.sign_sheet import SignLine

    code = codes.officers.get(seat.position_id, "")
    text = f"{says} {code}" if code and any(to) else ""
    opens = address_with(connection, code) if code else ""
    what = f"{seat.role.replace('_', ' ')} {seat.label}".strip()
    return SignLine(
        seat.number,
        seat.officer,
        what,
        seat.starts_at,
        seat.ends_at,
        opens or (_ready(text, *to) if text else ""),
        text,
    )


def _ready(text: str, number: str, mail: str) -> str:
    """What a phone's camera makes of a text: one to send, or a mail; nothing where neither goes.

    SMSTO is what readers of codes on both kinds of phone understand (ZXing, Barcode Contents).
    """
    if number:
        return f"SMSTO:{number}:{text}"
    return f"mailto:{mail}?subject={quote(text)}&body={quote(text)}" if mail else ""


def _posts_word(connection: "Connection", detail_id: int) -> bool:
    row = connection.execute(
        "SELECT coalesce(site.code_word, '') <> '' FROM detail JOIN site ON site.id = site_id "
        "WHERE detail.id = ?",
        (detail_id,),
    ).fetchone()
    return bool(row and row[0])
