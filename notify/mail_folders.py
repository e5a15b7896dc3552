"""Mail that lies in files: a folder of .eml files, or an mbox (RFC 4155, read as mboxrd).

Files are only read. What is half-written stays for the next look.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from notify.incoming import Fetched, Incoming
from notify.mail_heads import instant, split_head
from notify.mail_taken_apart import RAW_BYTES, Reading
from notify.settled_files import SETTLED_SECONDS, look

MOST = 500
ENOUGH_BYTES = 32_000_000
"""A look ends when it holds so much, as it does after so many mails."""

_HEAD = 1_024


def fetch_eml(folder: Path, reading: Reading, last: str, now: int, most: int = MOST) -> Fetched:
    """The .eml files that came since the last look; `last` is what it gave. `now`: UTC seconds.

    A mail counts as received when our server says so in it, else when its file was last changed.
    """
    found = look(folder, (".eml",), last, now)
    incoming: list[Incoming] = []
    read: list[str] = []
    unread: list[str] = []
    for file in found.files[:most]:
        try:
            with file.path.open("rb") as stream:
                raw = stream.read(RAW_BYTES + 1)
        except OSError as error:
            unread.append(f"{file.path.name}: {error.strerror}")
            continue
        incoming.append(reading.take(raw, received_at(raw, min(file.changed_at, now))))
        read.append(file.mark)
        if sum(len(mail.raw) for mail in incoming) > ENOUGH_BYTES:
            break
    return Fetched(tuple(incoming), "", found.last(read), found.trouble, tuple(unread))


def received_at(raw: bytes, otherwise: int) -> int:
    """When our own server took a mail, by its topmost Received; never later than `otherwise`."""
    stamp = split_head(raw[:RAW_BYTES])[0].get("received").rpartition(";")[2]
    at = instant(stamp.strip())
    return otherwise if at is None else min(at, otherwise)


@dataclass(slots=True)
class _Box:
    """Where in an mbox its reader stands."""

    stream: BinaryIO
    at: int
    ends: int


def fetch_mbox(
    path: Path, reading: Reading, epoch: str, last: str, now: int, most: int = MOST
) -> Fetched:
    """The mails that were added since the last look. `epoch` is by what the file is known (its
    beginning), `last` the byte up to which it was read; an mbox made anew is read anew."""
    if path.with_name(f"{path.name}.lock").exists():
        return Fetched((), epoch, last, f"{path.name}.lock is there: the mbox is being written.")
    try:
        with path.open("rb") as stream:
            state = path.stat()
            settled = now - int(state.st_mtime) >= SETTLED_SECONDS
            begins = _begins(stream, epoch, last, state.st_size)
            box = _Box(stream, begins, state.st_size)
            mails = _mails(box, most, settled=settled)
            incoming = tuple(reading.take(raw, at) for raw, at in _dated(mails, now))
            return Fetched(incoming, _known_by(stream, box.at), str(box.at))
    except OSError as error:
        return Fetched((), epoch, last, f"{path}: {error.strerror}.")


def _begins(stream: BinaryIO, epoch: str, last: str, size: int) -> int:
    at = int(last) if last.isascii() and last.isdigit() else 0
    if at > size or _known_by(stream, at) != epoch:
        return 0
    stream.seek(at)
    return at if stream.read(5) in (b"From ", b"") else 0


def _known_by(stream: BinaryIO, read: int) -> str:
    """The hash of the beginning, of no more than what was read of it."""
    stream.seek(0)
    return sha256(stream.read(min(_HEAD, read))).hexdigest()[:24]


def _mails(box: _Box, most: int, *, settled: bool) -> list[bytes]:
    """Whole mails; the last one only where the file is settled. Moves the reader on."""
    found: list[bytes] = []
    box.stream.seek(box.at)
    kept: list[bytes] = []
    size = 0
    position = box.at
    blank = True
    # Lines longer than a mail that we keep are taken in pieces.
    while line := box.stream.readline(RAW_BYTES):
        if blank and line.startswith(b"From ") and kept:
            found.append(_mail(kept))
            box.at, kept, size = position, [], 0
            if len(found) >= most or sum(map(len, found)) > ENOUGH_BYTES:
                return found
        if size <= RAW_BYTES:
            kept.append(line)
            size += len(line)
        blank = not line.strip(b"\r\n")
        position += len(line)
    if kept and settled and position >= box.ends and (kept[-1].endswith(b"\n") or size > RAW_BYTES):
        found.append(_mail(kept))
        box.at = position
    return found


def _mail(lines: list[bytes]) -> bytes:
    """The mail with its `From ` line, one `>` less before those in its text, without the empty
    line that parts it from the next."""
    if len(lines) > 1 and not lines[-1].strip(b"\r\n"):
        lines = lines[:-1]
    return re.sub(rb"(?m)^>(>*From )", rb"\1", b"".join(lines))[: RAW_BYTES + 200]


def _dated(mails: list[bytes], now: int) -> list[tuple[bytes, int]]:
    dated = []
    for mail in mails:
        line, _break, rest = mail.partition(b"\n")
        raw = rest if line.startswith(b"From ") else mail
        delivered = instant(" ".join(line.decode("ascii", "replace").split()[2:]))
        dated.append((raw, received_at(raw, min(now, delivered) if delivered else now)))
    return dated
