"""OFX and QFX, SGML and XML, read by `bankfile`. Its warnings are kept, and what is cut refused."""

import re
from typing import Any

from storage.imports.problems import BadFile
from storage.imports.statements.statement import Line, Statement, in_cents

_ACCOUNT = re.compile(rb"<ACCTID>\s*([^<\r\n]+)", re.IGNORECASE)
_CUT = ("still open", "truncated")


def read_ofx(data: bytes) -> tuple[Statement, ...]:
    """The statement of an OFX file. OFX says the closing balance only: the opening one follows."""
    # 130 ms to import, and only for this.
    from bankfile import parse_bytes

    if b"<!ENTITY" in data.upper() or b"<!DOCTYPE" in data.upper():
        raise BadFile("The file declares entities: no bank's statement does.")
    if len(set(_ACCOUNT.findall(data))) > 1:
        raise BadFile("The file holds several accounts. Ask the bank for each by itself.")
    try:
        found: Any = parse_bytes(data)
    except Exception as error:
        # Whatever a young library raises is the file's fault here, and is said.
        raise BadFile(f"The OFX file cannot be read: {error}") from error
    notes = tuple(warning.message for warning in found.warnings)
    for note in notes:
        if any(word in note.lower() for word in _CUT):
            raise BadFile(f"The OFX file is not whole: {note}")
    if b"</OFX>" not in data.upper():
        raise BadFile("The OFX file is not whole: it ends before </OFX>.")
    lines = tuple(_line(each, place) for place, each in enumerate(found.transactions, 1))
    closing = found.closing_balance
    closing_cents = None if closing is None else in_cents(closing, "Closing balance")
    opening_cents = None
    if closing_cents is not None:
        opening_cents = closing_cents - sum(line.cents for line in lines)
    return (
        Statement(
            account=found.account or "unknown",
            currency=found.currency or "",
            lines=lines,
            opening_cents=opening_cents,
            closing_cents=closing_cents,
            notes=notes,
        ),
    )


def _line(found: Any, place: int) -> Line:
    reference = str(found.bank_reference or found.raw.get("FITID") or "")
    if not reference:
        raise BadFile(f"Line {place} has no FITID: it could not be told from the same line again.")
    words = " ".join(filter(None, (found.purpose, found.reference, found.check_number)))
    return Line(
        on=(found.booking_date or found.date).isoformat(),
        cents=in_cents(found.amount, f"Line {place}"),
        payer=found.counterparty_name or "",
        words=words,
        reference=reference,
    )
