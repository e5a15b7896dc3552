"""Run on its own: a PDF on standard input, the values of its form fields as JSON on output.

It limits its own time and memory, so that whoever waits for it need not trust the file.
"""

import contextlib
import json
import sys
from io import BytesIO
from typing import Final

MOST_FIELDS: Final = 400
LONGEST: Final = 4_000
CPU_SECONDS: Final = 15
MEMORY: Final = 1 << 30


def values_of(data: bytes) -> dict[str, str]:
    """Name → value of each form field. Raises whatever the library raises."""
    import logging

    from pypdf import PdfReader

    logging.disable(logging.CRITICAL)
    fields = PdfReader(BytesIO(data)).get_fields() or {}
    found = {}
    for name, field in list(fields.items())[:MOST_FIELDS]:
        value = field.get("/V")
        if isinstance(value, (list, tuple)):
            value = value[0] if value else None
        if isinstance(value, (str, bytes)):
            text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
            found[str(name)[:100]] = text[:LONGEST]
    return found


def _bounded() -> None:
    """Windows has no such limits; there the time alone is bounded, by whoever waits."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    """Read, and say what was found; nothing where it cannot be read."""
    _bounded()
    try:
        found = values_of(sys.stdin.buffer.read())
    except Exception:  # noqa: BLE001 - whatever a hostile file makes the library do
        found = {}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
