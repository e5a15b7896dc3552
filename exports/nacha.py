"""NACHA files: PPD credits to officers, with prenotes, balanced or not.

94 characters a record, blocks of ten. Two batches at most: payments, and prenotes of nothing that
try an account before money goes there. Everything that the bank checks (check digits, counts,
hashes, totals) is worked out here and refused where it cannot be right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, Final

from coordinator.rules.accounts.banking_days import US
from exports.bank_file import Control, amount_problems, day_problems, is_routing
from exports.fixed_width import (
    BankFileError,
    Field,
    Record,
    blanks,
    fixed,
    name_in,
    write_record,
)

WIDTH: Final = 94
BLOCK: Final = 10
CREDIT = {"checking": "22", "savings": "32"}
PRENOTE = {"checking": "23", "savings": "33"}
DEBIT = {"checking": "27", "savings": "37"}
LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}

_TOTALS = (
    Field("entry hash", 10, "digits"),
    Field("debits", 12, "digits"),
    Field("credits", 12, "digits"),
)
_ORIGIN = (Field("odfi", 8, "digits"), Field("batch", 7, "digits"))
FILE_HEADER: Record = (
    fixed("101"),
    Field("immediate destination", 10, "right"),
    Field("immediate origin", 10, "right"),
    Field("file date", 6, "digits"),
    Field("file time", 4, "digits"),
    Field("file id modifier", 1),
    fixed("094101"),
    Field("destination name", 23),
    Field("origin name", 23),
    Field("reference", 8),
)
BATCH_HEADER: Record = (
    fixed("5"),
    Field("service class", 3, "digits"),
    Field("company name", 16),
    Field("discretionary data", 20),
    Field("company id", 10),
    fixed("PPD"),
    Field("entry description", 10),
    Field("descriptive date", 6),
    Field("effective date", 6, "digits"),
    blanks(3),
    fixed("1"),
    *_ORIGIN,
)
ENTRY: Record = (
    fixed("6"),
    Field("transaction code", 2, "digits"),
    Field("routing number", 9, "digits"),
    Field("account number", 17),
    Field("amount", 10, "digits"),
    Field("individual id", 15),
    Field("individual name", 22),
    blanks(2),
    fixed("0"),
    Field("odfi", 8, "digits"),
    Field("sequence", 7, "digits"),
)
BATCH_CONTROL: Record = (
    fixed("8"),
    Field("service class", 3, "digits"),
    Field("entries", 6, "digits"),
    *_TOTALS,
    Field("company id", 10),
    blanks(25),
    *_ORIGIN,
)
FILE_CONTROL: Record = (
    fixed("9"),
    Field("batches", 6, "digits"),
    Field("blocks", 6, "digits"),
    Field("entries", 8, "digits"),
    *_TOTALS,
    blanks(39),
)


@dataclass(frozen=True, slots=True)
class NachaOrigin:
    """Who sends: as the bank's agreement gives it. The offset is where a balanced file debits."""

    destination: str
    destination_name: str
    origin: str
    origin_name: str
    company_id: str
    company_name: str
    odfi: str
    description: str = "PAYROLL"
    balanced: bool = False
    offset_routing: str = ""
    offset_account: str = ""
    offset_kind: str = "checking"
    line_end: str = "crlf"


@dataclass(frozen=True, slots=True)
class Credit:
    """Money for one account; a prenote carries none."""

    routing: str
    account: str
    kind: str
    name: str
    reference: str
    cents: int


def write_nacha(
    stream: BinaryIO,
    origin: NachaOrigin,
    payments: Sequence[Credit],
    prenotes: Sequence[Credit],
    *,
    made: datetime,
    effective: date,
    modifier: str = "A",
    reference: str = "",
) -> Control:
    """Write the file; gives its control figures. Raises BankFileError, and then writes nothing."""
    problems = [*_origin_problems(origin), *day_problems(made.date(), effective, US)]
    problems += [problem for each in (*payments, *prenotes) for problem in _problems(each)]
    if not payments and not prenotes:
        problems.append("There is nothing to pay.")
    if problems:
        raise BankFileError(problems)
    batches = [_Batch(origin, payments, offset=origin.balanced)] if payments else []
    batches += [_Batch(origin, prenotes, prenote=True)] if prenotes else []
    lines = [write_record(FILE_HEADER, _file_header(origin, made, modifier, reference), problems)]
    sequence = 0
    for number, batch in enumerate(batches, 1):
        lines += batch.lines(number, sequence, effective, problems)
        sequence += len(batch.entries)
    control = _control(batches, len(lines) + 1)
    lines.append(write_record(FILE_CONTROL, _file_control(control, batches), problems))
    if problems:
        raise BankFileError(problems)
    lines += ["9" * WIDTH] * (control.blocks * BLOCK - len(lines))
    end = LINE_ENDS[origin.line_end]
    stream.write((end.join(lines) + end).encode("ascii"))
    return control


class _Batch:
    """Entries under one header; the offset of a balanced file is the last of them."""

    def __init__(
        self,
        origin: NachaOrigin,
        entries: Sequence[Credit],
        *,
        prenote: bool = False,
        offset: bool = False,
    ) -> None:
        self.origin = origin
        codes = PRENOTE if prenote else CREDIT
        self.credit_cents = sum(each.cents for each in entries)
        self.debit_cents = self.credit_cents if offset else 0
        self.entries = [(codes[each.kind], each) for each in entries]
        if offset:
            name, total = origin.company_name, self.credit_cents
            kind, routing = origin.offset_kind, origin.offset_routing
            own = Credit(routing, origin.offset_account, kind, name, "OFFSET", total)
            self.entries.append((DEBIT[kind], own))
        self.service_class = 200 if offset else 220

    @property
    def entry_hash(self) -> int:
        """The sum of the first eight digits of all routing numbers."""
        return sum(int(each.routing[:8]) for _, each in self.entries)

    def lines(self, number: int, before: int, effective: date, problems: list[str]) -> list[str]:
        """Header, entries and control; trace numbers run on from `before`."""
        shared: dict[str, str | int] = {
            "service class": self.service_class,
            "company id": self.origin.company_id,
            "odfi": self.origin.odfi[:8],
            "batch": number,
        }
        header = shared | {
            "company name": self.origin.company_name,
            "discretionary data": "",
            "entry description": self.origin.description,
            "descriptive date": f"{effective:%y%m%d}",
            "effective date": f"{effective:%y%m%d}",
        }
        control = shared | {
            "entries": len(self.entries),
            "entry hash": self.entry_hash % 10**10,
            "debits": self.debit_cents,
            "credits": self.credit_cents,
        }
        entries = [
            write_record(ENTRY, self._entry(code, each, before + place), problems)
            for place, (code, each) in enumerate(self.entries, 1)
        ]
        return [
            write_record(BATCH_HEADER, header, problems),
            *entries,
            write_record(BATCH_CONTROL, control, problems),
        ]

    def _entry(self, code: str, each: Credit, sequence: int) -> dict[str, str | int]:
        return {
            "transaction code": code,
            "routing number": each.routing,
            "account number": each.account,
            "amount": each.cents,
            "individual id": each.reference,
            "individual name": name_in(each.name, 22),
            "odfi": self.origin.odfi[:8],
            "sequence": sequence,
        }


def _file_header(
    origin: NachaOrigin, made: datetime, modifier: str, reference: str
) -> dict[str, str | int]:
    return {
        "immediate destination": origin.destination,
        "immediate origin": origin.origin,
        "file date": f"{made:%y%m%d}",
        "file time": f"{made:%H%M}",
        "file id modifier": modifier,
        "destination name": name_in(origin.destination_name, 23),
        "origin name": name_in(origin.origin_name, 23),
        "reference": reference[-8:],
    }


def _control(batches: Sequence[_Batch], lines: int) -> Control:
    entries = sum(len(batch.entries) for batch in batches)
    paid = [each for batch in batches for code, each in batch.entries if code in CREDIT.values()]
    total = sum(batch.credit_cents for batch in batches)
    hashed = sum(batch.entry_hash for batch in batches) % 10**10
    return Control(entries, len(paid), total, hashed, len(batches), -(-lines // BLOCK))


def _file_control(control: Control, batches: Sequence[_Batch]) -> dict[str, str | int]:
    return {
        "batches": control.batches,
        "blocks": control.blocks,
        "entries": control.entries,
        "entry hash": control.entry_hash,
        "debits": sum(batch.debit_cents for batch in batches),
        "credits": control.total_cents,
    }


def _problems(each: Credit) -> list[str]:
    who = f"{each.name} ({each.reference})"
    found = []
    if not is_routing(each.routing):
        found.append(f"{who}: {each.routing!r} is no routing number; its check digit is wrong.")
    if each.kind not in CREDIT:
        found.append(f"{who}: {each.kind!r} is neither checking nor savings.")
    if not each.account.strip():
        found.append(f"{who}: there is no account number.")
    return [*found, *amount_problems(who, each.cents, least=0)]


def _origin_problems(origin: NachaOrigin) -> list[str]:
    found = []
    if not is_routing(origin.odfi):
        found.append(f"The bank's own routing number {origin.odfi!r} has a wrong check digit.")
    if not origin.company_id or not origin.company_name:
        found.append("The company id and name of the bank's agreement are missing.")
    if not origin.destination or not origin.origin:
        found.append("The immediate destination and origin of the bank's agreement are missing.")
    if origin.balanced and not is_routing(origin.offset_routing):
        found.append(f"The offset's routing number {origin.offset_routing!r} is wrong.")
    if origin.balanced and not origin.offset_account:
        found.append("A balanced file needs the account that it debits.")
    return found
