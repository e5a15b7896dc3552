"""The agency's own fields in files: columns headed own_KEY, held against the book."""

from collections.abc import Iterator, Mapping
from sqlite3 import Connection

from coordinator.actions.book.own_values import laid_over
from coordinator.actions.importing.plans import Difference
from coordinator.actions.results import Refused
from coordinator.rules.custom_fields import OWN, shown_value
from storage.imports.problems import Problem
from storage.queries.book.custom_fields import custom_fields, kept_values


class OwnFields:
    """The own fields of a kind of record, as a file fills them in; empty cells change nothing."""

    def __init__(self, connection: Connection, record: str) -> None:
        self._known = {field.key: field for field in custom_fields(connection, record)}

    def laid(self, row: int, kept: str | None, told: Mapping[str, str]) -> str | Problem | None:
        """What the record's own fields are to hold, or what is wrong in the row."""
        written = {key: text for key, text in told.items() if text}
        if not written:
            return kept
        found = laid_over(self._known, kept, written)
        if isinstance(found, Refused):
            heads = ", ".join(f"{OWN}{key}" for key in written)
            remedy = "mend it, or define the field: coordinator field add"
            return Problem(row, heads, "", found.sentence, remedy)
        return found.text

    def differences(self, kept: str | None, told: str | None) -> Iterator[Difference]:
        """What changes, field by field."""
        before, after = kept_values(kept), kept_values(told)
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) != after.get(key):
                label = self._known[key].label if key in self._known else key
                yield Difference(label, shown_value(before.get(key)), shown_value(after.get(key)))
