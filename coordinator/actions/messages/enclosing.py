"""What a mail takes along as it leaves: its files, its papers made now, and what it follows on.

Nothing here writes. It runs on the thread that hands over, outside any transaction.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.results import Refused
from notify.parcels import Enclosure, Failed, Parcel
from storage.queries.messages.enclosures import AttachedFile, files_of, thread_of

if TYPE_CHECKING:
    from coordinator.actions.book.documents import Made

Make = Callable[[sqlite3.Connection, Path, int, tuple[str, ...]], "Made | Refused"]
"""Makes a paper in a folder, at an instant (UTC seconds), of what follows the kind in `made_of`."""


def packed(connection: sqlite3.Connection, parcel: Parcel, now: int) -> Parcel | Failed:
    """The parcel with all that goes with it, or why that cannot be made now."""
    enclosures = []
    for each in files_of(connection, parcel.key):
        made = _enclosure(connection, each, now)
        if isinstance(made, Failed):
            return made
        enclosures.append(made)
    thread = thread_of(connection, parcel.key)
    return replace(parcel, enclosures=tuple(enclosures), thread=thread)


def _enclosure(connection: sqlite3.Connection, each: AttachedFile, now: int) -> Enclosure | Failed:
    if each.text:
        return Enclosure(each.name, each.media_type, each.text.encode())
    # Few mails take a paper along; the others need nothing of what makes them.
    from tempfile import TemporaryDirectory

    kind, *words = each.made_of.split(":")
    try:
        with TemporaryDirectory() as folder:
            made = PAPERS[kind](connection, Path(folder), now, tuple(words))
            if isinstance(made, Refused):
                return Failed(f"Waits for its paper: {' '.join(made.reasons)}")
            return Enclosure(each.name or made.path.name, each.media_type, made.path.read_bytes())
    except Exception as error:  # noqa: BLE001 - a paper's fault must not stop the other messages
        return Failed(f"Waits for its paper ({each.made_of}): {type(error).__name__}.")


def _invoice(
    connection: sqlite3.Connection, folder: Path, _now: int, words: tuple[str, ...]
) -> "Made | Refused":
    from coordinator.actions.book.documents import make_invoice

    return make_invoice(connection, folder, int(words[0]))


def _statement(
    connection: sqlite3.Connection, folder: Path, now: int, words: tuple[str, ...]
) -> "Made | Refused":
    from coordinator.actions.billing.money_papers import make_statement

    return make_statement(connection, folder, int(words[0]), now, *words[1:])


def _pay(
    connection: sqlite3.Connection, folder: Path, _now: int, words: tuple[str, ...]
) -> "Made | Refused":
    from coordinator.actions.pay.pay_papers import make_statement

    return make_statement(connection, folder, words[0], int(words[1]))


def _refusal(
    connection: sqlite3.Connection, folder: Path, _now: int, words: tuple[str, ...]
) -> "Made | Refused":
    from coordinator.actions.requests.refusing import make_refusal_letter

    return make_refusal_letter(connection, folder, int(words[0]))


def _request_quote(
    connection: sqlite3.Connection, folder: Path, now: int, words: tuple[str, ...]
) -> "Made | Refused":
    from coordinator.actions.requests.quoting import make_request_quote

    return make_request_quote(connection, folder, int(words[0]), now)


def _request_packet(
    connection: sqlite3.Connection, folder: Path, now: int, words: tuple[str, ...]
) -> "Made | Refused":
    from coordinator.actions.requests.packet import make_packet

    return make_packet(connection, folder, int(words[0]), now)


def _file(
    connection: sqlite3.Connection, folder: Path, _now: int, words: tuple[str, ...]
) -> "Made | Refused":
    from coordinator.actions.book.kept_files import make_copy

    return make_copy(connection, folder, int(words[0]))


def _report(
    connection: sqlite3.Connection, folder: Path, _now: int, words: tuple[str, ...]
) -> "Made | Refused":
    from coordinator.actions.reports.mailing_due import make_mailed

    return make_mailed(connection, folder, words)


PAPERS: Mapping[str, Make] = {
    "invoice": _invoice,
    "statement": _statement,
    "pay": _pay,
    "file": _file,
    "refusal": _refusal,
    "request_quote": _request_quote,
    "request_packet": _request_packet,
    "report": _report,
}
"""invoice:<id> · statement:<employer id>[:<from, ISO date>] · pay:<number of run>:<officer id> ·
refusal:<request id> · request_quote:<request id> · request_packet:<request id> ·
file:<kept paper id> · report:<name>:<instant>:<pdf, xlsx, csv, json>:<what was asked, quoted>."""
