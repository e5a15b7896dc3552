"""BAI2, read by `bai2`, which checks counts and control totals; balances are checked here."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from storage.imports.problems import BadFile
from storage.imports.statements.statement import Line, Statement

OPENING, CLOSING = "010", "015"
_CREDIT = range(100, 400)
_DEBIT = range(400, 700)


def read_bai(data: bytes) -> tuple[Statement, ...]:
    """The statements of a BAI2 file, one for each account that moved."""
    from bai2 import bai2
    from bai2.exceptions import IntegrityException, NotSupportedYetException, ParsingException

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    try:
        found: Any = bai2.parse_from_string(text, check_integrity=True)
    except (IntegrityException, ParsingException, NotSupportedYetException) as error:
        raise BadFile(f"The BAI2 file does not hold together: {error}") from error
    except (ValueError, KeyError, IndexError, StopIteration, AttributeError, TypeError) as error:
        raise BadFile(f"The BAI2 file cannot be read: {error!r}") from error
    return tuple(
        _statement(group, account) for group in found.children for account in group.children
    )


def _statement(group: Any, account: Any) -> Statement:
    header = account.header
    on = group.header.as_of_date.isoformat()
    balances = {
        _code(item.type_code): item.amount
        for item in header.summary_items
        if item.type_code is not None
    }
    return Statement(
        account=str(header.customer_account_number),
        currency=str(header.currency or group.header.currency or "").upper(),
        lines=tuple(_lines(account, on)),
        opening_cents=balances.get(OPENING),
        closing_cents=balances.get(CLOSING),
    )


def _lines(account: Any, on: str) -> Iterator[Line]:
    """BAI2 has no id that is sure to differ; the bank's reference and the place among equals do."""
    same: Counter[tuple[str, int, str]] = Counter()
    for each in account.children:
        cents = each.amount * _sign(_code(each.type_code))
        words = " ".join(str(each.text or "").split())
        bank = str(each.bank_reference or "")
        key = (bank, cents, words)
        same[key] += 1
        reference = f"{bank}/{words[:60]}/{same[key]}"
        yield Line(on, cents, "", f"{words} {each.customer_reference or ''}".strip(), reference)


def _code(type_code: Any) -> str:
    return str(getattr(type_code, "code", type_code))


def _sign(code: str) -> int:
    number = int(code) if code.isdecimal() else 0
    if number in _CREDIT:
        return 1
    if number in _DEBIT:
        return -1
    raise BadFile(f"The BAI2 file has a movement of type {code}, which is neither in nor out.")
