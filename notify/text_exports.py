"""Texts out of the files that text services export: CSV, JSON, and JSON a line.

A file may be one, or a folder of them into which somebody puts each new one. Every row is kept as
it came; the same row in a later export is the same text.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from notify.charsets import decoded
from notify.incoming import Fetched, Incoming
from notify.settled_files import Settled, look
from notify.text_rows import Row, RowReading

ENDINGS = (".csv", ".json", ".jsonl", ".ndjson", ".txt")
FILE_BYTES = 50_000_000
MOST_FILES = 50
_LISTS = ("messages", "data", "items", "results", "records")


def fetch_texts(path: Path, reading: RowReading, last: str, now: int) -> Fetched:
    """The texts of the file, or the folder's files, that were not read yet (`now`: UTC)."""
    folder, endings = (path, ENDINGS) if path.is_dir() else (path.parent, (path.name.lower(),))
    found = look(folder, endings, last, now)
    incoming: list[Incoming] = []
    unread: list[str] = []
    read: list[str] = []
    for file in found.files[:MOST_FILES]:
        texts, troubles = _texts(file, reading, now)
        incoming += texts
        unread += troubles[:20]
        read.append(file.mark)
    return Fetched(tuple(incoming), "", found.last(read), found.trouble, tuple(unread))


def _texts(file: Settled, reading: RowReading, now: int) -> tuple[list[Incoming], list[str]]:
    name = file.path.name
    try:
        if file.path.stat().st_size > FILE_BYTES:
            return [], [f"{name}: larger than {FILE_BYTES // 1_000_000} MB"]
        rows = list(rows_of(file.path.read_bytes()))
    except OSError as error:
        return [], [f"{name}: {error.strerror}"]
    except (ValueError, csv.Error, RecursionError) as error:
        return [], [f"{name}: {error}"]
    texts: list[Incoming] = []
    troubles: list[str] = []
    for number, row in enumerate(rows, 1):
        taken = reading.take(row, min(file.changed_at, now))
        if isinstance(taken, Incoming):
            texts.append(taken)
        elif taken:
            troubles.append(f"{name}, row {number}: {taken}")
    return texts, troubles


def rows_of(data: bytes) -> Iterator[Row]:
    """The rows of a CSV or JSON file, whatever its name. Raises ValueError where it is neither."""
    label = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = decoded(data, label).lstrip("\ufeff")
    head = text.lstrip()[:1]
    if head in ("{", "["):
        yield from _json_rows(text)
    else:
        yield from _csv_rows(text)


def _json_rows(text: str) -> Iterator[Row]:
    try:
        documents = [json.loads(text)]
    except json.JSONDecodeError:
        # One document a line, as log exports have them.
        documents = [json.loads(line) for line in text.splitlines() if line.strip()]
    for document in documents:
        yield from _rows_in(document)


def _rows_in(document: Any) -> Iterator[Row]:
    if isinstance(document, Mapping):
        inner = next((document[name] for name in _LISTS if _is_list(document.get(name))), None)
        if inner is None:
            yield document
        else:
            yield from _rows_in(inner)
    elif isinstance(document, list):
        yield from (row for row in document if isinstance(row, Mapping))


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _csv_rows(text: str) -> Iterator[Row]:
    first = text.partition("\n")[0]
    mark = max((",", ";", "\t"), key=first.count)
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=mark):
        yield {name: value for name, value in row.items() if name is not None}
