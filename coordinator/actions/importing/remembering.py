"""Keeping how a layout was read, for the next file of it."""

import json
from collections.abc import Sequence

from coordinator.actions.importing.plans import FileFacts
from storage.imports.mapping import Mapping, signature
from storage.models import ImportMapping
from storage.transaction import Transaction


def remember(tx: Transaction, kind: str, file: FileFacts) -> int:
    """Keep the mapping for the next file of this layout; returns the row's id."""
    return remember_layout(tx, kind, file.headers, file.mapping)


def remember_layout(tx: Transaction, kind: str, headers: Sequence[str], mapping: Mapping) -> int:
    """Keep how files with these headers are read; returns the row's id."""
    kept, layout = mapping.to_json(), signature(headers)
    row = tx.connection.execute(
        "SELECT id FROM import_mapping WHERE kind = ? AND signature = ? ORDER BY id DESC",
        (kind, layout),
    ).fetchone()
    if row is None:
        added = tx.add(ImportMapping(kind=kind, signature=layout, mapping=kept))
        assert added.id is not None
        return added.id
    held = tx.get(ImportMapping, row[0])
    if json.loads(held.mapping) != json.loads(kept):
        held.mapping = kept
        tx.save(held)
    return int(row[0])
