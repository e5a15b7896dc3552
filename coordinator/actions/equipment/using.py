"""Equipment on details: put there, taken off, its mileage; wanted twice it needs a reason."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.actions.results import Actor, Refused
from coordinator.rules.recurring.equipment import Equipment as Kinds
from coordinator.rules.recurring.equipment import kind_of
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.models import Detail, Equipment, EquipmentUse
from storage.queries.staffing.equipment import (
    UseLine,
    out_meanwhile,
    use_of,
    used_meanwhile,
    uses_on,
)
from storage.queries.staffing.facts import agency_zone
from storage.transaction import Transaction

MOST_MILES = 5_000
"""Further in one use is taken for a mistake of the pen."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Equipment that is to be on a detail: a piece of the register, or so many of a kind.

    Without a span (UTC seconds, half-open) it is there for the whole detail.
    """

    detail_id: int
    equipment_id: int | None = None
    kind: str = ""
    label: str = ""
    quantity: int = 1
    officer_id: int | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PutOn:
    """The equipment is on the detail; `despite` is what stood against it."""

    use_id: int
    what: str
    detail: str
    despite: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        against = f", although {'; '.join(self.despite)}" if self.despite else ""
        return f"{self.what} on {self.detail}{against} · u undoes"


@dataclass(frozen=True, slots=True)
class UseChanged:
    """A use is another, or is over."""

    use_id: int
    sentence: str


def put_on(book: Book, actor: Actor, wanted: Wanted, *, reason: str = "") -> PutOn | Refused:
    """Put equipment on a detail. What is in use meanwhile, out of service or retired is refused
    unless there is a reason to do it all the same."""
    with book.action(actor, "put equipment", f"detail:{wanted.detail_id}") as tx:
        done = put_on_in(tx, wanted, reason)
        if isinstance(done, Refused):
            tx.abandon()
        return done


def put_on_in(tx: Transaction, wanted: Wanted, reason: str = "") -> PutOn | Refused:
    """Put equipment on a detail as part of the action under way."""
    detail = tx.get(Detail, wanted.detail_id)
    span = wanted.span or (detail.starts_at, detail.ends_at)
    if problem := _wrong(wanted, span, detail):
        return Refused((problem,))
    piece = tx.get(Equipment, wanted.equipment_id) if wanted.equipment_id else None
    against = tuple(_against(tx.connection, piece, span)) if piece else ()
    if against and not reason.strip():
        return Refused((*against, "Give a reason to take it all the same."))
    if against:
        tx.reason = "; ".join(filter(None, (reason.strip(), tx.reason)))
    use = tx.add(
        EquipmentUse(
            detail_id=detail.id,
            kind=piece.kind if piece else kind_of(wanted.kind),
            label=piece.code if piece else wanted.label.strip(),
            quantity=1 if piece else wanted.quantity,
            starts_at=span[0],
            ends_at=span[1],
            equipment_id=piece.id if piece else None,
            officer_id=wanted.officer_id,
        )
    )
    return PutOn(use.id, _name(use), f"detail {detail.number}", against)


def equip(tx: Transaction, detail: Detail, kinds: Kinds) -> None:
    """So many of each kind on a new detail, for the whole of it."""
    for kind, quantity in kinds.items():
        tx.add(
            EquipmentUse(
                detail_id=detail.id,
                kind=kind,
                quantity=quantity,
                starts_at=detail.starts_at,
                ends_at=detail.ends_at,
            )
        )


def equip_otherwise(tx: Transaction, detail: Detail, was: Kinds, kinds: Kinds) -> bool:
    """Other kinds for a detail that stands; a line changed by hand stays. Whether any changed."""
    made = {
        use.kind: use.id
        for use in uses_on(tx.connection, detail.id)
        if (use.equipment_id, use.officer_id, use.quantity) == (None, None, was.get(use.kind))
    }
    other = [kind for kind in {**was, **kinds} if was.get(kind) != kinds.get(kind)]
    changed = [kind for kind in other if kind not in was or kind in made]
    for kind in changed:
        if kind in made:
            tx.remove(tx.get(EquipmentUse, made[kind]))
    equip(tx, detail, {kind: kinds[kind] for kind in changed if kind in kinds})
    return bool(changed)


def conflicts(
    connection: sqlite3.Connection, equipment_id: int, span: tuple[int, int], but_use: int = 0
) -> tuple[str, ...]:
    """What stands against a piece in a span, in words: for those who ask before they act."""
    row = connection.execute(
        "SELECT code, retired_on FROM equipment WHERE id = ?", (equipment_id,)
    ).fetchone()
    if row is None:
        return ("There is no such equipment.",)
    return tuple(_said(connection, equipment_id, row[0], row[1], span, but_use))


def take_off(book: Book, actor: Actor, use_id: int) -> UseChanged | Refused:
    """Take equipment off a detail. What was billed already needs a credit first."""
    use = use_of(book.reader(), use_id)
    if use is None:
        return Refused((f"There is no use {use_id}.",))
    with book.action(actor, "take equipment off", f"detail:{use.detail_id}") as tx:
        row = tx.get(EquipmentUse, use_id)
        tx.remove(row)
        return UseChanged(use_id, f"{_name(row)} off detail {use.detail} · u undoes")


def give_to(book: Book, actor: Actor, use_id: int, officer_id: int | None) -> UseChanged | Refused:
    """Who of the detail has it; None is nobody in particular."""
    use = use_of(book.reader(), use_id)
    if use is None:
        return Refused((f"There is no use {use_id}.",))
    with book.action(actor, "give equipment", f"detail:{use.detail_id}") as tx:
        row = tx.get(EquipmentUse, use_id)
        row.officer_id = officer_id
        tx.save(row)
        return UseChanged(use_id, f"{_name(row)} of detail {use.detail} given · u undoes")


def note_mileage(
    book: Book, actor: Actor, use_id: int, out: int | None, back: int | None
) -> UseChanged | Refused:
    """What the odometer said when it went out and came in; the register keeps the latest."""
    use = use_of(book.reader(), use_id)
    if use is None:
        return Refused((f"There is no use {use_id}.",))
    if problem := _odd_miles(book.reader(), use, out, back):
        return Refused((problem,))
    with book.action(actor, "note mileage", f"detail:{use.detail_id}") as tx:
        row = tx.get(EquipmentUse, use_id)
        row.mileage_out, row.mileage_in = out, back
        tx.save(row)
        _keep_latest(tx, row)
        driven = "" if out is None or back is None else f": {back - out} driven"
        return UseChanged(use_id, f"Mileage of {_name(row)} noted{driven} · u undoes")


def move_uses(tx: Transaction, detail: Detail, first: int, last: int) -> None:
    """A detail's hours have changed by so many seconds at each end: what is on it goes along.

    An end that was not the detail's own moves only with the whole detail.
    """
    starts_at, ends_at = detail.starts_at - first, detail.ends_at - last
    inside = first if first == last else 0
    for use in uses_on(tx.connection, detail.id):
        row = tx.get(EquipmentUse, use.id)
        row.starts_at += first if row.starts_at == starts_at else inside
        row.ends_at += last if row.ends_at == ends_at else inside
        if row.ends_at <= row.starts_at:
            row.starts_at, row.ends_at = detail.starts_at, detail.ends_at
        tx.save(row)


def _keep_latest(tx: Transaction, use: EquipmentUse) -> None:
    latest = use.mileage_in if use.mileage_in is not None else use.mileage_out
    if use.equipment_id is None or latest is None:
        return
    piece = tx.get(Equipment, use.equipment_id)
    if piece.mileage is None or latest > piece.mileage:
        piece.mileage = latest
        tx.save(piece)


def _odd_miles(
    connection: sqlite3.Connection, use: UseLine, out: int | None, back: int | None
) -> str:
    if (out is not None and out < 0) or (back is not None and back < 0):
        return "An odometer does not stand below nothing."
    if out is None or back is None:
        return ""
    if back < out:
        return f"It came in with {back:,}, which is less than the {out:,} it went out with."
    if back - out > MOST_MILES:
        return f"{back - out:,} in one use: look at the figures again."
    return ""


def _wrong(wanted: Wanted, span: tuple[int, int], detail: Detail) -> str:
    if span[1] <= span[0]:
        return "The end must be later than the start."
    if wanted.equipment_id is None and not wanted.kind.strip():
        return "Name a piece of equipment, or a kind."
    if wanted.quantity < 1:
        return "At least one."
    if detail.state != "planned":
        return f"Detail {detail.number} is {detail.state}."
    return ""


def _against(
    connection: sqlite3.Connection, piece: Equipment, span: tuple[int, int]
) -> Iterator[str]:
    return _said(connection, piece.id, piece.code, piece.retired_on, span)


def _said(
    connection: sqlite3.Connection,
    equipment_id: int,
    code: str,
    retired_on: str | None,
    span: tuple[int, int],
    but_use: int = 0,
) -> Iterator[str]:
    calendar = Calendar(agency_zone(connection))
    if retired_on and retired_on <= calendar.local_iso(span[1] - 1):
        yield f"{code} is retired from {retired_on} on."
    for out in out_meanwhile(connection, equipment_id, span):
        until = f" until {_when(calendar, out.ends_at)}" if out.ends_at else ""
        yield f"{code} is out of service{until}: {out.reason}."
    for use in used_meanwhile(connection, equipment_id, span, but_use):
        hours = f"{_when(calendar, use.starts_at)} to {_when(calendar, use.ends_at)}"
        yield f"{code} is on detail {use.detail} from {hours}."


def _when(calendar: Calendar, at: int) -> str:
    return f"{calendar.wall(at):%Y-%m-%d %H:%M}"


def _name(use: EquipmentUse) -> str:
    count = f"{use.quantity} x " if use.quantity != 1 else ""
    label = f" {use.label}" if use.label else ""
    return f"{count}{use.kind.replace('_', ' ')}{label}"
