"""The register of equipment: what there is, and when a piece cannot be had."""

from dataclasses import dataclass

from coordinator.actions.book.editing import Fields, Kept, attempt, change, enter
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Equipment, EquipmentOut
from storage.queries.staffing.equipment import used_meanwhile
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NewEquipment:
    """A piece to be entered. `kind` is what rate cards price, `code` what people call it."""

    code: str
    kind: str
    label: str = ""
    unit: str = ""
    mileage: int | None = None
    words: str = ""


def add_equipment(book: Book, actor: Actor, new: NewEquipment) -> Kept | Refused:
    """Enter a piece of equipment."""
    if not new.code.strip() or not new.kind.strip():
        return Refused(("Equipment needs a code, and the kind by which it is priced.",))
    row = Equipment(
        code=new.code.strip(),
        kind=_kind(new.kind),
        label=new.label.strip(),
        unit=new.unit.strip(),
        mileage=new.mileage,
        words=new.words.strip(),
    )
    return enter(book, actor, "add equipment", row)


def change_equipment(book: Book, actor: Actor, row_id: int, fields: Fields) -> Kept | Refused:
    """Change what the register says of a piece; `retired_on` is the day from which it is gone."""
    told = dict(fields)
    if "kind" in told:
        told["kind"] = _kind(str(told["kind"]))
    return change(book, actor, "change equipment", Equipment, row_id, told)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A piece cannot be had for a time; `hit` are the details for which it was meant."""

    id: int
    hit: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        hits = f"; it was meant for {', '.join(self.hit)}" if self.hit else ""
        return f"Out of service{hits} · u undoes"


def take_out(
    book: Book, actor: Actor, equipment_id: int, span: tuple[int, int | None], reason: str
) -> TakenOut | Refused:
    """A piece cannot be had in a span (UTC seconds, half-open; without an end until further
    notice). Nothing is taken off a detail by this."""
    if not reason.strip():
        return Refused(("Say why it is out of service.",))
    starts_at, ends_at = span
    row = EquipmentOut(
        equipment_id=equipment_id, starts_at=starts_at, ends_at=ends_at, reason=reason.strip()
    )
    done = enter(book, actor, "take out of service", row)
    if isinstance(done, Refused):
        return done
    until = ends_at if ends_at is not None else 1 << 40
    hit = used_meanwhile(book.reader(), equipment_id, (starts_at, until))
    return TakenOut(done.id, tuple(dict.fromkeys(use.detail for use in hit)))


def bring_back(book: Book, actor: Actor, out_id: int, at: int) -> Kept | Refused:
    """The piece can be had again from an instant on (UTC seconds)."""

    def write(tx: Transaction) -> Kept:
        row = tx.get(EquipmentOut, out_id)
        if at <= row.starts_at:
            tx.remove(row)  # a span that would be empty never was
        else:
            row.ends_at = at
            tx.save(row)
        return Kept("equipment", row.equipment_id, "Back in service · u undoes")

    return attempt(book, actor, "back in service", f"equipment_out:{out_id}", write)


def _kind(text: str) -> str:
    """As documents write it: 'Marked car' is marked_car."""
    return "_".join(text.strip().casefold().split())
