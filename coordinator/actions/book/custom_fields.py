"""Fields of the agency's own on employers, officers and jobs: defined, retired, filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.actions.book.editing import Kept, attempt, change
from coordinator.actions.results import Actor, Refused
from coordinator.rules.custom_fields import KEY
from coordinator.rules.request_words import CustomKind, CustomRecord
from storage.database import Book
from storage.queries.book.custom_fields import custom_fields
from storage.transaction import Transaction

RESERVED = ("id", "number", "name", "badge", "custom")


@dataclass(frozen=True, slots=True)
class NewField:
    """A field to be defined. `choices` are a line each."""

    record: str
    key: str
    label: str
    kind: str = CustomKind.TEXT
    choices: str = ""


def define_field(book: Book, actor: Actor, new: NewField) -> Kept | Refused:
    """Define a field of the agency's own; it comes last in forms. A retired one comes back."""
    if wrong := _wrong(new):
        return Refused((wrong,))

    def write(tx: Transaction) -> Kept:
        from storage.models import CustomField

        known = custom_fields(tx.connection, new.record, retired=True)
        same = next((one for one in known if one.key == new.key), None)
        if same is not None and not same.retired:
            raise ValueError(f"There is a field {new.key} already.")
        if same is not None and same.kind != new.kind:
            raise ValueError(f"{new.key} was a field of another kind ({same.kind}).")
        row = tx.get(CustomField, same.id) if same else None
        if row is None:
            row = CustomField(record=new.record, key=new.key, label=new.label, kind=new.kind)
            row.ordinal = 1 + max((one.ordinal for one in known), default=0)
            row.choices = new.choices
            tx.add(row)
        else:
            row.label, row.choices, row.retired = new.label, new.choices, False
            tx.save(row)
        tx.subject = f"custom_field:{row.id}"
        return Kept("custom_field", row.id, f"Field {new.label} of {new.record}s · u undoes")

    return attempt(book, actor, "define field", "custom_field", write)


def change_field(
    book: Book, actor: Actor, field_id: int, label: str, choices: str, ordinal: int | None = None
) -> Kept | Refused:
    """Call a field otherwise, offer other choices, or move it; what stands in records stays."""

    def write(tx: Transaction) -> Kept:
        from storage.models import CustomField

        row = tx.get(CustomField, field_id)
        if wrong := _wrong(NewField(row.record, row.key, label, row.kind, choices)):
            raise ValueError(wrong)
        row.label, row.choices = label.strip(), choices
        row.ordinal = row.ordinal if ordinal is None else ordinal
        tx.save(row)
        return Kept("custom_field", field_id, f"Field {row.label} changed · u undoes")

    return attempt(book, actor, "change field", f"custom_field:{field_id}", write)


def retire_field(book: Book, actor: Actor, field_id: int) -> Kept | Refused:
    """Show a field no longer; what stands in it stays on record."""

    def write(tx: Transaction) -> Kept:
        from storage.models import CustomField

        row = tx.get(CustomField, field_id)
        row.retired = True
        tx.save(row)
        return Kept("custom_field", field_id, f"Field {row.label} retired · u undoes")

    return attempt(book, actor, "retire field", f"custom_field:{field_id}", write)


def fill_in(
    book: Book, actor: Actor, record: str, record_id: int, texts: Mapping[str, str]
) -> Kept | Refused:
    """Write what stands in a record's own fields, by key; an empty text takes it away."""
    if record not in set(CustomRecord):
        return Refused((f"{record} has no fields of the agency's own.",))

    from storage.models import Employer, Job, Officer

    models: dict[str, type[Employer | Job | Officer]] = {
        "employer": Employer, "job": Job, "officer": Officer,
    }  # fmt: skip
    own = {"own": texts}
    return change(book, actor, f"change {record}", models[record], record_id, own)


def _wrong(new: NewField) -> str:
    if new.record not in set(CustomRecord):
        return f"Fields are of {', '.join(CustomRecord)}; not of {new.record!r}."
    if not KEY.fullmatch(new.key) or new.key in RESERVED:
        return f"{new.key!r} is no key: small letters, digits and _, such as fleet_size."
    if not new.label.strip():
        return "A field needs a label."
    if new.kind not in set(CustomKind):
        return f"A field is one of: {', '.join(CustomKind)}; not {new.kind!r}."
    if (new.kind == CustomKind.CHOICE) != bool(new.choices.strip()):
        return "A choice, and nothing else, has choices: one a line."
    return ""
