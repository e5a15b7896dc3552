"""What is written into fields of the agency's own, laid over what stands there."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.actions.results import Refused
from coordinator.rules.custom_fields import CustomDef, Misfit, Value, read_value
from storage.queries.book.custom_fields import custom_fields, kept_values


@dataclass(frozen=True, slots=True)
class Filled:
    """What a record's `custom` column is to hold; None where nothing stands in any field."""

    text: str | None


def with_texts(
    connection: sqlite3.Connection, record: str, kept: str | None, texts: Mapping[str, str]
) -> Filled | Refused:
    """A record's own fields with what was written laid over them; refused with every misfit."""
    known = {field.key: field for field in custom_fields(connection, record)}
    return laid_over(known, kept, texts)


def laid_over(
    known: Mapping[str, CustomDef], kept: str | None, texts: Mapping[str, str]
) -> Filled | Refused:
    """What stands in the fields, with what was written laid over it."""
    values: dict[str, Value] = kept_values(kept)
    problems = [f"There is no field {key}." for key in texts if key not in known]
    for key, text in texts.items():
        found = read_value(known[key], text) if key in known else None
        if isinstance(found, Misfit):
            problems.append(found.words)
        elif found is None:
            values.pop(key, None)
        else:
            values[key] = found
    if problems:
        return Refused(tuple(problems))
    return Filled(json.dumps(values, ensure_ascii=False, sort_keys=True) if values else None)
