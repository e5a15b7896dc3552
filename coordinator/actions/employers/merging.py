"""Employers that are in the register twice: found, told apart, or made one."""

import json
import sqlite3
from dataclasses import dataclass

from coordinator.actions.book.editing import Kept, attempt
from coordinator.actions.book.settings import set_in
from coordinator.actions.distribution.account_names import rename_accounts
from coordinator.actions.results import Actor, Refused
from coordinator.rules.duplicates import Pair, duplicates
from storage.database import Book
from storage.errors import Missing
from storage.models import Employer, Note
from storage.queries.book.labels import counted
from storage.queries.book.settings import setting
from storage.queries.people.same_employers import (
    BY_SUBJECT,
    known_employers,
    linked_columns,
    names_of,
    pointing_to,
)
from storage.transaction import Transaction

APART = "employers.told_apart"
"""Setting: pairs of ids that are alike and yet not the same."""


@dataclass(frozen=True, slots=True)
class Twice:
    """Two employers that are probably one. `score` is of 100, `why` says by what."""

    first: int
    first_name: str
    second: int
    second_name: str
    score: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merging:
    """What making two employers one would do: `moves` counts by table what points to the one that
    goes, `fills` names the columns that the other has empty."""

    keep: str
    goes: str
    moves: dict[str, int]
    fills: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What would be done, in one line."""
        moved = ", ".join(counted(table, number) for table, number in self.moves.items())
        filled = f"; taken over: {', '.join(self.fills)}" if self.fills else ""
        return f"{self.goes} goes into {self.keep}: {moved or 'nothing hangs on it'}{filled}"


@dataclass(frozen=True, slots=True)
class Merged:
    """Two employers are one."""

    employer_id: int
    what: Merging

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"{self.what.sentence} · u undoes"


def find_twice(connection: sqlite3.Connection) -> tuple[Twice, ...]:
    """Employers that are probably in the register twice, the likeliest first."""
    pairs = duplicates(known_employers(connection), _told_apart(connection))
    names = names_of(connection)
    return tuple(_twice(pair, names) for pair in pairs)


def tell_apart(book: Book, actor: Actor, one: int, other: int) -> Kept | Refused:
    """The two are alike and yet not the same: they are not listed again."""
    if one == other:
        return Refused(("These are one employer.",))
    pair = sorted((one, other))

    def write(tx: Transaction) -> Kept:
        pairs = [*map(list, _told_apart(tx.connection)), pair]
        set_in(tx, APART, sorted(map(list, {tuple(each) for each in pairs})))
        return Kept("employer", one, "They are two employers from now on · u undoes")

    return attempt(book, actor, "tell apart", f"employer:{pair[0]}", write)


def plan_merging(connection: sqlite3.Connection, keep: int, goes: int) -> Merging | Refused:
    """What making two one would do. Raises Missing."""
    if keep == goes:
        return Refused(("An employer cannot go into itself.",))
    standing, going = _row(connection, keep), _row(connection, goes)
    fills = tuple(name for name in _FILLED if not standing[name] and going[name])
    names = [f"{row['number']} {row['name']}" for row in (standing, going)]
    return Merging(names[0], names[1], pointing_to(connection, goes), fills)


def merge(book: Book, actor: Actor, keep: int, goes: int) -> Merged | Refused:
    """Make two employers one: whatever points to `goes` points to `keep`, which takes over what it
    lacks; `goes` leaves the register, and a note keeps its number and name. Raises Missing."""
    with book.action(actor, "merge employers", f"employer:{keep}") as tx:
        plan = plan_merging(tx.connection, keep, goes)
        if isinstance(plan, Refused):
            tx.abandon()
            return plan
        standing, going = tx.get(Employer, keep), tx.get(Employer, goes)
        _move(tx, keep, goes)
        for name in plan.fills:
            setattr(standing, name, getattr(going, name))
        standing.custom = _custom(standing.custom, going.custom)
        tx.save(standing)
        tx.remove(going)
        rename_accounts(tx, "employer", going.name, standing.name)
        tx.add(_remembered(tx, keep, plan.goes))
        return Merged(keep, plan)


_FILLED = (
    "kind", "address", "phone", "email", "po_number", "payment_terms_days", "insurance_until",
    "insurance_cents", "insurance_waived", "blocked_reason", "blocked_until_on", "blocked_by",
    "tax_number", "standing", "standing_on", "standing_by", "standing_words", "terms_sha256",
    "terms_on", "terms_by", "closes",
)  # fmt: skip
"""Columns that are taken over where the one that stays has nothing there. What exempts it (fees,
taxes, caps) is never taken over: that is decided of one firm."""


def _move(tx: Transaction, keep: int, goes: int) -> None:
    for table, column in linked_columns(tx.connection):
        sql = f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ?'
        tx.connection.execute(sql, (keep, goes))
    for table in BY_SUBJECT:
        sql = f'UPDATE "{table}" SET subject = ? WHERE subject = ?'
        tx.connection.execute(sql, (f"employer:{keep}", f"employer:{goes}"))


def _remembered(tx: Transaction, keep: int, name: str) -> Note:
    text = f"Was in the register twice: {name} went into this one."
    return Note(subject=f"employer:{keep}", text=text, written_at=tx.now, written_by=tx.who)


def _custom(standing: str | None, going: str | None) -> str | None:
    both = {**json.loads(going or "{}"), **json.loads(standing or "{}")}
    return json.dumps(both, ensure_ascii=False) if both else None


def _row(connection: sqlite3.Connection, employer_id: int) -> dict[str, object]:
    cursor = connection.execute("SELECT * FROM employer WHERE id = ?", (employer_id,))
    found = cursor.fetchone()
    if found is None:
        raise Missing(f"There is no employer with id {employer_id}.")
    return dict(zip((column[0] for column in cursor.description), found, strict=True))


def _told_apart(connection: sqlite3.Connection) -> tuple[tuple[int, int], ...]:
    pairs = setting(connection, APART, [])
    return tuple(
        (pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and all(type(x) is int for x in pair)
    )


def _twice(pair: Pair, names: dict[int, tuple[str, str]]) -> Twice:
    first, second = (" ".join(names[each]) for each in (pair.first, pair.second))
    return Twice(pair.first, first, pair.second, second, pair.score, pair.why)
