"""The agency's own fields as lines of a form, and what was typed in them as the record keeps it."""

from collections.abc import Mapping, Sequence
from typing import Any

from coordinator.rules.custom_fields import OWN, CustomDef, shown_value
from coordinator.rules.request_words import CustomKind
from screens.parts.entry import Entry, Kind, choice
from storage.queries.book.custom_fields import custom_fields, kept_values

_HINTS = {CustomKind.NUMBER: "a number", CustomKind.DATE: "2026-11-22 · 11/22 · +3"}
_YES_NO = (("yes", "yes"), ("no", "no"))


def own_entries(connection: Any, record: str, custom: str | None) -> tuple[Entry, ...]:
    """A line for each of the fields that records of this kind have."""
    values = kept_values(custom)
    return tuple(
        _entry(field, shown_value(values.get(field.key)))
        for field in custom_fields(connection, record)
    )


def with_own(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with the agency's fields together under `own`, by their key."""
    plain = {name: value for name, value in values.items() if not name.startswith(OWN)}
    own = {
        name.removeprefix(OWN): str(value or "")
        for name, value in values.items()
        if name.startswith(OWN)
    }
    return {**plain, "own": own} if own else plain


def _entry(field: CustomDef, text: str) -> Entry:
    name = f"{OWN}{field.key}"
    if field.kind == CustomKind.YES_NO:
        return choice(name, field.label, _YES_NO, text)
    if field.kind == CustomKind.CHOICE:
        return choice(name, field.label, _pairs(field.choices, text), text)
    kind = Kind.DATE if field.kind == CustomKind.DATE else Kind.TEXT
    return Entry(name, field.label, text, kind, _HINTS.get(CustomKind(field.kind), ""))


def _pairs(choices: Sequence[str], standing: str) -> tuple[tuple[str, str], ...]:
    """What may be chosen, and what stands there though it is offered no longer."""
    offered = (*choices, standing) if standing and standing not in choices else choices
    return tuple((each, each) for each in offered)
