"""Values of TOML as case files have them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any


def as_in_case_files(value: Any) -> Any:
    """Dates and times become text, other numbers than integers too; the rest stays."""
    if isinstance(value, Mapping):
        return {key: as_in_case_files(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_in_case_files(inner) for inner in value]
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, int, bool)) else str(value)
