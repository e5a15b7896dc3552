"""Values of TOML: as case files have them, and written down again."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
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


def written(value: Any) -> str:
    """A value in TOML, on one line."""
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{key} = {written(inner)}" for key, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
