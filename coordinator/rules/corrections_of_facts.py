"""Corrections of facts on which past awards rested, as plain data."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

CORRECTABLE = (
    "officer",
    "rank_held",
    "officer_status",
    "certificate",
    "exclusion",
    "group_member",
    "conflict",
    "tally_entry",
    "list_state",
    "list_place",
)
"""Tables that hold facts about officers; what is in them is so until it is corrected."""

ANSWERS = ("call_note", "offer")
"""Answers that were written down wrongly: they may be taken out, not added."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One row as it should have been: `values` by column; None where it should not be there.

    `row` 0 is a new one.
    """

    table: str
    row: int
    values: Mapping[str, Any] | None

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        values = None if self.values is None else dict(self.values)
        return {"table": self.table, "row": self.row, "values": values}


def to_json(corrections: Iterable[Correction]) -> str:
    """The corrections as text, as it is kept."""
    return json.dumps([each.plain for each in corrections], sort_keys=True, ensure_ascii=False)


def from_json(text: str) -> tuple[Correction, ...]:
    """The corrections that were written so. Raises KeyError or ValueError where they are none."""
    return tuple(
        Correction(each["table"], each["row"], each["values"]) for each in json.loads(text)
    )
