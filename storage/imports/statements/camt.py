"""camt.053, read by the standard library's parser. A file with a DTD or entities is refused."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring

from storage.imports.problems import BadFile
from storage.imports.statements.statement import Line, Statement, in_cents

_SIGN = {"CRDT": 1, "DBIT": -1}
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)


def read_camt(data: bytes) -> tuple[Statement, ...]:
    """The statements of a camt.053 file, whatever version its namespace names."""
    if b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper():
        raise BadFile("The file declares a document type or entities: no bank's statement does.")
    try:
        root = fromstring(data, parser=XMLParser())
    except (ParseError, ValueError) as error:
        raise BadFile(f"The XML file cannot be read: {error}") from error
    return tuple(_statement(each) for each in _all(root, "Stmt"))


def _statement(element: Element) -> Statement:
    account = _text(element, "Acct", "Id", "IBAN") or _text(element, "Acct", "Id", "Othr", "Id")
    lines = tuple(line for entry in _all(element, "Ntry") for line in _lines(entry))
    return Statement(
        account=account or "unknown",
        currency=_text(element, "Acct", "Ccy") or _currency(element),
        lines=lines,
        opening_cents=_balance(element, _OPENING),
        closing_cents=_balance(element, _CLOSING),
    )


def _lines(entry: Element) -> Iterator[Line]:
    """One line for an entry; a batch entry whose parts have amounts gives one for each part."""
    on = _text(entry, "BookgDt", "Dt") or _text(entry, "BookgDt", "DtTm")[:10]
    sign = _sign(entry)
    whole = _amount(entry) * sign
    own = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
    parts = [each for each in _all(entry, "TxDtls") if _child(each, "Amt") is not None]
    if len(parts) > 1 and sum(_amount(each) * sign for each in parts) == whole:
        for place, part in enumerate(parts, 1):
            yield _line(part, on, _amount(part) * sign, f"{own}/{place}", sign)
        return
    details = _first(entry, "TxDtls")
    yield _line(entry if details is None else details, on, whole, own, sign, entry)


def _line(
    part: Element, on: str, cents: int, own: str, sign: int, entry: Element | None = None
) -> Line:
    party = "Dbtr" if sign > 0 else "Cdtr"
    payer = _text(part, "RltdPties", party, "Nm") or _text(part, "RltdPties", party, "Pty", "Nm")
    said = [each.text or "" for each in _all(part, "Ustrd")]
    said += [each.text or "" for each in _all(part, "EndToEndId") if each.text != "NOTPROVIDED"]
    said += [_text(each, "CdtrRefInf", "Ref") for each in _all(part, "Strd")]
    said += [_text(entry, "AddtlNtryInf")] if entry is not None else []
    reference = own or _text(part, "Refs", "TxId") or _text(part, "Refs", "EndToEndId")
    if not reference:
        raise BadFile(f"An entry of {on} over {cents / 100:,.2f} has no reference of the bank.")
    return Line(on, cents, payer, " ".join(filter(None, said)), reference)


def _balance(element: Element, codes: tuple[str, ...]) -> int | None:
    for each in _all(element, "Bal"):
        if _text(each, "Tp", "CdOrPrtry", "Cd") in codes:
            return _amount(each) * _sign(each)
    return None


def _amount(element: Element) -> int:
    text = _text(element, "Amt")
    try:
        return in_cents(Decimal(text), "An amount")
    except InvalidOperation:
        raise BadFile(f"{text!r} is no amount.") from None


def _sign(element: Element) -> int:
    word = _text(element, "CdtDbtInd")
    if word not in _SIGN:
        raise BadFile(f"An amount is neither credit nor debit ({word or 'nothing said'}).")
    return _SIGN[word]


def _currency(element: Element) -> str:
    found = _first(element, "Amt")
    return found.get("Ccy", "") if found is not None else ""


# ── elements by their local names ────────────────────────────────────────────────────────────


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if _local(each) == name)


def _first(element: Element, name: str) -> Element | None:
    return next(_all(element, name), None)


def _child(element: Element, name: str) -> Element | None:
    return next((each for each in element if _local(each) == name), None)


def _text(element: Element, *path: str) -> str:
    found: Element | None = element
    for name in path:
        found = _child(found, name) if found is not None else None
    return (found.text or "").strip() if found is not None else ""
