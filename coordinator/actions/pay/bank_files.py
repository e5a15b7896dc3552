"""Files for the city's bank: written of a locked run, numbered, and noted in the book.

A run is written once; writing it again needs to be said, since the bank might pay it twice.
"""

import io
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from coordinator.actions.book.documents import written
from coordinator.actions.pay.bank_accounts import BankDetails, open_details
from coordinator.actions.pay.bank_agreement import agreement_for, default_kind
from coordinator.actions.pay.sealing import SealingKey
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import BankFileKind
from exports.bank_file import Control
from exports.cpa005 import EftCredit, EftOrigin, write_eft
from exports.files import writer_of
from exports.fixed_width import BankFileError
from exports.nacha import Credit, NachaOrigin, write_nacha
from storage.database import Book
from storage.models import BankAccount, BankFile
from storage.queries.book.settings import setting
from storage.queries.money.bank_accounts import (
    AccountLine,
    accounts_known,
    bank_files,
    net_by_officer,
    prenotes_wanted,
)
from storage.queries.money.payroll import RunLine, payroll_run
from storage.queries.staffing.today import agency_words
from storage.transaction import Transaction

PRENOTES = "bank.prenotes"
"""Setting: whether new accounts are tried with a prenote, and paid only afterwards."""
MODIFIERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@dataclass(frozen=True, slots=True)
class BankFileMade:
    """The file is written and noted. `left` says who is not paid by it, and why."""

    file_id: int
    path: Path
    kind: str
    number: int
    control: Control
    sha256: str
    left: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        from exports.words import money

        left = f"; {len(self.left)} not paid by it" if self.left else ""
        paid = f"{self.control.credits} payments, {money(self.control.total_cents)}"
        return f"Bank file {self.number}: {paid}{left}: {self.path}"


@dataclass(frozen=True, slots=True)
class Payable:
    """Who would be paid, and who not."""

    run: RunLine
    payments: tuple[tuple[AccountLine, BankDetails, int], ...]
    prenotes: tuple[tuple[AccountLine, BankDetails], ...]
    left: tuple[str, ...]

    @property
    def total_cents(self) -> int:
        """The sum of all payments."""
        return sum(cents for _, _, cents in self.payments)


def preview_bank_file(
    connection: sqlite3.Connection, key: SealingKey, number: str, kind: str = ""
) -> Payable | Refused:
    """Whom a file of this run would pay, and why others are left."""
    run = payroll_run(connection, number)
    if run is None:
        return Refused((f"There is no locked payroll run {number}.",))
    known = accounts_known(connection)
    tries = bool(setting(connection, PRENOTES, default=False)) and kind != BankFileKind.EFT
    left: list[str] = []
    payments: list[tuple[AccountLine, BankDetails, int]] = []
    for officer, (badge, name, cents) in net_by_officer(connection, run.id).items():
        line = known.get(officer)
        details = open_details(key, line) if line else None
        if cents > 0 and line and details and not (tries and not line.prenote_on):
            payments.append((line, details, cents))
        elif cents:
            left.append(f"{badge} {name}: {_why(cents, line, details)}")
    wanted = prenotes_wanted(connection) if tries else ()
    opened = ((line, open_details(key, line)) for line in wanted)
    prenotes = tuple((line, details) for line, details in opened if details)
    return Payable(run, tuple(payments), prenotes, tuple(left))


def make_bank_file(
    book: Book,
    actor: Actor,
    key: SealingKey,
    number: str,
    effective_on: str,
    where: Path,
    *,
    kind: str = "",
    again: bool = False,
) -> BankFileMade | Refused:
    """Write the file of a locked run and note it; the run's second file must be asked for."""
    connection = book.reader()
    kind = kind or default_kind(connection)
    found = preview_bank_file(connection, key, number, kind)
    problem = _cannot_make(found, effective_on, kind)
    if isinstance(found, Refused) or problem:
        return found if isinstance(found, Refused) else Refused((problem,))
    with book.action(actor, "make bank file", f"payroll_run:{found.run.id}") as tx:
        problem = "" if again else _made_before(tx.connection, found.run)
        if problem:
            tx.abandon()
            return Refused((problem,))
        serial = tx.next_number(f"bank-file:{kind}")
        made = datetime.fromtimestamp(tx.now, UTC).astimezone(_zone(connection))
        try:
            data, control = _write(connection, found, kind, serial, made, effective_on)
        except BankFileError as error:
            tx.abandon()
            return Refused(error.problems)
        paper = written(
            where, ("bank", f"{number}-{kind}-{serial}", "txt"), writer_of(data),
            "Bank file", replace=True,
        )  # fmt: skip
        if isinstance(paper, Refused):
            tx.abandon()
            return paper
        row = _note(tx, found, kind, serial, effective_on, control, data)
        return BankFileMade(row.id, paper.path, kind, serial, control, row.sha256, found.left)


def _note(
    tx: Transaction,
    found: Payable,
    kind: str,
    serial: int,
    effective_on: str,
    control: Control,
    data: bytes,
) -> BankFile:
    """Note a file that was written, and the accounts that it tries."""
    for line, _ in found.prenotes:
        account = tx.get(BankAccount, line.account_id or 0)
        account.prenote_on = effective_on
        tx.save(account)
    return tx.add(
        BankFile(
            payroll_run_id=found.run.id,
            kind=kind,
            number=serial,
            made_at=tx.now,
            effective_on=effective_on,
            credits=control.credits,
            total_cents=control.total_cents,
            sha256=sha256(data).hexdigest(),
        )
    )


def _write(
    connection: sqlite3.Connection,
    found: Payable,
    kind: str,
    serial: int,
    made: datetime,
    effective_on: str,
) -> tuple[bytes, Control]:
    stream = io.BytesIO()
    day = date.fromisoformat(effective_on)
    if kind == BankFileKind.EFT:
        origin = EftOrigin(**agreement_for(connection, kind))
        payments = [_eft(found.run, each) for each in found.payments]
        number = (serial - 1) % 9999 + 1
        control = write_eft(
            stream, origin, payments, file_number=number, made=made.date(), available=day
        )
        return stream.getvalue(), control
    today = [x for x in bank_files(connection) if _day(x.made_at, made) == made.date()]
    control = write_nacha(
        stream,
        NachaOrigin(**agreement_for(connection, kind)),
        [_credit(line, details, cents) for line, details, cents in found.payments],
        [_credit(line, details, 0) for line, details in found.prenotes],
        made=made,
        effective=day,
        modifier=MODIFIERS[len(today) % len(MODIFIERS)],
        reference=found.run.number,
    )
    return stream.getvalue(), control


def _credit(line: AccountLine, details: BankDetails, cents: int) -> Credit:
    return Credit(details.routing, details.account, details.kind, line.officer, line.badge, cents)


def _eft(run: RunLine, each: tuple[AccountLine, BankDetails, int]) -> EftCredit:
    line, details, cents = each
    institution, _, transit = details.routing.partition("-")
    reference = f"{run.number}-{line.badge}"
    return EftCredit(institution, transit, details.account, line.officer, reference, cents)


def _why(cents: int, line: AccountLine | None, details: BankDetails | None) -> str:
    if cents < 0:
        return "nothing to pay, he owes from earlier pay"
    if line is None:
        return "no bank account is known"
    if details is None:
        return "the account does not open with this key"
    return "the account is tried with a prenote first"


def _cannot_make(found: Payable | Refused, effective_on: str, kind: str) -> str:
    if isinstance(found, Refused):
        return found.sentence
    if kind not in tuple(BankFileKind):
        return f"{kind!r} is none of {', '.join(BankFileKind)}."
    try:
        date.fromisoformat(effective_on)
    except ValueError:
        return f"{effective_on!r} is not a date such as 2026-11-22."
    return ""


def _made_before(connection: sqlite3.Connection, run: RunLine) -> str:
    """Why no other file may be written of a run without saying so, or nothing."""
    before = bank_files(connection, run.id)
    if not before:
        return ""
    return (
        f"Run {run.number} has bank file {before[0].number} for {before[0].effective_on} already:"
        " make another only if the bank did not take that one (--again)."
    )


def _zone(connection: sqlite3.Connection) -> ZoneInfo:
    return ZoneInfo(agency_words(connection).timezone)


def _day(at: int, made: datetime) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(made.tzinfo).date()
