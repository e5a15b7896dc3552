"""The last faults of the program, beside the book: where it broke, and nothing of what it held.

A fault's own words may quote the book; so only its kind and the places in the code are kept.
"""

import json
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storage.whole_file import write_whole

KEPT = 20


def faults_of(book: Path) -> Path:
    """The file beside a book."""
    return book.with_name(book.name + ".faults")


def note_fault(book: Path, error: BaseException, now: int) -> None:
    """Keep a fault; `now` in UTC seconds. One that cannot be kept is not: a fault is enough."""
    kept = [*faults(book), {"at": now, "kind": type(error).__name__, "places": [*_places(error)]}]
    text = json.dumps(kept[-KEPT:]).encode()
    try:
        write_whole(faults_of(book), lambda stream: stream.write(text))
    except OSError:
        return


def faults(book: Path) -> list[dict[str, Any]]:
    """The last faults, the oldest first."""
    try:
        found = json.loads(faults_of(book).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _places(error: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
