"""Where officers are paid: entered, replaced and ended; sealed in the book, shown masked."""

import json
from dataclasses import dataclass

from coordinator.actions.book.editing import Kept
from coordinator.actions.pay.sealing import SealingKey, seal, unseal
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import BankAccount, Officer
from storage.queries.money.bank_accounts import AccountLine, account_of
from storage.transaction import Transaction

KINDS = ("checking", "savings")


@dataclass(frozen=True, slots=True)
class BankDetails:
    """An account as it is typed: routing is nine digits, or institution-transit in Canada."""

    routing: str
    account: str
    kind: str = "checking"

    def __repr__(self) -> str:
        return f"BankDetails({masked(self.account[-4:])})"


def masked(last_four: str) -> str:
    """What is shown of an account: ····6789."""
    return f"····{last_four}" if last_four else ""


def set_account(
    book: Book, actor: Actor, key: SealingKey, officer_id: int, details: BankDetails, from_on: str
) -> Kept | Refused:
    """Pay the officer to this account from a local date on; the one before is kept as ended."""
    if problems := _problems(details):
        return Refused(problems)
    with book.action(actor, "set bank account", f"officer:{officer_id}") as tx:
        officer = tx.get(Officer, officer_id)
        before = account_of(tx.connection, officer_id)
        if before is not None and _same(key, before, details):
            tx.abandon()
            return Refused((f"That is the account of {officer.last_name} already.",))
        _end(tx, before, from_on)
        row_id = tx.mint("bank_account")
        row = tx.add(
            BankAccount(
                id=row_id,
                officer_id=officer_id,
                kind=details.kind,
                sealed=seal(key, _place(row_id), _as_text(details)),
                last_four=details.account[-4:],
                from_on=from_on,
            )
        )
        shown = masked(details.account[-4:])
        return Kept("bank_account", row.id, f"{officer.last_name} is paid to {shown}")


def end_account(book: Book, actor: Actor, officer_id: int, until_on: str) -> Kept | Refused:
    """The officer is no longer paid by bank from a local date on."""
    with book.action(actor, "end bank account", f"officer:{officer_id}") as tx:
        before = account_of(tx.connection, officer_id)
        if before is None or before.account_id is None:
            tx.abandon()
            return Refused(("There is no bank account to end.",))
        _end(tx, before, until_on)
        return Kept("bank_account", before.account_id, f"{masked(before.last_four)} is ended")


def open_details(key: SealingKey, line: AccountLine) -> BankDetails | None:
    """The details of an account, or None where the key does not open it."""
    text = unseal(key, _place(line.account_id or 0), line.sealed)
    if text is None:
        return None
    held = json.loads(text)
    return BankDetails(held["routing"], held["account"], line.kind)


def _problems(details: BankDetails) -> tuple[str, ...]:
    from exports.bank_file import is_routing

    found = []
    routing = details.routing
    canada = len(routing) == 9 and routing[3:4] == "-"
    if canada:
        if not routing.replace("-", "", 1).isdigit():
            found.append("Write the institution and transit as 003-00012.")
        if not (details.account.isdigit() and len(details.account) <= 12):
            found.append("A Canadian account number is 12 digits or fewer.")
    elif not is_routing(routing):
        found.append("That is no routing number: its nine digits do not fit together.")
    elif not details.account.strip() or len(details.account) > 17:
        found.append("An account number has 1 to 17 characters.")
    elif not (details.account.isascii() and details.account.replace("-", "").isalnum()):
        found.append("An account number is letters, digits and hyphens.")
    if details.kind not in KINDS:
        found.append(f"{details.kind!r} is neither checking nor savings.")
    return tuple(found)


def _same(key: SealingKey, before: AccountLine, details: BankDetails) -> bool:
    return before.account_id is not None and open_details(key, before) == details


def _end(tx: Transaction, before: AccountLine | None, on: str) -> None:
    if before is None or before.account_id is None:
        return
    row = tx.get(BankAccount, before.account_id)
    # An account that begins and ends on one day has no span: it goes.
    if row.from_on >= on:
        tx.remove(row)
        return
    row.until_on = on
    tx.save(row)


def _place(account_id: int) -> str:
    return f"bank_account:{account_id}"


def _as_text(details: BankDetails) -> str:
    return json.dumps({"routing": details.routing, "account": details.account})
