"""Files for the city's bank: written of a locked run, numbered, and noted in the book.

A run is written once; writing it again needs to be said, since the bank might pay it twice.
"""

import io
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from coordinator.actions.bank_accounts import BankDetails, open_details
from coordinator.actions.documents import written
from coordinator.actions.editing import Kept
from coordinator.actions.results import Actor, Refused
from coordinator.actions.sealing import SealingKey
from coordinator.actions.settings import set_setting
from coordinator.rules.words import BankFileKind
from exports.cpa005 import EftCredit, EftOrigin, write_eft
from exports.fixed_width import BankFileError
from exports.nacha import Control, Credit, NachaOrigin, write_nacha
from storage.database import Book
from storage.models import BankAccount, BankFile
from storage.queries.bank_accounts import (
    AccountLine,
    accounts_known,
    bank_files,
    net_by_officer,
    prenotes_wanted,
)
from storage.queries.payroll import RunLine, payroll_run
from storage.queries.settings import setting
from storage.queries.today import agency_words

NACHA_SETTING, EFT_SETTING = "bank.nacha", "bank.eft"
"""Settings: the fields of the bank's agreement, by the names of NachaOrigin and EftOrigin."""
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
    problem = _cannot_make(connection, found, effective_on, kind, again=again)
    if isinstance(found, Refused) or problem:
        return found if isinstance(found, Refused) else Refused((problem,))
    with book.action(actor, "make bank file", f"payroll_run:{found.run.id}") as tx:
        serial = tx.next_number(f"bank-file:{kind}")
        made = datetime.fromtimestamp(tx.now, UTC).astimezone(_zone(connection))
        try:
            data, control = _write(connection, found, kind, serial, made, effective_on)
        except BankFileError as error:
            tx.abandon()
            return Refused(error.problems)
        paper = written(
            where, ("bank", f"{number}-{kind}-{serial}", "txt"), lambda stream: _put(stream, data),
            "Bank file", replace=True,
        )  # fmt: skip
        if isinstance(paper, Refused):
            tx.abandon()
            return paper
        row = tx.add(
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
        for line, _ in found.prenotes:
            account = tx.get(BankAccount, line.account_id or 0)
            account.prenote_on = effective_on
            tx.save(account)
        return BankFileMade(row.id, paper.path, kind, serial, control, row.sha256, found.left)


def default_kind(connection: sqlite3.Connection) -> str:
    """The format of the agency's country: EFT in Canada, else NACHA."""
    found = connection.execute("SELECT currency FROM agency WHERE id = 1").fetchone()[0]
    return BankFileKind.EFT if found == "CAD" else BankFileKind.NACHA


def origin_fields(kind: str) -> tuple[str, ...]:
    """The names of the bank's agreement that a kind of file needs."""
    origin: type[Any] = EftOrigin if kind == BankFileKind.EFT else NachaOrigin
    return tuple(field.name for field in fields(origin))


def agreement_of(connection: sqlite3.Connection, kind: str) -> dict[str, Any]:
    """What is known of the bank's agreement, by field; empty where nothing is."""
    name = EFT_SETTING if kind == BankFileKind.EFT else NACHA_SETTING
    held: dict[str, Any] = setting(connection, name, {})
    known = _DEFAULTS[BankFileKind(kind)] | held
    return {field: known.get(field, "") for field in origin_fields(kind)}


def set_agreement(
    book: Book, actor: Actor, kind: str, fields_: Mapping[str, str]
) -> Kept | Refused:
    """Set some fields of the bank's agreement."""
    known = origin_fields(kind)
    unknown = [name for name in fields_ if name not in known]
    if unknown:
        return Refused((f"There is no {', '.join(unknown)}; there is {', '.join(known)}.",))
    name = EFT_SETTING if kind == BankFileKind.EFT else NACHA_SETTING
    held: dict[str, Any] = setting(book.reader(), name, {})
    typed: dict[str, Any] = dict(fields_)
    if "balanced" in typed:
        typed["balanced"] = str(typed["balanced"]).lower() in ("yes", "true", "1")
    return set_setting(book, actor, name, held | typed)


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
        origin = EftOrigin(**_agreement(connection, kind))
        payments = [_eft(found.run, each) for each in found.payments]
        number = (serial - 1) % 9999 + 1
        control = write_eft(
            stream, origin, payments, file_number=number, made=made.date(), available=day
        )
        return stream.getvalue(), control
    today = [x for x in bank_files(connection) if _day(x.made_at, made) == made.date()]
    control = write_nacha(
        stream,
        NachaOrigin(**_agreement(connection, kind)),
        [_credit(line, details, cents) for line, details, cents in found.payments],
        [_credit(line, details, 0) for line, details in found.prenotes],
        made=made,
        effective=day,
        modifier=MODIFIERS[len(today) % len(MODIFIERS)],
        reference=found.run.number,
    )
    return stream.getvalue(), control


def _agreement(connection: sqlite3.Connection, kind: str) -> dict[str, Any]:
    name = EFT_SETTING if kind == BankFileKind.EFT else NACHA_SETTING
    held: dict[str, Any] = setting(connection, name, {})
    known = {field: held[field] for field in origin_fields(kind) if field in held}
    missing = [field for field in origin_fields(kind) if field not in known]
    defaults = _DEFAULTS[BankFileKind(kind)]
    lacking = [field.replace("_", " ") for field in missing if field not in defaults]
    if lacking:
        raise BankFileError([f"Settings say nothing of the bank's {', '.join(lacking)}."])
    return defaults | known


_DEFAULTS: dict[str, dict[str, Any]] = {
    BankFileKind.NACHA: {
        "description": "PAYROLL",
        "balanced": False,
        "offset_routing": "",
        "offset_account": "",
        "offset_kind": "checking",
        "line_end": "crlf",
    },
    BankFileKind.EFT: {"transaction_code": "200", "currency": "CAD"},
}


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


def _cannot_make(
    connection: sqlite3.Connection,
    found: Payable | Refused,
    effective_on: str,
    kind: str,
    *,
    again: bool,
) -> str:
    if isinstance(found, Refused):
        return found.sentence
    if kind not in tuple(BankFileKind):
        return f"{kind!r} is none of {', '.join(BankFileKind)}."
    try:
        date.fromisoformat(effective_on)
    except ValueError:
        return f"{effective_on!r} is not a date such as 2026-11-22."
    before: Sequence[Any] = bank_files(connection, found.run.id)
    if before and not again:
        made = before[0]
        return (
            f"Run {found.run.number} has bank file {made.number} for {made.effective_on} already:"
            " make another only if the bank did not take that one (--again)."
        )
    return ""


def _zone(connection: sqlite3.Connection) -> ZoneInfo:
    return ZoneInfo(agency_words(connection).timezone)


def _day(at: int, made: datetime) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(made.tzinfo).date()


def _put(stream: Any, data: bytes) -> None:
    stream.write(data)
