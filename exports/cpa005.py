"""Canadian EFT files (CPA standard 005): 1464 characters a record, one payment a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final

from coordinator.rules.accounts.banking_days import CA
from exports.bank_file import Control, amount_problems, day_problems
from exports.fixed_width import (
    BankFileError,
    Field,
    Record,
    blanks,
    fixed,
    name_in,
    write_record,
)

WIDTH: Final = 1464
NEWLINE: Final = "\r\n"

_CONTROL = (Field("originator id", 10), Field("file number", 4, "digits"))
HEADER: Record = (
    fixed("A000000001"),
    *_CONTROL,
    Field("created", 6, "digits"),
    Field("data centre", 5, "digits"),
    blanks(20),
    Field("currency", 3),
    blanks(1406),
)
CREDIT: Record = (
    fixed("C"),
    Field("count", 9, "digits"),
    *_CONTROL,
    Field("transaction code", 3, "digits"),
    Field("amount", 10, "digits"),
    Field("available", 6, "digits"),
    fixed("0"),
    Field("institution", 3, "digits"),
    Field("transit", 5, "digits"),
    Field("account number", 12),
    fixed("0" * 25),
    Field("short name", 15),
    Field("payee", 30),
    Field("long name", 30),
    Field("originator id", 10),
    Field("cross reference", 19),
    fixed("0"),
    Field("return institution", 3, "digits"),
    Field("return transit", 5, "digits"),
    Field("return account", 12),
    blanks(39),
    fixed("0" * 11),
    blanks(WIDTH - 24 - 240),
)
TRAILER: Record = (
    fixed("Z"),
    Field("count", 9, "digits"),
    *_CONTROL,
    fixed("0" * 22),
    Field("credit total", 14, "digits"),
    Field("credits", 8, "digits"),
    fixed("0" * 44),
    blanks(1352),
)


@dataclass(frozen=True, slots=True)
class EftOrigin:
    """Who sends, as the bank's agreement gives it; returns go to the return account.

    200 is the code of payroll deposits (CPA standard 007).
    """

    originator_id: str
    short_name: str
    long_name: str
    data_centre: str
    return_institution: str
    return_transit: str
    return_account: str
    transaction_code: str = "200"
    currency: str = "CAD"


@dataclass(frozen=True, slots=True)
class EftCredit:
    """Money for one account."""

    institution: str
    transit: str
    account: str
    name: str
    reference: str
    cents: int


def write_eft(
    stream: BinaryIO,
    origin: EftOrigin,
    payments: Sequence[EftCredit],
    *,
    file_number: int,
    made: date,
    available: date,
) -> Control:
    """Write the file; gives its control figures. Raises BankFileError, and then writes nothing.

    The last record has no line end. A file number is 1 to 9999 and does not come again soon.
    """
    problems = [problem for each in payments for problem in _problems(each)]
    problems += [] if payments else ["There is nothing to pay."]
    problems += day_problems(made, available, CA)
    if not 1 <= file_number <= 9999:
        problems.append(f"File number {file_number} is not between 1 and 9999.")
    if not origin.originator_id:
        problems.append("The originator id of the bank's agreement is missing.")
    shared: dict[str, str | int] = {
        "originator id": origin.originator_id,
        "file number": file_number,
    }
    head = shared | {
        "created": julian(made),
        "data centre": origin.data_centre,
        "currency": origin.currency,
    }
    lines = [write_record(HEADER, head, problems)]
    for count, each in enumerate(payments, 2):
        values = shared | _credit(origin, each, available) | {"count": count}
        lines.append(write_record(CREDIT, values, problems))
    total = sum(each.cents for each in payments)
    foot = shared | {"count": len(payments) + 2, "credit total": total, "credits": len(payments)}
    lines.append(write_record(TRAILER, foot, problems))
    if problems:
        raise BankFileError(problems)
    stream.write(NEWLINE.join(lines).encode("ascii"))
    return Control(len(payments), len(payments), total, 0, 1, len(lines))


def julian(on: date) -> str:
    """0YYDDD: the year and the day of the year."""
    return f"0{on:%y%j}"


def _credit(origin: EftOrigin, each: EftCredit, available: date) -> dict[str, str | int]:
    return {
        "transaction code": origin.transaction_code,
        "amount": each.cents,
        "available": julian(available),
        "institution": each.institution,
        "transit": each.transit,
        "account number": each.account,
        "short name": name_in(origin.short_name, 15),
        "payee": name_in(each.name, 30),
        "long name": name_in(origin.long_name, 30),
        "cross reference": each.reference,
        "return institution": origin.return_institution,
        "return transit": origin.return_transit,
        "return account": origin.return_account,
    }


def _problems(each: EftCredit) -> list[str]:
    who = f"{each.name} ({each.reference})"
    found = []
    for what, value, most in (
        ("institution", each.institution, 3),
        ("transit", each.transit, 5),
        ("account", each.account, 12),
    ):
        short = what != "account" and len(value) != most
        if short or len(value) > most or not (value.isascii() and value.isdigit()):
            found.append(f"{who}: {what} {value!r} is not {most} digits{_AT_MOST.get(what, '')}.")
    return [*found, *amount_problems(who, each.cents)]


_AT_MOST = {"account": " or fewer"}
